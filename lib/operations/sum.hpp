// Sum, difference and multiples of weighted automata: the pointwise operations of the vector space of series.
//
//     (A + B)(w) = A(w) + B(w),      (A − B)(w) = A(w) − B(w),      (k A)(w) = k A(w).
//
// A + B is A and B side by side, α = (α_A α_B), with the states and transitions of both. The alphabets may differ
// (operands.hpp). Source: Berstel and Reutenauer 2011, Noncommutative Rational Series, chapter 1.
//
//     const WeightedAutomaton zero = difference(parity, parity);
//     assert(compare(zero, scaled(parity, 0)).equal());
#pragma once

#include "automata/weighted.hpp"

namespace linac {

/// The sum of one or more automata. Throws impossible if it is larger than a result may be (limits.hpp).
[[nodiscard]] WeightedAutomaton sum(std::vector<WeightedAutomaton> automata);
[[nodiscard]] inline WeightedAutomaton sum(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    return sum({left, right});
}

[[nodiscard]] WeightedAutomaton difference(const WeightedAutomaton& left, const WeightedAutomaton& right);

/// The multiple: the initial weights times `factor`. Without states if that is 0.
[[nodiscard]] WeightedAutomaton scaled(WeightedAutomaton automaton, const Rational& factor);

}  // namespace linac
