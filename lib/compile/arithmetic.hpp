// The arithmetic layer of a blocked network: what its head does at each position of a period of two blocks
// (constructions.md §3.3).
//
// The carry is h ∈ ℚ^d: the automaton's row at block boundaries is s = h F, F a basis of span{α M_w : m
// divides |w|}. While a block is read, the head multiplies the active buffer h by the previous block's matrix
// H = F N G into the inactive buffer, one rank-one step a token; column q of H is F·(N g_q). The blocks of a
// period swap the buffers' roles.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "automata/weighted.hpp"
#include "compile/compile.hpp"

namespace linac {

/// A multiple of component i of a vector that the gather computes, added to a coordinate of a parameter.
struct Tap {
    std::size_t coordinate = 0;
    std::size_t component = 0;
    Rational factor;
};

/// What the head does after the token at one position of the period.
struct ArithmeticStep {
    SparseVector key;            ///< the constant part of κ or k
    Rational beta;               ///< DeltaNet
    SparseVector learning_rate;  ///< RWKV-7
    std::optional<std::size_t>
        column;  ///< q: the gather computes column q of H, and the taps below add it to the key
    std::vector<Tap> column_taps;
    std::vector<Tap> reads;     ///< of the readout vector into the receptance
    bool reads_product = true;  ///< the readout vector is F N_{previous} M_{current} η, else F M_{current} η
};

struct ArithmeticPlan {
    std::size_t keys = 0;
    std::vector<ArithmeticStep> steps;  ///< by position 0 … 2m−1
};

/// Least block length m for a carry of dimension d: d for RWKV-7, 2d² + 2d for DeltaNet.
[[nodiscard]] std::size_t least_block(Target target, std::size_t dimension);

/// The plan for blocks of length m ≥ least_block.
[[nodiscard]] ArithmeticPlan arithmetic_plan(Target target, std::size_t dimension, std::size_t block);

/// The reduced row echelon basis F of span{α M_w : m divides |w|}; G is the unit columns at its pivots.
[[nodiscard]] SparseMatrix block_carry(const WeightedAutomaton& automaton, std::size_t block);

}  // namespace linac
