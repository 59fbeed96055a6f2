#include "operations/standard.hpp"

#include <algorithm>

#include "operations/operands.hpp"
#include "operations/size_limits.hpp"

namespace linac {

bool is_standard(const WeightedAutomaton& automaton) {
    if (automaton.initial.size() != 1 || !automaton.initial[0].value.is_one()) return false;
    const std::size_t start = automaton.initial[0].index;
    for (const SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < automaton.size(); ++i)
            if (!entry(matrix.row(i), start).is_zero()) return false;
    return true;
}

WeightedAutomaton standard(const WeightedAutomaton& automaton) {
    WeightedAutomaton part = trimmed(automaton);
    if (is_standard(part)) return part;
    const std::size_t size = part.size();
    ResultSize result_size(part.alphabet.size());
    result_size.add_states(size + 1);

    WeightedAutomaton result(part.alphabet, size + 1);
    result.initial = unit(size);
    result.final = part.final;
    add_entry(result.final, size, dot(part.initial, part.final));
    std::copy(part.states.begin(), part.states.end(), result.states.begin());
    result.states[size] = unused_name("start", part.states);
    const Vector initial = dense(part.initial, size);
    for (Symbol s = 0; s < part.alphabet.size(); ++s) {
        SparseVector first = sparse(multiply(initial, part.transition[s]));
        result_size.add(first);
        result.transition[s].set_row(size, std::move(first));
        for (std::size_t i = 0; i < size; ++i) result.transition[s].set_row(i, part.transition[s].row(i));
    }
    // What was initial only may not be needed any more, and q must stay: the zero automaton is standard too.
    WeightedAutomaton useful = trimmed(result);
    if (useful.size() > 0) return useful;
    WeightedAutomaton zero(part.alphabet, 1);
    zero.initial = unit(0);
    zero.states[0] = "start";
    return zero;
}

std::vector<SparseVector> last_weights(const WeightedAutomaton& automaton) {
    const Vector final = dense(automaton.final, automaton.size());
    std::vector<SparseVector> result;
    for (const SparseMatrix& matrix : automaton.transition) result.push_back(sparse(multiply(matrix, final)));
    return result;
}

}  // namespace linac
