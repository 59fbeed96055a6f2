// Affine map y = b + W x over ℚ, stored by the columns of W, so that applying it costs the non-zeros of the
// columns where x is non-zero. Every parameter of a head and every stage of a feed-forward block is one.
//
//     AffineMap map(2, 1);          // ℚ² → ℚ¹
//     map.add(0, 1, 3);             // y₀ = 3 x₁
//     map.add_bias(0, -1);          // y₀ = 3 x₁ − 1
#pragma once

#include <cstddef>
#include <vector>

#include "exact/matrix.hpp"

namespace linac {

class AffineMap {
  public:
    AffineMap() = default;
    AffineMap(std::size_t inputs, std::size_t outputs) : outputs_(outputs), columns_(inputs) {}

    [[nodiscard]] std::size_t inputs() const noexcept { return columns_.size(); }
    [[nodiscard]] std::size_t outputs() const noexcept { return outputs_; }
    [[nodiscard]] const SparseVector& bias() const noexcept { return bias_; }
    /// W e_input.
    [[nodiscard]] const SparseVector& column(std::size_t input) const { return columns_[input]; }
    [[nodiscard]] std::size_t nonzeros() const noexcept {
        std::size_t count = bias_.size();
        for (const SparseVector& column : columns_) count += column.size();
        return count;
    }

    /// W[output][input] += weight.
    void add(std::size_t output, std::size_t input, const Rational& weight) {
        add_entry(columns_[input], output, weight);
    }
    void add_bias(std::size_t output, const Rational& value) { add_entry(bias_, output, value); }
    void set_column(std::size_t input, SparseVector column) { columns_[input] = std::move(column); }
    /// Adds inputs and outputs behind the last ones, with weights of zero.
    void widen(std::size_t inputs, std::size_t outputs) {
        columns_.resize(inputs);
        outputs_ = outputs;
    }

    friend bool operator==(const AffineMap&, const AffineMap&) = default;

  private:
    std::size_t outputs_ = 0;
    SparseVector bias_;
    std::vector<SparseVector> columns_;
};

/// A vector that knows where it may be non-zero, so that clearing and reading it cost its non-zeros. Scalar
/// is Rational for execution and LinearForm for symbolic execution.
template <class Scalar>
class Accumulator {
  public:
    Accumulator() = default;
    explicit Accumulator(std::size_t size) : values_(size), listed_(size, 0) {}

    [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
    [[nodiscard]] const Scalar& operator[](std::size_t index) const { return values_[index]; }
    /// Every index of a non-zero, in no order, some zeros among them.
    [[nodiscard]] const std::vector<std::size_t>& support() const noexcept { return support_; }

    Scalar& touch(std::size_t index) {
        if (listed_[index] == 0) {
            listed_[index] = 1;
            support_.push_back(index);
        }
        return values_[index];
    }
    void clear() {
        for (const std::size_t index : support_) {
            values_[index].set_zero();
            listed_[index] = 0;
        }
        support_.clear();
    }

  private:
    std::vector<Scalar> values_;
    std::vector<unsigned char> listed_;
    std::vector<std::size_t> support_;
};

/// y += map(x), y of the map's outputs.
template <class Scalar>
void apply(const AffineMap& map, const Accumulator<Scalar>& x, Accumulator<Scalar>& y) {
    for (const Entry& e : map.bias()) y.touch(e.index) += e.value;
    for (const std::size_t input : x.support()) {
        const Scalar& factor = x[input];
        if (factor.is_zero()) continue;
        for (const Entry& e : map.column(input)) y.touch(e.index).add_product(e.value, factor);
    }
}

}  // namespace linac
