// Minimisation over ℚ: an equivalent weighted automaton of least dimension, the rank of the Hankel matrix.
//
// Forward reduction: with V (r×n) the reduced row echelon basis of span{α M_w} and π its pivot columns,
// (α_π, ((V M_σ)_π), V η) is equivalent. Backward reduction is the mirror image. One after the other gives
// the least dimension. Source: Schützenberger 1961; Kiefer et al. 2013. Result proved over ℚ, not merely
// modulo a prime.
//
//     assert(minimized(three_copies_of_parity).size() == 2);
#pragma once

#include "automata/weighted.hpp"

namespace linac {

/// An equivalent automaton of least dimension (0 for the zero function). If forward or backward reduction
/// removes nothing, it leaves the automaton's basis as it is, so that a minimal automaton keeps its matrices.
[[nodiscard]] WeightedAutomaton minimized(const WeightedAutomaton& automaton);

/// Forward reduction alone: dimension of span{α M_w}.
[[nodiscard]] WeightedAutomaton forward_reduced(const WeightedAutomaton& automaton);

/// Merges states whose futures are proportional (b_i = λ b_j for the backward functionals b) and drops states
/// whose future is zero, after trimming. A deterministic automaton stays deterministic, a monomial one
/// monomial; for a deterministic one the result has the least number of states among deterministic automata.
[[nodiscard]] WeightedAutomaton merged(const WeightedAutomaton& automaton);

}  // namespace linac
