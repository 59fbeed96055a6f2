#include "automata/dfa.hpp"

#include <algorithm>
#include <utility>

namespace linac {

namespace {

constexpr auto unseen = static_cast<std::size_t>(-1);

/// The reachable part, numbered breadth-first.
Dfa reachable_part(const Dfa& dfa) {
    std::vector<std::size_t> number(dfa.size(), unseen);
    std::vector<std::size_t> found = {dfa.initial};
    number[dfa.initial] = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        for (const auto& next : dfa.next) {
            const std::size_t target = next[found[i]];
            if (number[target] != unseen) continue;
            number[target] = found.size();
            found.push_back(target);
        }
    Dfa part{dfa.alphabet, 0, {}, {}};
    part.next.assign(dfa.next.size(), std::vector<std::size_t>(found.size()));
    part.output.reserve(found.size());
    for (const std::size_t state : found) part.output.push_back(dfa.output[state]);
    for (Symbol s = 0; s < dfa.next.size(); ++s)
        for (std::size_t i = 0; i < found.size(); ++i) part.next[s][i] = number[dfa.next[s][found[i]]];
    return part;
}

/// Numbers equal keys alike.
template <class Key>
std::vector<std::size_t> classes_of(const std::vector<Key>& keys) {
    std::vector<std::size_t> order(keys.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t l, std::size_t r) { return keys[l] < keys[r]; });
    std::vector<std::size_t> result(keys.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && keys[order[i - 1]] < keys[order[i]]) ++count;
        result[order[i]] = count;
    }
    return result;
}

/// Which of the states are equivalent, and how many classes they are in.
std::vector<std::size_t> equivalence(const Dfa& dfa, std::size_t& count) {
    std::vector<std::size_t> classes = classes_of(dfa.output);
    count = 1 + *std::max_element(classes.begin(), classes.end());
    for (std::size_t before = 0; before != count;) {
        before = count;
        for (const auto& next : dfa.next) {
            std::vector<std::pair<std::size_t, std::size_t>> keys(dfa.size());
            for (std::size_t i = 0; i < dfa.size(); ++i) keys[i] = {classes[i], classes[next[i]]};
            classes = classes_of(keys);
        }
        count = 1 + *std::max_element(classes.begin(), classes.end());
    }
    return classes;
}

}  // namespace

const Rational& output(const Dfa& dfa, const Word& word) {
    std::size_t state = dfa.initial;
    for (const Symbol symbol : word) state = dfa.next[symbol][state];
    return dfa.output[state];
}

Dfa minimized(const Dfa& dfa) {
    const Dfa part = reachable_part(dfa);
    std::size_t count = 0;
    const std::vector<std::size_t> classes = equivalence(part, count);
    Dfa quotient{part.alphabet, classes[0], {}, std::vector<Rational>(count)};
    quotient.next.assign(part.next.size(), std::vector<std::size_t>(count));
    for (std::size_t i = 0; i < part.size(); ++i) {
        quotient.output[classes[i]] = part.output[i];
        for (Symbol s = 0; s < part.next.size(); ++s) quotient.next[s][classes[i]] = classes[part.next[s][i]];
    }
    return reachable_part(quotient);
}

Dfa to_dfa(const PermutationAutomaton& automaton) {
    return {automaton.alphabet, automaton.initial, automaton.permutation,
            dense(automaton.final, automaton.size())};
}

WeightedAutomaton to_weighted(const Dfa& dfa) {
    WeightedAutomaton automaton(dfa.alphabet, dfa.size());
    automaton.initial = unit(dfa.initial);
    automaton.final = sparse(dfa.output);
    for (Symbol s = 0; s < dfa.alphabet.size(); ++s)
        for (std::size_t i = 0; i < dfa.size(); ++i) automaton.transition[s].set_row(i, unit(dfa.next[s][i]));
    return automaton;
}

}  // namespace linac
