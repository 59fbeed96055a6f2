// Weighted automaton over ℚ: α ∈ ℚ^{1×n}, one matrix M_σ ∈ ℚ^{n×n} a symbol σ, η ∈ ℚ^{n×1}.
//
//     weight(x₁…x_T) = α M_{x₁} … M_{x_T} η,      weight(ε) = α η,
//
// with M_σ[i][j] the weight of the transition i → j on σ. Source: Schützenberger 1961.
//
//     WeightedAutomaton fibonacci(Alphabet({"a"}), 2);
//     fibonacci.initial = unit(0), fibonacci.final = unit(1);
//     fibonacci.transition[0].set_row(0, {{1, 1}}), fibonacci.transition[0].set_row(1, {{0, 1}, {1, 1}});
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "automata/alphabet.hpp"
#include "exact/matrix.hpp"
#include "exact/scaled.hpp"
#include "exact/word_product.hpp"

namespace linac {

struct WeightedAutomaton {
    Alphabet alphabet;
    std::vector<std::string> states;       ///< names, distinct
    SparseVector initial;                  ///< α
    SparseVector final;                    ///< η
    std::vector<SparseMatrix> transition;  ///< M_σ by symbol

    WeightedAutomaton() = default;
    /// All weights 0, states named 0 … size−1.
    WeightedAutomaton(Alphabet symbols, std::size_t size);

    [[nodiscard]] std::size_t size() const noexcept { return states.size(); }
    [[nodiscard]] std::size_t transition_count() const noexcept;

    friend bool operator==(const WeightedAutomaton&, const WeightedAutomaton&) = default;
};

/// The mirror automaton: weight(w) of the one is the weight of w reversed of the other.
[[nodiscard]] WeightedAutomaton reversed(const WeightedAutomaton& automaton);

/// The part between states that can be reached from an initial one and reach a final one, names kept.
[[nodiscard]] WeightedAutomaton trimmed(const WeightedAutomaton& automaton);

/// The states on a path from an initial to a final one, where the non-zeros of these matrices are the steps.
[[nodiscard]] std::vector<std::size_t> useful_states(const WeightedAutomaton& automaton,
                                                     const std::vector<SparseMatrix>& matrices);

/// The rows and columns of a square matrix with these indices, in that order.
[[nodiscard]] SparseMatrix block(const SparseMatrix& matrix, const std::vector<std::size_t>& indices);

/// A cycle of states by their names, "p -> q -> p", printable; of a long one, its beginning.
[[nodiscard]] std::string cycle_text(const std::vector<std::size_t>& cycle,
                                     const std::vector<std::string>& states);

/// The automaton restricted to the given states, in that order.
[[nodiscard]] WeightedAutomaton restricted(const WeightedAutomaton& automaton,
                                           const std::vector<std::size_t>& states);

/// The same automaton with its symbols in the order of `alphabet`, which must have the same symbols.
[[nodiscard]] WeightedAutomaton reordered(const WeightedAutomaton& automaton, const Alphabet& alphabet,
                                          const std::string& automaton_name, const std::string& other_name);

/// Reads a word symbol by symbol and tells the weight of the prefix read so far. A step costs the transitions
/// that leave states of non-zero weight. Numbers are integers over one denominator: no fraction is reduced on
/// the way.
class WeightedRun {
  public:
    explicit WeightedRun(const WeightedAutomaton& automaton);

    void restart();
    void step(Symbol symbol);
    /// α M_{x₁} … M_{x_t} η after t steps.
    [[nodiscard]] Rational weight() const;
    /// α M_{x₁} … M_{x_t} as integers over a common denominator, and the bits of the longest of them.
    [[nodiscard]] WordProduct::Integers row() const { return {row_, denominator_.value()}; }
    [[nodiscard]] std::size_t bits() const;

  private:
    struct IntegerMatrix {
        std::vector<SparseVector> rows;
        Rational denominator;
    };

    IntegerMatrix initial_;  // one row
    IntegerMatrix final_;    // one row: ηᵀ
    std::vector<IntegerMatrix> transition_;
    Vector row_;                        // integers: α M_{x₁} … over denominator_
    std::vector<std::size_t> support_;  // where row_ may be non-zero
    Vector next_;
    std::vector<std::size_t> next_support_;
    CommonDenominator denominator_;
};

/// α M_{x₁} … M_{x_T} η.
[[nodiscard]] Rational weight(const WeightedAutomaton& automaton, const Word& word);

}  // namespace linac
