#include "automata/epsilon.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "exact/geometric_series.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// The matrices side by side, and behind them the column.
SparseMatrix side_by_side(const std::vector<SparseMatrix>& matrices, const SparseVector& column,
                          std::size_t size) {
    SparseMatrix joined(size, size * matrices.size() + 1);
    const Vector last = dense(column, size);
    for (std::size_t i = 0; i < size; ++i) {
        SparseVector row;
        for (std::size_t m = 0; m < matrices.size(); ++m)
            for (const Entry& e : matrices[m].row(i)) row.push_back({m * size + e.index, e.value});
        if (!last[i].is_zero()) row.push_back({size * matrices.size(), last[i]});
        joined.set_row(i, std::move(row));
    }
    return joined;
}

Error diverges(const DivergentCycle& cycle, const WeightedAutomaton& automaton) {
    return Error::impossible("the ε-transitions on the cycle " + cycle_text(cycle.indices, automaton.states) +
                                 " do not converge: its weight is " + printable(to_string(cycle.weight)),
                             "ε-transitions can be removed where the sum over all paths of them converges");
}

}  // namespace

WeightedAutomaton without_epsilon(const EpsilonAutomaton& automaton) {
    if (automaton.epsilon.nonzeros() == 0) return automaton.automaton;
    std::vector<SparseMatrix> matrices = automaton.automaton.transition;
    matrices.push_back(automaton.epsilon);
    const std::vector<std::size_t> useful = useful_states(automaton.automaton, matrices);
    WeightedAutomaton part = restricted(automaton.automaton, useful);
    const SparseMatrix epsilon = block(automaton.epsilon, useful);
    const auto series = geometric_series(epsilon, side_by_side(part.transition, part.final, part.size()));
    if (const auto* cycle = std::get_if<DivergentCycle>(&series)) throw diverges(*cycle, part);

    const std::size_t size = part.size();
    part.final.clear();
    for (SparseMatrix& matrix : part.transition) matrix = SparseMatrix(size, size);
    for (std::size_t i = 0; i < size; ++i) {
        std::vector<SparseVector> rows(part.transition.size() + 1);
        for (const Entry& e : std::get<SparseMatrix>(series).row(i))
            rows[e.index / size].push_back({e.index % size, e.value});
        for (Symbol s = 0; s < part.transition.size(); ++s) part.transition[s].set_row(i, std::move(rows[s]));
        if (!rows.back().empty()) part.final.push_back({i, std::move(rows.back().front().value)});
    }
    return part;
}

}  // namespace linac
