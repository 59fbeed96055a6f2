#include "expressions/derived_terms.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/equality.hpp"
#include "expressions/expression_reader.hpp"
#include "expressions/random_expressions.hpp"
#include "expressions/standard_automaton.hpp"

namespace linac::tests::derived_terms_test {
namespace {

RationalExpression read(const std::string& text, const Alphabet& alphabet) {
    return read_expression(text, "expression", &alphabet).value();
}

void expect_series(const DrawnExpression& drawn, const std::vector<Word>& words) {
    const Alphabet alphabet = letters(2);
    RC_LOG() << drawn.text << '\n';
    const RationalExpression expression = read(drawn.text, alphabet);
    const WeightedAutomaton automaton = derived_term_automaton(expression);
    for (const Word& word : words) RC_ASSERT(weight(automaton, word) == drawn.series.at(word));
    const WeightedAutomaton standard = standard_automaton(expression);
    RC_ASSERT(compare(automaton, standard).equal());
}

RC_GTEST_PROP(DerivedTerms, have_the_series_of_the_expression, ()) {
    const ExpressionDrawer drawer(false);
    expect_series(drawer.draw(*between(1, 5)), drawer.words());
}

RC_GTEST_PROP(DerivedTerms, have_the_series_of_products_letter_by_letter_too, ()) {
    const ExpressionDrawer drawer(true);
    expect_series(drawer.draw(*between(1, 4)), drawer.words());
}

TEST(DerivedTerms, are_one_more_than_the_letters_at_most) {
    const auto states = [](const std::string& text) {
        return derived_term_automaton(read_expression(text, "expression").value()).size();
    };
    EXPECT_EQ(states("(<1/2>a + b)*<3>"), 1U);
    EXPECT_EQ(states("a{1000}"), 1001U);
    EXPECT_EQ(states("(a+b)*a(a+b){9}"), 11U);
    EXPECT_EQ(states("\\z*a"), 2U);
    EXPECT_EQ(states("<0>a"), 0U);
    EXPECT_EQ(states("a&b"), 0U);
}

// The automaton that Lombardy and Sakarovitch 2005 derive: E₁ = (<1/6>a* + <1/3>b*)*.
TEST(DerivedTerms, are_those_of_the_literature) {
    const Alphabet alphabet = letters(2);
    const WeightedAutomaton automaton = derived_term_automaton(read("(<1/6>a* + <1/3>b*)*", alphabet));
    EXPECT_EQ(automaton.size(), 3U);
    EXPECT_EQ(weight(automaton, {}), 2);
    EXPECT_EQ(weight(automaton, {0}), Rational(2, 3));
    EXPECT_EQ(weight(automaton, {1}), Rational(4, 3));
}

TEST(DerivedTerms, are_refused_over_a_limit) {
    const auto fifty = read_expression("a{50}", "expression").value();
    const auto refusal = capture([&] { return derived_term_automaton(fifty, 20); });
    ASSERT_FALSE(refusal);
    EXPECT_EQ(describe(refusal.error()),
              "the automaton has more than 20 states\n"
              "hint: --max-states raises the limit\n");
    const auto long_sum = read_expression("(a?){5000}", "expression").value();
    const auto many = capture([&] { return derived_term_automaton(long_sum); });
    ASSERT_FALSE(many);
    EXPECT_EQ(many.error().message(),
              "the automaton of the expression and those of its parts have more than 1000000 transitions");
    EXPECT_FALSE(capture([&] { return standard_automaton(long_sum); }));
    const auto shuffled = read_expression("(abcd){99}:(abcd){99}:(abcd){99}", "expression").value();
    EXPECT_FALSE(capture([&] { return derived_term_automaton(shuffled); }));
    EXPECT_FALSE(capture([&] { return standard_automaton(shuffled); }));
}

}  // namespace
}  // namespace linac::tests::derived_terms_test
