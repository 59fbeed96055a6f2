#include "operations/sum.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "operations/series.hpp"

namespace linac::sum_test {
namespace {

using namespace tests;

RC_GTEST_PROP(Sum, adds_the_weights_of_all_words, ()) {
    const WeightedAutomaton left = draw_operand();
    const WeightedAutomaton right = draw_operand();
    const WeightedAutomaton result = sum(left, right);
    RC_ASSERT(is_sound(result));
    RC_ASSERT(series_of(result) == sum_of(series_of(left), series_of(right)));
    RC_ASSERT(result.size() == left.size() + right.size());
    RC_ASSERT(result.transition_count() == left.transition_count() + right.transition_count());
}

RC_GTEST_PROP(Sum, of_three_is_a_sum_of_sums, ()) {
    const WeightedAutomaton first = draw_operand();
    const WeightedAutomaton second = draw_operand();
    const WeightedAutomaton third = draw_operand();
    const WeightedAutomaton result = sum({first, second, third});
    RC_ASSERT(is_sound(result));
    RC_ASSERT(series_of(result) == series_of(sum(sum(first, second), third)));
    RC_ASSERT(equal_everywhere(result, sum({third, first, second})));
}

RC_GTEST_PROP(Difference, subtracts_the_weights_of_all_words, ()) {
    const WeightedAutomaton left = draw_operand();
    const WeightedAutomaton right = draw_operand();
    const WeightedAutomaton result = difference(left, right);
    RC_ASSERT(is_sound(result));
    RC_ASSERT(series_of(result) == sum_of(series_of(left), series_of(right), -1));
    RC_ASSERT(equal_everywhere(difference(left, left), scaled(left, 0)));
    RC_ASSERT(equal_everywhere(sum(result, right), left));
}

RC_GTEST_PROP(Scaled, multiplies_the_weights_of_all_words, ()) {
    const WeightedAutomaton automaton = draw_operand();
    const Rational factor = *small_rationals();
    const WeightedAutomaton result = scaled(automaton, factor);
    RC_ASSERT(is_sound(result));
    RC_ASSERT(series_of(result) == sum_of({}, series_of(automaton), Plain(to_string(factor))));
    RC_ASSERT(result.states == (factor.is_zero() ? std::vector<std::string>{} : automaton.states));
}

TEST(Sum, KeepsNamesThatAreDistinctAndNumbersOthers) {
    WeightedAutomaton left(letters(1), 2);
    WeightedAutomaton right(letters(2), 1);
    left.states = {"p", "q"};
    right.states = {"r"};
    EXPECT_EQ(sum(left, right).states, (std::vector<std::string>{"p", "q", "r"}));
    right.states = {"q"};
    EXPECT_EQ(sum(left, right).states, (std::vector<std::string>{"1.p", "1.q", "2.q"}));
}

TEST(Sum, HasTheSymbolsOfTheFirstThenThoseThatOthersAdd) {
    const WeightedAutomaton left(Alphabet({"z", "a"}), 0);
    const WeightedAutomaton right(Alphabet({"b", "a", "long name"}), 0);
    EXPECT_EQ(sum(left, right).alphabet, Alphabet({"z", "a", "b", "long name"}));
}

TEST(Sum, IsRefusedOverALimit) {
    const WeightedAutomaton large(letters(1), 600'000);
    const auto states = capture([&] { return sum(large, large); });
    ASSERT_FALSE(states);
    EXPECT_EQ(describe(states.error()),
              "the result has more than 1000000 states\n"
              "hint: results are limited to what an automaton file can hold\n");
    const WeightedAutomaton wide(letters(20), 1);
    const auto rows = capture([&] { return sum(WeightedAutomaton(letters(1), 900'000), wide); });
    ASSERT_FALSE(rows);
    EXPECT_EQ(rows.error().kind(), Error::Kind::impossible);
    EXPECT_EQ(rows.error().message(), "the states times the symbols of the result are more than 16000000");
}

}  // namespace
}  // namespace linac::sum_test
