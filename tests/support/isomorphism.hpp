// Isomorphic automata: equal up to the names and the order of their states,
//
//     α[i] = α'[π(i)],   η[i] = η'[π(i)],   M_σ[i][j] = M'_σ[π(i)][π(j)]      for a bijection π and every symbol σ.
//
// Alphabets are equal, symbols in order. Colour refinement on exact weights tells states apart; where it leaves a choice,
// one state is matched with each of its colour and the rest refined again. Source: McKay and Piperno 2014, Practical
// graph isomorphism, II.
//
//     RC_ASSERT(isomorphic(automaton, restricted(automaton, {2, 0, 1})));
#pragma once

#include "automata/weighted.hpp"

namespace linac::tests {

/// Whether they are equal up to the names and the order of their states.
bool isomorphic(const WeightedAutomaton& left, const WeightedAutomaton& right);

}  // namespace linac::tests
