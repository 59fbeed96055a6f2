// Standard automata: one initial state, of weight 1, that no transition enters. Concatenation and star lead back to
// it, at the cost of one transition for each last symbol of a word and not one for each pair of a last and a first
// state.
//
// With a new state q, q → j on σ weighs (α M_σ)_j and q is final with α η. Source: Lombardy and Sakarovitch 2005,
// How expressions can code for automata.
//
//     assert(is_standard(standard(fibonacci)));
#pragma once

#include "automata/weighted.hpp"

namespace linac {

[[nodiscard]] bool is_standard(const WeightedAutomaton& automaton);

/// An equal standard automaton: the trimmed one if that is standard; else with q, a new last state named `start`.
/// Of the zero automaton, q alone.
[[nodiscard]] WeightedAutomaton standard(const WeightedAutomaton& automaton);

/// Of a standard automaton, for each symbol the weights with which a word that ends with it is over: M_σ η.
[[nodiscard]] std::vector<SparseVector> last_weights(const WeightedAutomaton& automaton);

}  // namespace linac
