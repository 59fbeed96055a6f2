#include "exact/simplest_fraction.hpp"

namespace linac {
namespace {

Rational floor_of(const Rational& value) {
    Rational result;
    fmpz_fdiv_q(fmpq_numref(result.flint()), fmpq_numref(value.flint()), fmpq_denref(value.flint()));
    return result;
}

/// From `low` to `high`, both ends in it or neither; without an upper end if there is no `high`.
struct Interval {
    Rational low;
    std::optional<Rational> high;
    bool is_closed;
};

/// low ≥ 0. The continued fraction of both ends as far as they agree, then the least number that is in between.
Rational simplest_in(const Interval& interval) {
    Rational whole = floor_of(interval.low);
    if (interval.is_closed && interval.low == whole) return whole;
    Rational next = whole + 1;
    if (!interval.high || next < *interval.high || (interval.is_closed && next == *interval.high))
        return next;
    const Rational rest = interval.low - whole;
    Interval inverse{1 / (*interval.high - whole), {}, interval.is_closed};
    if (!rest.is_zero()) inverse.high = 1 / rest;
    return whole + 1 / simplest_in(inverse);
}

}  // namespace

Rational simplest_fraction(const Rational& value, const FloatFormat& format) {
    if (value.is_zero()) return value;
    const Rational size = abs(value);
    const std::uint64_t bits = float_bits(size, format).value();
    const Rational below = from_float_bits(bits - 1, format).value();
    const auto above = from_float_bits(bits + 1, format);
    const Rational half(1, 2);
    const Rational low = half * (size + below);
    // Beyond the largest number, rounding goes on as if there were one more.
    const Rational high = above ? half * (size + *above) : size + (size - low);
    Rational fraction = simplest_in({low, high, bits % 2 == 0});
    if (value.sign() < 0) fraction.negate();
    return fraction;
}

}  // namespace linac
