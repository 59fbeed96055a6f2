#include "error.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace linac::error_test {
namespace {

Place at(std::size_t line, std::size_t column, std::string text) {
    return {"parity.linac", line, column, std::move(text)};
}

TEST(Describe, shows_place_message_line_caret_and_hint) {
    const Error error =
        Error::bad_input("a denominator of 0", at(4, 9, "0 -> 0 <1/0>a"), "divide by something else");
    EXPECT_EQ(describe(error),
              "parity.linac:4:9: a denominator of 0\n"
              "0 -> 0 <1/0>a\n"
              "        ^\n"
              "hint: divide by something else\n");
}

TEST(Describe, leaves_out_what_is_not_known) {
    EXPECT_EQ(describe(Error::impossible("no target takes it")), "no target takes it\n");
    EXPECT_EQ(describe(Error::bad_input("an empty file", {"x", 0, 0, {}})), "x: an empty file\n");
    EXPECT_EQ(describe(Error::bad_input("no alphabet line", {"x", 7, 0, {}})), "x:7: no alphabet line\n");
    EXPECT_EQ(describe(Error::bad_input("no such verb", {}, "try: linac --help")),
              "no such verb\nhint: try: linac --help\n");
}

TEST(Describe, puts_the_caret_below_the_character_not_the_byte) {
    EXPECT_EQ(describe(Error::bad_input("here", at(1, 4, "größer"))),
              "parity.linac:1:4: here\n"
              "größer\n"
              "   ^\n");
}

TEST(Describe, keeps_tabs_so_that_the_caret_stays_below_its_place) {
    EXPECT_EQ(describe(Error::bad_input("here", at(1, 4, "a\t\tb"))),
              "parity.linac:1:4: here\n"
              "a\t\tb\n"
              " \t\t^\n");
}

TEST(Describe, points_just_behind_the_line_where_something_is_missing) {
    EXPECT_EQ(describe(Error::bad_input("here", at(1, 3, "ab"))),
              "parity.linac:1:3: here\n"
              "ab\n"
              "  ^\n");
}

TEST(Describe, shows_no_control_characters) {
    EXPECT_EQ(describe(Error::bad_input("here", at(1, 3, "a\x1B\xFF"))),
              "parity.linac:1:3: here\n"
              "a??\n"
              "  ^\n");
}

TEST(Describe, cuts_a_long_line_around_the_place) {
    const std::string line = std::string(60, 'a') + std::string(1, 'X') + std::string(1'000'000, 'b');
    EXPECT_EQ(describe(Error::bad_input("here", at(1, 61, line))),
              "parity.linac:1:61: here\n"
              "..." +
                  std::string(49, 'a') + "X" + std::string(50, 'b') + "...\n" + std::string(52, ' ') + "^\n");
}

TEST(Describe, cuts_only_the_far_side_near_an_end_of_a_long_line) {
    const std::string line(200, 'a');
    EXPECT_EQ(describe(Error::bad_input("here", at(1, 2, line))),
              "parity.linac:1:2: here\n" + std::string(100, 'a') + "...\n ^\n");
    EXPECT_EQ(describe(Error::bad_input("here", at(1, 201, line))),
              "parity.linac:1:201: here\n..." + std::string(100, 'a') + "\n" + std::string(103, ' ') + "^\n");
}

TEST(Describe, cuts_a_long_line_between_characters) {
    std::string line;
    for (int i = 0; i < 200; ++i) line += "ä";
    std::string shown;
    for (int i = 0; i < 100; ++i) shown += "ä";
    EXPECT_EQ(describe(Error::bad_input("here", at(1, 120, line))),
              "parity.linac:1:120: here\n..." + shown + "...\n" + std::string(52, ' ') + "^\n");
}

TEST(Errors, take_the_source_of_the_first_to_know_it) {
    const Error error = Error::bad_input("wrong");
    EXPECT_EQ(error.in("a").place().source, "a");
    EXPECT_EQ(error.in("a").in("b").place().source, "a");
    EXPECT_EQ(error.kind(), Error::Kind::bad_input);
    EXPECT_EQ(Error::impossible("too hard").kind(), Error::Kind::impossible);
    EXPECT_STREQ(error.what(), "wrong");
}

TEST(Results, hold_a_value_or_an_error) {
    const Result<int> value = 7;
    EXPECT_TRUE(value);
    EXPECT_EQ(value.value(), 7);
    const Result<int> failure = Error::bad_input("wrong");
    EXPECT_FALSE(failure);
    EXPECT_EQ(failure.error().message(), "wrong");
    EXPECT_THROW(static_cast<void>(failure.value()), Error);
}

TEST(Results, give_up_a_value_that_can_only_be_moved) {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
    EXPECT_EQ(*std::move(result).value(), 7);
}

TEST(Capture, turns_a_thrown_error_into_a_result) {
    const auto half = [](int number) {
        return capture([=] {
            if (number % 2 != 0) throw Error::bad_input("an odd number");
            return number / 2;
        });
    };
    EXPECT_EQ(half(6).value(), 3);
    EXPECT_EQ(half(5).error().message(), "an odd number");
}

}  // namespace
}  // namespace linac::error_test
