#include "explain/markdown.hpp"

#include <gtest/gtest.h>

namespace linac::explained::markdown_test {
namespace {

TEST(Markdown, code_holds_whatever_it_is) {
    EXPECT_EQ(code("a"), "`a`");
    EXPECT_EQ(code("a`b"), "``a`b``");
    EXPECT_EQ(code("`"), "`` ` ``");
    EXPECT_EQ(code("<b>|\n"), "`<b>|?`");
}

TEST(Markdown, numbers_are_exact_and_cut_where_they_are_long) {
    EXPECT_EQ(number(Rational(-3, 4)), "−3/4");
    EXPECT_EQ(number(power(Rational(10), 50)), "1" + std::string(39, '0') + "...");
}

TEST(Markdown, combinations_are_sums_of_unit_vectors) {
    EXPECT_EQ(combination({}), "0");
    EXPECT_EQ(combination({{0, 1}, {12, -1}}), "e₀ − e₁₂");
    EXPECT_EQ(combination({{1, Rational(-1, 2)}, {3, 5}}), "−1/2 e₁ + 5 e₃");
    SparseVector many;
    for (std::size_t i = 0; i < 10; ++i) many.push_back({i, 1});
    EXPECT_EQ(combination(many), "e₀ + e₁ + e₂ + e₃ + e₄ + e₅ + e₆ + e₇ + … 2 more terms");
}

TEST(Markdown, tuples_are_for_short_vectors) {
    EXPECT_EQ(tuple({{1, 3}}, 3), "(0, 3, 0)");
    EXPECT_EQ(tuple({{1, 3}}, 9), "3 e₁");
}

TEST(Markdown, tables_escape_bars_and_count_what_they_leave_out) {
    EXPECT_EQ(table({"a", "b"}, {{"x|y", "z"}}), "| a | b |\n|---|---|\n| x\\|y | z |\n\n");
    const std::string long_table = table({"n"}, std::vector<std::vector<std::string>>(20, {"x"}));
    EXPECT_NE(long_table.find("and 4 rows more."), std::string::npos);
}

TEST(Markdown, enumerations_end_in_and) {
    EXPECT_EQ(enumeration({}), "");
    EXPECT_EQ(enumeration({"a"}), "a");
    EXPECT_EQ(enumeration({"a", "b"}), "a and b");
    EXPECT_EQ(enumeration({"a", "b", "c"}), "a, b and c");
}

}  // namespace
}  // namespace linac::explained::markdown_test
