#include "operations/operands.hpp"

#include <algorithm>
#include <unordered_set>

#include "operations/size_limits.hpp"
#include "text.hpp"

namespace linac {

namespace {

WeightedAutomaton extended(WeightedAutomaton automaton, const Alphabet& alphabet) {
    std::vector<SparseMatrix> transition(alphabet.size());
    for (Symbol s = 0; s < alphabet.size(); ++s) {
        const auto at = automaton.alphabet.find(alphabet.name(s));
        transition[s] =
            at ? std::move(automaton.transition[*at]) : SparseMatrix(automaton.size(), automaton.size());
    }
    automaton.alphabet = alphabet;
    automaton.transition = std::move(transition);
    return automaton;
}

bool are_distinct(const std::vector<WeightedAutomaton>& automata) {
    std::unordered_set<std::string_view> seen;
    for (const WeightedAutomaton& automaton : automata)
        for (const std::string& state : automaton.states)
            if (!seen.insert(state).second) return false;
    return true;
}

std::size_t bytes(const std::vector<std::string>& names) {
    std::size_t sum = 0;
    for (const std::string& name : names) sum += name.size();
    return sum;
}

}  // namespace

Alphabet united(const std::vector<WeightedAutomaton>& automata) {
    std::vector<std::string> symbols;
    std::unordered_set<std::string_view> seen;
    for (const WeightedAutomaton& automaton : automata)
        for (const std::string& symbol : automaton.alphabet.symbols())
            if (seen.insert(symbol).second) symbols.push_back(symbol);
    return Alphabet(std::move(symbols));
}

void share_alphabet(std::vector<WeightedAutomaton>& automata) {
    const Alphabet alphabet = united(automata);
    for (const WeightedAutomaton& automaton : automata)
        ResultSize(alphabet.size()).add_states(automaton.size());
    for (WeightedAutomaton& automaton : automata)
        if (automaton.alphabet != alphabet) automaton = extended(std::move(automaton), alphabet);
}

void name_apart(std::vector<WeightedAutomaton>& automata) {
    if (are_distinct(automata)) return;
    std::size_t length = 0;
    for (std::size_t k = 0; k < automata.size(); ++k)
        length += bytes(automata[k].states) + automata[k].size() * (std::to_string(k + 1).size() + 1);
    std::size_t number = 0;
    for (std::size_t k = 0; k < automata.size(); ++k) {
        const std::string prefix = std::to_string(k + 1) + ".";
        for (std::string& state : automata[k].states) {
            if (length > max_result_bytes)
                state = std::to_string(number);
            else
                state.insert(0, prefix);
            ++number;
        }
    }
}

std::string unused_name(std::string name, const std::vector<std::string>& states) {
    const std::unordered_set<std::string_view> used(states.begin(), states.end());
    return fresh_name(std::move(name), [&](const std::string& n) { return used.contains(n); });
}

void name_pairs(WeightedAutomaton& automaton, const std::vector<std::pair<std::size_t, std::size_t>>& pairs,
                const std::vector<std::string>& left, const std::vector<std::string>& right) {
    const auto set_numbers = [&] {
        for (std::size_t i = 0; i < pairs.size(); ++i) automaton.states[i] = std::to_string(i);
    };
    std::size_t length = 0;
    for (const auto& [p, q] : pairs) {
        length += left[p].size() + right[q].size() + 1;
        if (length > max_result_bytes) return set_numbers();
    }
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        automaton.states[i] = left[pairs[i].first] + "," + right[pairs[i].second];
    for (const std::string& state : automaton.states)
        if (!seen.insert(state).second) return set_numbers();
}

}  // namespace linac
