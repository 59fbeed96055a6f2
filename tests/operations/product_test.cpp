#include "operations/product.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "operations/series.hpp"
#include "operations/star.hpp"
#include "operations/sum.hpp"

namespace linac::product_test {
namespace {

using namespace tests;

RC_GTEST_PROP(Product, sums_over_all_cuts_of_a_word, ()) {
    const WeightedAutomaton left = draw_operand();
    const WeightedAutomaton right = draw_operand();
    const WeightedAutomaton result = product(left, right);
    RC_ASSERT(is_sound(result));
    RC_ASSERT(series_of(result) == product_of(series_of(left), series_of(right)));
    RC_ASSERT(trimmed(result) == result);
    RC_ASSERT(result.size() <= left.size() + right.size() + 1);
}

RC_GTEST_PROP(Product, of_several_is_associative, ()) {
    const WeightedAutomaton first = draw_operand(3);
    const WeightedAutomaton second = draw_operand(3);
    const WeightedAutomaton third = draw_operand(3);
    const WeightedAutomaton result = product({first, second, third});
    RC_ASSERT(is_sound(result));
    RC_ASSERT(equal_everywhere(result, product(product(first, second), third)));
    RC_ASSERT(equal_everywhere(result, product(first, product(second, third))));
}

RC_GTEST_PROP(Product, distributes_over_sums, ()) {
    const WeightedAutomaton first = draw_operand(3);
    const WeightedAutomaton second = draw_operand(3);
    const WeightedAutomaton third = draw_operand(3);
    RC_ASSERT(equal_everywhere(product(sum(first, second), third),
                               sum(product(first, third), product(second, third))));
    RC_ASSERT(equal_everywhere(product(third, difference(first, second)),
                               difference(product(third, first), product(third, second))));
}

RC_GTEST_PROP(Product, reversed_is_the_product_of_the_reverses, ()) {
    const WeightedAutomaton left = draw_operand();
    const WeightedAutomaton right = draw_operand();
    RC_ASSERT(equal_everywhere(reversed(product(left, right)), product(reversed(right), reversed(left))));
}

RC_GTEST_PROP(Product, with_the_empty_word_is_a_multiple, ()) {
    const WeightedAutomaton automaton = draw_operand();
    const Rational factor = *small_rationals();
    const WeightedAutomaton one = empty_word(automaton.alphabet, factor);
    RC_ASSERT(equal_everywhere(product(automaton, one), scaled(automaton, factor)));
    RC_ASSERT(equal_everywhere(product(one, automaton), scaled(automaton, factor)));
}

/// The transitions between two dense automata of n states are 2 n, not n².
TEST(Product, HasAsManyTransitionsAsItsFactorsAndTheirEnds) {
    constexpr std::size_t n = 30;
    RandomAutomata random(3);
    WeightedAutomaton dense = random.weighted(n, 2, 100);
    const WeightedAutomaton result = product(dense, dense);
    EXPECT_LE(result.size(), 2 * n + 1);
    EXPECT_LE(result.transition_count(), 2 * dense.transition_count() + 4 * n);
    EXPECT_EQ(result.states.front(), "1.0");
    EXPECT_EQ(result.states.back(), "2.start");
}

}  // namespace
}  // namespace linac::product_test
