// Eigenbasis: a change of basis in which all matrices of a system are diagonal, if there is one over ℚ.
//
// There is one iff every A_σ has a basis of eigenvectors over ℚ and all commute. Then, for the vectors as columns of T, g =
// T⁻¹ h runs with T⁻¹ A_σ T, which are diagonal. Source: Horn and Johnson 2013, Matrix Analysis, Theorem 1.3.21.
//
//     const auto diagonal = in_eigenbasis(system, alphabet);     // of (1 2; 2 1): entries 3 and −1
#pragma once

#include "automata/alphabet.hpp"
#include "compile/affine_system.hpp"
#include "compile/letters.hpp"

namespace linac {

/// The system over coordinates of eigenvectors; or why there are none, naming the symbol, or the two that do not commute.
[[nodiscard]] Factored<AffineSystem> in_eigenbasis(const AffineSystem& system, const Alphabet& alphabet);

}  // namespace linac
