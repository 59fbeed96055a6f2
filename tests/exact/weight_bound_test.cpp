#include "exact/weight_bound.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"

namespace linac::weight_bound_test {
namespace {

RC_GTEST_PROP(WeightBound, bounds_all_words_up_to_a_length, ()) {
    const WeightedAutomaton automaton =
        *tests::weighted_automata({.max_states = 4, .max_letters = 2, .density_percent = 60});
    const RowSystem system{automaton.size(), {automaton.initial}, automaton.transition, automaton.final};
    const ReducibleSystem reducible(system);
    const WeightBound bound(reducible);
    const Word longest = *tests::words(automaton.alphabet, 12);
    Rational denominator(1);
    for (const SparseMatrix& matrix : automaton.transition)
        denominator = lcm(denominator, ReducibleRows(matrix).denominator());
    const std::size_t bits = bound.bits(longest.size());
    const std::size_t quick = bound.quick_bits(longest.size());
    for (std::size_t length = 0; length <= longest.size(); ++length) {
        const Word word(longest.begin(), longest.begin() + static_cast<std::ptrdiff_t>(length));
        const Rational integer = weight(automaton, word) * power(denominator, length) *
                                 ReducibleRows(automaton.initial).denominator() *
                                 ReducibleRows(automaton.final).denominator();
        RC_ASSERT(integer.is_integer());
        RC_ASSERT(integer.numerator_bits() <= bits);
        RC_ASSERT(integer.numerator_bits() <= quick);
    }
}

RC_GTEST_PROP(WeightBound, bounds_differences_of_two_blocks, ()) {
    const WeightedAutomaton left =
        *tests::weighted_automata({.max_states = 3, .max_letters = 1, .density_percent = 70});
    const WeightedAutomaton right = tests::draw_weighted_automaton(left.alphabet, *tests::between(0, 3), 70);
    SparseVector initial = left.initial;
    SparseVector final = left.final;
    for (const Entry& e : right.initial) initial.push_back({left.size() + e.index, e.value});
    for (const Entry& e : right.final) final.push_back({left.size() + e.index, -e.value});
    const RowSystem system{left.size() + right.size(), {initial}, left.transition, final, right.transition};
    const ReducibleSystem reducible(system);
    const Rational step = lcm(ReducibleRows(left.transition[0]).denominator(),
                              ReducibleRows(right.transition[0]).denominator());
    for (std::size_t length = 0; length < 8; ++length) {
        const Word word(length, 0);
        const Rational integer = (weight(left, word) - weight(right, word)) * power(step, length) *
                                 ReducibleRows(initial).denominator() * ReducibleRows(final).denominator();
        RC_ASSERT(integer.is_integer());
        RC_ASSERT(integer.numerator_bits() <= WeightBound(reducible).bits(length));
        RC_ASSERT(integer.numerator_bits() <= WeightBound(reducible).quick_bits(length));
    }
}

TEST(WeightBound, FollowsTheGrowthAndNotTheNorm) {
    // A path of large weights that is walked once: 1000 · 1 · 1 …
    WeightedAutomaton automaton(tests::letters(1), 3);
    automaton.initial = unit(0);
    automaton.transition[0].add(0, 1, 1000);
    automaton.transition[0].add(1, 1, 1);
    automaton.final = unit(1);
    const RowSystem system{3, {automaton.initial}, automaton.transition, automaton.final};
    const ReducibleSystem reducible(system);
    EXPECT_LE(WeightBound(reducible).bits(400), 10U + 5U);
    EXPECT_GE(WeightBound(reducible).bits(400), 10U);
    EXPECT_GE(WeightBound(reducible).quick_bits(400), 4000U);
}

TEST(WeightBound, OfNumbersOfAllSizes) {
    WeightedAutomaton automaton(tests::letters(1), 2);
    automaton.initial = {{0, power(Rational(1, 3), 50)}, {1, power(3, 80)}};
    automaton.transition[0].add(0, 1, power(Rational(2, 7), 40));
    automaton.transition[0].add(1, 0, power(7, 30));
    automaton.final = {{0, power(Rational(1, 5), 100)}, {1, 1}};
    const RowSystem system{2, {automaton.initial}, automaton.transition, automaton.final};
    const ReducibleSystem reducible(system);
    const WeightBound bound(reducible);
    Rational denominator = automaton.transition[0].at(0, 1).denominator();
    for (std::size_t length = 0; length < 20; ++length) {
        const Rational integer = weight(automaton, Word(length, 0)) * power(denominator, length) *
                                 automaton.initial[0].value.denominator() *
                                 automaton.final[0].value.denominator();
        ASSERT_TRUE(integer.is_integer());
        EXPECT_LE(integer.numerator_bits(), bound.bits(length));
        EXPECT_LE(integer.numerator_bits(), bound.quick_bits(length));
    }
}

}  // namespace
}  // namespace linac::weight_bound_test
