// Gather: the ring layer's feed-forward block. From the window and the position it computes what the
// arithmetic layer needs at this token, exactly and in polynomial size (constructions.md §3.2):
//
//   column   F N_{previous} g_q     where the plan writes column q
//   readout  F N_{previous} M_{current} η, or F M_{current} η
//
// The block's tokens are picked by position with AND gates; then a chain of gated products applies one matrix
// a stage: with one-hot y (all zero: no token, the identity), u ← Σ_σ y_σ M_σ u by one unit a symbol and
// coordinate, ReLU(u_j + 2C_j y_σ − C_j) = y_σ (u_j + C_j), where C_j bounds every |u_j| that can occur. All
// numbers in the chain are integers: matrices are scaled by their common denominator, which the outputs
// divide out.
#pragma once

#include "compile/arithmetic.hpp"
#include "compile/assembly.hpp"
#include "compile/router.hpp"

namespace linac {

/// Sets the last layer's feed-forward block and returns the arithmetic head that uses it.
[[nodiscard]] ArithmeticHead add_gather(Assembly& assembly, const Window& window,
                                        const WeightedAutomaton& automaton, const SparseMatrix& carry,
                                        const ArithmeticPlan& plan, std::size_t max_nonzeros);

}  // namespace linac
