#include "formats/lexer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "support/rapidcheck.hpp"
#include "text.hpp"

namespace linac::lexer_test {
namespace {

using Kind = Token::Kind;

std::vector<Token> tokens_of(std::string_view text) {
    Line line("test", 1, text);
    std::vector<Token> tokens;
    while (!line.at_end()) tokens.push_back(line.take());
    return tokens;
}

TEST(Lexer, does_what_its_header_shows) {
    const Line line("parity.linac", 1, "p -> q <1/2>a");
    EXPECT_EQ(line.peek().text, "p");
    EXPECT_EQ(line.peek(1).kind, Token::Kind::arrow);
}

std::vector<Kind> kinds_of(std::string_view text) {
    std::vector<Kind> kinds;
    for (const Token& token : tokens_of(text)) kinds.push_back(token.kind);
    return kinds;
}

std::vector<std::string> texts_of(std::string_view text) {
    std::vector<std::string> texts;
    for (const Token& token : tokens_of(text)) texts.push_back(token.text);
    return texts;
}

std::string error_of(std::string_view text) {
    const auto line = capture([&] { return Line("test", 1, text); });
    return line ? "no error" : describe(line.error());
}

TEST(Line, is_taken_apart_into_names_weights_and_punctuation) {
    EXPECT_EQ(kinds_of("$ -> 0 <1/2>a, (b)"),
              (std::vector<Kind>{Kind::dollar, Kind::arrow, Kind::name, Kind::weight, Kind::name, Kind::comma,
                                 Kind::open, Kind::name, Kind::close}));
    EXPECT_EQ(tokens_of("<-3/6>")[0].weight, Rational(-1, 2));
    EXPECT_EQ(tokens_of("< 0.25\t>")[0].weight, Rational(1, 4));
}

TEST(Line, ends_at_a_comment_outside_quotes) {
    EXPECT_TRUE(Line("test", 1, "").empty());
    EXPECT_TRUE(Line("test", 1, " \t # all comment \" < ").empty());
    EXPECT_EQ(texts_of("a#b"), std::vector<std::string>{"a"});
    EXPECT_EQ(texts_of("\"a#b\"#c"), std::vector<std::string>{"a#b"});
}

TEST(Line, ends_a_name_before_an_arrow) {
    EXPECT_EQ(kinds_of("a->b"), (std::vector<Kind>{Kind::name, Kind::arrow, Kind::name}));
    EXPECT_EQ(texts_of("a->b"), (std::vector<std::string>{"a", "", "b"}));
    EXPECT_EQ(texts_of("a-->b"), (std::vector<std::string>{"a-", "", "b"}));
    EXPECT_EQ(texts_of("a-b - -1 ="), (std::vector<std::string>{"a-b", "-", "-1", "="}));
}

TEST(Line, takes_quotes_and_escapes_off_a_name) {
    EXPECT_EQ(texts_of(R"("my state""\"\\"x)"), (std::vector<std::string>{"my state", "\"\\", "x"}));
    EXPECT_TRUE(tokens_of("\"a\"")[0].quoted);
    EXPECT_FALSE(tokens_of("a")[0].quoted);
    EXPECT_EQ(texts_of("a\\b"), std::vector<std::string>{"a\\b"}) << "no escape outside quotes";
}

TEST(Line, knows_keywords_only_without_quotes) {
    EXPECT_TRUE(tokens_of("final")[0].is_keyword("final"));
    EXPECT_FALSE(tokens_of("\"final\"")[0].is_keyword("final"));
    EXPECT_FALSE(tokens_of("finally")[0].is_keyword("final"));
}

TEST(Line, keeps_the_byte_at_which_a_token_stands_and_counts_columns_in_characters) {
    const Line line("test", 3, "größer -> b");
    EXPECT_EQ(line.peek().offset, 0U);
    EXPECT_EQ(line.peek(1).offset, 9U);
    EXPECT_EQ(line.error("here", line.peek(1)).place().column, 8U);
    EXPECT_EQ(line.error("here", line.peek(1)).place().line, 3U);
    EXPECT_EQ(line.peek(3).kind, Kind::end);
    EXPECT_EQ(line.peek(100).kind, Kind::end) << "beyond the end";
}

TEST(Line, is_taken_token_by_token) {
    Line line("test", 1, "a , <2>");
    EXPECT_FALSE(line.take_if(Kind::comma));
    EXPECT_EQ(line.expect(Kind::name, "a name").text, "a");
    EXPECT_TRUE(line.take_if(Kind::comma));
    EXPECT_THROW(line.expect_end(), Error);
    EXPECT_EQ(line.take().weight, 2);
    EXPECT_NO_THROW(line.expect_end());
    EXPECT_EQ(line.take().kind, Kind::end);
    EXPECT_EQ(line.take().kind, Kind::end) << "the end can be taken again and again";
}

TEST(Line, says_what_was_expected_and_what_was_found) {
    const auto found = [](std::string_view text) {
        return capture([&] { return Line("test", 1, text).expect(Kind::dollar, "'$'"); }).error().message();
    };
    EXPECT_EQ(found(""), "expected '$', found the end of the line");
    EXPECT_EQ(found("<1>"), "expected '$', found a weight");
    EXPECT_EQ(found("->"), "expected '$', found '->'");
    EXPECT_EQ(found("\"my state\""), "expected '$', found \"my state\"");
    EXPECT_EQ(found("a\xC2\x9B"
                    "b"),
              "expected '$', found a?b");
}

TEST(Line, points_at_a_mistake_inside_a_weight) {
    EXPECT_EQ(error_of("ä <  1/ 2>"),
              "test:1:8: a weight without digits\n"
              "ä <  1/ 2>\n"
              "       ^\n"
              "hint: a weight is an integer, p/q or a finite decimal\n");
    EXPECT_EQ(error_of("<  >"),
              "test:1:4: a weight without digits\n"
              "<  >\n"
              "   ^\n"
              "hint: a weight is an integer, p/q or a finite decimal\n");
    EXPECT_EQ(error_of("\"\\"),
              "test:1:2: an unknown escape\n"
              "\"\\\n"
              " ^\n"
              "hint: only \\\" and \\\\ are escapes\n");
}

TEST(SplitLines, takes_off_line_ends_and_a_byte_order_mark) {
    using Lines = std::vector<std::string_view>;
    EXPECT_EQ(split_lines("", "test"), Lines{});
    EXPECT_EQ(split_lines("a", "test"), Lines{"a"});
    EXPECT_EQ(split_lines("a\n", "test"), Lines{"a"});
    EXPECT_EQ(split_lines("\n\n", "test"), (Lines{"", ""}));
    EXPECT_EQ(split_lines("\xEF\xBB\xBF"
                          "a\r\n\tb\n\r\nc",
                          "test"),
              (Lines{"a", "\tb", "", "c"}));
}

TEST(SplitLines, refuses_bytes_that_are_no_text) {
    const auto place = [](std::string_view text) {
        const auto lines = capture([&] { return split_lines(text, "test"); });
        if (lines) return std::string("no error");
        const Place& at = lines.error().place();
        return std::to_string(at.line) + ":" + std::to_string(at.column) + " " + lines.error().message();
    };
    EXPECT_EQ(place("ok\nä\xFF\n"), "2:2 a byte that is not UTF-8");
    EXPECT_EQ(place("\xC3\n\xA4"), "1:1 a byte that is not UTF-8")
        << "a character does not go over a line's end";
    EXPECT_EQ(place(std::string_view("a\0b", 3)), "1:2 a control character");
    EXPECT_EQ(place("a\rb"), "1:2 a control character");
    EXPECT_EQ(place("a\x7F"), "1:2 a control character");
    EXPECT_EQ(place("a\tb"), "no error");
}

/// Text without control characters, made mostly of what means something to the lexer.
std::string drawn_line() {
    return tests::drawn_text(std::vector<std::string>{
        "a", "0",  "1",  "/",    ".",  "-", "->", ">", "<", "<1>", "<1/2>", "$",       "#",
        ",", "\"", "\\", "\\\"", "\t", " ", "(",  ")", "ö", "∑",   "=",     "alphabet"});
}

RC_GTEST_PROP(Line, is_tokens_in_order_or_an_error_at_a_place_inside_it, ()) {
    const std::string text = drawn_line();
    const auto line = capture([&] { return Line("test", 7, text); });
    if (!line) {
        RC_ASSERT(line.error().place().line == 7U);
        RC_ASSERT(line.error().place().column >= 1U);
        RC_ASSERT(line.error().place().column <= character_count(text));
        return;
    }
    std::size_t last = 0;
    for (const Token& token : tokens_of(text)) {
        RC_ASSERT(token.offset >= last);
        RC_ASSERT(token.offset < text.size());
        RC_ASSERT(token.kind != Kind::name || !token.text.empty());
        last = token.offset + 1;
    }
}

RC_GTEST_PROP(QuotedIfNeeded, is_read_back_as_the_one_name_it_quotes, ()) {
    const std::string name = drawn_line() + tests::drawn_of<std::string>({"a", " ", "\"", "->"});
    const std::vector<Token> tokens = tokens_of(quoted_if_needed(name));
    RC_ASSERT(tokens.size() == 1U);
    RC_ASSERT(tokens[0].kind == Kind::name);
    RC_ASSERT(tokens[0].text == name);
    for (const std::string keyword : {"alphabet", "states", "initial", "final", "="})
        RC_ASSERT(!tokens[0].is_keyword(keyword));
}

TEST(QuotedIfNeeded, leaves_plain_names_as_they_are) {
    for (const std::string name : {"a", "0", "größer", "a-b", "[", "'", "linac", "L*A"})
        EXPECT_EQ(quoted_if_needed(name), name);
    EXPECT_EQ(quoted_if_needed("my state"), "\"my state\"");
    EXPECT_EQ(quoted_if_needed("a->b"), "\"a->b\"");
    EXPECT_EQ(quoted_if_needed("\"\\"), R"("\"\\")");
    EXPECT_EQ(quoted_if_needed(""), "\"\"");
}

}  // namespace
}  // namespace linac::lexer_test
