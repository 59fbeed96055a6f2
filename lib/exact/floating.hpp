// Binary floating-point formats (IEEE 754-2019, and bfloat16): which rationals they hold, and the nearest one that
// they hold. A format with p bits of precision and exponents e_min … e_max holds 0 and
//
//     ± m · 2^(e − p + 1),   0 < m < 2^p an integer,   e_min ≤ e ≤ e_max
//
// (those of m < 2^(p−1) at e_min are subnormal). Values that round beyond the largest have none: the format's
// infinity is no number. This is the one place where linac rounds constants.
//
//     assert(rounded(Rational(1, 3), float16) == Rational(1365, 4096));
//     assert(float_bits(Rational(-2), float32) == 0xC000'0000);
//     assert(from_float_bits(0x3F80, bfloat16) == 1);
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "exact/rational.hpp"

namespace linac {

struct FloatFormat {
    std::string_view name;  ///< as options and files call it: "bf16", "f16", "f32", "f64"
    int precision;          ///< p, bits of the significand, the implicit one among them
    int max_exponent;       ///< e_max
    int min_exponent;       ///< e_min, 1 − e_max
    std::size_t bytes;      ///< of a stored number

    friend bool operator==(const FloatFormat&, const FloatFormat&) = default;
};

inline constexpr FloatFormat bfloat16{"bf16", 8, 127, -126, 2};
inline constexpr FloatFormat float16{"f16", 11, 15, -14, 2};
inline constexpr FloatFormat float32{"f32", 24, 127, -126, 4};
inline constexpr FloatFormat float64{"f64", 53, 1023, -1022, 8};

/// Narrow ones first.
inline constexpr std::array<FloatFormat, 4> all_float_formats{bfloat16, float16, float32, float64};

[[nodiscard]] std::optional<FloatFormat> float_format_by_name(std::string_view name);

/// The place of one of them.
[[nodiscard]] std::size_t index_of(const FloatFormat& format);

/// The nearest number of the format, of two the one with even m; none if it overflows.
[[nodiscard]] std::optional<Rational> rounded(const Rational& value, const FloatFormat& format);

/// The root of a value ≥ 0, rounded with an error of less than one unit in the last place; none if it overflows.
[[nodiscard]] std::optional<Rational> rounded_root(const Rational& value, const FloatFormat& format);

/// Whether the format holds the value itself.
[[nodiscard]] bool holds(const FloatFormat& format, const Rational& value);

/// The stored form of `rounded(value, format)`, in the low bytes: sign, exponent, fraction. 0 is +0. None if it
/// overflows.
[[nodiscard]] std::optional<std::uint64_t> float_bits(const Rational& value, const FloatFormat& format);

/// The number of a stored form; none for infinities and NaNs. −0 is 0.
[[nodiscard]] std::optional<Rational> from_float_bits(std::uint64_t bits, const FloatFormat& format);

}  // namespace linac
