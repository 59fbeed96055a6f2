#include "formats/att.hpp"

#include <gtest/gtest.h>

#include "exact/exponential.hpp"
#include "formats/native.hpp"

namespace linac::tests::att_test {
namespace {

AttFile read(const std::string& text, const AttOptions& options = {}) {
    return read_att(text, "a.fst", options).value();
}

std::string native(const AttFile& file) {
    return write_automaton(file.automaton.content.automaton);
}

Rational weight_of(const AttFile& file, const std::string& word) {
    const WeightedAutomaton& automaton = file.automaton.content.automaton;
    return weight(automaton, parse_word(word, automaton.alphabet, "word").value());
}

TEST(ReadAtt, runs_the_example_of_the_header) {
    EXPECT_EQ(weight_of(read("0 1 a .5\n1 .25\n"), "a"), Rational(1, 8));
}

TEST(ReadAtt, takes_the_first_source_as_initial_state) {
    EXPECT_EQ(native(read("2 0 a\n0 2 b 0.25\n\n0\n")),
              "linac 1 weighted\n"
              "alphabet a b\n"
              "$ -> 2\n"
              "2 -> 0 a\n"
              "0 -> 2 <1/4>b\n"
              "0 -> $\n");
}

// The transducer of OpenFst's quick tour with its input labels on both sides: "0 1 a x .5, 0 1 b y 1.5, 1 2 c z 2.5, 2 3.5".
TEST(ReadAtt, reads_the_example_of_the_quick_tour_as_an_acceptor) {
    const std::string expected =
        "linac 1 weighted\n"
        "alphabet a b c\n"
        "$ -> 0\n"
        "0 -> 1 <1/2>a, <3/2>b\n"
        "1 -> 2 <5/2>c\n"
        "2 -> $ <7/2>\n";
    EXPECT_EQ(native(read("0 1 a .5\n0 1 b 1.5\n1 2 c 2.5\n2 3.5\n")), expected);
    EXPECT_EQ(native(read("0 1 a a .5\n0 1 b b 1.5\n1 2 c c 2.5\n2 3.5\n")), expected);
}

TEST(ReadAtt, separates_fields_by_blanks_and_tabs) {
    EXPECT_EQ(native(read("0\t 1\ta   1e-05 \r\n \t\n1\t\r\n")), native(read("0 1 a 0.00001\n1\n")));
}

TEST(ReadAtt, adds_equal_transitions_up) {
    EXPECT_EQ(weight_of(read("0 1 a .5\n0 1 a .25\n1\n"), "a"), Rational(3, 4));
}

TEST(ReadAtt, reads_an_empty_file_as_an_automaton_without_states) {
    const AttFile file = read("\n");
    EXPECT_EQ(file.automaton.content.automaton.size(), 0U);
    EXPECT_TRUE(file.automaton.is_weight_free);
}

TEST(ReadAtt, is_weight_free_iff_no_line_has_a_weight) {
    EXPECT_TRUE(read("0 1 a\n1\n").automaton.is_weight_free);
    EXPECT_TRUE(read("0 1 a a\n1\n").automaton.is_weight_free);
    EXPECT_FALSE(read("0 1 a\n1 1\n").automaton.is_weight_free);
    EXPECT_FALSE(read("0 1 a 1\n0 1 b 1\n1\n").automaton.is_weight_free);
}

TEST(ReadAtt, tells_acceptors_from_transducers) {
    // Four fields each: weights if some is a number that is not the label, labels if all are equal and not numbers.
    EXPECT_EQ(weight_of(read("0 1 2 .5\n0 1 3 3\n1\n"), "3"), Rational(3));
    EXPECT_EQ(weight_of(read("0 1 a a\n1\n"), "a"), Rational(1));
    // A line of five fields, or of three, tells what those of four are.
    EXPECT_EQ(weight_of(read("0 1 2 2\n0 1 3 3 .5\n1\n"), "2"), Rational(1));
    EXPECT_EQ(weight_of(read("0 1 2 2\n0 1 3\n1\n"), "2"), Rational(2));
    // Weight 1 and label 1: the same either way.
    EXPECT_EQ(weight_of(read("0 1 1 1\n1\n"), "1"), Rational(1));
    EXPECT_EQ(weight_of(read("0 1 2 2\n1\n", {.columns = AttColumns::acceptor}), "2"), Rational(2));
    EXPECT_EQ(weight_of(read("0 1 2 2\n1\n", {.columns = AttColumns::transducer}), "2"), Rational(1));
}

TEST(ReadAtt, reads_nothing_on_zero_where_labels_are_numbers) {
    const AttFile file = read("0 1 0 .5\n1 2 10\n2\n");
    EXPECT_EQ(file.automaton.content.automaton.alphabet, Alphabet({"10"}));
    EXPECT_EQ(file.automaton.content.epsilon.at(0, 1), Rational(1, 2));
}

TEST(ReadAtt, reads_nothing_on_the_names_of_epsilon) {
    for (const std::string name : {"<eps>", "<epsilon>", "@0@", "@_EPSILON_SYMBOL_@"}) {
        const AttFile file = read("0 1 " + name + "\n1 2 a\n2\n");
        EXPECT_EQ(file.automaton.content.automaton.alphabet, Alphabet({"a"})) << name;
        EXPECT_EQ(file.automaton.content.epsilon.nonzeros(), 1U) << name;
    }
}

TEST(ReadAtt, takes_labels_from_a_symbol_table) {
    const AttFile file =
        read("0 1 0 .5\n0 1 ε\n1 2 <eps>\n2\n", {.symbols = "ε 3\nb 1\n<eps>\t7\n0 2\n- 0\n"});
    EXPECT_EQ(file.automaton.content.automaton.alphabet, Alphabet({"b", "0", "ε", "<eps>"}));
    EXPECT_EQ(file.automaton.content.epsilon.nonzeros(), 0U);
    EXPECT_EQ(read("0 1 -\n", {.symbols = "- 0\n"}).automaton.content.epsilon.nonzeros(), 1U);
}

TEST(ReadAtt, rounds_log_weights_and_counts_them) {
    const AttFile file =
        read("0 1 a 0.5108256\n0 1 b 0\n0 1 c Infinity\n1 1.5\n", {.weights = AttWeights::log});
    EXPECT_EQ(file.rounded, 2U);
    const Rational half = *rounded_exponential(Rational(-3, 2), float64);
    EXPECT_EQ(weight_of(file, "a"), *rounded_exponential(*parse_rational("-0.5108256"), float64) * half);
    EXPECT_EQ(weight_of(file, "b"), half);
    EXPECT_EQ(weight_of(file, "c"), Rational(0));
    EXPECT_EQ(read("0 1 a\n1\n", {.weights = AttWeights::log}).rounded, 0U);
}

TEST(ReadAtt, adds_paths_of_log_weights_up) {
    EXPECT_EQ(weight_of(read("0 1 a 0\n0 2 a 0\n1\n2\n", {.weights = AttWeights::log}), "a"), Rational(2));
}

TEST(ReadAtt, reads_tropical_weights_of_deterministic_automata) {
    const std::string text = "0 1 a 0.5\n0 2 b 1\n1 0 a 2\n2 0\n";
    const AttFile file = read(text, {.weights = AttWeights::tropical});
    EXPECT_EQ(native(file), native(read(text, {.weights = AttWeights::log})));
    EXPECT_EQ(file.rounded, 3U);
}

TEST(WriteAtt, writes_the_initial_state_first) {
    WeightedAutomaton automaton(Alphabet({"a", "b"}), 3);
    automaton.states = {"x", "y", "z"};
    automaton.initial = unit(1);
    automaton.final = {{0, Rational(1, 2)}, {1, 1}};
    automaton.transition[0].set_row(1, {{0, Rational(-5, 4)}, {1, 1}});
    automaton.transition[1].set_row(0, unit(1));
    EXPECT_EQ(write_att(automaton).text,
              "1\t0\ta\t-1.25\n"
              "1\t1\ta\n"
              "1\n"
              "0\t1\tb\n"
              "0\t0.5\n"
              "2\t0\n");
    automaton.states = {"7", "0", "3"};
    EXPECT_EQ(write_att(automaton).text.substr(0, 14), "0\t7\ta\t-1.25\n0\t");
}

TEST(WriteAtt, adds_a_state_for_other_initial_weights) {
    WeightedAutomaton automaton(Alphabet({"a"}), 2);
    automaton.initial = {{0, Rational(1, 2)}, {1, 3}};
    automaton.final = {{0, 1}, {1, 1}};
    automaton.transition[0].set_row(0, unit(1));
    automaton.transition[0].set_row(1, unit(1));
    EXPECT_EQ(write_att(automaton).text,
              "2\t1\ta\t3.5\n"
              "2\t3.5\n"
              "0\t1\ta\n"
              "0\n"
              "1\t1\ta\n"
              "1\n");
    automaton.states = {"2", "3"};
    EXPECT_EQ(write_att(automaton).text.substr(0, 4), "4\t3\t");
    automaton.states = {"2", "4"};
    EXPECT_EQ(write_att(automaton).text.substr(0, 4), "3\t4\t");
}

TEST(WriteAtt, keeps_a_weight_from_being_taken_for_an_output_label) {
    WeightedAutomaton automaton(Alphabet({"2"}), 1);
    automaton.initial = unit(0);
    automaton.transition[0].set_row(0, unit(0, 2));
    EXPECT_EQ(write_att(automaton).text, "0\t0\t2\t02\n");
    EXPECT_EQ(read(write_att(automaton).text).automaton.content.automaton, automaton);
}

TEST(WriteAtt, rounds_where_it_may_and_counts) {
    WeightedAutomaton automaton(Alphabet({"a"}), 1);
    automaton.initial = unit(0);
    automaton.final = unit(0, Rational(1, 2));
    automaton.transition[0].set_row(0, unit(0, Rational(1, 3)));
    const AttText text = write_att(automaton, {.rounded = true});
    EXPECT_EQ(text.text, "0\t0\ta\t0.3333333333333333\n0\t0.5\n");
    EXPECT_EQ(text.rounded, 1U);
}

std::string refusal(const WeightedAutomaton& automaton, const AttWriteOptions& options = {}) {
    const auto text = capture([&] { return write_att(automaton, options); });
    EXPECT_FALSE(text);
    if (text) return {};
    EXPECT_EQ(text.error().kind(), Error::Kind::impossible);
    return describe(text.error());
}

/// One state with a loop of the given weight on each symbol.
WeightedAutomaton loop(const std::vector<std::string>& symbols, const Rational& weight = 1) {
    WeightedAutomaton automaton(Alphabet(symbols), 1);
    automaton.initial = automaton.final = unit(0);
    for (SparseMatrix& matrix : automaton.transition) matrix.add(0, 0, weight);
    return automaton;
}

TEST(WriteAtt, refuses_what_the_format_cannot_hold) {
    EXPECT_EQ(refusal(loop({"a"}, Rational(1, 3))),
              "weight 1/3 is not a finite decimal\n"
              "hint: AT&T files hold decimals; --rounded writes the nearest binary64 numbers\n");
    EXPECT_EQ(refusal(loop({"a"}, Rational(1) / power(3, 700)), {.rounded = true}).substr(0, 20),
              "weight 1/96578021405");
    EXPECT_EQ(refusal(loop({"b b"}), {.with_symbols = true}),
              "symbol b b cannot be written to an AT&T file: its fields are separated by blanks\n");
    EXPECT_EQ(refusal(loop({"a", "ε"})),
              "symbol ε cannot be written to an AT&T file: there it stands for ε\n"
              "hint: a symbol table keeps it\n");
    EXPECT_EQ(refusal(loop({"0", "1"})),
              "symbol 0 cannot be written to an AT&T file: there it stands for ε\n"
              "hint: a symbol table keeps it\n");
    EXPECT_EQ(refusal(loop({"01", "1"})),
              "symbol 01 cannot be written to an AT&T file: labels are taken for numbers, and it has zeros "
              "in front\n"
              "hint: a symbol table keeps it\n");
    EXPECT_EQ(refusal(loop({"a"}, 0)),
              "symbol a cannot be written to an AT&T file: without a symbol table a symbol is kept by its "
              "transitions, "
              "and it has none\n"
              "hint: a symbol table keeps it\n");
    const auto table = capture([] { return write_att_symbols(Alphabet({"a", "<eps>"})); });
    ASSERT_FALSE(table);
    EXPECT_EQ(describe(table.error()),
              "symbol <eps> cannot be written to an AT&T file: there it stands for ε\n");
}

TEST(WriteAttSymbols, begins_with_epsilon) {
    const Alphabet alphabet({"b", "0", "ε", "größer"});
    const std::string text = write_att_symbols(alphabet);
    EXPECT_EQ(text, "<eps>\t0\nb\t1\n0\t2\nε\t3\ngrößer\t4\n");
    const AttSymbols symbols = read_att_symbols(text, "a.syms").value();
    EXPECT_EQ(symbols.alphabet, alphabet);
    EXPECT_EQ(symbols.epsilon, "<eps>");
}

}  // namespace
}  // namespace linac::tests::att_test
