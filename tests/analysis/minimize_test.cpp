#include "analysis/minimize.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/brute_force.hpp"
#include "analysis/equality.hpp"
#include "analysis/properties.hpp"
#include "analysis/transforms.hpp"
#include "automata/permutation.hpp"
#include "exact/modular.hpp"
#include "support/plain_method.hpp"

namespace linac::minimize_test {
namespace {

using tests::cyclic;
using tests::direct_sum;
using tests::in_basis;
using tests::letters;

WeightedAutomaton draw(std::size_t max_states, std::size_t max_letters) {
    return *tests::weighted_automata({.max_states = max_states,
                                      .max_letters = max_letters,
                                      .density_percent = *rc::gen::element(15, 30, 60, 100),
                                      .allow_empty = true});
}

/// A random deterministic automaton, weighted or not.
WeightedAutomaton draw_deterministic(bool weighted) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 7);
    const auto weights = [&] {
        return weighted ? *rc::gen::element(Rational(1), Rational(2), Rational(-1, 2)) : Rational(1);
    };
    WeightedAutomaton automaton(letters(*rc::gen::inRange<std::size_t>(1, 3)), size);
    automaton.initial = unit(0, weights());
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < size; ++i)
            if (*rc::gen::inRange(0, 5) > 0)
                matrix.add(i, *rc::gen::inRange<std::size_t>(0, size), weights());
    for (std::size_t i = 0; i < size; ++i)
        if (*rc::gen::arbitrary<bool>()) add_entry(automaton.final, i, weights());
    return automaton;
}

/// How many lines there are among the futures of the reachable states, by their weights on all words shorter
/// than n.
std::size_t future_lines(const WeightedAutomaton& automaton) {
    std::vector<tests::PlainVector> lines;
    for (std::size_t i = 0; i < automaton.size(); ++i) {
        WeightedAutomaton to_state = automaton;
        to_state.final = unit(i);
        WeightedAutomaton from_state = automaton;
        from_state.initial = unit(i);
        const tests::PlainVector reach = tests::all_weights(to_state, automaton.size());
        if (tests::rank({reach}) == 0) continue;
        tests::PlainVector future = tests::all_weights(from_state, automaton.size());
        if (tests::rank({future}) == 0) continue;
        const bool known = std::any_of(lines.begin(), lines.end(), [&](const auto& line) {
            return tests::rank({line, future}) == 1;
        });
        if (!known) lines.push_back(std::move(future));
    }
    return lines.size();
}

RC_GTEST_PROP(Minimized, is_equal_and_of_the_rank_of_the_hankel_matrix, ()) {
    const WeightedAutomaton automaton = *rc::gen::arbitrary<bool>() ? draw(5, 2) : draw(3, 4);
    const WeightedAutomaton minimal = minimized(automaton);
    RC_ASSERT(minimal.size() == tests::hankel_rank(automaton));
    RC_ASSERT(!tests::first_difference(automaton, minimal, 5));
    RC_ASSERT(compare(automaton, minimal).equal());
}

RC_GTEST_PROP(Minimized, is_equal_and_of_the_dimension_the_plain_method_finds, ()) {
    WeightedAutomaton automaton = draw(8, 4);
    if (*rc::gen::arbitrary<bool>())
        automaton = direct_sum(automaton, in_basis(automaton, tests::draw_basis(automaton.size())));
    const WeightedAutomaton minimal = minimized(automaton);
    RC_ASSERT(minimal.size() == plain_minimal_dimension(automaton));
    RC_ASSERT(compare(automaton, minimal).equal());
    RC_ASSERT(minimized(minimal) == minimal);
    RC_ASSERT(compare(automaton, forward_reduced(automaton)).equal());
}

RC_GTEST_PROP(Minimized, keeps_a_minimal_automaton_as_it_is, ()) {
    const WeightedAutomaton minimal = minimized(draw(6, 2));
    WeightedAutomaton same = in_basis(minimal, tests::draw_basis(minimal.size()));
    for (std::string& state : same.states) state = "q" + state;
    RC_ASSERT(minimized(same) == same);
}

RC_GTEST_PROP(Merged, of_a_deterministic_automaton_is_deterministic_and_least, ()) {
    const WeightedAutomaton automaton = draw_deterministic(*rc::gen::arbitrary<bool>());
    const WeightedAutomaton result = merged(automaton);
    RC_ASSERT(properties(result).deterministic);
    RC_ASSERT(compare(automaton, result).equal());
    RC_ASSERT(result.size() == future_lines(automaton));
}

RC_GTEST_PROP(Merged, of_any_automaton_is_equal, ()) {
    WeightedAutomaton automaton = draw(6, 3);
    if (*rc::gen::arbitrary<bool>()) automaton = direct_sum(automaton, automaton);
    const WeightedAutomaton result = merged(automaton);
    RC_ASSERT(result.size() <= automaton.size());
    RC_ASSERT(compare(automaton, result).equal());
    RC_ASSERT(merged(result) == result);
}

RC_GTEST_PROP(Merged, of_a_monomial_automaton_is_monomial, ()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 7);
    WeightedAutomaton automaton(letters(2), size);
    automaton.initial = unit(0);
    for (SparseMatrix& matrix : automaton.transition) {
        Permutation permutation(size);
        for (std::size_t i = 0; i < size; ++i) permutation[i] = i;
        for (std::size_t i = size - 1; i > 0; --i)
            std::swap(permutation[i], permutation[*rc::gen::inRange<std::size_t>(0, i + 1)]);
        for (std::size_t i = 0; i < size; ++i)
            matrix.add(i, permutation[i], *rc::gen::element(Rational(1), Rational(-1), Rational(2)));
    }
    for (std::size_t i = 0; i < size; ++i)
        add_entry(automaton.final, i, *rc::gen::inRange<std::int64_t>(0, 3));
    const WeightedAutomaton result = merged(automaton);
    RC_ASSERT(properties(result).monomial);
    RC_ASSERT(compare(automaton, result).equal());
}

TEST(Minimized, ThreeCopiesOfParity) {
    const WeightedAutomaton parity = cyclic({0, 1});
    const WeightedAutomaton three_copies_of_parity = direct_sum(parity, direct_sum(parity, parity));
    const WeightedAutomaton minimal = minimized(three_copies_of_parity);
    EXPECT_EQ(minimal.size(), 2U);
    EXPECT_EQ(minimal.states, (std::vector<std::string>{"0", "1"}));
    EXPECT_EQ(weight(minimal, {0}), Rational(3));
    EXPECT_EQ(merged(three_copies_of_parity).size(), 2U);
}

TEST(Minimized, TheZeroFunctionHasNoStates) {
    WeightedAutomaton cancelling = direct_sum(cyclic({0, 1}), cyclic({0, -1}));
    EXPECT_EQ(minimized(cancelling).size(), 0U);
    EXPECT_EQ(merged(cancelling).size(), 0U);
    EXPECT_EQ(minimized(WeightedAutomaton(letters(1), 0)).size(), 0U);
    EXPECT_EQ(minimized(WeightedAutomaton(letters(2), 4)).size(), 0U);
}

TEST(Minimized, ProportionalFuturesMergeWithTheirFactor) {
    // Two states that both accept a*, one with twice the weight.
    WeightedAutomaton automaton(letters(1), 2);
    automaton.states = {"one", "two"};
    automaton.initial = {{0, 1}, {1, 3}};
    automaton.final = {{0, 1}, {1, 2}};
    automaton.transition[0].add(0, 1, Rational(1, 2));
    automaton.transition[0].add(1, 0, 2);
    const WeightedAutomaton result = merged(automaton);
    EXPECT_EQ(result.states, std::vector<std::string>{"one"});
    EXPECT_EQ(result.initial, unit(0, 7));
    EXPECT_TRUE(compare(automaton, result).equal());
}

TEST(Minimized, PrimesThatHideTheRankAreNotBelieved) {
    PrimeStream primes;
    Rational product = 1;
    for (int i = 0; i < 10; ++i) product *= Rational(static_cast<std::int64_t>(primes.next()));
    // Modulo each of the ten primes the second state cannot be reached; over ℚ both are needed.
    WeightedAutomaton automaton(letters(1), 3);
    automaton.initial = unit(0);
    automaton.transition[0].add(0, 0, 1);
    automaton.transition[0].add(0, 1, product);
    automaton.transition[0].add(0, 2, product);
    automaton.transition[0].add(1, 1, 2);
    automaton.transition[0].add(2, 2, 2);
    automaton.final = {{0, 1}, {1, 1}, {2, 1}};
    const WeightedAutomaton minimal = minimized(automaton);
    EXPECT_EQ(minimal.size(), 2U);
    EXPECT_TRUE(compare(automaton, minimal).equal());
    automaton.transition[0].add(2, 2, product);
    EXPECT_EQ(minimized(automaton).size(), 3U);
}

TEST(Minimized, LargeDenseBasesNeedManyPrimes) {
    tests::RandomAutomata random(7);
    const WeightedAutomaton automaton = random.weighted(15, 2, 80);
    WeightedAutomaton doubled = direct_sum(automaton, automaton);
    SparseMatrix basis(doubled.size(), doubled.size());
    for (std::size_t i = 0; i < basis.rows(); ++i)
        basis.set_row(i, random.sparse_vector(basis.columns(), 90));
    doubled = in_basis(doubled, basis);
    const WeightedAutomaton minimal = minimized(doubled);
    EXPECT_EQ(minimal.size(), 15U);
    EXPECT_TRUE(compare(doubled, minimal).equal());
    EXPECT_EQ(weight(minimal, {0, 1, 1}), weight(automaton, {0, 1, 1}) * 2);
}

}  // namespace
}  // namespace linac::minimize_test
