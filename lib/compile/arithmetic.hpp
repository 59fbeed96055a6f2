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
    /// q: the gather computes column q of H, and the taps below add it to the key.
    std::optional<std::size_t> column;
    std::vector<Tap> column_taps;
    std::vector<Tap> product_reads;  ///< of F N_{previous} M_{current} η into the receptance
    std::vector<Tap> current_reads;  ///< of F M_{current} η into the receptance
};

struct ArithmeticPlan {
    std::size_t keys = 0;
    std::vector<ArithmeticStep> steps;  ///< by position 0 … 2m−1
};

/// Least block length m for a carry of dimension d: d to overwrite, 2d² + 2d to average; for transfer see
/// transfer_block.
[[nodiscard]] std::size_t least_block(Route route, std::size_t dimension);

/// The plan for blocks of length m ≥ least_block.
[[nodiscard]] ArithmeticPlan arithmetic_plan(Route route, std::size_t dimension, std::size_t block);

/// Least block length with which the transfer route multiplies by the automaton's matrices: n if each is a
/// permutation matrix with signs, 2n if each has at most one non-zero a row and a column, 1 or −1; nothing
/// otherwise.
[[nodiscard]] std::optional<std::size_t> transfer_block(const WeightedAutomaton& automaton);

/// The carries of an automaton for blocks of any length. W_i = span{α M_w : |w| = i} is computed once for
/// all; where the sequence of the W_i repeats itself, no further.
class BlockCarries {
  public:
    explicit BlockCarries(const WeightedAutomaton& automaton);

    /// The reduced row echelon basis F of span{α M_w : m divides |w|} = Σ_k W_{km}; G is the unit columns at
    /// its pivots.
    [[nodiscard]] SparseMatrix carry(std::size_t block);

  private:
    const SparseMatrix& reached(std::size_t length);

    const WeightedAutomaton& automaton_;
    std::vector<SparseMatrix> reached_;  // W_0, W_1, … by reduced row echelon basis
    std::size_t period_ = 0;  // W_i = W_{i − period_} for i ≥ reached_.size(); 0 while that is not known
    std::size_t checkpoint_ = 0;  // the W that later ones are compared with
};

}  // namespace linac
