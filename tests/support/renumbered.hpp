// Automata whose states are the same but for their order.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "automata/weighted.hpp"

namespace linac::tests {

/// The automaton with its states in the order of `names`, which has each of their names once.
inline WeightedAutomaton renumbered(const WeightedAutomaton& automaton,
                                    const std::vector<std::string>& names) {
    std::vector<std::size_t> order;
    for (const std::string& name : names)
        order.push_back(static_cast<std::size_t>(
            std::find(automaton.states.begin(), automaton.states.end(), name) - automaton.states.begin()));
    return restricted(automaton, order);
}

}  // namespace linac::tests
