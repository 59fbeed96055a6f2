// Concatenation: the Cauchy product of series,
//
//     (L R)(w) = Σ_{uv = w} L(u) R(v),
//
// as one automaton without ε-transitions: with c = α_L η_L the weight of the empty word,
//
//     α = (α_L   c α_R),      M_σ = (M_L   M_L η_L α_R),      η = (0  ),
//                                   (0     M_R        )           (η_R)
//
// where R is made standard first (standard.hpp) if it has several initial states, so that the transitions are as
// many as those of L and R and the last ones of L. Source: Lombardy and Sakarovitch 2005, How expressions can code
// for automata.
//
//     assert(weight(product(all_words, all_words), {0, 1, 1}) == 4);  // of four ways to cut a word
#pragma once

#include "automata/weighted.hpp"

namespace linac {

/// The product of one or more automata in this order, trimmed. The alphabets may differ (operands.hpp). Throws
/// impossible if it is larger than a result may be (limits.hpp).
[[nodiscard]] WeightedAutomaton product(std::vector<WeightedAutomaton> automata);
[[nodiscard]] inline WeightedAutomaton product(const WeightedAutomaton& left,
                                               const WeightedAutomaton& right) {
    return product({left, right});
}

}  // namespace linac
