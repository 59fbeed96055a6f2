#include "operations/total.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/native.hpp"
#include "operations/pairs.hpp"
#include "operations/product.hpp"
#include "operations/series.hpp"
#include "operations/star.hpp"
#include "operations/sum.hpp"
#include "support/files.hpp"

namespace linac::total_test {
namespace {

using namespace tests;

WeightedAutomaton powers_of(const Rational& base) {
    WeightedAutomaton automaton(letters(1), 1);
    automaton.initial = automaton.final = unit(0);
    automaton.transition[0].add(0, 0, base);
    return automaton;
}

std::string message_of(const WeightedAutomaton& automaton) {
    const auto result = capture([&] { return total(automaton); });
    return result ? "converges to " + to_string(result.value().value) : result.error().message();
}

/// Divided by so much that all rows of Σ_σ |M_σ| sum to less than 1.
WeightedAutomaton draw_contracting() {
    WeightedAutomaton automaton = draw_operand();
    Rational most(0);
    for (std::size_t i = 0; i < automaton.size(); ++i) {
        Rational row(0);
        for (const SparseMatrix& matrix : automaton.transition)
            for (const Entry& e : matrix.row(i)) row += abs(e.value);
        most = std::max(most, row);
    }
    const Rational factor = 1 / (most + 1);
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < automaton.size(); ++i) matrix.set_row(i, scaled(matrix.row(i), factor));
    return automaton;
}

/// The sum of the recurrence c₀, c₁, …, by its generating function P(z) / Q(z) at 1: with Q(z) = 1 − q₁ z − … of
/// degree d ≤ n found by solving for the q_i from 2n terms, P has the terms of Q C up to degree n − 1.
Plain by_generating_function(const WeightedAutomaton& automaton) {
    const std::size_t n = automaton.size();
    PlainVector terms(2 * n + 1);
    std::vector<PlainVector> rows;
    const PlainAutomaton plain(automaton);
    PlainVector row = plain.initial;
    for (std::size_t k = 0; k <= 2 * n; ++k) {
        terms[k] = plain.value(row);
        PlainVector next(n);
        for (Symbol s = 0; s < automaton.alphabet.size(); ++s) {
            const PlainVector part = plain.step(row, s);
            for (std::size_t i = 0; i < n; ++i) next[i] += part[i];
        }
        row = next;
    }
    // The least d with an exact recurrence of length d, by Cramer's way: elimination of [c_{i+j}] q = c_{i+d}.
    for (std::size_t d = 0; d <= n; ++d) {
        std::vector<PlainVector> system;
        for (std::size_t i = 0; i < n; ++i) {
            system.emplace_back();
            for (std::size_t j = 0; j <= d; ++j) system.back().push_back(terms[i + j]);
        }
        std::size_t rank = 0;
        std::vector<std::size_t> pivots;
        for (std::size_t j = 0; j <= d && rank < n; ++j) {
            std::size_t pivot = rank;
            while (pivot < n && system[pivot][j] == 0) ++pivot;
            if (pivot == n) continue;
            std::swap(system[rank], system[pivot]);
            for (std::size_t i = 0; i < n; ++i) {
                if (i == rank || system[i][j] == 0) continue;
                const Plain factor = system[i][j] / system[rank][j];
                for (std::size_t k = 0; k <= d; ++k) system[i][k] -= factor * system[rank][k];
            }
            pivots.push_back(j);
            ++rank;
        }
        if (!pivots.empty() && pivots.back() == d) continue;  // no solution
        if (rank < d) continue;
        PlainVector recurrence(d);  // c_{i+d} = Σ_j recurrence[j] c_{i+j}
        for (std::size_t i = 0; i < d; ++i) recurrence[i] = system[i][d] / system[i][i];
        Plain denominator = 1;
        for (const Plain& q : recurrence) denominator -= q;
        Plain numerator = 0;
        for (std::size_t k = 0; k < d; ++k) {
            numerator += terms[k];
            for (std::size_t i = 1; i <= k; ++i) numerator -= recurrence[d - i] * terms[k - i];
        }
        return numerator / denominator;
    }
    return 0;
}

RC_GTEST_PROP(Total, is_the_value_of_the_generating_function, ()) {
    const WeightedAutomaton automaton = draw_contracting();
    const Total result = total(automaton);
    RC_ASSERT(result.is_absolute);
    RC_ASSERT(Plain(to_string(result.value)) == by_generating_function(automaton));
}

RC_GTEST_PROP(Total, of_sums_and_products_is_their_sum_and_product, ()) {
    const WeightedAutomaton left = draw_contracting();
    const WeightedAutomaton right = draw_contracting();
    const Rational l = total(left).value;
    const Rational r = total(right).value;
    RC_ASSERT(total(sum(left, right)).value == l + r);
    RC_ASSERT(total(difference(left, right)).value == l - r);
    RC_ASSERT(total(product(left, right)).value == l * r);
    RC_ASSERT(total(reversed(left)).value == l);
}

/// The sum of the first terms tends to the total: the rest is at most their geometric bound.
RC_GTEST_PROP(Total, is_near_to_what_short_words_sum_to, ()) {
    WeightedAutomaton automaton = draw_contracting();
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < automaton.size(); ++i)
            matrix.set_row(i, scaled(matrix.row(i), Rational(1, 8)));
    Plain partial = 0;
    for (const auto& [word, value] : series_of(automaton)) partial += value;
    Plain bound = 0;  // rows of Σ |M| sum to at most 1/8
    Plain largest = 0;
    for (const Entry& e : automaton.initial) bound += Plain(to_string(abs(e.value)));
    for (const Entry& e : automaton.final) largest = std::max(largest, Plain(to_string(abs(e.value))));
    for (std::size_t k = 0; k <= series_length; ++k) bound /= 8;
    const Plain error = Plain(to_string(total(automaton).value)) - partial;
    RC_ASSERT(abs(error) <= bound * largest * 8 / 7);
}

TEST(Total, OfGeometricSeries) {
    EXPECT_EQ(message_of(powers_of(Rational(1, 2))), "converges to 2");
    EXPECT_EQ(message_of(powers_of(Rational(-1, 2))), "converges to 2/3");
    EXPECT_EQ(message_of(powers_of(Rational(999, 1000))), "converges to 1000");
    EXPECT_EQ(message_of(WeightedAutomaton(letters(2), 0)), "converges to 0");
    EXPECT_EQ(message_of(scaled(empty_word(letters(2)), 7)), "converges to 7");
}

TEST(Total, DoesNotConvergeAtOneAndBeyond) {
    for (const Rational& base : {Rational(1), Rational(-1), Rational(3, 2)})
        EXPECT_EQ(message_of(powers_of(base)),
                  "the sum of all weights does not converge on the cycle 0 -> 0: its words weigh " +
                      to_string(base) + " together, and others may lead back too");
}

TEST(Total, DoesNotSeeWhatDoesNotCount) {
    WeightedAutomaton automaton = powers_of(Rational(1, 3));
    WeightedAutomaton useless(letters(1), 2);
    useless.transition[0].add(0, 0, 5);  // not initial
    useless.final = unit(0);
    useless.transition[0].add(1, 1, 5);  // not final
    useless.initial = unit(1);
    EXPECT_EQ(message_of(sum(automaton, useless)), "converges to 3/2");
    // What diverges but cancels.
    const WeightedAutomaton cancelled = difference(powers_of(2), powers_of(2));
    EXPECT_EQ(message_of(sum(automaton, cancelled)), "converges to 3/2");
    EXPECT_FALSE(total(sum(automaton, cancelled)).is_absolute);
}

/// a weighs 1, b weighs −1: the words of each length cancel, but their absolute values do not.
TEST(Total, ByLengthIsNotAbsolute) {
    WeightedAutomaton automaton(letters(2), 1);
    automaton.initial = automaton.final = unit(0);
    automaton.transition[0].add(0, 0, 1);
    automaton.transition[1].add(0, 0, -1);
    const Total result = total(automaton);
    EXPECT_EQ(result.value, 1);
    EXPECT_FALSE(result.is_absolute);
}

/// Generative probabilistic automata: they end with probability 1.
TEST(Total, OfProbabilisticAutomataIsOne) {
    for (int i = 1; i <= 7; ++i) {
        const std::string name = "probabilistic-tomita-" + std::to_string(i);
        const auto file = source_directory() / "automata/weighted" / (name + ".linac");
        const WeightedAutomaton automaton = to_weighted(read_automaton(read_file(file), name).value());
        const Total result = total(automaton);
        EXPECT_EQ(result.value, 1) << name;
        EXPECT_TRUE(result.is_absolute) << name;
    }
}

/// Rotations by a right angle, shrunk or not: eigenvalues ±i r.
TEST(Total, OfComplexEigenvalues) {
    WeightedAutomaton automaton(letters(1), 2);
    automaton.initial = automaton.final = unit(0);
    automaton.transition[0].add(0, 1, 1);
    automaton.transition[0].add(1, 0, Rational(-1, 4));
    EXPECT_EQ(message_of(automaton), "converges to 4/5");
    automaton.transition[0].add(1, 0, Rational(-3, 4));
    EXPECT_EQ(
        message_of(automaton),
        "the sum of all weights does not converge on the cycle 0 -> 1 -> 0: its words weigh -1 together, "
        "and others may lead back too");
}

}  // namespace
}  // namespace linac::total_test
