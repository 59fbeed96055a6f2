// The names of a finite network's states: each is called as the state of a deterministic automaton that the same words
// lead to.
//
// Both read all words side by side; the network's state after a word must determine the automaton's.
//
//     const auto names = state_names(finite, parity);
//     assert(names[0].name == "even" && names[1].name == "odd");
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "automata/automaton.hpp"
#include "exports/finite_network.hpp"

namespace linac {

struct StateName {
    std::size_t index = 0;            ///< in the automaton; one past its last state if there is no name
    std::optional<std::string> name;  ///< none where the automaton has no transition and weights are 0
};

/// By the network's state. Throws impossible if the automaton is not deterministic with transitions of weight 1, or if
/// two of its states are one of the network's; bad_input if the weights of a word differ, or the alphabets.
[[nodiscard]] std::vector<StateName> state_names(const FiniteNetwork& finite, const Automaton& automaton);

}  // namespace linac
