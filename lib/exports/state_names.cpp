#include "exports/state_names.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace linac {
namespace {

/// A deterministic automaton; state size() is the one from which nothing is reached.
struct Deterministic {
    Alphabet alphabet;
    std::vector<std::string> names;
    std::size_t initial = 0;
    std::vector<std::vector<std::size_t>> next;  // by symbol, then state
    std::vector<Rational> weights;

    [[nodiscard]] std::size_t size() const noexcept { return names.size(); }
    [[nodiscard]] std::string name(std::size_t state) const {
        return state == size() ? "(none)" : names[state];
    }
};

/// A network's state and an automaton's after the same word, and the pair before it.
struct Pair {
    std::size_t state = 0;
    std::size_t named = 0;
    std::size_t parent = 0;
    Symbol symbol = 0;
};

Error not_deterministic(const std::string& reason) {
    return Error::impossible("the automaton names no states: " + reason,
                             "permutation automata do, and deterministic ones with transitions of weight 1");
}

Deterministic deterministic(const PermutationAutomaton& automaton) {
    return {automaton.alphabet, automaton.states, automaton.initial, automaton.permutation,
            dense(automaton.final, automaton.size())};
}

Deterministic deterministic(const WeightedAutomaton& automaton) {
    const std::size_t n = automaton.size();
    if (automaton.initial.size() != 1 || automaton.initial[0].value != 1)
        throw not_deterministic("it does not start in one state with weight 1");
    Deterministic result{
        automaton.alphabet, automaton.states, automaton.initial[0].index, {}, dense(automaton.final, n)};
    for (Symbol symbol = 0; symbol < automaton.alphabet.size(); ++symbol) {
        auto& next = result.next.emplace_back(n, n);
        for (std::size_t state = 0; state < n; ++state) {
            const SparseVector& row = automaton.transition[symbol].row(state);
            if (row.empty()) continue;
            if (row.size() > 1 || row[0].value != 1)
                throw not_deterministic(
                    "state " + automaton.states[state] + " has more than one transition on symbol " +
                    automaton.alphabet.name(symbol) + ", or one of another weight than 1");
            next[state] = row[0].index;
        }
    }
    return result;
}

Deterministic deterministic(const Automaton& automaton) {
    if (const auto* permutation = std::get_if<PermutationAutomaton>(&automaton))
        return deterministic(*permutation);
    if (const auto* weighted = std::get_if<WeightedAutomaton>(&automaton)) return deterministic(*weighted);
    throw not_deterministic("it is a " + kind_name(automaton) + " machine");
}

}  // namespace

std::vector<StateName> state_names(const FiniteNetwork& finite, const Automaton& automaton) {
    const Deterministic machine = deterministic(automaton);
    const auto symbol_of = match_alphabets(finite.alphabet, machine.alphabet, "the network", "the automaton");

    // Pairs of states that one word leads to, breadth-first.
    std::vector<Pair> pairs;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> number;
    const auto word_to = [&](std::size_t pair) {
        Word word;
        for (; pair != 0; pair = pairs[pair].parent) word.push_back(pairs[pair].symbol);
        std::reverse(word.begin(), word.end());
        return show_word(word, finite.alphabet);
    };
    const auto meet = [&](const Pair& pair) {
        if (!number.try_emplace({pair.state, pair.named}, pairs.size()).second) return;
        pairs.push_back(pair);
        const Rational weight = pair.named == machine.size() ? Rational(0) : machine.weights[pair.named];
        if (weight != finite.weights[pair.state])
            throw Error::bad_input("the automaton is not the network's: word " + word_to(pairs.size() - 1) +
                                   ", automaton " + to_string(weight) + ", network " +
                                   to_string(finite.weights[pair.state]));
    };
    meet({0, machine.initial, 0, 0});
    for (std::size_t p = 0; p < pairs.size(); ++p)
        for (Symbol symbol = 0; symbol < finite.alphabet.size(); ++symbol) {
            const std::size_t named = pairs[p].named;
            meet({finite.next[symbol][pairs[p].state],
                  named == machine.size() ? named : machine.next[symbol_of[symbol]][named], p, symbol});
        }

    std::vector<std::optional<std::size_t>> first(finite.states.size());  // pair
    for (std::size_t p = 0; p < pairs.size(); ++p) {
        auto& known = first[pairs[p].state];
        if (known)
            throw Error::impossible(
                "states " + machine.name(pairs[*known].named) + " and " + machine.name(pairs[p].named) +
                    " of the automaton are one state of the network, after the words " + word_to(*known) +
                    " and " + word_to(p),
                "no word tells them apart: use --classes weights, or an automaton without equivalent states");
        known = p;
    }
    std::vector<StateName> names;
    for (const auto& pair : first) {
        const std::size_t named = pairs[*pair].named;
        names.push_back({named, std::nullopt});
        if (named < machine.size()) names.back().name = machine.names[named];
    }
    return names;
}

}  // namespace linac
