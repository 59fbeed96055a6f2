// AT&T files and symbol tables that are refused, against their messages to the letter.
#include "formats/att.hpp"
#include "support/bad_input.hpp"

namespace linac::tests::att_broken_test {
namespace {

TEST(BrokenAtt, is_refused_with_these_words) {
    expect_refused(
        {
            {"transducer",
             "0 1 a b\n"
             "1\n",
             "a.fst:1:7: the output label b is not the input label a: a transducer\n"
             "0 1 a b\n"
             "      ^\n"
             "hint: a weighted automaton reads symbols and writes none\n"},
            {"transducer_with_weight",
             "0 1 a a .5\n"
             "0 1 a b .5\n"
             "1\n",
             "a.fst:2:7: the output label b is not the input label a: a transducer\n"
             "0 1 a b .5\n"
             "      ^\n"
             "hint: a weighted automaton reads symbols and writes none\n"},
            {"weight_not_a_number",
             "0 1 a\n"
             "0 1 b half\n"
             "1\n",
             "a.fst:2:7: a number without digits\n"
             "0 1 b half\n"
             "      ^\n"
             "hint: a weight is a decimal or p/q\n"},
            {"weight_with_two_points",
             "0 1 a 1.5.2\n"
             "1 2 b\n",
             "a.fst:1:10: a text that is not a number\n"
             "0 1 a 1.5.2\n"
             "         ^\n"
             "hint: a weight is a decimal or p/q\n"},
            {"infinite_weight",
             "0 1 a\n"
             "1 Infinity\n",
             "a.fst:2:3: an infinite weight\n"
             "1 Infinity\n"
             "  ^\n"
             "hint: such a file has log or tropical weights: ask for them\n"},
            {"denominator_of_zero",
             "0 1 a 3/0\n"
             "1 1 b 1\n",
             "a.fst:1:9: a denominator of 0\n"
             "0 1 a 3/0\n"
             "        ^\n"
             "hint: a weight is a decimal or p/q\n"},
            {"exponent_without_digits",
             "0 1 a 1e\n"
             "0 1 a\n",
             "a.fst:1:9: an exponent without digits\n"
             "0 1 a 1e\n"
             "        ^\n"
             "hint: a weight is a decimal or p/q\n"},
            {"exponent_too_large",
             "0 1 a 1e-401\n"
             "0 1 a\n",
             "a.fst:1:9: an exponent beyond 400\n"
             "0 1 a 1e-401\n"
             "        ^\n"
             "hint: a weight is a decimal or p/q\n"},
            {"second_final_weight",
             "0 1 a\n"
             "1\n"
             "1 .5\n",
             "a.fst:3:1: a second final weight of state 1\n"
             "1 .5\n"
             "^\n"},
            {"six_fields", "0 1 a a .5 .5\n",
             "a.fst:1:12: expected the end of the line, found .5\n"
             "0 1 a a .5 .5\n"
             "           ^\n"
             "hint: a line is: source target label [weight], or: state [weight]\n"},
            {"three_fields_of_a_transducer",
             "0 1 a a .5\n"
             "0 1 a\n",
             "a.fst:2:5: a transition of 3 fields among those of a transducer\n"
             "0 1 a\n"
             "    ^\n"
             "hint: its lines are: source target label label [weight]\n"},
            {"five_fields_of_an_acceptor",
             "0 1 a\n"
             "0 1 a a .5\n",
             "a.fst:2:9: expected the end of the line, found .5\n"
             "0 1 a a .5\n"
             "        ^\n"
             "hint: a line is: source target label [weight], or: state [weight]\n"},
            {"both_ways",
             "0 1 2 2\n"
             "1\n",
             "a.fst:1:7: a weight or an output label? The file can be read both ways\n"
             "0 1 2 2\n"
             "      ^\n"
             "hint: say whether it is an acceptor or a transducer\n"},
            {"zero_among_names",
             "0 1 a\n"
             "1 2 0\n"
             "2\n",
             "a.fst:2:5: label 0 among names: nothing, or a symbol?\n"
             "1 2 0\n"
             "    ^\n"
             "hint: write <eps> for nothing, or give a symbol table\n"},
            {"epsilon_letter_among_names",
             "0 1 a\n"
             "1 2 ε\n"
             "2\n",
             "a.fst:2:5: label ε among names: nothing, or a symbol?\n"
             "1 2 ε\n"
             "    ^\n"
             "hint: write <eps> for nothing, or give a symbol table\n"},
            {"zeros_in_front",
             "0 1 7\n"
             "1 2 007\n"
             "2\n",
             "a.fst:2:5: a label with zeros in front\n"
             "1 2 007\n"
             "    ^\n"
             "hint: labels that are numbers are written without\n"},
            {"control_character",
             "0 1 a\n"
             "1 2 \x01"
             "\n",
             "a.fst:2:5: a control character\n"
             "1 2 ?\n"
             "    ^\n"
             "hint: automaton files are UTF-8 text\n"},
            {"not_utf8",
             "0 1 a\n"
             "1 2 \xFF"
             "\n",
             "a.fst:2:5: a byte that is not UTF-8\n"
             "1 2 ?\n"
             "    ^\n"
             "hint: automaton files are UTF-8 text\n"},
        },
        [](const std::string& text) { return read_att(text, "a.fst"); });
}

TEST(BrokenAtt, adds_up_to_a_number_that_is_too_long) {
    std::string text;
    for (int i = 0; i < 40'000; ++i) text += "0 1 a 1/" + std::to_string(100'000'007 + 2 * i) + "\n";
    expect_refused(
        {{"long_sum", text, "a.fst: repeated weights add up to a number of more than 100000 digits\n"}},
        [](const std::string& t) { return read_att(t, "a.fst"); });
}

TEST(BrokenAtt, with_log_weights) {
    expect_refused(
        {
            {"log_infinite",
             "0 1 a -Infinity\n"
             "1 0\n",
             "a.fst:1:7: an infinite weight\n"
             "0 1 a -Infinity\n"
             "      ^\n"},
            {"log_overflow",
             "0 1 a 0\n"
             "1 -710\n",
             "a.fst:2:3: a weight that stands for a number beyond the largest of binary64\n"
             "1 -710\n"
             "  ^\n"},
            {"log_underflow",
             "0 1 a 0\n"
             "1 746\n",
             "a.fst:2:3: a weight that stands for a number below the least of binary64\n"
             "1 746\n"
             "  ^\n"},
        },
        [](const std::string& text) { return read_att(text, "a.fst", {.weights = AttWeights::log}); });
}

TEST(BrokenAtt, with_tropical_weights) {
    expect_refused(
        {
            {"tropical_nondeterministic",
             "0 1 a 1.5\n"
             "0 2 a 0.5\n"
             "1\n",
             "a.fst:2:5: a second transition of state 0 on a, with tropical weights\n"
             "0 2 a 0.5\n"
             "    ^\n"
             "hint: the weight of a best path is only read where a word has one path; log weights add paths "
             "up\n"},
            {"tropical_epsilon",
             "0 1 <eps> 1.5\n"
             "1\n",
             "a.fst:1:5: an ε-transition of an automaton with tropical weights\n"
             "0 1 <eps> 1.5\n"
             "    ^\n"
             "hint: the weight of a best path is only read where a word has one path; log weights add paths "
             "up\n"},
        },
        [](const std::string& text) { return read_att(text, "a.fst", {.weights = AttWeights::tropical}); });
}

TEST(BrokenAtt, with_a_symbol_table) {
    expect_refused(
        {{"label_not_in_the_table",
          "0 1 α\n"
          "1 2 β .5\n",
          "a.fst:2:5: label β is not in the symbol table\n"
          "1 2 β .5\n"
          "    ^\n"}},
        [](const std::string& text) { return read_att(text, "a.fst", {.symbols = "<eps> 0\nα 1\n"}); });
}

std::vector<BadInput> symbol_tables() {
    return {
        {"no_number",
         "<eps> 0\n"
         "a\n",
         "a.syms:2:2: expected the number of symbol a, found the end of the line\n"
         "a\n"
         " ^\n"
         "hint: a line of a symbol table is: symbol number\n"},
        {"not_whole",
         "<eps> 0\n"
         "a -1\n",
         "a.syms:2:3: expected a whole number, found -1\n"
         "a -1\n"
         "  ^\n"
         "hint: a line of a symbol table is: symbol number\n"},
        {"third_field",
         "<eps> 0\n"
         "a b 1\n",
         "a.syms:2:5: expected the end of the line, found 1\n"
         "a b 1\n"
         "    ^\n"
         "hint: a line of a symbol table is: symbol number\n"},
        {"symbol_twice",
         "<eps> 0\n"
         "a 1\n"
         "a 2\n",
         "a.syms:3:1: symbol a is there twice\n"
         "a 2\n"
         "^\n"},
        {"number_twice",
         "<eps> 0\n"
         "a 1\n"
         "b 01\n",
         "a.syms:3:3: number 1 is there twice\n"
         "b 01\n"
         "  ^\n"},
        {"number_too_long", "a 1234567890123456789\n",
         "a.syms:1:3: a number of more than 18 digits\n"
         "a 1234567890123456789\n"
         "  ^\n"},
    };
}

TEST(BrokenAttSymbols, are_refused_with_these_words) {
    expect_refused(symbol_tables(), [](const std::string& text) { return read_att_symbols(text, "a.syms"); });
}

TEST(BrokenAttSymbols, are_refused_by_the_reader_of_automata_too) {
    expect_refused(symbol_tables(), [](const std::string& text) {
        return read_att("0 1 a\n", "a.fst", {.symbols = text, .symbols_source = "a.syms"});
    });
}

}  // namespace
}  // namespace linac::tests::att_broken_test
