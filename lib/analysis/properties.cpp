#include "analysis/properties.hpp"

#include <algorithm>

namespace linac {

namespace {

bool is_integer(const SparseVector& vector) {
    return std::all_of(vector.begin(), vector.end(), [](const Entry& e) { return e.value.is_integer(); });
}

bool is_integer(const SparseMatrix& matrix) {
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        if (!is_integer(matrix.row(i))) return false;
    return true;
}

/// Exactly one non-zero a row and a column.
bool is_monomial(const SparseMatrix& matrix) {
    std::vector<bool> met(matrix.columns(), false);
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        if (matrix.row(i).size() != 1 || met[matrix.row(i)[0].index]) return false;
        met[matrix.row(i)[0].index] = true;
    }
    return true;
}

bool has_unit_weights(const SparseMatrix& matrix) {
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        for (const Entry& e : matrix.row(i))
            if (!e.value.is_one()) return false;
    return true;
}

/// Adds the entries to `total`; false if one is negative.
bool add_probabilities(const SparseVector& vector, Rational& total) {
    for (const Entry& e : vector) {
        if (e.value.sign() < 0) return false;
        total += e.value;
    }
    return true;
}

bool is_stochastic(const WeightedAutomaton& automaton) {
    Rational start;
    if (!add_probabilities(automaton.initial, start) || !start.is_one()) return false;
    for (std::size_t i = 0; i < automaton.size(); ++i) {
        Rational total = entry(automaton.final, i);
        if (total.sign() < 0) return false;
        for (const SparseMatrix& matrix : automaton.transition)
            if (!add_probabilities(matrix.row(i), total)) return false;
        if (!total.is_one()) return false;
    }
    return true;
}

}  // namespace

Properties properties(const WeightedAutomaton& automaton) {
    const std::vector<SparseMatrix>& transition = automaton.transition;
    const auto all = [&](const auto& holds) {
        return std::all_of(transition.begin(), transition.end(),
                           [&](const SparseMatrix& matrix) { return holds(matrix); });
    };
    Properties result;
    result.deterministic = automaton.initial.size() <= 1 && !first_branching(automaton).has_value();
    result.monomial = all(is_monomial);
    result.permutation = result.monomial && all(has_unit_weights);
    result.one_letter = automaton.alphabet.size() == 1;
    result.integer = is_integer(automaton.initial) && is_integer(automaton.final) &&
                     all([](const SparseMatrix& matrix) { return is_integer(matrix); });
    result.stochastic = is_stochastic(automaton);
    return result;
}

std::optional<Branching> first_branching(const WeightedAutomaton& automaton) {
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        for (std::size_t i = 0; i < automaton.size(); ++i)
            if (automaton.transition[s].row(i).size() > 1)
                return Branching{s, i, automaton.transition[s].row(i).size()};
    return std::nullopt;
}

}  // namespace linac
