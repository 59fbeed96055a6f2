#include "automata/permutation.hpp"

namespace linac {

std::vector<std::vector<std::size_t>> cycles(const Permutation& permutation) {
    std::vector<std::vector<std::size_t>> result;
    std::vector<bool> seen(permutation.size(), false);
    for (std::size_t first = 0; first < permutation.size(); ++first) {
        if (seen[first] || permutation[first] == first) continue;
        std::vector<std::size_t> cycle;
        for (std::size_t point = first; !seen[point]; point = permutation[point]) {
            seen[point] = true;
            cycle.push_back(point);
        }
        result.push_back(std::move(cycle));
    }
    return result;
}

WeightedAutomaton to_weighted(const PermutationAutomaton& automaton) {
    WeightedAutomaton result(automaton.alphabet, automaton.size());
    result.states = automaton.states;
    result.initial = unit(automaton.initial);
    result.final = automaton.final;
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        for (std::size_t i = 0; i < automaton.size(); ++i)
            result.transition[s].set_row(i, unit(automaton.permutation[s][i]));
    return result;
}

}  // namespace linac
