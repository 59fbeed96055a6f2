#include "expressions/expression_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/equality.hpp"
#include "expressions/derived_terms.hpp"
#include "expressions/expression_reader.hpp"
#include "expressions/random_expressions.hpp"

namespace linac::tests::expression_text_test {
namespace {

std::string rewritten(const std::string& text) {
    return expression_text(read_expression(text, "expression").value());
}

TEST(ExpressionText, has_no_parentheses_but_those_it_needs) {
    EXPECT_EQ(rewritten("(((a)+b)*)(<1/2>c)"), "<1/2>[ab]*c");
    EXPECT_EQ(rewritten("(a+b)+(c+d)"), "a+b+c+d");
    EXPECT_EQ(rewritten("(ab)(cd)"), "abcd");
    EXPECT_EQ(rewritten("(<2>a)*"), "(<2>a)*");
    EXPECT_EQ(rewritten("<2>(a*)"), "<2>a*");
    EXPECT_EQ(rewritten("a<2>*"), "(<2>a)*");
    EXPECT_EQ(rewritten("((ab+<-1/2>\\e)*)*"), "(<-1/2>\\e+ab)**");
    EXPECT_EQ(rewritten("(a&b)&c"), "a&b&c");
    EXPECT_EQ(rewritten("a&(b:c)"), "a&(b:c)");
    EXPECT_EQ(rewritten("(a&:b)c"), "(a&:b)c");
    EXPECT_EQ(rewritten("(a&b)+ab"), "a&b+ab");
    EXPECT_EQ(rewritten("a(\\e+b)"), "a(\\e+b)");
    EXPECT_EQ(rewritten("a\\z + \\e"), "\\e");
    EXPECT_EQ(rewritten("a+<-1>a+<0>b"), "\\z");
    EXPECT_EQ(rewritten("<2><1/3>\\e + \\za"), "<2/3>\\e");
    EXPECT_EQ(rewritten("'a''bc'\\+"), "a'bc''+'");
}

TEST(ExpressionText, quotes_a_letter_that_is_a_byte_order_mark) {
    EXPECT_EQ(rewritten("<1>\uFEFFb"), "'\uFEFF'b") << "in front of a text it is skipped";
    EXPECT_EQ(rewritten("\uFEFFb"), "b");
}

RC_GTEST_PROP(ExpressionText, is_read_back_as_an_expression_of_the_same_series, ()) {
    const Alphabet alphabet = letters(2);
    const std::string drawn = ExpressionDrawer(true).draw(*between(1, 4)).text;
    const RationalExpression before = read_expression(drawn, "expression", &alphabet).value();
    const std::string text = expression_text(before);
    RC_LOG() << drawn << " as " << text << '\n';
    const RationalExpression after = read_expression(text, "expression", &alphabet).value();
    RC_ASSERT(compare(derived_term_automaton(before), derived_term_automaton(after)).equal());
}

}  // namespace
}  // namespace linac::tests::expression_text_test
