#include "formats/arc_list.hpp"

#include "formats/native.hpp"
#include "formats/native/parts.hpp"

namespace linac {

EpsilonAutomaton ArcList::automaton(Alphabet alphabet, std::vector<std::string> states) && {
    const std::size_t size = states.size();
    EpsilonAutomaton result{WeightedAutomaton(std::move(alphabet), size), SparseMatrix(size, size)};
    WeightedAutomaton& automaton = result.automaton;
    automaton.states = std::move(states);
    const std::size_t epsilon = automaton.alphabet.size();  // the last of the lists
    std::vector<std::vector<Arc>> by_symbol(epsilon + 1);
    for (Arc& arc : arcs_) by_symbol[arc.symbol.value_or(epsilon)].push_back(std::move(arc));
    std::vector<SparseVector> rows(size);
    for (std::size_t s = 0; s <= epsilon; ++s) {
        SparseMatrix& matrix = s == epsilon ? result.epsilon : automaton.transition[s];
        for (Arc& arc : by_symbol[s]) rows[arc.from].push_back({arc.to, std::move(arc.weight)});
        // A row is taken by its first transition; the others of it find it empty.
        for (const Arc& arc : by_symbol[s])
            if (!rows[arc.from].empty())
                matrix.set_row(arc.from, native::collected(std::exchange(rows[arc.from], {})));
        by_symbol[s] = {};
    }
    return result;
}

std::optional<std::string> over_size_limit(std::size_t states, std::size_t symbols) {
    if (states > max_states) return "more than " + std::to_string(max_states) + " states";
    // Each symbol has a row for every state: a short file could otherwise ask for any amount of memory.
    if (symbols > 0 && states > max_rows / symbols)
        return "states times symbols is more than " + std::to_string(max_rows);
    return std::nullopt;
}

}  // namespace linac
