// Properties of a weighted automaton that say which network can hold it.
//
//     assert(properties(to_weighted(parity)).permutation && !properties(fibonacci).deterministic);
#pragma once

#include <cstddef>
#include <optional>

#include "automata/weighted.hpp"

namespace linac {

struct Properties {
    bool deterministic = false;  ///< at most one initial state, and at most one non-zero a row of every M_σ
    bool monomial = false;       ///< exactly one non-zero a row and a column of every M_σ
    bool permutation = false;    ///< monomial with all weights 1
    bool one_letter = false;     ///< |Σ| = 1
    bool integer = false;        ///< all weights are integers
    /// Weights ≥ 0, α sums to 1, and every state's final weight and transitions sum to 1.
    bool stochastic = false;
};

[[nodiscard]] Properties properties(const WeightedAutomaton& automaton);

/// The first symbol and state of which more than one transition leaves.
struct Branching {
    Symbol symbol;
    std::size_t state;
    std::size_t transitions;
};
[[nodiscard]] std::optional<Branching> first_branching(const WeightedAutomaton& automaton);

}  // namespace linac
