// Permutation automaton: every symbol permutes the states; one initial state, a weight on each final state.
//
//     weight(x₁…x_T) = final[x_T(… x₁(initial))],
//
// the word problem of a permutation group when the states are its points or its elements.
//
//     PermutationAutomaton parity{Alphabet({"0", "1"}), {"even", "odd"}, {{0, 1}, {1, 0}}, 0, unit(0)};
//     assert(weight(to_weighted(parity), {1, 0, 1}) == 1);
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "automata/weighted.hpp"

namespace linac {

using Permutation = std::vector<std::size_t>;  ///< state i goes to permutation[i]

struct PermutationAutomaton {
    Alphabet alphabet;
    std::vector<std::string> states;
    std::vector<Permutation> permutation;  ///< by symbol
    std::size_t initial = 0;
    SparseVector final;

    [[nodiscard]] std::size_t size() const noexcept { return states.size(); }

    friend bool operator==(const PermutationAutomaton&, const PermutationAutomaton&) = default;
};

/// Disjoint cycles of length at least 2, each from its least point, by ascending first point.
[[nodiscard]] std::vector<std::vector<std::size_t>> cycles(const Permutation& permutation);

/// The weighted automaton with M_σ[i][σ(i)] = 1.
[[nodiscard]] WeightedAutomaton to_weighted(const PermutationAutomaton& automaton);

}  // namespace linac
