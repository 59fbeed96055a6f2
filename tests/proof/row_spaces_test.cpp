// Spaces of rows against the rows of all words.
#include "proof/row_spaces.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"

namespace linac::row_spaces_test {
namespace {

/// The rows (1, α M_w) of all words of a length.
std::vector<SparseVector> rows_of_length(const WeightedAutomaton& automaton, std::size_t length) {
    std::vector<Vector> rows{dense(automaton.initial, automaton.size())};
    for (std::size_t t = 0; t < length; ++t) {
        std::vector<Vector> next;
        for (const Vector& row : rows)
            for (const SparseMatrix& matrix : automaton.transition) next.push_back(multiply(row, matrix));
        rows = std::move(next);
    }
    std::vector<SparseVector> with_constant;
    for (const Vector& row : rows) {
        SparseVector shown = unit(0);
        for (const Entry& e : sparse(row)) shown.push_back({e.index + 1, e.value});
        with_constant.push_back(std::move(shown));
    }
    return with_constant;
}

SparseMatrix echelon_of(const std::vector<SparseVector>& rows, std::size_t columns) {
    SparseMatrix matrix(rows.size(), columns);
    for (std::size_t i = 0; i < rows.size(); ++i) matrix.set_row(i, rows[i]);
    return row_space(matrix);
}

void expect_rows(const RowSpace& space, const SparseMatrix& expected) {
    RC_ASSERT(space.size() == expected.rows());
    for (std::size_t i = 0; i < space.size(); ++i) {
        RC_ASSERT(space.rows[i] == expected.row(i));
        RC_ASSERT(space.pivots[i] == expected.row(i).front().index);
    }
}

RC_GTEST_PROP(ExactTimes, are_spanned_by_the_rows_of_all_words_of_a_length, ()) {
    const WeightedAutomaton automaton =
        *tests::weighted_automata({.max_states = 4, .max_letters = 2, .density_percent = 50});
    Effort effort;
    RowSpaces spaces(automaton, effort);
    ExactTimes exact(spaces);
    for (std::size_t t = 0; t <= 5; ++t)
        expect_rows(exact.at(t), echelon_of(rows_of_length(automaton, t), automaton.size() + 1));
}

RC_GTEST_PROP(PeriodicTimes, are_spanned_by_the_exact_ones, ()) {
    const WeightedAutomaton automaton =
        *tests::weighted_automata({.max_states = 4, .max_letters = 2, .density_percent = 50});
    const std::size_t period = *tests::between(1, 4);
    const std::size_t start = *tests::between(0, 3);
    Effort effort;
    RowSpaces spaces(automaton, effort);
    ExactTimes exact(spaces);
    PeriodicTimes periodic(spaces, exact, start, period);
    for (std::size_t x = 0; x < period; ++x) {
        std::vector<SparseVector> rows;
        for (std::size_t k = 0; k <= automaton.size() + 1;
             ++k) {  // so many suffice: each adds a dimension, or none does
            const RowSpace& space = exact.at(start + x + k * period);
            rows.insert(rows.end(), space.rows.begin(), space.rows.end());
        }
        expect_rows(periodic.at(start + x + period), echelon_of(rows, automaton.size() + 1));
    }
}

RC_GTEST_PROP(SpaceStep, is_what_symbols_do_and_its_inverse_undoes_it, ()) {
    const WeightedAutomaton automaton =
        *tests::weighted_automata({.max_states = 4, .max_letters = 3, .density_percent = 50});
    Effort effort;
    RowSpaces spaces(automaton, effort);
    ExactTimes exact(spaces);
    const std::size_t t = *tests::between(0, 4);
    const RowSpace& from = exact.at(t);
    const RowSpace& to = exact.at(t + 1);
    const SpaceStep& step = spaces.step(from, to);
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        for (std::size_t i = 0; i < from.size(); ++i) {
            SparseVector row;
            for (const Entry& e : step.letters[s][i]) row = sum(row, scaled(to.rows[e.index], e.value));
            RC_ASSERT(row == spaces.read(from.rows[i], s));
        }
    // The exact space is spanned by what symbols lead to, so that all coordinates come back.
    for (std::size_t j = 0; j < to.size(); ++j) {
        SparseVector unit_of_j;
        for (const Entry& e : step.left_inverse[j])
            unit_of_j =
                sum(unit_of_j, scaled(step.letters[e.index / from.size()][e.index % from.size()], e.value));
        RC_ASSERT(unit_of_j == unit(j));
    }
}

}  // namespace
}  // namespace linac::row_spaces_test
