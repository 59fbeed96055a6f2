#include "exports/state_names.hpp"

#include <deque>

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

    std::vector<std::optional<std::size_t>> goes_with(finite.states.size());
    std::vector<Word> word(finite.states.size());  // that led to the pair
    std::deque<std::size_t> open;
    const auto meet = [&](std::size_t state, std::size_t named, const Word& by) {
        const auto shown = [&](const Word& w) { return show_word(w, finite.alphabet); };
        if (goes_with[state]) {
            if (*goes_with[state] != named)
                throw Error::impossible(
                    "states " + machine.name(*goes_with[state]) + " and " + machine.name(named) +
                        " of the automaton are one state of the network, after the words " +
                        shown(word[state]) + " and " + shown(by),
                    "no word tells them apart: --classes weights, or name the classes by the "
                    "automaton that linac minimize writes");
            return;
        }
        const Rational weight = named == machine.size() ? Rational(0) : machine.weights[named];
        if (weight != finite.weights[state])
            throw Error::bad_input("the automaton is not the network's: word " + shown(by) + ", automaton " +
                                   to_string(weight) + ", network " + to_string(finite.weights[state]));
        goes_with[state] = named;
        word[state] = by;
        open.push_back(state);
    };
    meet(0, machine.initial, {});
    for (; !open.empty(); open.pop_front()) {
        const std::size_t state = open.front();
        const std::size_t named = *goes_with[state];
        for (Symbol symbol = 0; symbol < finite.alphabet.size(); ++symbol) {
            Word longer = word[state];
            longer.push_back(symbol);
            meet(finite.next[symbol][state],
                 named == machine.size() ? named : machine.next[symbol_of[symbol]][named], longer);
        }
    }

    std::vector<StateName> names;
    for (const auto& named : goes_with) {
        names.push_back({*named, std::nullopt});
        if (*named < machine.size()) names.back().name = machine.names[*named];
    }
    return names;
}

}  // namespace linac
