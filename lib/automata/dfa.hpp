// Complete deterministic automaton with an output a state: a Moore machine. A set of words is one with outputs
// 0 and 1.
//
//     output(x₁…x_T) = output[x_T(… x₁(initial))],      next[σ][q] = σ(q).
//
// Two states are equivalent iff every word leads them to equal outputs; the minimal machine has one state for
// each class of reachable states, and is unique up to names. Source: Moore 1956.
//
//     Dfa parity{Alphabet({"0", "1"}), 0, {{0, 1}, {1, 0}}, {0, 1}};
//     assert(output(parity, {1, 0, 1}) == 0);
#pragma once

#include <cstddef>
#include <vector>

#include "automata/permutation.hpp"

namespace linac {

struct Dfa {
    Alphabet alphabet;
    std::size_t initial = 0;
    std::vector<std::vector<std::size_t>> next;  ///< by symbol, then state
    std::vector<Rational> output;                ///< by state; there is at least one

    [[nodiscard]] std::size_t size() const noexcept { return output.size(); }

    friend bool operator==(const Dfa&, const Dfa&) = default;
};

/// The output after the word.
[[nodiscard]] const Rational& output(const Dfa& dfa, const Word& word);

/// The minimal machine with the same outputs; its states are numbered as a breadth-first search from the
/// initial one by ascending symbols meets them, so that equal functions get equal machines. About n·|Σ|·log n steps
/// for n states, of which there are less than 2³². Source: Hopcroft 1971, An n log n algorithm for minimizing states.
[[nodiscard]] Dfa minimized(const Dfa& dfa);

/// The same states and moves, final weights as outputs. The automaton must have a state.
[[nodiscard]] Dfa to_dfa(const PermutationAutomaton& automaton);

/// The weighted automaton w ↦ output(w): the same states, named 0 … size−1, and moves, each of weight 1, with
/// outputs as final weights. States from which all outputs are 0 are there too; trimmed() leaves them out.
[[nodiscard]] WeightedAutomaton to_weighted(const Dfa& dfa);

/// The same without these, states named 0 … size−1 again.
[[nodiscard]] WeightedAutomaton weighted_language(const Dfa& dfa);

}  // namespace linac
