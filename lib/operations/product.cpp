#include "operations/product.hpp"

#include "operations/operands.hpp"
#include "operations/size_limits.hpp"
#include "operations/standard.hpp"

namespace linac {

namespace {

SparseVector shifted(SparseVector vector, std::size_t shift) {
    for (Entry& e : vector) e.index += shift;
    return vector;
}

/// The product of automata over one alphabet, with distinct names; the right one has at most one initial state.
WeightedAutomaton concatenated(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    if (right.initial.empty()) return WeightedAutomaton(left.alphabet, 0);
    const std::size_t shift = left.size();
    const std::size_t start = shift + right.initial[0].index;
    const Rational& weight = right.initial[0].value;
    ResultSize result_size(left.alphabet.size());
    result_size.add_states(left.size() + right.size());

    WeightedAutomaton result(left.alphabet, left.size() + right.size());
    result.initial = left.initial;
    add_entry(result.initial, start, dot(left.initial, left.final) * weight);
    result.final = shifted(right.final, shift);
    for (std::size_t i = 0; i < left.size(); ++i) result.states[i] = left.states[i];
    for (std::size_t i = 0; i < right.size(); ++i) result.states[shift + i] = right.states[i];
    const std::vector<SparseVector> last = last_weights(left);
    for (Symbol s = 0; s < left.alphabet.size(); ++s) {
        const Vector ends = dense(last[s], left.size());
        for (std::size_t i = 0; i < left.size(); ++i) {
            SparseVector row = left.transition[s].row(i);
            if (!ends[i].is_zero()) row.push_back({start, ends[i] * weight});
            result_size.add(row);
            result.transition[s].set_row(i, std::move(row));
        }
        for (std::size_t i = 0; i < right.size(); ++i) {
            result_size.add(right.transition[s].row(i));
            result.transition[s].set_row(shift + i, shifted(right.transition[s].row(i), shift));
        }
    }
    return result;
}

}  // namespace

WeightedAutomaton product(std::vector<WeightedAutomaton> automata) {
    share_alphabet(automata);
    for (std::size_t k = 0; k < automata.size(); ++k) {
        automata[k] = trimmed(automata[k]);
        if (k > 0 && automata[k].initial.size() > 1) automata[k] = standard(automata[k]);
    }
    name_apart(automata);
    WeightedAutomaton result = std::move(automata[0]);
    for (std::size_t k = 1; k < automata.size(); ++k) result = concatenated(result, automata[k]);
    return trimmed(result);
}

}  // namespace linac
