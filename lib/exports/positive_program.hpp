// A block as steps with positive keys: what unmodified GatedDeltaProduct layers hold.
//
// Their keys pass a SiLU, which changes neither 0 nor, in single precision, large positive numbers, but all negative ones.
// So a slot holds x_i or −x_i, the sign chosen for each coordinate: the swap of two coordinates of opposite sign has the
// positive key (1, 1, 1, 1)/2. A letter acts on the reachable states, by assumption, as a permutation of coordinates
// with changes of sign, after which some are overwritten by constants. A cycle of l coordinates takes l − 1 such swaps if
// both signs occur in it, otherwise l + 1; a constant or a change of sign takes one step a slot, with the key e_i.
//
//     assert(positive_program(s3, s3.blocks[0]).value().most_steps() == 2);
#pragma once

#include "exports/delta_program.hpp"

namespace linac {

/// Impossible if a letter takes a coordinate, over the reachable states, neither to a constant nor to ± one coordinate
/// before it (or a constant minus it), or one coordinate to two places; the message names both.
[[nodiscard]] Result<BlockProgram> positive_program(const FiniteNetwork& finite, const StateBlock& block);

}  // namespace linac
