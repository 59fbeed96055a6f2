#include "analysis/determinize.hpp"

#include <algorithm>
#include <map>

#include "analysis/minimize.hpp"
#include "analysis/properties.hpp"

namespace linac {

namespace {

/// The states and one more, where missing transitions lead.
Dfa completed(const WeightedAutomaton& automaton) {
    const std::size_t sink = automaton.size();
    const auto target = [&](const SparseVector& row) { return row.empty() ? sink : row[0].index; };
    Dfa dfa{automaton.alphabet, target(automaton.initial), {}, dense(automaton.final, sink + 1)};
    dfa.next.assign(automaton.alphabet.size(), std::vector<std::size_t>(sink + 1, sink));
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        for (std::size_t i = 0; i < sink; ++i) dfa.next[s][i] = target(automaton.transition[s].row(i));
    return dfa;
}

std::size_t bytes(const Vector& row) {
    std::size_t bits = 0;
    for (const Rational& value : row) bits += value.numerator_bits() + value.denominator_bits();
    return bits / 8 + row.size() * sizeof(Rational);
}

}  // namespace

bool is_unweighted(const WeightedAutomaton& automaton) {
    if (!properties(automaton).deterministic) return false;
    const auto is_one = [](const Entry& e) { return e.value.is_one(); };
    if (!std::all_of(automaton.initial.begin(), automaton.initial.end(), is_one)) return false;
    for (const SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < automaton.size(); ++i)
            if (!std::all_of(matrix.row(i).begin(), matrix.row(i).end(), is_one)) return false;
    return true;
}

std::optional<Dfa> determinized(const WeightedAutomaton& automaton, std::size_t most_states) {
    if (is_unweighted(automaton)) {
        Dfa dfa = minimized(completed(automaton));
        if (dfa.size() > most_states) return std::nullopt;
        return dfa;
    }
    const WeightedAutomaton minimal = minimized(automaton);
    const Vector final = dense(minimal.final, minimal.size());
    Dfa dfa{automaton.alphabet, 0, std::vector<std::vector<std::size_t>>(automaton.alphabet.size()), {}};
    std::map<Vector, std::size_t> number;
    std::vector<const Vector*> rows;
    std::size_t total = 0;
    const auto find = [&](Vector row) {
        const auto [at, is_new] = number.try_emplace(std::move(row), rows.size());
        if (is_new) {
            rows.push_back(&at->first);
            dfa.output.push_back(dot(at->first, final));
            total += bytes(at->first);
        }
        return at->second;
    };
    const auto fits = [&] { return rows.size() <= most_states && total <= max_row_bytes; };
    find(dense(minimal.initial, minimal.size()));
    for (std::size_t i = 0; i < rows.size() && fits(); ++i)
        for (Symbol s = 0; s < automaton.alphabet.size() && fits(); ++s)
            dfa.next[s].push_back(find(multiply(*rows[i], minimal.transition[s])));
    if (!fits()) return std::nullopt;
    return dfa;
}

}  // namespace linac
