// Determinisation over ℚ: an equal automaton that is sequential: one initial state, and for each state and symbol
// at most one transition.
//
// The states are the lines through the rows α M_w of the minimal automaton, each by its row whose first non-zero is
// 1; the factor goes to the transition. Rows of the minimal automaton lie on one line iff the residuals u ↦
// weight(wu) do, so that this is the least sequential automaton, and there is one iff the lines are finitely many.
// The search ends at a limit. Before, it looks for a row and a word that, repeated, leads to infinitely many lines:
// where it meets one there is no sequential automaton. Over one letter that decides, up to dimension 16. Source: Mohri
// 1997, Finite-state transducers in language and speech processing; Kirsten and Mäurer 2005, On the determinization of
// weighted automata.
//
//     assert(sequential(powers_of_two).size() == 1);
//     sequential(sum(powers_of_two, powers_of_three));  // throws: 2ⁿ + 3ⁿ has a line for each n
#pragma once

#include <cstddef>

#include "automata/weighted.hpp"

namespace linac {

inline constexpr std::size_t default_sequential_states = 10'000;

/// The least sequential automaton, its states numbered breadth-first. Throws impossible, saying what was found, if
/// there is none for sure, if it has more than `max_states` states, or if its rows take more than 256 MiB. Of an
/// automaton that is sequential already the states are merged and keep their names; the limit is not for these.
[[nodiscard]] WeightedAutomaton sequential(const WeightedAutomaton& automaton,
                                           std::size_t max_states = default_sequential_states);

}  // namespace linac
