#include "operations/total.hpp"

#include <algorithm>
#include <string>

#include "analysis/minimize.hpp"
#include "exact/geometric_series.hpp"
#include "text.hpp"

namespace linac {

namespace {

using Series = std::variant<SparseMatrix, DivergentCycle>;

/// The automaton over one letter that weighs aⁿ as all words of length n together.
WeightedAutomaton by_length(const WeightedAutomaton& automaton) {
    WeightedAutomaton result(Alphabet({"a"}), automaton.size());
    result.initial = automaton.initial;
    result.final = automaton.final;
    for (std::size_t i = 0; i < automaton.size(); ++i) {
        SparseVector row;
        for (const SparseMatrix& matrix : automaton.transition) row = sum(row, matrix.row(i));
        result.transition[0].set_row(i, std::move(row));
    }
    return result;
}

Series series_of(const WeightedAutomaton& automaton) {
    SparseMatrix final(automaton.size(), 1);
    for (const Entry& e : automaton.final) final.add(e.index, 0, e.value);
    return geometric_series(automaton.transition[0], final);
}

Rational value_of(const WeightedAutomaton& automaton, const SparseMatrix& series) {
    Rational value;
    for (const Entry& e : automaton.initial) value.add_product(e.value, series.at(e.index, 0));
    return value;
}

bool has_negative(const WeightedAutomaton& automaton) {
    const auto is_negative = [](const Entry& e) { return e.value.sign() < 0; };
    for (const SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < automaton.size(); ++i)
            if (std::any_of(matrix.row(i).begin(), matrix.row(i).end(), is_negative)) return true;
    return std::any_of(automaton.initial.begin(), automaton.initial.end(), is_negative) ||
           std::any_of(automaton.final.begin(), automaton.final.end(), is_negative);
}

WeightedAutomaton absolute(WeightedAutomaton automaton) {
    const auto made_positive = [](SparseVector vector) {
        for (Entry& e : vector) e.value = abs(std::move(e.value));
        return vector;
    };
    automaton.initial = made_positive(std::move(automaton.initial));
    automaton.final = made_positive(std::move(automaton.final));
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < automaton.size(); ++i) matrix.set_row(i, made_positive(matrix.row(i)));
    return automaton;
}

/// Whether Σ_σ |M_σ| converges, as far as that is within the limits.
bool converges_absolutely(const WeightedAutomaton& automaton) {
    const auto series = capture([&] { return series_of(by_length(absolute(automaton))); });
    return series && std::holds_alternative<SparseMatrix>(series.value());
}

Error diverges(const DivergentCycle& cycle, const std::vector<std::string>& states) {
    return Error::impossible("the sum of all weights does not converge on the cycle " +
                                 cycle_text(cycle.indices, states) + ": its words weigh " +
                                 printable(to_string(cycle.weight)) +
                                 " together, and others may lead back too",
                             "it converges where the eigenvalues of the sum of the transition matrices lie "
                             "inside the unit circle");
}

}  // namespace

Total total(const WeightedAutomaton& automaton) {
    const WeightedAutomaton useful = trimmed(automaton);
    const bool is_signed = has_negative(useful);
    const WeightedAutomaton lengths = by_length(useful);
    const Series series = series_of(lengths);
    if (const auto* solution = std::get_if<SparseMatrix>(&series)) {
        const bool is_absolute = !is_signed || converges_absolutely(useful);
        return {value_of(lengths, *solution), is_absolute};
    }
    const Error error = diverges(std::get<DivergentCycle>(series), useful.states);
    if (!is_signed) throw error;
    // Weights of both signs: what does not converge may cancel.
    const WeightedAutomaton minimal = minimized(lengths);
    const Series reduced = series_of(minimal);
    if (const auto* solution = std::get_if<SparseMatrix>(&reduced))
        return {value_of(minimal, *solution), false};
    throw error;
}

}  // namespace linac
