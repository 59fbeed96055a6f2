// Star and powers: what concatenation of an automaton with itself gives.
//
//     A^n = A ⋯ A (n times),  A⁰ = 1, which weighs the empty word 1 and others 0,      A* = Σ_{n ≥ 0} A^n.
//
// Let c = A(ε), and A = c + P, so that P is proper: P(ε) = 0. The sum converges iff |c| < 1, and is then
//
//     A* = s (1 + s P + s² P² + …)  with  s = 1 / (1 − c),      A^n = Σ_k (n choose k) c^{n−k} P^k.
//
// Let A be standard with initial state q (standard.hpp). For the star every word of P that is over leads back to q,
// which alone is final; for the power there are n copies, each of which leads on to the next. Source: Berstel and
// Reutenauer 2011; Lombardy and Sakarovitch 2013, The validity of weighted automata.
//
//     assert(weight(star(only_a), {0, 0, 0}) == 1);  // a* has aaa
#pragma once

#include <cstdint>

#include "automata/weighted.hpp"

namespace linac {

/// A*, trimmed, with at most one state more than A. Throws impossible if |A(ε)| ≥ 1: the sum does not converge.
[[nodiscard]] WeightedAutomaton star(const WeightedAutomaton& automaton);

/// A^exponent, trimmed, with at most exponent times one state more than A. Throws impossible if it is larger than a
/// result may be (limits.hpp).
[[nodiscard]] WeightedAutomaton power(const WeightedAutomaton& automaton, std::uint64_t exponent);

/// The automaton of one state that weighs the empty word `weight` and others 0.
[[nodiscard]] WeightedAutomaton empty_word(const Alphabet& alphabet, const Rational& weight = 1);

}  // namespace linac
