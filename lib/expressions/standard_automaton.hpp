// The standard automaton of an expression, also called position automaton: one initial state that no transition enters,
// and one state a letter of the expression. It shares nothing with the derived terms but the expression, and so checks
// them.
//
//     E + F: side by side;      E F: each transition into a final state of E goes on as F begins;
//     E*, with k = c(E*): a begin weighs k times as much, an end too, and an end goes on as E begins;
//     E & F, E : F, E &: F: pairs of states.
//
// Source: Glushkov 1961; Caron and Flouret 2003, Glushkov construction for series.
//
//     const WeightedAutomaton automaton = standard_automaton(read_expression("a b + a c", "expression").value());
#pragma once

#include "expressions/expression_builder.hpp"
#include "expressions/moves.hpp"

namespace linac {

/// Throws impossible over max_states and the limits of moves.hpp.
[[nodiscard]] WeightedAutomaton standard_automaton(const RationalExpression& expression,
                                                   std::size_t max_states = default_expression_states);

}  // namespace linac
