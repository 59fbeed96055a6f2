// Automata made from others: equal ones in another basis, and ones that differ in a known way.
#pragma once

#include "automata/weighted.hpp"
#include "support/random_automata.hpp"

namespace linac::tests {

/// (α T, T⁻¹ M_σ T, T⁻¹ η), equal to the automaton.
WeightedAutomaton in_basis(const WeightedAutomaton& automaton, const SparseMatrix& basis);

/// An invertible matrix: a non-zero diagonal and some additions of one row to another. Call it inside a
/// property.
SparseMatrix draw_basis(std::size_t size);

/// The automaton whose weights are the sums of those of two automata over the same alphabet.
WeightedAutomaton direct_sum(const WeightedAutomaton& left, const WeightedAutomaton& right);

/// The automaton that gives `weight` to one word and 0 to all others.
WeightedAutomaton only_word(const Alphabet& alphabet, const Word& word, const Rational& weight);

/// The one-letter automaton that gives values[t mod values.size()] to the word of length t.
WeightedAutomaton cyclic(const Vector& values);

}  // namespace linac::tests
