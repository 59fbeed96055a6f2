#include "expressions/regex_reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <regex>

#include "analysis/equality.hpp"
#include "expressions/derived_terms.hpp"
#include "expressions/random_expressions.hpp"

namespace linac::tests::regex_reader_test {
namespace {

std::string text_of(const Word& word, const Alphabet& alphabet) {
    std::string text;
    for (const Symbol symbol : word) text += alphabet.name(symbol);
    return text;
}

WeightedAutomaton language(const std::string& text, const Alphabet& alphabet) {
    const auto regex = read_regex(text, "expression", RegexMeaning::language, &alphabet);
    return weighted_language(minimized(deterministic_automaton(regex.value(), 10'000)));
}

WeightedAutomaton ways(const std::string& text, const Alphabet& alphabet) {
    return derived_term_automaton(read_regex(text, "expression", RegexMeaning::count, &alphabet).value());
}

/// Over a, b, c, in what this subset and ECMAScript have in common; stars of what matches the empty word too.
std::string draw_regex(std::size_t depth) {
    static const std::vector<std::string> atoms = {"a",    "b",     "c",    ".",      "[ab]",
                                                   "[^a]", "[a-c]", "(?:)", "[^a-b]", "\\w"};
    if (depth == 0) return atoms[*between(0, atoms.size() - 1)];
    static const std::vector<std::string> repeats = {"*", "+", "?", "{2}", "{1,2}", "{0,2}", "{1,}", "{0}"};
    switch (*between(0, 3)) {
        case 0:
            return draw_regex(depth - 1) + draw_regex(depth - 1);
        case 1:
            return "(" + draw_regex(depth - 1) + "|" + draw_regex(depth - 1) + ")";
        case 2:
            return draw_regex(depth - 1) + "|" + draw_regex(depth - 1);
        default:
            return "(" + draw_regex(depth - 1) + ")" + repeats[*between(0, repeats.size() - 1)];
    }
}

RC_GTEST_PROP(RegexReader, matches_the_words_that_another_implementation_matches, ()) {
    const Alphabet alphabet = letters(3);
    const std::string text = draw_regex(*between(0, 4));
    RC_LOG() << text << '\n';
    // libstdc++'s matcher that does not go back, which takes exponential time on stars in stars.
    const std::regex oracle(text, std::regex::ECMAScript | std::regex_constants::__polynomial);
    const WeightedAutomaton automaton = language(text, alphabet);
    for (const Word& word : short_words(3, 5))
        RC_ASSERT(weight(automaton, word) ==
                  Rational(std::regex_match(text_of(word, alphabet), oracle) ? 1 : 0));
    const auto count = read_regex(text, "expression", RegexMeaning::count, &alphabet);
    if (!count) {
        RC_ASSERT(count.error().kind() == Error::Kind::impossible);
        return;
    }
    const WeightedAutomaton counting = derived_term_automaton(count.value());
    for (const Word& word : short_words(3, 4))
        RC_ASSERT((weight(counting, word) > 0) == (weight(automaton, word) == 1));
}

TEST(RegexReader, counts_the_ways_of_matching) {
    const Alphabet alphabet = letters(2);
    const WeightedAutomaton pairs = ways("(a|b)*a(a|b)*", alphabet);
    EXPECT_EQ(weight(pairs, {0, 1, 0, 0}), 3);
    EXPECT_EQ(weight(pairs, {1, 1}), 0);
    EXPECT_EQ(weight(ways("(a|aa)*", alphabet), Word(10, 0)), 89);
    EXPECT_EQ(weight(ways("a?a?a?", alphabet), {0}), 3);
    EXPECT_EQ(weight(ways("a|a|[ab]", alphabet), {0}), 3);
    EXPECT_EQ(weight(ways("(a?){3}", alphabet), {0, 0}), 3);
    EXPECT_EQ(weight(ways("[aab]", alphabet), {0}), 1);
}

TEST(RegexReader, makes_minimal_automata_of_languages) {
    EXPECT_EQ(language("(a|b)*abb", letters(2)).size(), 4U);  // the example of Aho, Sethi and Ullman 1986
    EXPECT_EQ(language("(a*)*b?(a*)*", letters(2)).size(), 2U);
    EXPECT_EQ(language("(a|b)*a(a|b){9}", letters(2)).size(), 1024U);
    EXPECT_EQ(language("[^ab]", letters(2)).size(), 0U);
    EXPECT_EQ(language("a{3000}", letters(1)).size(), 3001U);
}

TEST(RegexReader, reads_classes_escapes_and_anchors) {
    const Alphabet alphabet({"a", "Z", "5", "_", "-", "]", "\\", "^", "$", " ", "é", "token"});
    const auto matches = [&](const std::string& text) {
        const WeightedAutomaton automaton = language(text, alphabet);
        std::string matched;
        for (Symbol symbol = 0; symbol < alphabet.size(); ++symbol)
            if (weight(automaton, {symbol}) == 1) matched += "," + alphabet.name(symbol);
        return matched.substr(matched.empty() ? 0 : 1);
    };
    EXPECT_EQ(matches("."), "a,Z,5,_,-,],\\,^,$, ,é,token");
    EXPECT_EQ(matches("\\w"), "a,Z,5,_");
    EXPECT_EQ(matches("\\W"), "-,],\\,^,$, ,é,token");
    EXPECT_EQ(matches("[\\d\\s]"), "5, ");
    EXPECT_EQ(matches("[]-]"), "-,]");
    EXPECT_EQ(matches("[^]-]"), "a,Z,5,_,\\,^,$, ,é,token");
    EXPECT_EQ(matches("[\\\\\\]\\^]"), "],\\,^");
    EXPECT_EQ(matches("[\\\\-\\^]"), "],\\,^");
    EXPECT_EQ(matches("[a\\-]"), "a,-");
    EXPECT_EQ(matches("[[:alpha:][:digit:]]"), "a,Z,5");
    EXPECT_EQ(matches("[[:punct:]]"), "_,-,],\\,^,$");
    EXPECT_EQ(matches("[à-ö]"), "é");
    EXPECT_EQ(matches("^a|\\$|\\^$"), "a,^,$");
    EXPECT_EQ(matches("()"), "");
    EXPECT_EQ(matches("|a|"), "a");
}

TEST(RegexReader, takes_the_letters_that_appear) {
    EXPECT_EQ(read_regex("b[0-3]a é", "-", RegexMeaning::language).value().alphabet,
              Alphabet({" ", "0", "1", "2", "3", "a", "b", "é"}));
    EXPECT_EQ(read_regex("\\d", "-", RegexMeaning::language).value().alphabet.size(), 10U);
}

TEST(RegexReader, takes_deep_expressions_without_recursion) {
    const std::size_t depth = 100'000;
    const std::string nested = std::string(depth, '(') + "a" + std::string(depth, ')');
    EXPECT_TRUE(read_regex(nested, "-", RegexMeaning::language));
    std::string stars = "a";
    for (std::size_t i = 0; i < 1'000; ++i) stars = "(" + stars + ")*";
    EXPECT_EQ(language(stars, letters(1)).size(), 1U);
}

struct BadRegex {
    std::string text;
    std::string message;
};

TEST(RegexReader, refuses_with_these_words) {
    const std::vector<BadRegex> bad = {
        {"a(b|c",
         "-:1:2: a parenthesis without its closing ')'\n"
         "a(b|c\n"
         " ^\n"
         "hint: as a letter '(' is written \\(\n"},
        {"a|b)c",
         "-:1:4: ')' without '('\n"
         "a|b)c\n"
         "   ^\n"
         "hint: as a letter ')' is written \\)\n"},
        {"a|*b",
         "-:1:3: a repeat of nothing\n"
         "a|*b\n"
         "  ^\n"
         "hint: as a letter it is written with \\ before it\n"},
        {"(a+?)",
         "-:1:4: a repeat of a repeat is not in the subset of regular expressions\n"
         "(a+?)\n"
         "   ^\n"
         "hint: lazy and possessive repeats match the same whole words; others are written (a*)*\n"},
        {"(a)\\1",
         "-:1:4: a backreference '\\1' is not in the subset of regular expressions\n"
         "(a)\\1\n"
         "   ^\n"},
        {"a(?=b)",
         "-:1:2: look-around '(?=' is not in the subset of regular expressions\n"
         "a(?=b)\n"
         " ^\n"},
        {"(?<!a)b",
         "-:1:1: look-around '(?<!' is not in the subset of regular expressions\n"
         "(?<!a)b\n"
         "^\n"},
        {"(?i)a",
         "-:1:1: a group that begins with '(?' is not in the subset of regular expressions\n"
         "(?i)a\n"
         "^\n"
         "hint: groups are written (...) or (?:...)\n"},
        {"\\bword",
         "-:1:1: a boundary '\\b' is not in the subset of regular expressions\n"
         "\\bword\n"
         "^\n"},
        {"a\\p{L}",
         "-:1:2: an unknown escape '\\p'\n"
         "a\\p{L}\n"
         " ^\n"
         "hint: \\d, \\w, \\s, \\D, \\W and \\S are classes; other escapes are of punctuation\n"},
        {"a^b",
         "-:1:2: an anchor '^' inside a regular expression\n"
         "a^b\n"
         " ^\n"
         "hint: ^ may stand at its begin and $ at its end, as it matches the whole word; as a letter it is "
         "written "
         "\\^\n"},
        {"a.b",
         "-:1:2: any letter, of an alphabet that is not given\n"
         "a.b\n"
         " ^\n"
         "hint: --alphabet \"a b c\" gives it\n"},
        {"[^a]",
         "-:1:1: all letters but some, of an alphabet that is not given\n"
         "[^a]\n"
         "^\n"
         "hint: --alphabet \"a b c\" gives it\n"},
        {"x[ab",
         "-:1:2: a letter class without its closing ']'\n"
         "x[ab\n"
         " ^\n"},
        {"[b-a]",
         "-:1:2: a range whose last letter comes before its first\n"
         "[b-a]\n"
         " ^\n"},
        {"[[:vowel:]]",
         "-:1:2: an unknown class of letters\n"
         "[[:vowel:]]\n"
         " ^\n"
         "hint: classes are alnum, alpha, blank, digit, lower, punct, space, upper, word and xdigit, such as "
         "[[:digit:]]\n"},
        {"a{,}",
         "-:1:2: a repeat that is not understood\n"
         "a{,}\n"
         " ^\n"
         "hint: repeats are written {3}, {2,4}, {2,} or {,4}; as a letter '{' is written \\{\n"},
        {"a{3,2}",
         "-:1:5: a repeat whose most is less than its least\n"
         "a{3,2}\n"
         "    ^\n"},
        {"a\\",
         "-:1:2: an escape without its letter\n"
         "a\\\n"
         " ^\n"
         "hint: as a letter '\\' is written \\\\\n"},
        {"",
         "-:1:1: a regular expression without letters, of an alphabet that is not given\n"
         "hint: --alphabet \"a b c\" gives it\n"},
    };
    for (const auto& [text, message] : bad) {
        const auto regex = read_regex(text, "-", RegexMeaning::language);
        ASSERT_FALSE(regex) << text;
        EXPECT_EQ(describe(regex.error()), message) << text;
        EXPECT_EQ(regex.error().kind(), Error::Kind::bad_input) << text;
    }
}

TEST(RegexReader, refuses_what_is_impossible) {
    EXPECT_EQ(describe(read_regex("(a?)*", "-", RegexMeaning::count).error()),
              "-:1:5: infinitely many ways to match: what is repeated matches the empty word\n"
              "(a?)*\n"
              "    ^\n"
              "hint: without --count the expression is a set of words\n");
    EXPECT_EQ(
        describe(read_regex("((a{100}){100}){1000}", "-", RegexMeaning::language).error()),
        "-:1:16: a regular expression of more than 1000000 letters, operators and parentheses, this repeat "
        "written out\n"
        "((a{100}){100}){1000}\n"
        "               ^\n");
    const auto blown_up = read_regex("(a|b)*a(a|b){40}", "-", RegexMeaning::language).value();
    EXPECT_EQ(describe(capture([&] { return deterministic_automaton(blown_up, 1'000); }).error()),
              "the automaton has more than 1000 states\n"
              "hint: --max-states raises the limit\n");
}

}  // namespace
}  // namespace linac::tests::regex_reader_test
