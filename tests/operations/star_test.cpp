#include "operations/star.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "operations/product.hpp"
#include "operations/series.hpp"
#include "operations/sum.hpp"

namespace linac::star_test {
namespace {

using namespace tests;

Rational of_empty_word(const WeightedAutomaton& automaton) {
    return dot(automaton.initial, automaton.final);
}

/// With a weight of the empty word between −1 and 1, or 0 if `proper`.
WeightedAutomaton draw_convergent(bool proper) {
    const WeightedAutomaton automaton = draw_operand(3);
    const Rational constant = of_empty_word(automaton);
    const Rational wanted =
        proper ? Rational(0)
               : *rc::gen::element(Rational(0), Rational(1, 2), Rational(-2, 3), Rational(-9, 10));
    return sum(automaton, empty_word(automaton.alphabet, wanted - constant));
}

RC_GTEST_PROP(Star, sums_over_all_factorisations_of_a_word, ()) {
    const WeightedAutomaton automaton = draw_convergent(false);
    const WeightedAutomaton result = star(automaton);
    RC_ASSERT(is_sound(result));
    RC_ASSERT(series_of(result) == star_of(series_of(automaton)));
    RC_ASSERT(trimmed(result) == result);
    RC_ASSERT(result.size() <= automaton.size() + 1);
    RC_ASSERT(result.transition_count() <=
              2 * automaton.transition_count() + automaton.alphabet.size() * (2 * automaton.size() + 1));
}

RC_GTEST_PROP(Star, is_the_inverse_of_one_minus_the_automaton, ()) {
    const WeightedAutomaton automaton = draw_convergent(*rc::gen::arbitrary<bool>());
    const WeightedAutomaton one = empty_word(automaton.alphabet);
    RC_ASSERT(equal_everywhere(product(star(automaton), difference(one, automaton)), one));
    RC_ASSERT(equal_everywhere(product(difference(one, automaton), star(automaton)), one));
    RC_ASSERT(equal_everywhere(reversed(star(automaton)), star(reversed(automaton))));
}

RC_GTEST_PROP(Power, is_the_product_of_that_many, ()) {
    const WeightedAutomaton automaton = *rc::gen::arbitrary<bool>() ? draw_operand(3) : draw_convergent(true);
    const auto exponent = *between(0, 4);
    const WeightedAutomaton result = power(automaton, exponent);
    RC_ASSERT(is_sound(result));
    Series expected = {{"", 1}};
    for (std::size_t k = 0; k < exponent; ++k) expected = product_of(expected, series_of(automaton));
    RC_ASSERT(series_of(result) == expected);
    RC_ASSERT(trimmed(result) == result);
    if (exponent > 0)
        RC_ASSERT(equal_everywhere(result, product(std::vector<WeightedAutomaton>(exponent, automaton))));
}

RC_GTEST_PROP(Power, of_a_sum_of_exponents_is_a_product, ()) {
    const WeightedAutomaton automaton = draw_operand(2);
    const auto m = *between(0, 3);
    const auto n = *between(0, 3);
    RC_ASSERT(equal_everywhere(power(automaton, m + n), product(power(automaton, m), power(automaton, n))));
}

/// 1 + a.
WeightedAutomaton empty_or_a() {
    WeightedAutomaton automaton(letters(1), 2);
    automaton.initial = unit(0);
    automaton.final = {{0, 1}, {1, 1}};
    automaton.transition[0].add(0, 1, 1);
    return automaton;
}

TEST(Power, OfOnePlusAHasTheBinomialCoefficients) {
    const WeightedAutomaton result = power(empty_or_a(), 60);
    EXPECT_EQ(result.size(), 61U);
    EXPECT_EQ(result.transition_count(), 60U);
    EXPECT_EQ(to_string(weight(result, Word(30, 0))), "118264581564861424");
    EXPECT_EQ(to_string(weight(result, Word(60, 0))), "1");
    EXPECT_EQ(to_string(weight(result, Word(61, 0))), "0");
    EXPECT_EQ(to_string(weight(result, {})), "1");
}

TEST(Power, NamesTheCopies) {
    EXPECT_EQ(power(empty_or_a(), 1).states, (std::vector<std::string>{"0", "1"}));
    EXPECT_EQ(power(empty_or_a(), 2).states, (std::vector<std::string>{"1.0", "2.0", "2.1"}));
}

TEST(Power, IsRefusedOverALimit) {
    const auto states = capture([] { return power(empty_or_a(), 600'000'000'000'000'000); });
    ASSERT_FALSE(states);
    EXPECT_EQ(states.error().message(), "the result has more than 1000000 states");
    const auto digits = capture([] { return power(empty_or_a(), 100'000); });
    ASSERT_FALSE(digits);
    EXPECT_EQ(digits.error().kind(), Error::Kind::impossible);
    EXPECT_EQ(digits.error().message(),
              "the weights of power 100000 may have more than 67108864 digits together");
    WeightedAutomaton a = empty_or_a();
    a.final = unit(1);
    EXPECT_EQ(power(a, 100'000).size(), 100'001U);
}

TEST(Star, OfZeroIsOne) {
    EXPECT_TRUE(equal_everywhere(star(WeightedAutomaton(letters(2), 0)), empty_word(letters(2))));
}

TEST(Star, IsRefusedWhereItDoesNotConverge) {
    for (const Rational& constant : {Rational(1), Rational(-1), Rational(3, 2), Rational(-7)}) {
        const auto result = capture([&] { return star(empty_word(letters(1), constant)); });
        ASSERT_FALSE(result);
        EXPECT_EQ(
            describe(result.error()),
            "the star does not converge: the empty word weighs " + to_string(constant) +
                "\nhint: the star is the sum of all powers, for which the empty word must weigh more than -1 "
                "and less than 1\n");
        EXPECT_EQ(result.error().kind(), Error::Kind::impossible);
    }
}

}  // namespace
}  // namespace linac::star_test
