#include "precision/range.hpp"

#include <string>
#include <utility>

#include "error.hpp"

namespace linac {
namespace {

std::int64_t trailing_zeros(const Rational& integer) {
    return static_cast<std::int64_t>(fmpz_val2(fmpq_numref(integer.flint())));
}

/// The least e with |value| ≤ 2^e; of what is not dyadic, that or one more.
std::int64_t ceil_log2(const Rational& magnitude) {
    const auto numerator = static_cast<std::int64_t>(magnitude.numerator_bits());
    const auto denominator = static_cast<std::int64_t>(magnitude.denominator_bits());
    const bool is_power = trailing_zeros(magnitude) + 1 == numerator;
    if (magnitude.is_dyadic()) return numerator - (is_power ? 1 : 0) - (denominator - 1);
    return numerator - denominator + 1;
}

std::int64_t sum_of_grains(std::int64_t left, std::int64_t right) {
    return left == Range::any || right == Range::any ? Range::any : left + right;
}

/// At least the value, of few bits: bounds of errors need not be exact.
Rational rounded_up(const Rational& value) {
    constexpr std::size_t bits = 64;
    if (value.numerator_bits() + value.denominator_bits() <= 2 * bits) return value;
    const std::int64_t exponent = ceil_log2(value) - static_cast<std::int64_t>(bits);
    const Rational unit = exponent < 0 ? Rational(1) / power(2, static_cast<std::uint64_t>(-exponent))
                                       : power(2, static_cast<std::uint64_t>(exponent));
    const Rational quotient = value / unit;
    Rational whole;
    fmpz_cdiv_q(fmpq_numref(whole.flint()), fmpq_numref(quotient.flint()), fmpq_denref(quotient.flint()));
    return whole * unit;
}

/// The sides hold at all times: what grows past them does not matter.
void settle(Range& range) {
    if (!range.above.empty() && range.high <= range.above[0]) range.above.clear();
    if (!range.below.empty() && -range.low <= range.below[0]) range.below.clear();
}

/// Of |x|.
Growth size_of(const Range& range) {
    if (range.above.empty() && range.below.empty()) return {range.magnitude()};
    Growth size = larger(range.above.empty() ? Growth{range.high} : range.above,
                         range.below.empty() ? Growth{-range.low} : range.below);
    size[0] = std::max(size[0], Rational());
    return size;
}

/// Two an operation: where sums are kept in a wider format, their ends are rounded once more.
std::size_t roundings_of(std::size_t terms) {
    return 2 * terms + 2;
}

/// A bound of (1 + u)^n − 1 for the n roundings of a sum.
Rational rounding(std::size_t terms, const FloatFormat& format) {
    const Rational u = Rational(1) / power(2, static_cast<std::uint64_t>(format.precision));
    const Rational nu = u * static_cast<std::int64_t>(roundings_of(terms));
    if (nu < Rational(1, 2)) return nu / (1 - nu);
    return rounded_up(power(1 + u, roundings_of(terms)) - 1);
}

/// Half the least positive number: what a rounding below the normal numbers can lose.
Rational least_of(const FloatFormat& format) {
    return Rational(1) / power(2, static_cast<std::uint64_t>(format.precision - format.min_exponent));
}

/// The sides of the product of two intervals.
std::pair<Rational, Rational> sides(const Range& left, const Range& right) {
    const Rational corners[] = {left.low * right.low, left.low * right.high, left.high * right.low,
                                left.high * right.high};
    const auto [least, most] = std::minmax_element(std::begin(corners), std::end(corners));
    return {*least, *most};
}

}  // namespace

std::int64_t grain_of(const Rational& value) {
    if (value.is_zero()) return Range::any;
    return trailing_zeros(value) - (static_cast<std::int64_t>(value.denominator_bits()) - 1);
}

Range point(const Rational& value) {
    return {value, value, grain_of(value), {}, {}, {}};
}

Range rectified(Range range) {
    if (range.low.sign() < 0) range.low.set_zero();
    if (range.high.sign() < 0) range.high.set_zero();
    if (range.high.is_zero()) range.grain = Range::any;
    range.below.clear();
    if (!range.above.empty()) range.above[0] = std::max(range.above[0], Rational());
    settle(range);
    return range;
}

Range hull(const Range& left, const Range& right) {
    return {std::min(left.low, right.low),
            std::max(left.high, right.high),
            std::min(left.grain, right.grain),
            std::max(left.error, right.error),
            {},
            {}};
}

Range intersection(const Range& left, const Range& right) {
    Range both{std::max(left.low, right.low),
               std::min(left.high, right.high),
               std::max(left.grain, right.grain),
               std::min(left.error, right.error),
               left.above.empty() ? left.above : right.above,
               left.below.empty() ? left.below : right.below};
    if (both.is_point()) both.grain = grain_of(both.low);
    return both;
}

void Need::include(const Need& other) {
    precision = std::max(precision, other.precision);
    exponent = std::max(exponent, other.exponent);
    grain = std::min(grain, other.grain);
}

bool Need::fits(const FloatFormat& format) const {
    return precision <= format.precision && exponent <= format.max_exponent &&
           grain >= format.min_exponent - format.precision + 1;
}

Need need_of(const Rational& magnitude, std::int64_t grain) {
    if (magnitude.is_zero()) return {};
    const std::int64_t exponent = ceil_log2(magnitude);
    return {exponent - grain, exponent, grain};
}

bool Need::fits_any() const {
    return std::any_of(all_float_formats.begin(), all_float_formats.end(),
                       [this](const FloatFormat& format) { return fits(format); });
}

RangeConstant range_constant(const Rational& value, const FloatFormat* format) {
    RangeConstant constant{value, grain_of(value), value.is_dyadic(), {}};
    if (format != nullptr) {
        const auto stored = rounded(value, *format);
        if (!stored)
            throw Error::impossible("the constant " + to_string(value) + " is too large for " +
                                    std::string(format->name));
        constant.error = abs(*stored - value);
    }
    return constant;
}

/// Adds factor · [low, high], factor ≥ 0, or what the sides grow by.
void RangeSum::add_sides(const Rational& low, const Rational& high, const Growth& above, const Growth& below,
                         const Rational& factor) {
    if (above_.empty() && (!above.empty() || !below.empty())) {
        above_ = {high_};
        below_ = {-low_};
    }
    low_.add_product(factor, low);
    high_.add_product(factor, high);
    if (above_.empty()) return;
    add_scaled(above_, above.empty() ? Growth{high} : above, factor);
    add_scaled(below_, below.empty() ? Growth{-low} : below, factor);
}

void RangeSum::add(const Range& term) {
    if (term.is_zero()) return;
    add_sides(term.low, term.high, term.above, term.below, 1);
    magnitude_ += term.magnitude();
    error_ += term.error;
    grain_ = std::min(grain_, term.grain);
    ++terms_;
}

void RangeSum::add_product(const Range& left, const Range& right) {
    if (left.is_zero() || right.is_zero()) return;
    if (right.is_point() && !left.is_point()) {
        add_product(right, left);
        return;
    }
    if (left.is_point() && left.low.sign() >= 0) {
        add_sides(right.low, right.high, right.above, right.below, left.low);
    } else if (left.is_point()) {
        add_sides(-right.high, -right.low, right.below, right.above, -left.low);
    } else {
        const auto [least, most] = sides(left, right);
        Growth size;
        if (left.grows() || right.grows()) size = product(size_of(left), size_of(right));
        add_sides(least, most, size, size, 1);
    }
    const Rational left_size = left.magnitude();
    const Rational right_size = right.magnitude();
    magnitude_.add_product(left_size, right_size);
    if (!left.error.is_zero()) error_ += left.error * (right_size + right.error);
    if (!right.error.is_zero()) error_ += right.error * left_size;
    grain_ = std::min(grain_, sum_of_grains(left.grain, right.grain));
    ++terms_;
}

void RangeSum::add_product(const RangeConstant& factor, const Range& value) {
    if (value.is_zero()) return;
    const Rational size = abs(factor.value);
    if (factor.value.sign() > 0)
        add_sides(value.low, value.high, value.above, value.below, size);
    else
        add_sides(-value.high, -value.low, value.below, value.above, size);
    const Rational value_size = value.magnitude();
    magnitude_.add_product(size, value_size);
    if (!value.error.is_zero()) error_ += value.error * (size + factor.error);
    if (!factor.error.is_zero()) error_ += factor.error * value_size;
    is_dyadic_ = is_dyadic_ && factor.is_dyadic;
    grain_ = std::min(grain_, sum_of_grains(factor.grain, value.grain));
    ++terms_;
}

void RangeSum::add(const RangeConstant& term) {
    add_sides(term.value, term.value, {}, {}, 1);
    magnitude_ += abs(term.value);
    error_ += term.error;
    is_dyadic_ = is_dyadic_ && term.is_dyadic;
    grain_ = std::min(grain_, term.grain);
    ++terms_;
}

Range RangeSum::finish(Need& need, const FloatFormat* format) const {
    if (terms_ == 0) return {};
    Need own;
    if (is_dyadic_)
        own = need_of(magnitude_, grain_);
    else
        own.precision = Need::impossible;
    need.include(own);
    Range result{low_, high_, grain_, {}, above_, below_};
    settle(result);
    if (result.is_point()) result.grain = grain_of(low_);
    if (format == nullptr || (error_.is_zero() && own.fits(*format))) return result;

    result.error = rounded_up(error_ + rounding(terms_, *format) * (magnitude_ + error_) +
                              least_of(*format) * static_cast<std::int64_t>(roundings_of(terms_)));
    Need computed;
    computed.exponent = ceil_log2(magnitude_ + result.error);
    need.include(computed);
    return result;
}

Range product(const Range& left, const Range& right, Need& need, const FloatFormat* format) {
    RangeSum sum;
    sum.add_product(left, right);
    return sum.finish(need, format);
}

}  // namespace linac
