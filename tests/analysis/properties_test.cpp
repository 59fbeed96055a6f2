#include "analysis/properties.hpp"

#include <gtest/gtest.h>

#include "support/random_automata.hpp"

namespace linac::properties_test {
namespace {

WeightedAutomaton two_states() {
    WeightedAutomaton automaton(tests::letters(2), 2);
    automaton.initial = unit(0);
    automaton.final = unit(1);
    automaton.transition[0].add(0, 1, 1);
    automaton.transition[0].add(1, 0, 1);
    automaton.transition[1].add(0, 0, 1);
    automaton.transition[1].add(1, 1, 1);
    return automaton;
}

TEST(Properties, OfPermutations) {
    const Properties found = properties(two_states());
    EXPECT_TRUE(found.deterministic);
    EXPECT_TRUE(found.monomial);
    EXPECT_TRUE(found.permutation);
    EXPECT_TRUE(found.integer);
    EXPECT_FALSE(found.one_letter);
    EXPECT_FALSE(found.stochastic);
}

TEST(Properties, MonomialNeedsOneWeightARowAndAColumn) {
    WeightedAutomaton automaton = two_states();
    automaton.transition[1].add(1, 1, Rational(-3, 2));
    EXPECT_TRUE(properties(automaton).monomial);
    EXPECT_FALSE(properties(automaton).permutation);
    EXPECT_FALSE(properties(automaton).integer);
    automaton.transition[1].set_row(1, unit(0));  // column 0 twice
    EXPECT_FALSE(properties(automaton).monomial);
    EXPECT_TRUE(properties(automaton).deterministic);
    automaton.transition[1].set_row(1, {});
    EXPECT_FALSE(properties(automaton).monomial);
}

TEST(Properties, DeterministicNeedsOneInitialStateAndNoBranching) {
    WeightedAutomaton automaton = two_states();
    EXPECT_FALSE(first_branching(automaton));
    automaton.initial = {{0, 1}, {1, 1}};
    EXPECT_FALSE(properties(automaton).deterministic);
    automaton.initial = {};
    EXPECT_TRUE(properties(automaton).deterministic);
    automaton.transition[1].add(1, 0, 4);
    EXPECT_FALSE(properties(automaton).deterministic);
    const auto branching = first_branching(automaton);
    ASSERT_TRUE(branching);
    EXPECT_EQ(branching->symbol, 1U);
    EXPECT_EQ(branching->state, 1U);
    EXPECT_EQ(branching->transitions, 2U);
}

TEST(Properties, StochasticWeightsSumToOne) {
    WeightedAutomaton automaton(tests::letters(1), 2);
    automaton.initial = {{0, Rational(1, 3)}, {1, Rational(2, 3)}};
    automaton.transition[0].add(0, 1, Rational(3, 4));
    automaton.final = {{0, Rational(1, 4)}, {1, 1}};
    EXPECT_TRUE(properties(automaton).stochastic);
    EXPECT_TRUE(properties(automaton).one_letter);
    automaton.transition[0].add(1, 0, Rational(1, 2));
    EXPECT_FALSE(properties(automaton).stochastic);
    automaton.final[1].value = Rational(1, 2);
    EXPECT_TRUE(properties(automaton).stochastic);
    automaton.transition[0].add(0, 0, Rational(-1, 4));
    automaton.final[0].value = Rational(1, 2);
    EXPECT_FALSE(properties(automaton).stochastic);
}

TEST(Properties, OfNoStates) {
    const Properties found = properties(WeightedAutomaton(tests::letters(1), 0));
    EXPECT_TRUE(found.deterministic);
    EXPECT_TRUE(found.permutation);
    EXPECT_TRUE(found.integer);
    EXPECT_FALSE(found.stochastic);
}

}  // namespace
}  // namespace linac::properties_test
