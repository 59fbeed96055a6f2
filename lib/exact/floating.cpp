#include "exact/floating.hpp"

#include <algorithm>

#include "exact/integer.hpp"

namespace linac {
namespace {

/// ± mantissa · 2^exponent with mantissa < 2^p, the exponent at least that of the least subnormal.
struct Parts {
    bool is_negative = false;
    std::uint64_t mantissa = 0;
    int exponent = 0;
};

int least_exponent(const FloatFormat& format) {
    return format.min_exponent - format.precision + 1;
}

/// ⌊log₂ |value|⌋ or one more; clipped far outside of every format, so that no shift below is long.
int exponent_estimate(const Rational& value) {
    const auto numerator = static_cast<std::int64_t>(value.numerator_bits());
    const auto denominator = static_cast<std::int64_t>(value.denominator_bits());
    return static_cast<int>(std::clamp<std::int64_t>(numerator - denominator, -5000, 5000));
}

/// The parts of the nearest number; none if it overflows.
std::optional<Parts> nearest(const Rational& value, const FloatFormat& format) {
    Parts parts;
    if (value.is_zero()) return parts;
    parts.is_negative = value.sign() < 0;
    const int estimate = exponent_estimate(value);
    if (estimate > format.max_exponent + 2) return std::nullopt;
    if (estimate < least_exponent(format) - 2) return parts;

    // |value| · 2^−exponent has p or p + 1 bits before the point, fewer where the number is subnormal.
    parts.exponent = std::max(estimate - format.precision, least_exponent(format));
    Integer numerator;
    Integer denominator;
    fmpz_abs(numerator, fmpq_numref(value.flint()));
    fmpz_set(denominator, fmpq_denref(value.flint()));
    const auto scale = [&](int by) {
        if (by < 0)
            fmpz_mul_2exp(numerator, numerator, static_cast<ulong>(-by));
        else
            fmpz_mul_2exp(denominator, denominator, static_cast<ulong>(by));
    };
    scale(parts.exponent);
    Integer quotient;
    Integer rest;
    fmpz_tdiv_qr(quotient, rest, numerator, denominator);
    if (fmpz_bits(quotient) > static_cast<flint_bitcnt_t>(format.precision)) {
        ++parts.exponent;
        scale(1);
        fmpz_tdiv_qr(quotient, rest, numerator, denominator);
    }
    fmpz_mul_2exp(rest, rest, 1);
    const int half = fmpz_cmp(rest, denominator);
    parts.mantissa = fmpz_get_ui(quotient);
    if (half > 0 || (half == 0 && parts.mantissa % 2 == 1)) ++parts.mantissa;
    if (parts.mantissa == std::uint64_t{1} << static_cast<unsigned>(format.precision)) {
        parts.mantissa /= 2;
        ++parts.exponent;
    }
    if (parts.exponent + format.precision - 1 > format.max_exponent) return std::nullopt;
    return parts;
}

Rational value_of(const Parts& parts) {
    Rational value;
    fmpz_set_ui(fmpq_numref(value.flint()), parts.mantissa);
    if (parts.exponent < 0)
        fmpq_div_2exp(value.flint(), value.flint(), static_cast<ulong>(-parts.exponent));
    else
        fmpq_mul_2exp(value.flint(), value.flint(), static_cast<ulong>(parts.exponent));
    if (parts.is_negative) value.negate();
    return value;
}

}  // namespace

std::optional<FloatFormat> float_format_by_name(std::string_view name) {
    for (const FloatFormat& format : all_float_formats)
        if (format.name == name) return format;
    return std::nullopt;
}

std::size_t index_of(const FloatFormat& format) {
    return static_cast<std::size_t>(std::find(all_float_formats.begin(), all_float_formats.end(), format) -
                                    all_float_formats.begin());
}

std::optional<Rational> rounded(const Rational& value, const FloatFormat& format) {
    const auto parts = nearest(value, format);
    if (!parts) return std::nullopt;
    return value_of(*parts);
}

std::optional<Rational> rounded_root(const Rational& value, const FloatFormat& format) {
    // √(n/d) = √(n d 4^s) / (d 2^s), with enough bits that cutting the root off costs far less than rounding it.
    const auto shift = 2 * static_cast<std::uint64_t>(format.precision) + value.denominator_bits();
    const Rational square = value.numerator() * value.denominator() * power(4, shift);
    Rational root;
    fmpz_sqrt(fmpq_numref(root.flint()), fmpq_numref(square.flint()));
    return rounded(root / (value.denominator() * power(2, shift)), format);
}

bool holds(const FloatFormat& format, const Rational& value) {
    return value.is_dyadic() && rounded(value, format) == value;
}

std::optional<std::uint64_t> float_bits(const Rational& value, const FloatFormat& format) {
    const auto parts = nearest(value, format);
    if (!parts) return std::nullopt;
    if (parts->mantissa == 0) return 0;
    const auto fraction_bits = static_cast<unsigned>(format.precision - 1);
    const std::uint64_t implicit = std::uint64_t{1} << fraction_bits;
    std::uint64_t bits = parts->mantissa;  // of a subnormal number
    if (parts->mantissa >= implicit) {
        const int biased = parts->exponent - least_exponent(format) + 1;
        bits = (static_cast<std::uint64_t>(biased) << fraction_bits) + (parts->mantissa - implicit);
    }
    if (parts->is_negative) bits |= std::uint64_t{1} << (format.bytes * 8 - 1);
    return bits;
}

std::optional<Rational> from_float_bits(std::uint64_t bits, const FloatFormat& format) {
    const auto fraction_bits = static_cast<unsigned>(format.precision - 1);
    const std::uint64_t implicit = std::uint64_t{1} << fraction_bits;
    const std::uint64_t sign = std::uint64_t{1} << (format.bytes * 8 - 1);
    const auto biased = static_cast<int>((bits & (sign - 1)) >> fraction_bits);
    if (biased == 2 * format.max_exponent + 1) return std::nullopt;
    Parts parts{(bits & sign) != 0, bits & (implicit - 1), least_exponent(format)};
    if (biased > 0) {
        parts.mantissa += implicit;
        parts.exponent += biased - 1;
    }
    return value_of(parts);
}

}  // namespace linac
