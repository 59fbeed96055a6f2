#include "automata/alphabet.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"
#include "text.hpp"

namespace linac::tests::alphabet_test {
namespace {

const Alphabet ab({"a", "b"});
const Alphabet greek({"α", "β", "→"});
const Alphabet moves({"left", "stay", "right"});

std::string error_of(std::string_view text, const Alphabet& alphabet, std::size_t line = 1) {
    const auto word = parse_word(text, alphabet, "words.txt", line);
    return word ? "no error" : describe(word.error());
}

TEST(Alphabet, does_what_its_header_shows) {
    const Alphabet alphabet({"go left", "stop"});
    EXPECT_EQ(parse_word("\"go left\" stop", alphabet, "").value(), Word({0, 1}));
}

TEST(Alphabet, finds_symbols_by_name) {
    EXPECT_EQ(moves.size(), 3U);
    EXPECT_EQ(moves.find("stay"), 1U);
    EXPECT_EQ(moves.find("up"), std::nullopt);
    EXPECT_EQ(moves.find(""), std::nullopt);
    EXPECT_EQ(moves.name(2), "right");
}

TEST(Alphabet, knows_whether_words_need_blanks) {
    EXPECT_TRUE(ab.is_single_characters());
    EXPECT_TRUE(greek.is_single_characters());
    EXPECT_FALSE(moves.is_single_characters());
}

TEST(Alphabet, refuses_repeated_and_empty_symbols) {
    const auto message = [](std::vector<std::string> symbols) {
        const auto alphabet = capture([&] { return Alphabet(std::move(symbols)); });
        return alphabet ? "no error" : alphabet.error().message();
    };
    EXPECT_EQ(message({"a", "b", "a"}), "symbol a is twice in the alphabet");
    EXPECT_EQ(message({"a", ""}), "an empty symbol in the alphabet");
    EXPECT_EQ(message({"a", "b"}), "no error");
}

TEST(Alphabet, is_equal_only_in_the_same_order) {
    EXPECT_EQ(ab, Alphabet({"a", "b"}));
    EXPECT_NE(ab, Alphabet({"b", "a"}));
}

TEST(ParseWord, reads_single_characters_with_and_without_blanks) {
    EXPECT_EQ(parse_word("abba", ab, "x").value(), (Word{0, 1, 1, 0}));
    EXPECT_EQ(parse_word("a b\tb  a ", ab, "x").value(), (Word{0, 1, 1, 0}));
    EXPECT_EQ(parse_word(" abba ", ab, "x").value(), (Word{0, 1, 1, 0}));
    EXPECT_EQ(parse_word("α→β", greek, "x").value(), (Word{0, 2, 1}));
}

TEST(ParseWord, reads_long_symbols_with_blanks_only) {
    EXPECT_EQ(parse_word("left right", moves, "x").value(), (Word{0, 2}));
    EXPECT_EQ(parse_word("stay", moves, "x").value(), (Word{1}));
    EXPECT_FALSE(parse_word("leftright", moves, "x"));
}

const Alphabet odd({"my move", "a", "\"", "\\ \"", "\"a\"", "x\ty"});
const Alphabet blank({"a", " "});

TEST(ParseWord, reads_symbols_with_blanks_in_quotes) {
    EXPECT_EQ(parse_word("\"my move\" a", odd, "x").value(), (Word{0, 1}));
    EXPECT_EQ(parse_word("\"my move\"", odd, "x").value(), Word{0});
    EXPECT_EQ(parse_word("\"\\\\ \\\"\" \"x\ty\" a", odd, "x").value(), (Word{3, 5, 1}));
    EXPECT_EQ(parse_word("a \" \" a", blank, "x").value(), (Word{0, 1, 0}));
    EXPECT_EQ(parse_word("\" \"", blank, "x").value(), Word{1});
    EXPECT_EQ(parse_word("\"left\" right", moves, "x").value(), (Word{0, 2}));
}

TEST(ParseWord, takes_quotes_for_symbols_where_they_are) {
    EXPECT_EQ(parse_word("\" \"a\" a \"", odd, "x").value(), (Word{2, 4, 1, 2}));
}

TEST(ParseWord, quotes_that_hold_no_symbol_are_no_symbol) {
    for (const std::string text : {"\"my move", "\"my move\"a", "\"my  move\"", "\"my move\\\""})
        EXPECT_EQ(error_of(text, odd),
                  "words.txt:1:1: symbol \"my is not in the alphabet\n" + text +
                      "\n^\nhint: the alphabet is \"my move\" a \" \"\\\\ \\\"\" \"a\" \"x y\"\n");
}

TEST(ParseWord, reads_blank_text_as_the_empty_word) {
    EXPECT_EQ(parse_word("", ab, "x").value(), Word{});
    EXPECT_EQ(parse_word(" \t ", moves, "x").value(), Word{});
    EXPECT_EQ(parse_word("\r", ab, "x").value(), Word{}) << "a line that ended with \\r\\n";
}

TEST(ParseWord, points_at_a_symbol_outside_the_alphabet) {
    EXPECT_EQ(error_of("abcab", ab, 12),
              "words.txt:12:3: symbol c is not in the alphabet\n"
              "abcab\n"
              "  ^\n"
              "hint: the alphabet is a b\n");
    EXPECT_EQ(error_of("α→γ", greek),
              "words.txt:1:3: symbol γ is not in the alphabet\n"
              "α→γ\n"
              "  ^\n"
              "hint: the alphabet is α β →\n");
    EXPECT_EQ(error_of("left  up right", moves),
              "words.txt:1:7: symbol up is not in the alphabet\n"
              "left  up right\n"
              "      ^\n"
              "hint: the alphabet is left stay right\n");
    EXPECT_EQ(error_of("a ba", ab),
              "words.txt:1:3: symbol ba is not in the alphabet\n"
              "a ba\n"
              "  ^\n"
              "hint: the alphabet is a b\n");
}

TEST(ParseWord, lists_only_the_first_of_many_symbols) {
    EXPECT_EQ(error_of("?", letters(25)),
              "words.txt:1:1: symbol ? is not in the alphabet\n"
              "?\n"
              "^\n"
              "hint: the alphabet is a b c d e f g h i j k l m n o p q r s t ...\n");
}

TEST(ParseWord, refuses_bytes_that_are_not_utf8_with_a_readable_message) {
    EXPECT_EQ(error_of("ab\xFF", ab),
              "words.txt:1:3: symbol ? is not in the alphabet\n"
              "ab?\n"
              "  ^\n"
              "hint: the alphabet is a b\n");
}

RC_GTEST_PROP(ParseWord, reads_back_what_show_word_shows, ()) {
    const Alphabet alphabet = drawn_of({ab, greek, moves, odd, blank});
    const Word word = drawn_numbers(*between(1, 20), alphabet.size());
    RC_ASSERT(parse_word(show_word(word, alphabet), alphabet, "x").value() == word);
    RC_ASSERT(symbol_names(word, alphabet).size() == word.size());
}

RC_GTEST_PROP(ParseWord, reads_any_text_to_a_word_or_an_error_inside_it, ()) {
    const auto text = *rc::gen::arbitrary<std::string>();
    for (const Alphabet& alphabet : {ab, moves}) {
        const auto word = parse_word(text, alphabet, "x");
        if (word) continue;
        RC_ASSERT(word.error().place().column >= 1U);
        RC_ASSERT(word.error().place().column <= text.size());
    }
}

RC_GTEST_PROP(WordParser, reads_parts_as_the_whole, ()) {
    const Alphabet alphabet = drawn_of({ab, greek, moves});
    const std::string text = drawn_text(
        std::vector<std::string>{"a", "b", "α", "→", " ", " ", "left", "stay", "c", "\xFF", "\xCE"});
    const auto whole = parse_word(text, alphabet, "x", 7);
    const std::size_t part = *between(1, 5);
    Word word;
    const auto in_parts = capture([&] {
        WordParser parser(alphabet, "x", 7);
        for (std::size_t at = 0; at < text.size(); at += part)
            parser.read(std::string_view(text).substr(at, part), word);
        parser.finish(word);
        return word;
    });
    RC_ASSERT(bool(whole) == bool(in_parts));
    if (whole) {
        RC_ASSERT(whole.value() == in_parts.value());
    } else if (!alphabet.is_single_characters() || text.find(' ') == std::string::npos) {
        // Of single characters, the parser meets a bad one before it can know that more runs follow.
        RC_ASSERT(whole.error().message() == in_parts.error().message());
        RC_ASSERT(whole.error().place().column == in_parts.error().place().column);
    }
}

TEST(ShowWord, shows_the_empty_word) {
    EXPECT_EQ(show_word({}, ab), "ε");
    EXPECT_EQ(show_word({0, 1}, ab), "ab");
    EXPECT_EQ(show_word({0, 1}, moves), "left stay");
    EXPECT_EQ(show_word({0, 1}, odd), "\"my move\" a");
    EXPECT_EQ(show_word({0, 0}, blank), "aa");
    EXPECT_EQ(show_word({0, 1}, blank), "a \" \"");
}

TEST(MatchAlphabets, maps_symbols_by_name) {
    EXPECT_EQ(match_alphabets(Alphabet({"a", "b", "c"}), Alphabet({"c", "a", "b"}), "A", "B"),
              (std::vector<Symbol>{1, 2, 0}));
}

TEST(MatchAlphabets, names_a_symbol_that_only_one_has) {
    const auto message = [](const Alphabet& from, const Alphabet& to) {
        const auto map = capture([&] { return match_alphabets(from, to, "A.linac", "B.linac"); });
        return map ? "no error" : map.error().message();
    };
    EXPECT_EQ(message(Alphabet({"a", "b", "c"}), ab), "the alphabets differ: symbol c is only in A.linac");
    EXPECT_EQ(message(ab, Alphabet({"a", "b", "c"})), "the alphabets differ: symbol c is only in B.linac");
}

}  // namespace
}  // namespace linac::tests::alphabet_test
