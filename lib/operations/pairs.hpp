// Products of series whose automata run side by side: states are pairs of states.
//
//     Hadamard:  (A ⊙ B)(w) = A(w) B(w),                    M_σ = M_A ⊗ M_B,
//     shuffle:   (A ⧢ B)(w) = Σ A(u) B(v),                  M_σ = M_A ⊗ I + I ⊗ M_B,
//
// the sum over all ways to cut w into two subsequences u and v, in both cases with α = α_A ⊗ α_B and η = η_A ⊗ η_B.
// Pairs that no word leads to are not made. Source: Berstel and Reutenauer 2011, Noncommutative Rational Series,
// chapter 1; Lothaire 1983, Combinatorics on Words, chapter 6.
//
//     assert(weight(hadamard(fibonacci, fibonacci), word) == power(weight(fibonacci, word), 2));
//     assert(weight(shuffle(only_a, only_a), {0, 0}) == 2);  // the first a is from the one or from the other
#pragma once

#include "automata/weighted.hpp"

namespace linac {

/// The pointwise product, trimmed. The alphabets may differ (operands.hpp). Throws impossible if more pairs are
/// reached than a result may have (limits.hpp).
[[nodiscard]] WeightedAutomaton hadamard(const WeightedAutomaton& left, const WeightedAutomaton& right);

/// The shuffle product, in the same manner.
[[nodiscard]] WeightedAutomaton shuffle(const WeightedAutomaton& left, const WeightedAutomaton& right);

}  // namespace linac
