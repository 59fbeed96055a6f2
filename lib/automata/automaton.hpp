// Automaton: any of the kinds a file can hold.
#pragma once

#include <variant>

#include "automata/permutation.hpp"
#include "automata/weighted.hpp"

namespace linac {

using Automaton = std::variant<WeightedAutomaton, PermutationAutomaton>;

/// The weighted automaton over ℚ that computes the same weights.
[[nodiscard]] inline WeightedAutomaton to_weighted(const Automaton& automaton) {
    if (const auto* permutation = std::get_if<PermutationAutomaton>(&automaton))
        return to_weighted(*permutation);
    return std::get<WeightedAutomaton>(automaton);
}

[[nodiscard]] inline const Alphabet& alphabet_of(const Automaton& automaton) {
    return std::visit([](const auto& kind) -> const Alphabet& { return kind.alphabet; }, automaton);
}

}  // namespace linac
