// Range: what is known of a number x that floating-point code computes as x̃,
//
//     low ≤ x ≤ high,   x ∈ 2^grain ℤ,   |x̃ − x| ≤ error.
//
// A sum of products whose terms are multiples of 2^g and whose absolute values add up to at most 2^(g + p) is exact in
// a format of p bits, in any order and grouping, fused or not: every partial sum is an integer of at most p bits
// times 2^g. RangeSum notes for each sum the p that it takes; if a format is given it bounds the error of what does
// not fit instead (Higham 2002, Accuracy and Stability of Numerical Algorithms, §3.1): ((1 + u)^n − 1) Σ|terms| for
// n roundings, u = 2^−p, as long as nothing overflows, which `need.exponent` tells.
//
//     Need need;
//     RangeSum sum;
//     sum.add_product(point(3), point(5));
//     assert(sum.finish(need, nullptr).high == 15 && need.precision == 4);
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "exact/floating.hpp"
#include "exact/rational.hpp"
#include "precision/growth.hpp"

namespace linac {

struct Range {
    static constexpr std::int64_t any = std::numeric_limits<std::int64_t>::max();  ///< grain of 0

    Rational low;
    Rational high;
    std::int64_t grain = any;  ///< of a value that is not dyadic: without meaning
    Rational error;
    Growth above;  ///< bounds x at earlier times too, where `high` grows; empty: x ≤ high at all times
    Growth below;  ///< the same of −x and −low

    [[nodiscard]] bool is_point() const noexcept { return low == high; }
    [[nodiscard]] bool is_zero() const noexcept { return low.is_zero() && high.is_zero() && error.is_zero(); }
    [[nodiscard]] bool grows() const noexcept { return !above.empty() || !below.empty(); }
    [[nodiscard]] Rational magnitude() const { return std::max(abs(low), abs(high)); }

    friend bool operator==(const Range&, const Range&) = default;
};

/// The largest e such that 2^e divides a dyadic value; Range::any of 0.
[[nodiscard]] std::int64_t grain_of(const Rational& value);

/// Exactly this value.
[[nodiscard]] Range point(const Rational& value);

/// max(0, x).
[[nodiscard]] Range rectified(Range range);

/// The least range that contains both.
[[nodiscard]] Range hull(const Range& left, const Range& right);

/// What both say of the same number.
[[nodiscard]] Range intersection(const Range& left, const Range& right);

/// What a format must have so that all that was met is exact.
struct Need {
    static constexpr std::int64_t impossible = std::numeric_limits<std::int64_t>::max();

    std::int64_t precision = 0;                                        ///< bits; impossible for 1/3
    std::int64_t exponent = std::numeric_limits<std::int64_t>::min();  ///< all are at most 2^exponent
    std::int64_t grain = Range::any;                                   ///< all are multiples of 2^grain

    void include(const Need& other);
    [[nodiscard]] bool fits(const FloatFormat& format) const;
    /// Whether one of all_float_formats will do.
    [[nodiscard]] bool fits_any() const;

    friend bool operator==(const Need&, const Need&) = default;
};

/// What a sum takes whose terms are multiples of 2^grain and add up, by absolute value, to at most `magnitude`.
[[nodiscard]] Need need_of(const Rational& magnitude, std::int64_t grain);

/// A constant of the network, and how a format holds it.
struct RangeConstant {
    Rational value;
    std::int64_t grain = 0;
    bool is_dyadic = true;
    Rational error;  ///< of the nearest number of the format, if one is given
};

[[nodiscard]] RangeConstant range_constant(const Rational& value, const FloatFormat* format);

class RangeSum {
  public:
    void add(const Range& term);
    void add_product(const Range& left, const Range& right);
    void add_product(const RangeConstant& factor, const Range& value);
    void add(const RangeConstant& term);
    [[nodiscard]] bool is_empty() const noexcept { return terms_ == 0; }

    /// The sum; `need` grows by what its exactness takes. With a format, the error is bounded.
    [[nodiscard]] Range finish(Need& need, const FloatFormat* format) const;

  private:
    void add_sides(const Rational& low, const Rational& high, const Growth& above, const Growth& below,
                   const Rational& factor);

    Rational low_;
    Rational high_;
    Rational magnitude_;
    Rational error_;
    std::int64_t grain_ = Range::any;
    std::size_t terms_ = 0;
    bool is_dyadic_ = true;
    Growth above_;  // of the sum, once a term grows
    Growth below_;
};

/// The product as one operation.
[[nodiscard]] Range product(const Range& left, const Range& right, Need& need, const FloatFormat* format);

}  // namespace linac
