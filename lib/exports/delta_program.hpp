// A block of a finite network's state as delta steps that single precision computes exactly, on all words.
//
// The layers of flash-linear-attention normalise keys, so that a step is S ← S + β k̂ (v − Sᵀk̂) with ‖k̂‖ = 1, and
// β = 2σ(z) is exact in floating point where it is 0, 1 or 2. A step is exact if k̂ is dyadic too: e_i is, and
// (e_i − e_j)/√2 is not, but (1, 1, −1, −1)/2 is. So a coordinate x_i is held in `copies` = 1 or 2 slots, and with
// two of them all swaps are exact. BOS writes the first state from S = 0 in one step, whose key is made of norm 2^j
// by slots that nothing reads: every integer is a sum of four squares (Lagrange 1770).
//
// GatedDeltaProduct takes k̂ through a SiLU, which large positive numbers and 0 pass exactly and negative ones do not.
// There a slot holds ± x_i, the sign chosen for each coordinate such that keys are positive: the swap of two
// coordinates of opposite sign has the key (1, 1, 1, 1)/2. Of a letter's cycles, one of l coordinates takes l − 1 such
// swaps if both signs occur in it, otherwise l + 1.
//
//     const auto program = positive_program(s3, s3.blocks[0]);   // or the reason why there is none
//     check_exact(s3, s3.blocks[0], program.value());
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "exports/finite_network.hpp"

namespace linac {

/// S ← S + β k̂ (v − Sᵀk̂): ‖k̂‖ = 1, k̂ dyadic, v ≥ 0, β 1 or 2.
struct UnitStep {
    SparseVector key;  ///< by slot
    Rational value;
    int beta = 1;
};

struct BlockProgram {
    std::size_t slots = 0;
    std::size_t copies = 1;
    std::vector<std::size_t>
        slot;               ///< by coordinate of the block: the first of its slots; no_slot if it is always 0
    std::vector<int> sign;  ///< by coordinate: the slots hold sign · scale · x
    Rational scale = 1;
    std::vector<std::vector<UnitStep>> steps;  ///< by token

    static constexpr std::size_t no_slot = static_cast<std::size_t>(-1);
    [[nodiscard]] std::size_t most_steps() const;
};

/// The network's own steps, one a token, keys of either sign: what DeltaNet holds. Impossible where a step is none
/// such.
[[nodiscard]] Result<BlockProgram> single_step_program(const FiniteNetwork& finite, const StateBlock& block);

/// Steps with positive keys: what GatedDeltaProduct holds. A letter must take every coordinate, over the reachable
/// states, to a constant, or to ± one coordinate before it, each to one place at most.
[[nodiscard]] Result<BlockProgram> positive_program(const FiniteNetwork& finite, const StateBlock& block);

/// Proves that the program does in single precision, whatever the order of sums, what the network does: for every
/// reachable state and token, every intermediate number is held, and the state after it is right. Throws impossible
/// where a number is not held.
void check_exact(const FiniteNetwork& finite, const StateBlock& block, const BlockProgram& program);

}  // namespace linac
