// The simplest fraction that rounds to a floating-point number: of all p/q whose nearest number of the format is x, the
// one of least q, and of those the one of least |p|. It is the first node of the Stern–Brocot tree within the interval
// of what rounds to x. Every r/s with s² < 2^(n−1)/|x| comes back from its rounding to a normal number of a format of n
// bits: two fractions with denominators up to s are farther apart than the interval is wide.
//
//     const Rational third(1, 3);
//     assert(simplest_fraction(*rounded(third, float32), float32) == third);
//     assert(simplest_fraction(Rational(1, 2), float32) == Rational(1, 2));
#pragma once

#include "exact/floating.hpp"

namespace linac {

/// `value` is a number that the format holds.
[[nodiscard]] Rational simplest_fraction(const Rational& value, const FloatFormat& format);

}  // namespace linac
