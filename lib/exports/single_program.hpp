// A block as its network's own steps, one a token: what unmodified DeltaNet layers hold.
//
// β‖k‖² is 0, 1 or 2, and keys, of any sign, have such norms that all are dyadic when normalised, with one slot a
// coordinate (‖k‖ rational: resets, changes of sign) or with two (‖k‖√2 rational: swaps).
//
//     assert(single_program(s5, s5.blocks[0]).value().copies == 2);
#pragma once

#include "exports/delta_program.hpp"

namespace linac {

/// Impossible where a step is none such, naming the token. The network's heads must be DeltaNet's.
[[nodiscard]] Result<BlockProgram> single_program(const FiniteNetwork& finite, const StateBlock& block);

}  // namespace linac
