#include "exact/weight_bound.hpp"

#include <flint/fmpz.h>

#include <algorithm>
#include <bit>

namespace linac {

namespace {

constexpr int mantissa_bits = 20;  // so that sums of 2^24 products fit a word

/// ⌈|value| / 2^exponent⌉, which must fit a word.
std::uint64_t ceiling(const Rational& value, long exponent) {
    Rational above = abs(value.numerator());
    Rational below = value.denominator();
    fmpz* scaled = fmpq_numref(exponent < 0 ? above.flint() : below.flint());
    fmpz_mul_2exp(scaled, scaled, static_cast<ulong>(std::abs(exponent)));
    fmpz_cdiv_q(fmpq_numref(above.flint()), fmpq_numref(above.flint()), fmpq_numref(below.flint()));
    return fmpz_get_ui(fmpq_numref(above.flint()));
}

/// The exponent at which entries below 2^bits are at most 2^mantissa_bits.
long exponent_for(std::size_t bits) {
    return static_cast<long>(bits) - mantissa_bits;
}

/// A non-negative vector, at most values · 2^exponent.
struct BoundedVector {
    std::vector<std::uint64_t> values;
    long exponent;

    BoundedVector(const SparseVector& vector, std::size_t size, std::size_t entry_bits)
        : values(size, 0), exponent(exponent_for(entry_bits)) {
        for (const Entry& e : vector) values[e.index] = ceiling(e.value, exponent);
    }
    /// Makes the values at most 2^mantissa_bits.
    void round_up() {
        const std::uint64_t largest = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
        const int excess = std::max<int>(0, static_cast<int>(std::bit_width(largest)) - mantissa_bits);
        for (std::uint64_t& value : values)
            value = (value >> excess) + ((value & ((std::uint64_t{1} << excess) - 1)) != 0 ? 1 : 0);
        exponent += excess;
    }
};

/// Z, at most values · 2^exponent.
struct BoundedMatrix {
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> rows;
    long exponent = 0;

    explicit BoundedMatrix(const ReducibleSystem& system) : rows(system.system().size) {
        std::size_t entry_bits = 0;
        for (const ReducibleRows& matrix : system.operators())
            entry_bits = std::max(entry_bits, matrix.entry_bits());
        exponent = exponent_for(entry_bits);
        std::vector<std::uint64_t> row(rows.size(), 0);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const RowSystem& rows_of = system.system();
            const bool in_second = !rows_of.second.empty() && i >= rows_of.turn();
            const std::size_t start = in_second ? rows_of.turn() : 0;
            for (const SparseMatrix& matrix : in_second ? rows_of.second : rows_of.operators)
                for (const Entry& e : matrix.row(i - start))
                    row[start + e.index] = std::max(row[start + e.index], ceiling(e.value, exponent));
            for (std::size_t j = 0; j < row.size(); ++j)
                if (row[j] != 0)
                    rows[i].emplace_back(static_cast<std::uint32_t>(j), static_cast<std::uint32_t>(row[j]));
            std::fill(row.begin(), row.end(), 0);
        }
    }
};

}  // namespace

std::size_t WeightBound::denominator_bits(std::size_t length) const {
    Rational common(1);
    for (const ReducibleRows& matrix : system_->operators()) common = lcm(common, matrix.denominator());
    return system_->generators()[0].denominator().numerator_bits() + power(common, length).numerator_bits() +
           system_->functional().denominator().numerator_bits();
}

std::size_t WeightBound::quick_bits(std::size_t length) const {
    std::size_t step = 0;
    for (const ReducibleRows& matrix : system_->operators()) step = std::max(step, matrix.row_bits());
    return system_->generators()[0].row_bits() + length * step + system_->functional().entry_bits() +
           denominator_bits(length);
}

std::size_t WeightBound::bits(std::size_t length) const {
    const RowSystem& system = system_->system();
    BoundedVector row(system.generators[0], system.size, system_->generators()[0].entry_bits());
    const BoundedVector column(system.functional, system.size, system_->functional().entry_bits());
    const BoundedMatrix matrix(*system_);
    long most = 0;
    for (std::size_t step = 0;; ++step) {
        std::uint64_t weight = 0;
        for (std::size_t i = 0; i < system.size; ++i) weight += row.values[i] * column.values[i];
        most = std::max(most, static_cast<long>(std::bit_width(weight)) + row.exponent + column.exponent);
        if (step == length) break;
        std::vector<std::uint64_t> next(system.size, 0);
        for (std::size_t i = 0; i < system.size; ++i)
            if (row.values[i] != 0)
                for (const auto& [j, value] : matrix.rows[i]) next[j] += row.values[i] * value;
        row.values = std::move(next);
        row.exponent += matrix.exponent;
        row.round_up();
    }
    return static_cast<std::size_t>(most) + denominator_bits(length);
}

}  // namespace linac
