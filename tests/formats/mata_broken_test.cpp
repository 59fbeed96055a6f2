// What is wrong with a file in Mata's text, to the letter.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "formats/mata.hpp"
#include "support/random_automata.hpp"

namespace linac::tests::mata_broken_test {
namespace {

std::string refusal(const std::string& text) {
    const auto result = read_mata(text, "a.mata");
    return result ? "" : describe(result.error());
}

/// Of lines that follow the section's.
std::string refusal_of(const std::string& lines) {
    return refusal("@NFA-explicit\n" + lines);
}

TEST(MataBroken, section) {
    EXPECT_EQ(refusal(""),
              "a.mata: an empty file\n"
              "hint: the first line is: @NFA-explicit\n");
    EXPECT_EQ(refusal("# nothing\n"),
              "a.mata: an empty file\n"
              "hint: the first line is: @NFA-explicit\n");
    EXPECT_EQ(refusal("%Initial q\n"),
              "a.mata:1:1: expected a section, found %Initial\n"
              "%Initial q\n"
              "^\n"
              "hint: the first line is: @NFA-explicit\n");
    EXPECT_EQ(refusal("  @NFA-bits\n"),
              "a.mata:1:3: a section @NFA-bits, which is not read\n"
              "  @NFA-bits\n"
              "  ^\n"
              "hint: read are @NFA-explicit and @NFA: one symbol a transition\n");
    EXPECT_EQ(refusal("@AFA-explicit\n"),
              "a.mata:1:1: a section @AFA-explicit, which is not read\n"
              "@AFA-explicit\n"
              "^\n"
              "hint: read are @NFA-explicit and @NFA: one symbol a transition\n");
    EXPECT_EQ(refusal("@NFA-explicit 2\n"),
              "a.mata:1:15: expected the end of the line, found 2\n"
              "@NFA-explicit 2\n"
              "              ^\n");
    EXPECT_EQ(refusal_of("p a q\n@NFA-explicit\n"),
              "a.mata:3:1: a second section\n"
              "@NFA-explicit\n"
              "^\n"
              "hint: a file holds one automaton\n");
    EXPECT_EQ(refusal_of("%Initial p\n"),
              "a.mata: an alphabet without symbols\n"
              "hint: put a line such as: %Alphabet-enum a b\n");
}

TEST(MataBroken, characters_and_names) {
    EXPECT_EQ(refusal_of("p \x01 q\n"),
              "a.mata:2:3: a control character\n"
              "p ? q\n"
              "  ^\n"
              "hint: mata files are UTF-8 text\n");
    EXPECT_EQ(refusal_of("p \xFF q\n"),
              "a.mata:2:3: a byte that is not UTF-8\n"
              "p ? q\n"
              "  ^\n"
              "hint: mata files are UTF-8 text\n");
    EXPECT_EQ(refusal_of("p \"a q\n"),
              "a.mata:2:3: a name without its closing quote\n"
              "p \"a q\n"
              "  ^\n");
    EXPECT_EQ(refusal_of("p \"\" q\n"),
              "a.mata:2:3: an empty name\n"
              "p \"\" q\n"
              "  ^\n");
    EXPECT_EQ(refusal_of("p \"a\\n\" q\n"),
              "a.mata:2:6: expected '\"' or '\\' after '\\', found 'n'\n"
              "p \"a\\n\" q\n"
              "     ^\n"
              "hint: write \\\\ for a backslash in a name\n");
    EXPECT_EQ(refusal_of("p \"a\"b q\n"),
              "a.mata:2:6: expected a blank after a name in quotes, found 'b'\n"
              "p \"a\"b q\n"
              "     ^\n");
    EXPECT_EQ(refusal_of("p ß\"b q\n"),
              "a.mata:2:4: a misplaced '\"'\n"
              "p ß\"b q\n"
              "   ^\n"
              "hint: put the whole name in quotes, with \\\" for a quote\n");
    EXPECT_EQ(refusal_of("p a %q\n"),
              "a.mata:2:5: a misplaced '%'\n"
              "p a %q\n"
              "    ^\n"
              "hint: put the name in quotes\n");
    EXPECT_EQ(refusal_of("p a@x q\n"),
              "a.mata:2:4: a misplaced '@'\n"
              "p a@x q\n"
              "   ^\n"
              "hint: put the whole name in quotes, with \\\" for a quote\n");
    EXPECT_EQ(refusal_of("p a\\b q\n"),
              "a.mata:2:4: a misplaced '\\'\n"
              "p a\\b q\n"
              "   ^\n"
              "hint: names with a '\\' stand in quotes, with \\\\ for it; at the end of a line it joins the "
              "next\n");
    EXPECT_EQ(refusal_of("p a \\truek\n"),
              "a.mata:2:5: a misplaced '\\'\n"
              "p a \\truek\n"
              "    ^\n"
              "hint: names with a '\\' stand in quotes, with \\\\ for it; at the end of a line it joins the "
              "next\n");
    EXPECT_EQ(refusal_of("% p\n"),
              "a.mata:2:1: a '%' without a name\n"
              "% p\n"
              "^\n"
              "hint: put a line such as: %Initial q0\n");
}

TEST(MataBroken, joined_lines) {
    EXPECT_EQ(refusal_of("p a q \\\n\nq a p"),
              "a.mata:2:7: a '\\' that joins no line\n"
              "p a q \\\n"
              "      ^\n"
              "hint: the line after it has nothing to join\n");
    EXPECT_EQ(refusal_of("p a q \\"),
              "a.mata:2:7: a '\\' that joins no line\n"
              "p a q \\\n"
              "      ^\n"
              "hint: the line after it has nothing to join\n");
    EXPECT_EQ(refusal_of("p a q \\\n"),
              "a.mata:2:7: a '\\' that joins no line\n"
              "p a q \\\n"
              "      ^\n"
              "hint: the line after it has nothing to join\n");
    EXPECT_EQ(refusal_of("p a q # and \\\nq a p"),
              "a.mata:2:13: a comment that ends in '\\'\n"
              "p a q # and \\\n"
              "            ^\n"
              "hint: end the comment in another character\n");
}

TEST(MataBroken, transitions) {
    EXPECT_EQ(refusal_of("p\n"),
              "a.mata:2:2: expected a symbol, found the end of the line\n"
              "p\n"
              " ^\n"
              "hint: a transition is a state, a symbol and a state, with blanks between\n");
    EXPECT_EQ(refusal_of("p q\n"),
              "a.mata:2:4: expected a state, found the end of the line\n"
              "p q\n"
              "   ^\n"
              "hint: a transition is a state, a symbol and a state, with blanks between\n");
    EXPECT_EQ(refusal_of("p a q r\n"),
              "a.mata:2:7: expected the end of the line, found r\n"
              "p a q r\n"
              "      ^\n"
              "hint: a transition is a state, a symbol and a state, with blanks between\n");
    EXPECT_EQ(refusal_of("p a | b q\n"),
              "a.mata:2:5: expected a state, found '|'\n"
              "p a | b q\n"
              "    ^\n"
              "hint: a transition is a state, a symbol and a state, with blanks between\n");
    EXPECT_EQ(refusal_of("p (a) q\n"),
              "a.mata:2:3: expected a symbol, found '('\n"
              "p (a) q\n"
              "  ^\n"
              "hint: a transition is a state, a symbol and a state, with blanks between\n");
    EXPECT_EQ(refusal_of("p a \\true\n"),
              "a.mata:2:5: expected a state, found \\true\n"
              "p a \\true\n"
              "    ^\n"
              "hint: a transition is a state, a symbol and a state, with blanks between\n");
}

TEST(MataBroken, declarations) {
    EXPECT_EQ(refusal_of("%Alias a b\n"),
              "a.mata:2:1: a key %Alias, which is not read\n"
              "%Alias a b\n"
              "^\n"
              "hint: read are Initial, Final, Epsilon, States-… and Alphabet-…\n");
    EXPECT_EQ(refusal_of("%Alphabet-auto a\n"),
              "a.mata:2:16: expected the end of the line, found a\n"
              "%Alphabet-auto a\n"
              "               ^\n");
    EXPECT_EQ(refusal_of("%Alphabet-auto\n%Alphabet-enum a\n"),
              "a.mata:3:1: a %Alphabet-enum line after a %Alphabet-auto line\n"
              "%Alphabet-enum a\n"
              "^\n");
    EXPECT_EQ(refusal_of("%States-enum p | q\n"),
              "a.mata:2:16: expected a state, found '|'\n"
              "%States-enum p | q\n"
              "               ^\n");
    EXPECT_EQ(refusal_of("%States-enum p\np a q\n"),
              "a.mata:3:5: state q is not on the %States-enum line\n"
              "p a q\n"
              "    ^\n");
    EXPECT_EQ(refusal_of("%Alphabet-enum a\np b q\n"),
              "a.mata:3:3: symbol b is not on the %Alphabet-enum line\n"
              "p b q\n"
              "  ^\n");
    EXPECT_EQ(refusal_of("%States-marked\nq1 a p1\n"),
              "a.mata:3:6: state p1 does not begin with q, as %States-marked says\n"
              "q1 a p1\n"
              "     ^\n");
    EXPECT_EQ(refusal_of("%Alphabet-marked\nq1 b p1\n"),
              "a.mata:3:4: symbol b does not begin with a, as %Alphabet-marked says\n"
              "q1 b p1\n"
              "   ^\n");
    EXPECT_EQ(refusal_of("%Alphabet-numbers\np 1x q\n"),
              "a.mata:3:3: symbol 1x is not a number, as %Alphabet-numbers says\n"
              "p 1x q\n"
              "  ^\n");
    EXPECT_EQ(refusal_of("%Alphabet-utf\np ab q\n"),
              "a.mata:3:3: symbol ab is not one character, as %Alphabet-utf says\n"
              "p ab q\n"
              "  ^\n");
    EXPECT_EQ(refusal_of("%Epsilon !e\n"),
              "a.mata:2:1: an %Epsilon line that is not a list\n"
              "%Epsilon !e\n"
              "^\n"
              "hint: read are lists and a | b\n");
}

TEST(MataBroken, sets_of_states) {
    EXPECT_EQ(refusal_of("%Initial !q\n"),
              "a.mata:2:1: an %Initial line that is not a list\n"
              "%Initial !q\n"
              "^\n"
              "hint: read are lists and a | b\n");
    EXPECT_EQ(refusal_of("%Initial p q | r\n"),
              "a.mata:2:14: expected a state, found '|'\n"
              "%Initial p q | r\n"
              "             ^\n"
              "hint: read are lists, a | b, !a & !b, \\true and \\false\n");
    EXPECT_EQ(refusal_of("%Final p | q r\n"),
              "a.mata:2:14: expected an operator, found r\n"
              "%Final p | q r\n"
              "             ^\n"
              "hint: read are lists, a | b, !a & !b, \\true and \\false\n");
    EXPECT_EQ(refusal_of("%Final p & q\n"),
              "a.mata:2:10: a '&' of what is not negated\n"
              "%Final p & q\n"
              "         ^\n"
              "hint: read are lists, a | b, !a & !b, \\true and \\false\n");
    EXPECT_EQ(refusal_of("%Final p | !q\n"),
              "a.mata:2:10: a '|' of what is not a list\n"
              "%Final p | !q\n"
              "         ^\n"
              "hint: read are lists, a | b, !a & !b, \\true and \\false\n");
    EXPECT_EQ(refusal_of("%Final !!q\n"),
              "a.mata:2:8: a '!' of what is negated\n"
              "%Final !!q\n"
              "       ^\n"
              "hint: read are lists, a | b, !a & !b, \\true and \\false\n");
    EXPECT_EQ(refusal_of("%Final (p | q\n"),
              "a.mata:2:14: expected ')' or an operator, found the end of the line\n"
              "%Final (p | q\n"
              "             ^\n");
    EXPECT_EQ(refusal_of("%Final p |\n"),
              "a.mata:2:11: expected a state, found the end of the line\n"
              "%Final p |\n"
              "          ^\n");
    EXPECT_EQ(refusal_of("%Final )\n"),
              "a.mata:2:8: expected a state, found ')'\n"
              "%Final )\n"
              "       ^\n");
    EXPECT_EQ(refusal_of("%Final !p\n%Final q\n"),
              "a.mata:3:1: a second %Final line, where one is a formula\n"
              "%Final q\n"
              "^\n"
              "hint: write one formula\n");
    EXPECT_EQ(refusal_of("%Initial p\n%Initial q | r\n"),
              "a.mata:3:1: a second %Initial line, where one is a formula\n"
              "%Initial q | r\n"
              "^\n"
              "hint: write one formula\n");
    EXPECT_EQ(refusal_of("%Final " + std::string(1000, '(') + "\n"),
              "a.mata:2:109: more than 100 parentheses inside each other\n"
              "...((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
              "(((((((((...\n"
              "                                                    ^\n");
    EXPECT_EQ(refusal_of("%Final p | # and\n"),
              "a.mata:2:12: expected a state, found the end of the line\n"
              "%Final p | # and\n"
              "           ^\n");
}

TEST(MataBroken, more_rows_than_memory) {
    std::string text = "@NFA-explicit\n%States-enum";
    for (std::size_t i = 0; i < 5000; ++i) text += " q" + std::to_string(i);
    for (std::size_t i = 0; i < 5000; ++i) text += "\nq0 a" + std::to_string(i) + " q1";
    EXPECT_EQ(refusal(text),
              "a.mata:3203:4: states times symbols is more than 16000000\n"
              "q0 a3200 q1\n"
              "   ^\n");
}

/// Lines with a token too many here and there: an automaton that can be written again, or an error.
RC_GTEST_PROP(MataBroken, any_text_is_read_or_refused, ()) {
    static const std::vector<std::string> lines = {"\n",
                                                   "\np a q",
                                                   "\nq \"a b\" q",
                                                   "\n%Initial p",
                                                   "\n%Final !q & !p",
                                                   "\n%Final p | q",
                                                   "\nq e \\\np",
                                                   "\n%Epsilon e f",
                                                   "\r\np a & p",
                                                   "\n%States-enum q p",
                                                   "\n%Alphabet-auto",
                                                   "\n%Final"};
    static const std::vector<std::string> pieces = {"p",  "q",  "a", " ",      "\"",      "\\\\", "\\", "#",
                                                    "|",  "&",  "!", "(",      ")",       "@",    "%",  "ε",
                                                    "\t", "\n", "e", "\\true", "\\false", "\\\n"};
    std::string text = "@NFA-explicit";
    for (std::size_t count = *between(0, 12); count > 0; --count) {
        text += *rc::gen::elementOf(lines);
        if (*between(0, 4) == 0) text += " " + *rc::gen::elementOf(pieces);
    }
    const auto result = read_mata(text, "a.mata");
    RC_CLASSIFY(bool(result), "read");
    if (!result) {
        RC_ASSERT(result.error().kind() == Error::Kind::bad_input);
        return;
    }
    const WeightedAutomaton& automaton = result.value().content.automaton;
    RC_ASSERT(read_mata(write_mata(automaton), "copy").value().content.automaton == automaton);
}

}  // namespace
}  // namespace linac::tests::mata_broken_test
