#include "operations/sum.hpp"

#include "operations/operands.hpp"
#include "operations/size_limits.hpp"

namespace linac {

namespace {

void append_shifted(SparseVector& vector, const SparseVector& other, std::size_t shift) {
    for (const Entry& e : other) vector.push_back({e.index + shift, e.value});
}

}  // namespace

WeightedAutomaton sum(std::vector<WeightedAutomaton> automata) {
    share_alphabet(automata);
    ResultSize result_size(automata.front().alphabet.size());
    for (const WeightedAutomaton& automaton : automata) result_size.add(automaton);
    name_apart(automata);

    WeightedAutomaton result(automata.front().alphabet, result_size.states());
    std::size_t shift = 0;
    for (WeightedAutomaton& part : automata) {
        append_shifted(result.initial, part.initial, shift);
        append_shifted(result.final, part.final, shift);
        for (std::size_t i = 0; i < part.size(); ++i) result.states[shift + i] = std::move(part.states[i]);
        for (Symbol s = 0; s < result.alphabet.size(); ++s) {
            for (std::size_t i = 0; i < part.size(); ++i) {
                SparseVector row;
                append_shifted(row, part.transition[s].row(i), shift);
                result.transition[s].set_row(shift + i, std::move(row));
            }
        }
        shift += part.size();
    }
    return result;
}

WeightedAutomaton difference(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    WeightedAutomaton negative = right;
    for (Entry& e : negative.initial) e.value.negate();
    return sum({left, std::move(negative)});
}

WeightedAutomaton scaled(WeightedAutomaton automaton, const Rational& factor) {
    if (factor.is_zero()) return WeightedAutomaton(automaton.alphabet, 0);
    automaton.initial = scaled(std::move(automaton.initial), factor);
    return automaton;
}

}  // namespace linac
