// The exponential of a rational number, rounded once.
//
// e^x is irrational for every rational x ≠ 0 (Lindemann 1882), so that it lies strictly between two numbers of a
// floating-point format and is never half-way: with enough digits the nearest one is known for certain.
//
//     assert(rounded_exponential(0, float64) == Rational(1));
//     assert(rounded_exponential(1, float16) == Rational(87, 32));   // 2.718…
#pragma once

#include <optional>

#include "exact/floating.hpp"

namespace linac {

/// The number of the format that is nearest to e^exponent; 0 where that underflows, none where it overflows.
[[nodiscard]] std::optional<Rational> rounded_exponential(const Rational& exponent,
                                                          const FloatFormat& format);

}  // namespace linac
