// A network on ranges: one token, from what is known of the state to what is known of the next state and the output.
//
// The operations are those of kernel_network.hpp. What a range says of the new state is the better of two: of the
// operations one by one, and of A S + B with the entries of A and B as ranges, which sees that a reflection or an
// overwriting cannot make the state larger.
//
//     const RangeNetwork ranges(network);
//     RangeNetwork::State state = ranges.start();         // S = 0
//     Need need;
//     const Range output = ranges.step(state, 0, need);   // BOS
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "precision/kernel_network.hpp"
#include "precision/range.hpp"

namespace linac {

/// Ranges as a domain: what exactness takes is added to `need`; with a format, errors are bounded.
struct RangeDomain {
    using Value = Range;
    using Constant = RangeConstant;
    using Sum = RangeSum;
    static constexpr bool has_matrix_bounds = true;

    Need& need;
    const FloatFormat* format;

    [[nodiscard]] RangeConstant constant(const Rational& value) const {
        return range_constant(value, format);
    }
    [[nodiscard]] static Range point(const Rational& value) { return linac::point(value); }
    [[nodiscard]] static RangeSum sum() { return {}; }
    [[nodiscard]] Range finish(const RangeSum& sum) { return sum.finish(need, format); }
    [[nodiscard]] Range finish(const RangeSum& sum, const Range& gate);
    [[nodiscard]] static Range negated(Range range);
    [[nodiscard]] static Range rectified(Range range) { return linac::rectified(std::move(range)); }
    [[nodiscard]] static bool is_zero(const Range& range) { return range.is_zero(); }

    /// A sum as a number and not as an operation.
    [[nodiscard]] static Range number(const RangeSum& sum);
    /// What is known of a number in two ways; the error is that of the first, which is how it is computed.
    [[nodiscard]] static Range refined(const Range& computed, const Range& known);
};

class RangeNetwork {
  public:
    /// The entries of all heads' states, head by head, row-major.
    using State = std::vector<Range>;

    /// With a format, ranges bound the errors that it makes. The network must outlive it.
    explicit RangeNetwork(const Network& network, std::optional<FloatFormat> format = {});

    /// S = 0, before BOS.
    [[nodiscard]] State start() const { return State(kernel_.entries()); }
    /// Reads a token (0 is BOS, 1 + s is symbol s) and returns the output; `need` grows by what exactness takes.
    Range step(State& state, std::size_t token, Need& need) const;

    [[nodiscard]] const Network& network() const noexcept { return kernel_.network(); }
    [[nodiscard]] const FloatFormat* format() const noexcept { return format_ ? &*format_ : nullptr; }
    /// The layer of each entry of a state.
    [[nodiscard]] const std::vector<std::size_t>& layer_of() const noexcept { return kernel_.layer_of(); }

  private:
    std::optional<FloatFormat> format_;
    KernelNetwork<RangeDomain> kernel_;
    std::vector<std::vector<Range>> embeddings_;  // by token
    std::vector<Need> needs_;                     // by token
};

}  // namespace linac
