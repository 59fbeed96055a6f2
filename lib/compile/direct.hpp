// The direct construction: one layer, every parameter a table by token (constructions.md §2).
//
// The residual stream is the one-hot token and the weight. BOS writes h₀; each letter applies its A_σ and
// b_σ; the receptance is the system's read. A system that falls apart into components takes one head each.
#pragma once

#include <string>
#include <variant>

#include "compile/affine_system.hpp"
#include "compile/compile.hpp"
#include "compile/letters.hpp"
#include "network/network.hpp"

namespace linac {

/// The one-layer network of the target that runs the system, or the reason why the target's heads cannot.
[[nodiscard]] Factored<Network> direct_network(const AffineSystem& system, const Alphabet& alphabet,
                                               Target target);

}  // namespace linac
