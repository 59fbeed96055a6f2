// The derived-term automaton of an expression: its states are the expressions that reading letters leaves, which are
// finitely many (expansion.hpp). It has no ε-transitions, and at most one state more than the expression has letters
// where that has no & and :.
//
//     state E, a → state E_i with weight k_i for each term k_i E_i of ∂_a E,      final weight c(E).
//
// Over the Boolean semiring, sets of derived terms are the states of a complete deterministic automaton, by the subset
// construction. Source: Antimirov 1996; Lombardy and Sakarovitch 2005.
//
//     RationalExpression e = read_expression("(<1/2>a + b)*<3>", "expression").value();
//     const WeightedAutomaton automaton = derived_term_automaton(e);  // one state
#pragma once

#include "automata/dfa.hpp"
#include "expressions/expression_builder.hpp"
#include "expressions/moves.hpp"

namespace linac {

/// States are numbered breadth-first; those from which no final one is reached are left out. What is derived is added
/// to the expression's set. Throws impossible over max_states and the limits of moves.hpp and expression_set.hpp.
[[nodiscard]] WeightedAutomaton derived_term_automaton(const RationalExpression& expression,
                                                       std::size_t max_states = default_expression_states);

/// Outputs 1 on the words of the language of an expression over the Boolean semiring, 0 on others. Throws impossible
/// over max_states and the same limits.
[[nodiscard]] Dfa deterministic_automaton(const RationalExpression& expression, std::size_t max_states);

}  // namespace linac
