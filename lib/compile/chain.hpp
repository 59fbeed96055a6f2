// The gather's chain: matrices of the window multiplied one after the other, in polynomial size.
//
// The block's tokens are picked by position with AND gates; then one matrix is applied a stage: with one-hot
// y (all zero: no token, the identity), u ← Σ_σ y_σ M_σ u by one unit a symbol and coordinate,
// ReLU(u_j + 2C_j y_σ − C_j) = y_σ (u_j + C_j), where C_j bounds every |u_j| that can occur. All numbers in
// the chain are integers: matrices are scaled by their common denominator, which the outputs divide out.
#pragma once

#include "compile/gather.hpp"

namespace linac {

/// Adds columns and readout to the head's key and receptance.
void add_chain(Gather& gather, ArithmeticHead& head);

}  // namespace linac
