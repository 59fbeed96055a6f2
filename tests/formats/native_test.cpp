#include "formats/native.hpp"

#include <gtest/gtest.h>

namespace linac::native_test {
namespace {

Automaton read(std::string_view text) {
    return read_automaton(text, "test.linac").value();
}

WeightedAutomaton read_weighted(std::string_view text) {
    return std::get<WeightedAutomaton>(read(text));
}

std::string message(std::string_view text) {
    const auto automaton = read_automaton(text, "test.linac");
    return automaton ? "no error" : automaton.error().message();
}

TEST(ReadWeighted, reads_what_the_interface_shows) {
    const WeightedAutomaton automaton = read_weighted(R"(linac 1 weighted
alphabet a b
$ -> 0 <1/2>              # initial weight; <1> if left out
$ -> "my state"
0 -> 0 <1/2>a, <-3/4>b    # weight one may be left out: 0 -> 1 a, b
0 -> "my state" a
"my state" -> $ <2>       # final weight
)");
    EXPECT_EQ(automaton.alphabet, Alphabet({"a", "b"}));
    EXPECT_EQ(automaton.states, (std::vector<std::string>{"0", "my state"}));
    EXPECT_EQ(automaton.initial, (SparseVector{{0, Rational(1, 2)}, {1, 1}}));
    EXPECT_EQ(automaton.final, unit(1, 2));
    EXPECT_EQ(automaton.transition[0].row(0), (SparseVector{{0, Rational(1, 2)}, {1, 1}}));
    EXPECT_EQ(automaton.transition[1].row(0), unit(0, Rational(-3, 4)));
    EXPECT_EQ(automaton.transition_count(), 3U);
}

TEST(ReadPermutation, reads_what_the_interface_shows) {
    const PermutationAutomaton expected{
        Alphabet({"r", "s"}), {"0", "1", "2"}, {{1, 2, 0}, {1, 0, 2}}, 0, unit(0)};
    EXPECT_EQ(read(R"(linac 1 permutation
alphabet r s
states 0 1 2
r = (0 1 2)               # disjoint cycles, the state each state goes to; () is the identity
s = (0 1)
initial 0
final 0                   # or with weights: final 0 <3>, 2 <1/2>
)"),
              Automaton(expected));
}

TEST(ReadWeighted, takes_lines_ended_as_on_any_system_and_a_byte_order_mark) {
    const Automaton expected = read("linac 1 weighted\nalphabet a\n$ -> 0\n0 -> $\n");
    EXPECT_EQ(read("linac 1 weighted\r\nalphabet a\r\n$ -> 0\r\n0 -> $\r\n"), expected);
    EXPECT_EQ(read("linac 1 weighted\nalphabet a\n$ -> 0\n0 -> $"), expected) << "no end of the last line";
    EXPECT_EQ(read("\xEF\xBB\xBFlinac 1 weighted\nalphabet a\n$ -> 0\n0 -> $\n"), expected);
    EXPECT_EQ(read("\n# first\n \t\nlinac\t1  weighted # kind\n\nalphabet a\n  $->0\n0->$#end"), expected);
}

TEST(ReadWeighted, takes_weights_and_names_with_and_without_blanks) {
    EXPECT_EQ(read("linac 1 weighted\nalphabet a b\n0->1<2>a,<3>b\n1->$<1/2>\n"),
              read("linac 1 weighted\nalphabet a b\n0 -> 1 < 2 > a , < 3 > b\n1 -> $ < 1/2\t>\n"));
}

TEST(ReadWeighted, reads_decimals_exactly) {
    EXPECT_EQ(read("linac 1 weighted\nalphabet a\n$ -> 0 <0.05>\n0 -> 0 <-1.250>a\n"),
              read("linac 1 weighted\nalphabet a\n$ -> 0 <1/20>\n0 -> 0 <-5/4>a\n"));
}

TEST(ReadWeighted, adds_up_what_is_repeated) {
    const WeightedAutomaton automaton = read_weighted(
        "linac 1 weighted\nalphabet a\n$ -> 0\n$ -> 0 <1/2>\n0 -> 0 a, <2>a\n0 -> 0 a\n0 -> $ <3>\n0 -> $ "
        "<-3>\n");
    EXPECT_EQ(automaton.initial, unit(0, Rational(3, 2)));
    EXPECT_EQ(automaton.transition[0].row(0), unit(0, 4));
    EXPECT_TRUE(automaton.final.empty());
}

TEST(ReadWeighted, stores_no_zeros) {
    const WeightedAutomaton automaton = read_weighted(
        "linac 1 weighted\nalphabet a\n$ -> 0 <0>\n0 -> 1 <0/5>a\n1 -> 0 <1>a, <-1>a\n0 -> $ <0.0>\n");
    EXPECT_EQ(automaton.size(), 2U);
    EXPECT_EQ(automaton.transition_count(), 0U);
    EXPECT_TRUE(automaton.initial.empty());
    EXPECT_TRUE(automaton.final.empty());
}

TEST(ReadWeighted, numbers_states_as_declared_or_as_they_appear) {
    EXPECT_EQ(read_weighted("linac 1 weighted\nalphabet a\n$ -> x\ny -> z a\nz -> x a\n").states,
              (std::vector<std::string>{"x", "y", "z"}));
    EXPECT_EQ(read_weighted("linac 1 weighted\nstates z idle y x\nalphabet a\n$ -> x\ny -> z a\n").states,
              (std::vector<std::string>{"z", "idle", "y", "x"}));
}

TEST(ReadWeighted, needs_neither_states_nor_transitions) {
    const WeightedAutomaton nothing = read_weighted("linac 1 weighted\nalphabet a b\n");
    EXPECT_EQ(nothing.size(), 0U);
    EXPECT_EQ(weight(nothing, {0, 1}), 0);
    const WeightedAutomaton empty_word =
        read_weighted("linac 1 weighted\nalphabet a b\n$ -> 0 <3>\n0 -> $ <1/3>\n");
    EXPECT_EQ(weight(empty_word, {}), 1);
    EXPECT_EQ(weight(empty_word, {1}), 0);
}

TEST(ReadWeighted, takes_keywords_as_names_where_no_keyword_can_stand) {
    const WeightedAutomaton automaton = read_weighted(
        "linac 1 weighted\nalphabet alphabet states =\n$ -> states\nstates -> alphabet alphabet, =\n"
        "alphabet -> states states\n\"alphabet\" -> $\nlinac -> initial =\n");
    EXPECT_EQ(automaton.states, (std::vector<std::string>{"states", "alphabet", "linac", "initial"}));
    EXPECT_EQ(weight(automaton, {0}), 1);
}

TEST(ReadPermutation, takes_keywords_as_names_where_no_keyword_can_stand) {
    const PermutationAutomaton expected{Alphabet({"alphabet", "states", "initial", "final"}),
                                        {"alphabet", "initial", "="},
                                        {{1, 0, 2}, {2, 1, 0}, {0, 1, 2}, {0, 1, 2}},
                                        1,
                                        {{2, 1}}};
    EXPECT_EQ(read(R"(linac 1 permutation
states alphabet initial "="
alphabet alphabet states initial final
alphabet = (alphabet initial)
states = (= alphabet)
initial = ()
final = ()()
initial initial
final "=", alphabet <0>
)"),
              Automaton(expected));
}

TEST(ReadWeighted, takes_punctuation_inside_quotes) {
    const WeightedAutomaton automaton = read_weighted(
        "linac 1 weighted\nalphabet \"#\" \",\" \"\\\"\\\\\"\n$ -> \"# no comment\"\n\"# no comment\" -> "
        "\"->\" \"#\", \",\"\n");
    EXPECT_EQ(automaton.alphabet.symbols(), (std::vector<std::string>{"#", ",", "\"\\"}));
    EXPECT_EQ(automaton.states, (std::vector<std::string>{"# no comment", "->"}));
}

TEST(ReadPermutation, adds_up_repeated_final_weights) {
    const auto final_weights = [](const std::string& line) {
        const std::string text =
            "linac 1 permutation\nalphabet a\nstates 0 1 2\na = (0 1 2)\ninitial 0\n" + line;
        return std::get<PermutationAutomaton>(read(text)).final;
    };
    EXPECT_EQ(final_weights("final 2 <1/2>, 0, 2 <1/2>\n"), (SparseVector{{0, 1}, {2, 1}}));
    EXPECT_TRUE(final_weights("final 1 <2>, 1 <-2>\n").empty());
}

TEST(ReadPermutation, takes_cycles_with_and_without_blanks) {
    const auto image = [](const std::string& cycles) {
        const std::string text =
            "linac 1 permutation\nalphabet a\nstates 0 1 2 3\na = " + cycles + "\ninitial 0\nfinal 0\n";
        return std::get<PermutationAutomaton>(read(text)).permutation[0];
    };
    EXPECT_EQ(image("()"), (Permutation{0, 1, 2, 3}));
    EXPECT_EQ(image("(2)"), (Permutation{0, 1, 2, 3}));
    EXPECT_EQ(image("( 3 0 ) ( 1 2 )"), (Permutation{3, 2, 1, 0}));
    EXPECT_EQ(image("(3 0)()(1 2)"), (Permutation{3, 2, 1, 0}));
    EXPECT_EQ(image("(0 2 1 3)"), (Permutation{2, 3, 1, 0}));
}

TEST(ReadAutomaton, takes_the_header_only_without_quotes) {
    EXPECT_EQ(message("\"linac\" 1 weighted\nalphabet a\n"),
              "expected the header 'linac 1 KIND', found linac");
    EXPECT_EQ(message("linac 1 \"weighted\"\nalphabet a\n"), "unknown kind of automaton weighted");
    EXPECT_EQ(message("linac 1.0 weighted\nalphabet a\n"), "expected version 1, found 1.0");
    EXPECT_EQ(message("linac\n"), "expected version 1, found the end of the line");
    EXPECT_EQ(message(""), "an empty file");
}

TEST(ReadAutomaton, shows_unprintable_names_as_question_marks) {
    EXPECT_EQ(message("linac 1 weighted\nalphabet a\n0 -> 0 \xC2\x85\n"), "symbol ? is not in the alphabet");
}

}  // namespace
}  // namespace linac::native_test
