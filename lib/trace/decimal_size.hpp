// How large a number is, for numbers too long to be read: the two leading digits, a power of ten, and how many digits
// the fraction has.
//
//     decimal_size(power(7, 250))      "≈ 1.9·10²¹¹, 212 digits"
//     decimal_size(Rational(1, 3))     "≈ 3.3·10⁻¹, 1/1 digits"
//     brief(Rational(1, 3))            "1/3": as it is, as long as it is short
#pragma once

#include <cstddef>
#include <string>

#include "exact/rational.hpp"

namespace linac {

/// Longest number, in characters, that `brief` writes out.
inline constexpr std::size_t longest_brief_number = 24;

/// Of numbers other than 0. The leading digits are rounded, and computed from the first 18 digits of numerator and
/// denominator.
[[nodiscard]] std::string decimal_size(const Rational& value);

/// The number itself, or its decimal size if it is long.
[[nodiscard]] std::string brief(const Rational& value);

}  // namespace linac
