// Files of the PAutomaC competition that are refused, against their messages to the letter.
#include "formats/pautomac.hpp"
#include "support/bad_input.hpp"

namespace linac::tests::pautomac_broken_test {
namespace {

TEST(BrokenPautomac, models_are_refused_with_these_words) {
    expect_refused(
        {
            {"empty", "",
             "a.txt:1:1: no section I:\n"
             "hint: a model has sections headed I:, F:, S: and T:\n"},
            {"entry_before_a_section", "\t(0) 1.0\n",
             "a.txt:1:2: expected a section, found '('\n"
             "\t(0) 1.0\n"
             "\t^\n"
             "hint: a model has sections headed I:, F:, S: and T:\n"},
            {"unknown_section",
             "I: (state)\n"
             "G: (state)\n",
             "a.txt:2:1: expected an entry or a section, found 'G'\n"
             "G: (state)\n"
             "^\n"
             "hint: an entry is written: (state,symbol,state) probability, as the head of its section "
             "says\n"},
            {"second_section",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1) 0.25\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n"
             "F: (state)\n",
             "a.txt:9:1: a second section F:\n"
             "F: (state)\n"
             "^\n"},
            {"missing_section",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "S: (state,symbol)\n",
             "a.txt:5:1: no section T:\n"
             "hint: a model has sections headed I:, F:, S: and T:\n"},
            {"other_indices",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1) 0.25\n"
             "S: (symbol,state)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:5:4: expected (state,symbol) after S:\n"
             "S: (symbol,state)\n"
             "   ^\n"},
            {"too_few_indices",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1) 0.25\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,1) 1.0\n",
             "a.txt:8:6: expected ',', found ')'\n"
             "\t(0,1) 1.0\n"
             "\t    ^\n"
             "hint: an entry is written: (state,symbol,state) probability, as the head of its section "
             "says\n"},
            {"too_many_indices",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1) 0.25\n"
             "S: (state,symbol)\n"
             "\t(0,0,1) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:6:6: expected ')', found ','\n"
             "\t(0,0,1) 1.0\n"
             "\t    ^\n"
             "hint: an entry is written: (state,symbol,state) probability, as the head of its section "
             "says\n"},
            {"index_without_digits",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(q1) 0.25\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:4:3: expected the number of a state, found 'q'\n"
             "\t(q1) 0.25\n"
             "\t ^\n"
             "hint: an entry is written: (state,symbol,state) probability, as the head of its section "
             "says\n"},
            {"symbol_without_digits",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1) 0.25\n"
             "S: (state,symbol)\n"
             "\t(0,a) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:6:5: expected the number of a symbol, found 'a'\n"
             "\t(0,a) 1.0\n"
             "\t   ^\n"
             "hint: an entry is written: (state,symbol,state) probability, as the head of its section "
             "says\n"},
            {"not_closed",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1 0.25\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:4:5: expected ')', found '0'\n"
             "\t(1 0.25\n"
             "\t   ^\n"
             "hint: an entry is written: (state,symbol,state) probability, as the head of its section "
             "says\n"},
            {"no_probability",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1)\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:4:5: a number without digits\n"
             "\t(1)\n"
             "\t   ^\n"
             "hint: a probability is a decimal\n"},
            {"not_a_number",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1) 0,25\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:4:7: a text that is not a number\n"
             "\t(1) 0,25\n"
             "\t     ^\n"
             "hint: a probability is a decimal\n"},
            {"above_one",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1) 1.25\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:4:6: a probability that is not between 0 and 1\n"
             "\t(1) 1.25\n"
             "\t    ^\n"},
            {"negative",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1) -1\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:4:6: a probability that is not between 0 and 1\n"
             "\t(1) -1\n"
             "\t    ^\n"},
            {"twice",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1) 0.25\n"
             "  (0) 0.5\n"
             "  (1) 0.25\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:6:3: a second entry of the same indices\n"
             "  (1) 0.25\n"
             "  ^\n"},
            {"text_after_entry",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1) 0.25 0.5\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:4:11: expected the end of the line, found '0'\n"
             "\t(1) 0.25 0.5\n"
             "\t         ^\n"},
            {"too_many_states",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(1000000) 0.25\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:4:3: more than 1000000 states\n"
             "\t(1000000) 0.25\n"
             "\t ^\n"},
            {"a_number_that_only_asks_for_memory",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "S: (state,symbol)\n"
             "\t(0,1111015) 0.75\n",
             "a.txt:4:5: a number beyond what a file of this length can list\n"
             "\t(0,1111015) 0.75\n"
             "\t   ^\n"
             "hint: states and symbols are numbered from 0 on, without gaps\n"},
            {"huge_index",
             "I: (state)\n"
             "\t(0) 1.0\n"
             "F: (state)\n"
             "\t(99999999999999999999999) 0.25\n"
             "S: (state,symbol)\n"
             "\t(0,0) 1.0\n"
             "T: (state,symbol,state)\n"
             "\t(0,0,1) 1.0\n",
             "a.txt:4:3: more than 1000000 states\n"
             "\t(99999999999999999999999) 0.25\n"
             "\t ^\n"},
        },
        [](const std::string& text) { return read_pautomac(text, "a.txt"); });
}

TEST(BrokenPautomac, one_long_probability_is_not_a_factor_of_very_many) {
    const std::string digits(90'000, '3');
    std::string text = "I:\nF:\n(0) 0." + digits + "\nS:\n(0,0) 0." + digits + "\nT:\n";
    for (int i = 0; i < 2000; ++i) text += "(0,0," + std::to_string(i) + ") .5\n";
    const auto model = read_pautomac(text, "a.txt");
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().message(), "products of probabilities of more than 2147483648 bits in all");
}

TEST(BrokenPautomac, test_files_are_refused_with_these_words) {
    const Alphabet alphabet({"0", "1", "2"});
    expect_refused(
        {
            {"empty", "",
             "a.test: an empty file\n"
             "hint: the first line is: number of words, size of the alphabet\n"},
            {"no_alphabet_size", "2\n",
             "a.test:1:2: expected the size of the alphabet, found the end of the line\n"
             "2\n"
             " ^\n"},
            {"too_few",
             "2 3\n"
             "1 0\n",
             "a.test:2: 1 word where the first line says 2\n"},
            {"too_many",
             "1 3\n"
             "1 0\n"
             "0\n",
             "a.test:3:1: more words than the first line says\n"
             "0\n"
             "^\n"},
            {"symbol_too_large",
             "1 2\n"
             "2 0 2\n",
             "a.test:2:5: expected the number of a symbol, less than 2, found 2\n"
             "2 0 2\n"
             "    ^\n"},
            {"symbol_not_in_the_alphabet",
             "1 9\n"
             "2 0 3\n",
             "a.test:2:5: symbol 3 is not in the alphabet\n"
             "2 0 3\n"
             "    ^\n"},
            {"too_short",
             "1 3\n"
             "3 0 1\n",
             "a.test:2:1: a word of 2 symbols where its length is 3\n"
             "3 0 1\n"
             "^\n"},
            {"too_long",
             "1 3\n"
             "1 0 1\n",
             "a.test:2:5: a word of more than 1 symbol\n"
             "1 0 1\n"
             "    ^\n"},
            {"length_not_whole",
             "1 3\n"
             "-1\n",
             "a.test:2:1: expected the length of a word, found -1\n"
             "-1\n"
             "^\n"},
        },
        [&](const std::string& text) { return read_pautomac_words(text, "a.test", alphabet); });
}

TEST(BrokenPautomac, solutions_are_refused_with_these_words) {
    expect_refused(
        {
            {"empty", "\n",
             "a.txt:1: an empty file\n"
             "hint: the first line is the number of words\n"},
            {"too_few",
             "2\n"
             "0.5\n",
             "a.txt:2: 1 probability where the first line says 2\n"},
            {"too_many",
             "1\n"
             "0.5\n"
             "0.5\n",
             "a.txt:3:1: more probabilities than the first line says\n"
             "0.5\n"
             "^\n"},
            {"fraction",
             "1\n"
             "1/2\n",
             "a.txt:2:2: a text that is not a decimal\n"
             "1/2\n"
             " ^\n"
             "hint: a probability is a decimal\n"},
            {"two_numbers",
             "1\n"
             "0.5 0.5\n",
             "a.txt:2:5: expected the end of the line, found 0.5\n"
             "0.5 0.5\n"
             "    ^\n"},
            {"not_a_number",
             "1\n"
             "0.5.5\n",
             "a.txt:2:4: a text that is not a number\n"
             "0.5.5\n"
             "   ^\n"
             "hint: a probability is a decimal\n"},
        },
        [](const std::string& text) { return read_pautomac_solution(text, "a.txt"); });
}

}  // namespace
}  // namespace linac::tests::pautomac_broken_test
