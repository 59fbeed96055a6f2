// A block of a finite network's state as delta steps that single precision computes exactly, on all words.
//
// The layers of flash-linear-attention normalise keys, so that a step is S ← S + β k̂ (v − Sᵀk̂) with ‖k̂‖ = 1, and
// β = 2σ(z) is exact in floating point where it is 0, 1 or 2. A step is exact if k̂ is dyadic too: e_i is, and
// (e_i − e_j)/√2 is not, but (1, 1, −1, −1)/2 is. So a coordinate x_i is held in `copies` = 1 or 2 slots, and with
// two of them all swaps are exact. BOS writes the first state from S = 0 in one step, whose key is made of norm 2^j
// by slots that nothing reads: every natural number is a sum of four squares (Lagrange 1770).
//
//     const BlockProgram program = single_program(s5, s5.blocks[0]).value();
//     check_exact(s5, s5.blocks[0], program);
#pragma once

#include <cstddef>
#include <string>
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
    std::vector<std::vector<UnitStep>> steps;  ///< by token: 0 is BOS

    static constexpr std::size_t no_slot = static_cast<std::size_t>(-1);
    [[nodiscard]] std::size_t most_steps() const;
};

/// Proves that the program does in single precision, whatever the order of sums, what the network does: for every
/// reachable state and token, every intermediate number is held, and the state after it is right. Throws impossible
/// where a number is not held.
void check_exact(const FiniteNetwork& finite, const StateBlock& block, const BlockProgram& program);

// For those who write programs.

/// The block's coordinates of a state.
[[nodiscard]] Vector block_of(const Vector& state, const StateBlock& block);
/// "BOS" or "symbol a".
[[nodiscard]] std::string token_name(const FiniteNetwork& finite, std::size_t token);
/// Adds the step that writes the absolute values of the state to the slots at BOS. Throws impossible if they are too
/// large.
void write_first_state(BlockProgram& program, const Vector& state);
/// Scales all values by the least factor with which each is a number that SiLU does not change.
void choose_scale(BlockProgram& program);

}  // namespace linac
