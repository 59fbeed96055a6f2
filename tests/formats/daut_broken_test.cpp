// Daut files that are wrong or not read, each against its message, to the letter.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "formats/daut.hpp"
#include "support/bad_input.hpp"

namespace linac::tests::daut_broken_test {
namespace {

std::vector<BadInput> broken_files() {
    return {
        {"a_weight_without_a_label",
         "context = lal_char(ab), q\n"
         "p -> q <2>\n",
         "a.daut:2:11: an empty word among labels that are letters\n"
         "p -> q <2>\n"
         "          ^\n"
         "hint: \\e, the empty word, is a label where the labelset is lan or law\n"},
        {"a_letter_outside_the_alphabet",
         "context = lal_char(ab), q\n"
         "$ -> p\n"
         "p -> q a, c\n",
         "a.daut:3:11: letter c is not in the alphabet\n"
         "p -> q a, c\n"
         "          ^\n"
         "hint: the context declares the alphabet\n"},
        {"a_word_among_letters",
         "context = lal_char(ab), q\n"
         "p -> q ab\n",
         "a.daut:2:9: expected ',' or the end of the line, found 'b'\n"
         "p -> q ab\n"
         "        ^\n"
         "hint: a label is one letter in this context; words are labels in law\n"},
        {"an_empty_word_among_letters",
         "context = lal_char(ab), q\n"
         "p -> q a, \\e\n",
         "a.daut:2:11: an empty word among labels that are letters\n"
         "p -> q a, \\e\n"
         "          ^\n"
         "hint: \\e, the empty word, is a label where the labelset is lan or law\n"},
        {"a_transition_without_a_label",
         "context = lal_char(ab), q\n"
         "p -> q   # nothing\n",
         "a.daut:2:10: expected a label, found the end of the line\n"
         "p -> q   # nothing\n"
         "         ^\n"
         "hint: a transition that reads nothing has the label \\e\n"},
        {"a_comma_without_a_label",
         "context = lal_char(ab), q\n"
         "p -> q a,\n",
         "a.daut:2:10: expected a label, found the end of the line\n"
         "p -> q a,\n"
         "         ^\n"
         "hint: a transition that reads nothing has the label \\e\n"},
        {"a_missing_state",
         "context = lal_char(ab), q\n"
         "p ->\n",
         "a.daut:2:5: expected a state or '$', found the end of the line\n"
         "p ->\n"
         "    ^\n"
         "hint: a transition is written: state -> state <weight>letter, ...\n"},
        {"a_missing_source",
         "context = lal_char(ab), q\n"
         "-> q a\n",
         "a.daut:2:1: expected a state or '$', found '-'\n"
         "-> q a\n"
         "^\n"
         "hint: a transition is written: state -> state <weight>letter, ...\n"},
        {"from_dollar_to_dollar",
         "context = lal_char(ab), q\n"
         "$ -> $\n",
         "a.daut:2:6: a transition from '$' to '$'\n"
         "$ -> $\n"
         "     ^\n"
         "hint: a transition is written: state -> state <weight>letter, ...\n"},
        {"a_final_label",
         "context = lal_char(ab), q\n"
         "q -> $ <2>a\n",
         "a.daut:2:11: expected a weight in '<' and '>' or the end of the line, found 'a'\n"
         "q -> $ <2>a\n"
         "          ^\n"
         "hint: initial and final transitions have a weight and no label\n"},
        {"an_unclosed_weight",
         "context = lal_char(ab), q\n"
         "p -> q <1/2 a\n",
         "a.daut:2:8: a weight without its closing '>'\n"
         "p -> q <1/2 a\n"
         "       ^\n"},
        {"a_zero_denominator",
         "context = lal_char(ab), q\n"
         "p -> q <1/0>a\n",
         "a.daut:2:11: a denominator of 0\n"
         "p -> q <1/0>a\n"
         "          ^\n"},
        {"a_weight_that_is_no_number",
         "context = lal_char(ab), q\n"
         "p -> q <a>a\n",
         "a.daut:2:9: a weight without digits\n"
         "p -> q <a>a\n"
         "        ^\n"
         "hint: a weight is an integer, p/q or a finite decimal\n"},
        {"a_weight_not_in_b",
         "context = lal_char(ab), b\n"
         "p -> q <2>a\n",
         "a.daut:2:9: a weight that is not in b\n"
         "p -> q <2>a\n"
         "        ^\n"
         "hint: b has the weights 0 and 1\n"},
        {"a_weight_not_in_z",
         "context = lal_char(ab), z\n"
         "p -> q <1/2>a\n",
         "a.daut:2:9: a weight that is not in z\n"
         "p -> q <1/2>a\n"
         "        ^\n"
         "hint: q is the set of rational numbers\n"},
        {"an_unclosed_class",
         "context = lal_char(ab), q\n"
         "p -> q [ab\n",
         "a.daut:2:8: a class of letters without its closing ']'\n"
         "p -> q [ab\n"
         "       ^\n"},
        {"an_empty_class",
         "context = lal_char(ab), q\n"
         "p -> q []\n",
         "a.daut:2:8: an empty class of letters\n"
         "p -> q []\n"
         "       ^\n"
         "hint: [^] is every letter\n"},
        {"a_class_of_an_open_alphabet",
         "context = lal, q\n"
         "p -> q [^a]\n",
         "a.daut:2:8: a class that depends on the alphabet, which is open\n"
         "p -> q [^a]\n"
         "       ^\n"
         "hint: declare the letters in the context: lal_char(abc)\n"},
        {"a_range_without_an_end",
         "context = lal_char(ab), q\n"
         "p -> q [a-]\n",
         "a.daut:2:10: a range without its last letter\n"
         "p -> q [a-]\n"
         "         ^\n"
         "hint: a letter '-' is written \\-\n"},
        {"a_range_backwards", "context = lal_char(b-a), q\n",
         "a.daut:1:21: a range whose last letter is before its first\n"
         "context = lal_char(b-a), q\n"
         "                    ^\n"},
        {"a_semiring_that_is_not_read", "context = lal_char(ab), zmin\n",
         "a.daut:1:25: weights in zmin: the tropical semiring (min, +) is not that of rational numbers\n"
         "context = lal_char(ab), zmin\n"
         "                        ^\n"
         "hint: weights are read in b, z, q and qmp\n"},
        {"floating_point_numbers", "context = \"lal_char(ab), r\"\n",
         "a.daut:1:26: weights in r: floating-point numbers are not exact\n"
         "context = \"lal_char(ab), r\"\n"
         "                         ^\n"
         "hint: weights are read in b, z, q and qmp\n"},
        {"a_transducer", "context = lat<lal_char(ab), lal_char(xy)>, q\n",
         "a.daut:1:11: labels in lat: transducers are not read\n"
         "context = lat<lal_char(ab), lal_char(xy)>, q\n"
         "          ^\n"
         "hint: labels are letters, words or \\e\n"},
        {"an_unknown_labelset", "context = lol(ab), q\n",
         "a.daut:1:11: unknown labelset lol\n"
         "context = lol(ab), q\n"
         "          ^\n"
         "hint: a context is a labelset and a weightset, such as: lal_char(ab), q\n"},
        {"a_context_without_weights", "context = lal_char(ab)\n",
         "a.daut:1:23: expected ',' and a weightset, found the end of the line\n"
         "context = lal_char(ab)\n"
         "                      ^\n"
         "hint: a context is a labelset and a weightset, such as: lal_char(ab), q\n"},
        {"unclosed_letters", "context = lal_char(ab, q\n",
         "a.daut:1:19: letters without their closing ')'\n"
         "context = lal_char(ab, q\n"
         "                  ^\n"},
        {"text_after_the_context", "context = lal_char(ab), q and so on\n",
         "a.daut:1:27: expected the end of the context, found 'a'\n"
         "context = lal_char(ab), q and so on\n"
         "                          ^\n"},
        {"a_second_context",
         "context = lal_char(ab), q\n"
         "p -> q a\n"
         "context = lal_char(ab), q\n",
         "a.daut:3:1: a context after the first line\n"
         "context = lal_char(ab), q\n"
         "^\n"
         "hint: the context comes before the transitions\n"},
        {"a_letter_of_many_bytes", "context = lal_char(aé), q\n",
         "a.daut:1:21: a letter outside ASCII\n"
         "context = lal_char(aé), q\n"
         "                    ^\n"
         "hint: letters of Vcsn's char_letters are single bytes; others are declared: "
         "letterset<string_letters('é')>\n"},
        {"a_state_outside_ascii",
         "context = lal_char(ab), q\n"
         "größer -> q a\n",
         "a.daut:2:3: expected a state or '$', found 'ö'\n"
         "größer -> q a\n"
         "  ^\n"
         "hint: other names are written in double quotes\n"},
        {"a_reserved_name",
         "context = lal_char(ab), q\n"
         "\"$\" -> q a\n",
         "a.daut:2:1: a state named $\n"
         "\"$\" -> q a\n"
         "^\n"
         "hint: $ stands before initial and after final states; $, $pre and $post name no others\n"},
        {"an_unclosed_name",
         "context = lal_char(ab), q\n"
         "p -> \"q a\n",
         "a.daut:2:6: a quoted name without its closing quote\n"
         "p -> \"q a\n"
         "     ^\n"},
        {"an_unknown_escape",
         "context = lal_char(ab), q\n"
         "p -> q \\q\n",
         "a.daut:2:8: an unknown escape\n"
         "p -> q \\q\n"
         "       ^\n"
         "hint: a backslash stands before a character that is no letter or digit, as in \\,\n"},
        {"an_unclosed_letter",
         "context = lal<string>, q\n"
         "p -> q 'foo\n",
         "a.daut:2:8: a quoted letter without its closing quote\n"
         "p -> q 'foo\n"
         "       ^\n"},
        {"a_control_character",
         "context = lal_char(ab), q\n"
         "p -> q\x01 a\n",
         "a.daut:2:7: a control character\n"
         "p -> q? a\n"
         "      ^\n"
         "hint: daut files are UTF-8 text\n"},
        {"a_comment_in_a_letter",
         "context = lal<string>, q\n"
         "p -> q 'a#b'\n",
         "a.daut:2:8: a quoted letter without its closing quote\n"
         "p -> q 'a#b'\n"
         "       ^\n"},
    };
}

TEST(DautBroken, says_what_is_wrong_and_where) {
    expect_refused(broken_files(), [](const std::string& text) { return read_daut(text, "a.daut"); });
}

TEST(DautBroken, bounds_what_classes_make) {
    // 100 letters and 200 000 times all of them.
    std::string text = "context = lal_char(!-&*-,.-~), q\n";
    for (int i = 0; i < 100'000; ++i) text += "p -> q [^]\n";
    EXPECT_EQ(read_daut(text, "a.daut").error().message(), "more than 8000000 transitions");
    // Classes of no letter, each of which looks at 10 000.
    text = "context = lal<string(";
    for (int i = 10'000; i < 20'000; ++i) text += "'" + std::to_string(i) + "'";
    text += ")>, q\n";
    for (int i = 0; i < 2'000; ++i) text += "p -> q [^'10000'-'19999']\n";
    EXPECT_EQ(read_daut(text, "a.daut").error().message(), "classes of more than 32000000 letters in all");
}

}  // namespace
}  // namespace linac::tests::daut_broken_test
