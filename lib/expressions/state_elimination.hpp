// An expression of a weighted automaton, by state elimination: transitions carry expressions, and a state q is taken
// out by letting, for all other states p and r,
//
//     E(p, r) ← E(p, r) + E(p, q) E(q, q)* E(q, r).
//
// Words between two states have a letter at least, so E(q, q) has the constant term 0 and its star is defined. The state
// with the fewest transitions in times transitions out goes first. Source: Brzozowski and McCluskey 1963; Sakarovitch
// 2009, Elements of Automata Theory, III.
//
//     const RationalExpression e = expression_of(fibonacci);
//     const std::string text = expression_text(e);
#pragma once

#include "automata/weighted.hpp"
#include "expressions/expression_builder.hpp"

namespace linac {

/// Equal to the automaton on all words. Throws impossible, as soon as that is known, if it is longer than
/// max_written_length: it may be exponentially longer than the automaton.
[[nodiscard]] RationalExpression expression_of(const WeightedAutomaton& automaton);

}  // namespace linac
