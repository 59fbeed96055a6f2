// Growth: a bound that grows with the time s = 0, 1, 2, …,
//
//     x(s) ≤ Σ_k c_k C(s, k),   c_k ≥ 0 for k ≥ 1.
//
// In binomial coefficients one step of time is C(s + 1, k) = C(s, k) + C(s, k − 1), and coefficients that are less bound
// less at all times.
//
//     const Growth counter{5, 1};                    // 5 + s
//     assert(value_at(counter, 10) == 15);
//     assert(is_within_later(counter, Growth{4, 1}));  // 5 + s ≤ 4 + (s + 1)
#pragma once

#include <cstdint>
#include <vector>

#include "exact/rational.hpp"

namespace linac {

/// c_0, c_1, …
using Growth = std::vector<Rational>;

[[nodiscard]] Rational value_at(const Growth& growth, std::uint64_t s);

/// to += factor · growth, factor ≥ 0.
void add_scaled(Growth& to, const Growth& growth, const Rational& factor);

/// The least coefficients that are at least both.
[[nodiscard]] Growth larger(const Growth& left, const Growth& right);

/// A bound of the product of what the two bound, all coefficients and both factors ≥ 0.
[[nodiscard]] Growth product(const Growth& left, const Growth& right);

/// Whether growth(s) ≤ bound(s + 1) follows from the coefficients, for all s.
[[nodiscard]] bool is_within_later(const Growth& growth, const Growth& bound);

/// The bound with these values at the times 0, 1, …, and the least degree; coefficients that would be below 0 are 0.
[[nodiscard]] Growth through(std::vector<Rational> values);

}  // namespace linac
