#include "expressions/expression_reader.hpp"

#include <gtest/gtest.h>

#include "analysis/equality.hpp"
#include "expressions/derived_terms.hpp"

namespace linac::tests::expression_reader_test {
namespace {

WeightedAutomaton automaton_of(const std::string& text, const Alphabet& alphabet) {
    return derived_term_automaton(read_expression(text, "expression", &alphabet).value());
}

void expect_equal(const std::string& left, const std::string& right, const Alphabet& alphabet) {
    EXPECT_TRUE(compare(automaton_of(left, alphabet), automaton_of(right, alphabet)).equal())
        << left << " and " << right;
}

// What the page Expressions of Vcsn's documentation says of the syntax.
TEST(ExpressionReader, reads_what_vcsn_documents) {
    const Alphabet alphabet({"a", "b", "c", "d"});
    expect_equal("[abcd]", "(a+b+c+d)", alphabet);
    expect_equal("[^]", "a+b+c+d", alphabet);
    expect_equal("[^a-c]", "d", alphabet);
    expect_equal("[^a-bd]", "c", alphabet);
    expect_equal("[]", "\\z", alphabet);
    expect_equal("a.b", "ab", alphabet);
    expect_equal("(<1/2>a){*}", "(<1/2>a)*", alphabet);
    expect_equal("a{3}", "aaa", alphabet);
    expect_equal("a{2,4}", "aa+aaa+aaaa", alphabet);
    expect_equal("a{2,}", "aaa*", alphabet);
    expect_equal("a{,2}", "\\e+a+aa", alphabet);
    expect_equal("a{,}", "a*", alphabet);
    expect_equal("a{+}", "aa*", alphabet);
    expect_equal("a?", "\\e+a", alphabet);
    expect_equal("a{?}", "\\e+a", alphabet);
    expect_equal("(\\e+a){0}", "\\e", alphabet);
    expect_equal("<2>a + <3>a", "<5>a", alphabet);
    expect_equal("[ab][ab]", "(a+b){2}", alphabet);
    expect_equal("a : b", "ab+ba", alphabet);
    expect_equal("ab : cd", "abcd+acbd+acdb+cabd+cadb+cdab", alphabet);
    expect_equal("ab &: ab", "ab + <2>aab + <2>abb + <4>aabb + <2>abab", alphabet);
    expect_equal("<2>a* & <3>a{2}", "<6>aa", alphabet);
    expect_equal("ε + ∅ + ⟨2⟩a", "\\e + <2>a", alphabet);
    expect_equal("  a\n +\tb ", "a+b", alphabet);
}

TEST(ExpressionReader, reads_ranges_of_the_alphabet) {
    // "If the alphabet is {a, d, e}, [a-d] denotes [ad], not [abcd]."
    expect_equal("[a-d]", "a+d", Alphabet({"a", "d", "e"}));
    const RationalExpression free = read_expression("[α-γ]x", "expression").value();
    EXPECT_EQ(free.alphabet, Alphabet({"x", "α", "β", "γ"}));
    EXPECT_EQ(weight(derived_term_automaton(free), {2, 0}), 1);
}

TEST(ExpressionReader, knows_which_operator_binds_tighter) {
    const Alphabet alphabet({"a", "b"});
    expect_equal("ab*", "a(b*)", alphabet);
    expect_equal("a+bb", "a+(bb)", alphabet);
    expect_equal("ab&ab", "(ab)&(ab)", alphabet);
    expect_equal("a&a:b", "(a&a):b", alphabet);
    expect_equal("a+a&b", "a+(a&b)", alphabet);
    expect_equal("<1/2>a*", "<1/2>(a*)", alphabet);
    expect_equal("a<1/2>*", "(a<1/2>)*", alphabet);
    expect_equal("ba<1/2>*", "b(a<1/2>)*", alphabet);
    expect_equal("<2>a<1/4>*", "(<1/2>a)*", alphabet);
    expect_equal("<2>b*<1/4>", "<1/2>(b*)", alphabet);
    expect_equal("a<2>b*", "<2>a(b*)", alphabet);
    expect_equal("a<2><3>b", "<6>ab", alphabet);
    expect_equal("(a+<-1/2>\\e)**", "((a+<-1/2>\\e)*)*", alphabet);
    expect_equal("(<1/2>\\e)*", "<2>\\e", alphabet);
}

TEST(ExpressionReader, takes_the_letters_that_appear_in_the_order_of_unicode) {
    EXPECT_EQ(read_expression("(b+'then')a\\+", "expression").value().alphabet,
              Alphabet({"+", "a", "b", "then"}));
}

TEST(ExpressionReader, takes_deep_expressions_without_recursion) {
    const std::size_t depth = 100'000;
    std::string nested(depth, '(');
    nested.append("a").append(depth, ')');
    EXPECT_EQ(derived_term_automaton(read_expression(nested, "expression").value()).size(), 2U);
    EXPECT_EQ(read_expression(nested + ")", "expression").error().message(), "')' without '('");
    std::string sums = "a";
    for (std::size_t i = 0; i < 1'000; ++i) sums = "(" + sums + "+b)" + (i % 2 == 0 ? "a" : "");
    EXPECT_GT(derived_term_automaton(read_expression(sums, "expression").value()).size(), 500U);
}

struct BadExpression {
    std::string text;
    std::string message;
};

TEST(ExpressionReader, refuses_with_these_words) {
    const std::vector<BadExpression> bad = {
        {"",
         "expression:1:1: expected a letter, a class, \\e, \\z, a weight or '(', found the end of the "
         "expression\n"},
        {"a + ",
         "expression:1:5: expected a letter, a class, \\e, \\z, a weight or '(', found the end of the "
         "expression\n"
         "a + \n"
         "    ^\n"},
        {"a + + b",
         "expression:1:5: expected a letter, a class, \\e, \\z, a weight or '(', found '+'\n"
         "a + + b\n"
         "    ^\n"},
        {"*a",
         "expression:1:1: expected a letter, a class, \\e, \\z, a weight or '(', found '*'\n"
         "*a\n"
         "^\n"},
        {"a()",
         "expression:1:3: expected a letter, a class, \\e, \\z, a weight or '(', found ')'\n"
         "a()\n"
         "  ^\n"},
        {"(ä + (b)",
         "expression:1:1: a parenthesis without its closing ')'\n"
         "(ä + (b)\n"
         "^\n"},
        {"ä + b)",
         "expression:1:6: ')' without '('\n"
         "ä + b)\n"
         "     ^\n"},
        {"<1/2>",
         "expression:1:6: expected a letter, a class, \\e, \\z or '(' after the weight, found the end of the "
         "expression\n"
         "<1/2>\n"
         "     ^\n"},
        {"<1/2>+a",
         "expression:1:6: expected a letter, a class, \\e, \\z or '(' after the weight, found '+'\n"
         "<1/2>+a\n"
         "     ^\n"},
        {"<1/2 a",
         "expression:1:1: a weight without its closing '>'\n"
         "<1/2 a\n"
         "^\n"},
        {"<>a",
         "expression:1:2: a weight without digits\n"
         "<>a\n"
         " ^\n"
         "hint: a weight is an integer, p/q or a finite decimal\n"},
        {"<1e3>a",
         "expression:1:3: a weight that is not a number\n"
         "<1e3>a\n"
         "  ^\n"
         "hint: a weight is an integer, p/q or a finite decimal\n"},
        {"<1/0>a",
         "expression:1:4: a denominator of 0\n"
         "<1/0>a\n"
         "   ^\n"},
        {"a{2,1}",
         "expression:1:5: a repeat whose most is less than its least\n"
         "a{2,1}\n"
         "    ^\n"},
        {"a{x}",
         "expression:1:2: a repeat that is not understood\n"
         "a{x}\n"
         " ^\n"
         "hint: repeats are written {3}, {2,4}, {2,}, {,4}, {*}, {+} or {?}\n"},
        {"a{}",
         "expression:1:2: a repeat that is not understood\n"
         "a{}\n"
         " ^\n"
         "hint: repeats are written {3}, {2,4}, {2,}, {,4}, {*}, {+} or {?}\n"},
        {"[ab",
         "expression:1:1: a letter class without its closing ']'\n"
         "[ab\n"
         "^\n"},
        {"[a b]",
         "expression:1:3: a blank in a letter class\n"
         "[a b]\n"
         "  ^\n"
         "hint: the symbol of a blank is written ' '\n"},
        {"[z-a]",
         "expression:1:2: a range whose last letter comes before its first\n"
         "[z-a]\n"
         " ^\n"},
        {"[a-]",
         "expression:1:2: a range without its last letter\n"
         "[a-]\n"
         " ^\n"
         "hint: as a letter '-' is written \\-\n"},
        {"[^a]",
         "expression:1:1: all letters but some, of an alphabet that is not given\n"
         "[^a]\n"
         "^\n"
         "hint: --alphabet \"a b c\" gives it\n"},
        {"a]",
         "expression:1:2: ']' without what it closes or separates\n"
         "a]\n"
         " ^\n"
         "hint: as a letter it is written ']'\n"},
        {"'ab",
         "expression:1:1: a quoted symbol without its closing quote\n"
         "'ab\n"
         "^\n"},
        {"''",
         "expression:1:1: an empty symbol\n"
         "''\n"
         "^\n"
         "hint: the empty word is written \\e\n"},
        {"\\q",
         "expression:1:1: an unknown escape\n"
         "\\q\n"
         "^\n"
         "hint: \\e is the empty word, \\z is zero; others are of punctuation\n"},
        {"a{c}",
         "expression:1:2: the complement '{c}' is not in the subset of Vcsn's expressions that is read\n"
         "a{c}\n"
         " ^\n"
         "hint: as a letter it is written in quotes, such as '+'\n"},
        {"a|b",
         "expression:1:2: the tuple '|' is not in the subset of Vcsn's expressions that is read\n"
         "a|b\n"
         " ^\n"
         "hint: as a letter it is written in quotes, such as '+'\n"},
        {"a\x01",
         "expression:1:2: a control character\n"
         "a?\n"
         " ^\n"
         "hint: expressions are UTF-8 text\n"},
        {"a\xFF",
         "expression:1:2: a byte that is not UTF-8\n"
         "a?\n"
         " ^\n"
         "hint: expressions are UTF-8 text\n"},
        {"\\e + <2>\\e",
         "expression:1:1: an expression without letters, of an alphabet that is not given\n"
         "\\e + <2>\\e\n"
         "^\n"
         "hint: --alphabet \"a b c\" gives it\n"},
        {"a +\n(b + <3>])",
         "expression:2:9: ']' without what it closes or separates\n"
         "(b + <3>])\n"
         "        ^\n"
         "hint: as a letter it is written ']'\n"},
    };
    for (const auto& [text, message] : bad) {
        const auto expression = read_expression(text, "expression");
        ASSERT_FALSE(expression) << text;
        EXPECT_EQ(describe(expression.error()), message) << text;
        EXPECT_EQ(expression.error().kind(), Error::Kind::bad_input) << text;
    }
}

TEST(ExpressionReader, refuses_letters_that_are_not_in_the_alphabet) {
    const Alphabet alphabet({"a", "b"});
    EXPECT_EQ(describe(read_expression("a + 'bc'", "-", &alphabet).error()),
              "-:1:5: symbol bc is not in the alphabet\n"
              "a + 'bc'\n"
              "    ^\n");
    EXPECT_EQ(read_expression("[abc]", "-", &alphabet).error().place().column, 4U);
}

TEST(ExpressionReader, refuses_what_does_not_converge_or_is_too_long) {
    const std::vector<BadExpression> impossible = {
        {"(a + \\e)*b",
         "expression:1:9: the star of an expression whose constant term is 1 does not converge\n"
         "(a + \\e)*b\n"
         "        ^\n"
         "hint: the constant term must lie between -1 and 1\n"},
        {"<0>(<-3/2>\\e + a){+}",
         "expression:1:18: the star of an expression whose constant term is -3/2 does not converge\n"
         "<0>(<-3/2>\\e + a){+}\n"
         "                 ^\n"
         "hint: the constant term must lie between -1 and 1\n"},
        {"a{1000}{1000}",
         "expression:1:8: an expression of more than 1000000 letters, operators and parentheses, this repeat "
         "written "
         "out\n"
         "a{1000}{1000}\n"
         "       ^\n"},
        {"a{99999999999999999999}",
         "expression:1:3: more than 1000000 repeats\n"
         "a{99999999999999999999}\n"
         "  ^\n"},
        {"[!-\U0010FFFF]",
         "expression:1:2: a range of more than 100000 letters\n"
         "[!-\U0010FFFF]\n"
         " ^\n"},
        {"(<2>\\e){100000}a", "expression: a weight of more than 10000 digits comes up in the expression\n"},
    };
    for (const auto& [text, message] : impossible) {
        const auto expression = read_expression(text, "expression");
        ASSERT_FALSE(expression) << text;
        EXPECT_EQ(describe(expression.error()), message) << text;
        EXPECT_EQ(expression.error().kind(), Error::Kind::impossible) << text;
    }
}

}  // namespace
}  // namespace linac::tests::expression_reader_test
