#include "operations/pairs.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "operations/product.hpp"
#include "operations/series.hpp"
#include "operations/star.hpp"
#include "operations/sum.hpp"

namespace linac::pairs_test {
namespace {

using namespace tests;

RC_GTEST_PROP(Hadamard, multiplies_the_weights_of_all_words, ()) {
    const WeightedAutomaton left = draw_operand();
    const WeightedAutomaton right = draw_operand();
    const WeightedAutomaton result = hadamard(left, right);
    RC_ASSERT(is_sound(result));
    Series expected;
    const Series of_right = series_of(right);
    for (const auto& [word, value] : series_of(left)) add_to(expected, word, value * at(of_right, word));
    RC_ASSERT(series_of(result) == expected);
    RC_ASSERT(trimmed(result) == result);
    RC_ASSERT(result.size() <= left.size() * right.size());
    RC_ASSERT(result.alphabet == united({left, right}));
}

RC_GTEST_PROP(Shuffle, sums_over_all_pairs_of_subsequences, ()) {
    const WeightedAutomaton left = draw_operand();
    const WeightedAutomaton right = draw_operand();
    const WeightedAutomaton result = shuffle(left, right);
    RC_ASSERT(is_sound(result));
    const std::string symbols = text_of(result.alphabet);
    const std::size_t length = symbols.size() <= 2 ? series_length : series_length - 1;
    RC_ASSERT(shortened(series_of(result), length) ==
              shuffle_of(series_of(left), series_of(right), symbols, length));
    RC_ASSERT(trimmed(result) == result);
    RC_ASSERT(result.size() <= left.size() * right.size());
}

RC_GTEST_PROP(Hadamard, is_commutative_and_distributes_over_sums, ()) {
    const WeightedAutomaton first = draw_operand(3);
    const WeightedAutomaton second = draw_operand(3);
    const WeightedAutomaton third = draw_operand(3);
    RC_ASSERT(equal_everywhere(hadamard(first, second), hadamard(second, first)));
    RC_ASSERT(equal_everywhere(hadamard(sum(first, second), third),
                               sum(hadamard(first, third), hadamard(second, third))));
    RC_ASSERT(
        equal_everywhere(hadamard(hadamard(first, second), third), hadamard(first, hadamard(second, third))));
    RC_ASSERT(
        equal_everywhere(hadamard(reversed(first), reversed(second)), reversed(hadamard(first, second))));
}

RC_GTEST_PROP(Shuffle, is_commutative_and_associative_and_distributes_over_sums, ()) {
    const WeightedAutomaton first = draw_operand(2);
    const WeightedAutomaton second = draw_operand(2);
    const WeightedAutomaton third = draw_operand(2);
    RC_ASSERT(equal_everywhere(shuffle(first, second), shuffle(second, first)));
    RC_ASSERT(
        equal_everywhere(shuffle(shuffle(first, second), third), shuffle(first, shuffle(second, third))));
    RC_ASSERT(equal_everywhere(shuffle(sum(first, second), third),
                               sum(shuffle(first, third), shuffle(second, third))));
    RC_ASSERT(equal_everywhere(shuffle(first, empty_word(letters(1))), first));
}

/// Over the letters of one, shuffles are products: (n choose k) ways.
TEST(Shuffle, OfPowersOfALetterIsABinomialCoefficient) {
    WeightedAutomaton a(letters(1), 2);
    a.initial = unit(0);
    a.final = unit(1);
    a.transition[0].add(0, 1, 1);
    const WeightedAutomaton result = shuffle(power(a, 4), power(a, 6));
    EXPECT_EQ(to_string(weight(result, Word(10, 0))), "210");
    EXPECT_EQ(to_string(weight(result, Word(9, 0))), "0");
}

/// Loops of both that cancel leave no transition.
TEST(Shuffle, HasNoTransitionOfWeightZero) {
    WeightedAutomaton plus(letters(1), 1);
    plus.initial = plus.final = unit(0);
    WeightedAutomaton minus = plus;
    plus.transition[0].add(0, 0, 2);
    minus.transition[0].add(0, 0, -2);
    EXPECT_EQ(shuffle(plus, minus).transition_count(), 0U);
    EXPECT_EQ(shuffle(plus, plus).transition[0].at(0, 0), 4);
}

TEST(Pairs, AreNamedByBothStates) {
    WeightedAutomaton left(letters(1), 2);
    left.states = {"p", "p,q"};
    left.initial = left.final = {{0, 1}, {1, 1}};
    WeightedAutomaton right = left;
    right.states = {"r", "s"};
    EXPECT_EQ(hadamard(left, right).states, (std::vector<std::string>{"p,r", "p,s", "p,q,r", "p,q,s"}));
    right.states = {"q,r", "r"};  // p,q,r twice
    EXPECT_EQ(hadamard(left, right).states, (std::vector<std::string>{"0", "1", "2", "3"}));
}

TEST(Pairs, AreRefusedOverALimit) {
    // Cycles of coprime lengths: all pairs are reached.
    const auto cycle = [](std::size_t size) {
        WeightedAutomaton automaton(letters(1), size);
        automaton.initial = automaton.final = unit(0);
        for (std::size_t i = 0; i < size; ++i) automaton.transition[0].add(i, (i + 1) % size, 1);
        return automaton;
    };
    const auto result = capture([&] { return hadamard(cycle(1009), cycle(1013)); });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message(), "the result has more than 1000000 states");
    EXPECT_EQ(hadamard(cycle(101), cycle(103)).size(), 101U * 103U);
    // One dense row for another: more transitions than a file has.
    WeightedAutomaton wide(letters(1), 5000);
    wide.initial = unit(0);
    wide.final = unit(4999);
    for (std::size_t i = 0; i < 5000; ++i) wide.transition[0].add(0, i, 1);
    for (std::size_t i = 0; i < 5000; ++i) wide.transition[0].add(i, 4999, 1);
    const auto transitions = capture([&] { return hadamard(wide, wide); });
    ASSERT_FALSE(transitions);
    EXPECT_EQ(transitions.error().message(), "the result has more than 20000000 transitions");
}

/// A product of weights of many digits, many times.
TEST(Pairs, AreRefusedWhereWeightsHaveTooManyDigits) {
    const Rational huge = power(Rational(10), 90'000);
    WeightedAutomaton left(letters(1), 1);
    left.initial = left.final = unit(0);
    left.transition[0].add(0, 0, huge);
    WeightedAutomaton right(letters(1), 1000);
    right.initial = unit(0);
    right.final = unit(999);
    for (std::size_t i = 0; i + 1 < 1000; ++i) right.transition[0].add(i, i + 1, 3);
    const auto result = capture([&] { return hadamard(left, right); });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message(), "the weights of the result have more than 67108864 digits together");
}

}  // namespace
}  // namespace linac::pairs_test
