#include "formats/fields.hpp"

#include <gtest/gtest.h>

namespace linac::tests::fields_test {
namespace {

TEST(Fields, are_what_stands_between_blanks) {
    const std::string source = "a.fst";
    const Fields fields(source, 3, "0\t1  a 0.5 ");
    ASSERT_EQ(fields.size(), 4U);
    EXPECT_EQ(fields[2].text, "a");
    EXPECT_EQ(fields[2].offset, 5U);
    EXPECT_EQ(Fields(source, 1, "").size(), 0U);
    EXPECT_EQ(Fields(source, 1, " \t ").size(), 0U);
    EXPECT_EQ(Fields(source, 1, "1 2 3 4 5 6 7 8").size(), Fields::most);
}

TEST(Fields, know_their_place_in_characters) {
    const std::string source = "a.fst";
    const Fields fields(source, 3, "größer ∑ x");
    EXPECT_EQ(describe(fields.error(fields[2], "no")), "a.fst:3:10: no\ngrößer ∑ x\n         ^\n");
}

TEST(Fields, are_taken_one_by_one_from_a_long_line) {
    const std::string_view line = " 1  22\t3";
    std::size_t at = 0;
    EXPECT_EQ(Fields::take(line, at).text, "1");
    const Field second = Fields::take(line, at);
    EXPECT_EQ(second.text, "22");
    EXPECT_EQ(second.offset, 4U);
    EXPECT_EQ(Fields::take(line, at).text, "3");
    EXPECT_EQ(Fields::take(line, at).text, "");
    EXPECT_EQ(Fields::take(line, at).offset, line.size());
}

}  // namespace
}  // namespace linac::tests::fields_test
