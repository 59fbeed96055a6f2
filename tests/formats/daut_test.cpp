// Daut files as Vcsn's documentation and its tests have them; and back.
#include "formats/daut.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/odd_names.hpp"

namespace linac::tests::daut_test {
namespace {

ForeignAutomaton read(const std::string& text) {
    return read_daut(text, "a.daut").value();
}

WeightedAutomaton automaton_of(const std::string& text) {
    return read(text).content.automaton;
}

using Names = std::vector<std::string>;

TEST(Daut, reads_the_example_of_the_documentation) {
    // Vcsn 2, the notebook Automata.
    const ForeignAutomaton foreign = read(
        "context = \"lal_char(ab), z\"\n"
        "$ -> p <2>\n"
        "p -> q <3>a, <4>b\n"
        "q -> q a\n"
        "q -> $\n");
    WeightedAutomaton expected(Alphabet({"a", "b"}), 2);
    expected.states = {"p", "q"};
    expected.initial = unit(0, 2);
    expected.final = unit(1);
    expected.transition[0].set_row(0, unit(1, 3));
    expected.transition[1].set_row(0, unit(1, 4));
    expected.transition[0].set_row(1, unit(1));
    EXPECT_EQ(foreign.content.automaton, expected);
    EXPECT_EQ(foreign.content.epsilon, SparseMatrix(2, 2));
    EXPECT_FALSE(foreign.is_weight_free);
}

TEST(Daut, reads_letters_that_have_a_meaning) {
    // Vcsn 2, tests/python/automaton.dir/lal_char_b.daut.
    const ForeignAutomaton foreign = read(
        "context = letterset<char_letters(\"\\'\\(\\),<>[]abcdefghijklmnopqrstuvwxyz{|})>, b\n"
        "$ -> 0\n"
        "0 -> 1 a\n"
        "0 -> 2 \", \\'\n"
        "0 -> 3 \\,, \\|\n"
        "0 -> 4 (, )\n"
        "0 -> 5 {, }\n"
        "0 -> 6 \\<, \\>\n"
        "0 -> 7 \\[, \\]\n"
        "7 -> $\n");
    EXPECT_TRUE(foreign.is_weight_free);
    const WeightedAutomaton& automaton = foreign.content.automaton;
    const std::vector<Names> labels = {{"a"},      {"\"", "'"}, {",", "|"}, {"(", ")"},
                                       {"{", "}"}, {"<", ">"},  {"[", "]"}};
    for (std::size_t i = 0; i < labels.size(); ++i)
        for (const std::string& label : labels[i])
            EXPECT_EQ(automaton.transition[*automaton.alphabet.find(label)].row(0), unit(i + 1)) << label;
    EXPECT_EQ(automaton.transition_count(), 13U);
}

TEST(Daut, reads_classes_and_empty_words) {
    // Vcsn 2, tests/python/automaton.dir/lan_char_z.daut, shortened.
    const ForeignAutomaton foreign = read(
        "context = nullableset<letterset<char_letters(abcdefghijklmnopqrstuvwxyz)>>, z\n"
        "$ -> 0\n"
        "0 -> 1 \\e\n"
        "1 -> 2 <2>\\e\n"
        "2 -> 3 [a-di-lz]\n"
        "4 -> 5 <2>[a-di-lz], e\n"
        "8 -> 9 <2>\\e, <3>[a-di-lz], e\n"
        "9 -> $\n");
    const EpsilonAutomaton& content = foreign.content;
    EXPECT_EQ(content.automaton.states, (Names{"0", "1", "2", "3", "4", "5", "8", "9"}));
    EXPECT_EQ(content.epsilon.at(0, 1), Rational(1));
    EXPECT_EQ(content.epsilon.at(1, 2), Rational(2));
    EXPECT_EQ(content.epsilon.at(6, 7), Rational(2));
    const std::string members = "abcdijklz";
    for (char c = 'a'; c <= 'z'; ++c) {
        const bool is_member = members.find(c) != std::string::npos;
        const SparseMatrix& matrix = content.automaton.transition[static_cast<std::size_t>(c - 'a')];
        EXPECT_EQ(matrix.at(2, 3), Rational(is_member ? 1 : 0));
        EXPECT_EQ(matrix.at(4, 5), Rational(is_member ? 2 : c == 'e' ? 1 : 0));
        EXPECT_EQ(matrix.at(6, 7), Rational(is_member ? 3 : c == 'e' ? 1 : 0));
    }
}

TEST(Daut, reads_labels_that_are_all_empty) {
    // Vcsn 2, tests/python/automaton.dir/lao_z.daut.
    const ForeignAutomaton foreign = read("context = lao, z\n$ -> 0 <666>\n0 -> 1 <93>\n1 -> $ <999>");
    EXPECT_EQ(foreign.content.automaton.alphabet.size(), 0U);
    EXPECT_EQ(foreign.content.epsilon.at(0, 1), Rational(93));
    EXPECT_EQ(weight(without_epsilon(foreign.content), {}), Rational(666 * 93 * 999));
}

TEST(Daut, knows_every_way_to_name_a_context) {
    const std::string body = "\n$ -> 0\n0 -> 0 a\n0 -> $\n";
    const WeightedAutomaton expected = automaton_of("context = lal_char(ab), q" + body);
    for (const std::string context :
         {"lal(ab), qmp", "letterset<char_letters(ab)>, z", "letterset<char(a-b)>, q", "letterset(ab), q",
          "context<lal<char_letters(ab)>, q>", "lan_char(ab), q",
          "nullableset<letterset<char_letters(ab)>>, q", "nullableset<nullableset<lal(ab)>>,q",
          "law_char(ab), q", "wordset<char_letters(ab)>, q", "letterset<string_letters(ab)>, b",
          "letterset<string('a''b')>, q", "lal(\\x61\\x62), q"})
        for (const std::string& line : {"context = " + context, "ctx=\"" + context + "\"  // a comment",
                                        "  vcsn_context = " + context + " # a comment"})
            EXPECT_EQ(automaton_of(line + body), expected) << line;
}

TEST(Daut, takes_the_letters_of_an_open_alphabet_as_they_appear) {
    EXPECT_EQ(automaton_of("context = lal, q\np -> q c, a\nq -> p b, c\n").alphabet,
              Alphabet({"c", "a", "b"}));
    EXPECT_EQ(automaton_of("context = letterset<string_letters>, q\np -> q 'é', a\n").alphabet,
              Alphabet({"é", "a"}));
}

TEST(Daut, has_weights_without_a_context_as_soon_as_there_is_one) {
    EXPECT_TRUE(read("$ -> 0\n0 -> 1 a, b\n1 -> $").is_weight_free);
    const ForeignAutomaton weighted = read("$ -> 0\n0 -> 1 a, <1/2>b\n0 -> 1 a\n1 -> $");
    EXPECT_FALSE(weighted.is_weight_free);
    EXPECT_EQ(weighted.content.automaton.transition[0].at(0, 1), Rational(2));
    EXPECT_EQ(weighted.content.automaton.transition[1].at(0, 1), Rational(1, 2));
}

TEST(Daut, adds_up_in_the_semiring_of_the_context) {
    const std::string body = "\n$ -> 0\n$ -> 0\n0 -> 0 a, a\n0 -> 0 a\n0 -> 0 [aa]\n0 -> 0 \\z\n0 -> $\n";
    EXPECT_EQ(automaton_of("context = lal(a), z" + body).transition[0].at(0, 0), Rational(4));
    EXPECT_EQ(automaton_of("context = lal(a), z" + body).initial, unit(0, 2));
    EXPECT_EQ(automaton_of("context = lal(a), b" + body).transition[0].at(0, 0), Rational(1));
    EXPECT_EQ(automaton_of("context = lal(a), b" + body).initial, unit(0));
}

TEST(Daut, walks_through_new_states_for_words) {
    const ForeignAutomaton foreign = read(
        "context = law_char(abc), q\n$ -> 0\n0 -> word1 <3>abc, <2>a, <5>\n0 -> word1 abc, [bc]\nword1 -> "
        "$\n");
    const WeightedAutomaton automaton = without_epsilon(foreign.content);
    EXPECT_EQ(foreign.content.automaton.states, (Names{"0", "word1", "word2", "word3"}));
    EXPECT_EQ(weight(automaton, {0, 1, 2}), Rational(4));
    EXPECT_EQ(weight(automaton, {0}), Rational(2));
    EXPECT_EQ(weight(automaton, {1}), Rational(1));
    EXPECT_EQ(weight(automaton, {}), Rational(5));
    EXPECT_EQ(weight(automaton, {0, 1}), Rational(0));
}

TEST(Daut, reads_negated_classes) {
    const WeightedAutomaton automaton = automaton_of("context = lal(a-e), q\np -> q [^b-d], <2>[^]\n");
    const std::vector<int> expected = {3, 2, 2, 2, 3};
    for (std::size_t s = 0; s < 5; ++s) EXPECT_EQ(automaton.transition[s].at(0, 1), Rational(expected[s]));
}

TEST(Daut, reads_names_comments_and_lines_without_arrows) {
    const WeightedAutomaton automaton = automaton_of(
        "// a comment\n# another\n\n  context = lal(ab), q\r\n"
        "z\r\n"
        "\"my \\\"state\\\\\" -> \"größer\" a  // that is it\r\n"
        "z->$ <-0.5>\n"
        "$ z\n"
        "z b.c-d b\n"
        "a\\ b -> z a # so it is\n");
    EXPECT_EQ(automaton.states, (Names{"z", "my \"state\\", "größer", "b.c-d", "a b"}));
    EXPECT_EQ(automaton.final, unit(0, Rational(-1, 2)));
    EXPECT_EQ(automaton.initial, unit(0));
    EXPECT_EQ(automaton.transition[0].at(1, 2), Rational(1));
    EXPECT_EQ(automaton.transition[1].at(0, 3), Rational(1));
    EXPECT_EQ(automaton.transition[0].at(4, 0), Rational(1));
}

TEST(Daut, reads_an_empty_file) {
    EXPECT_EQ(automaton_of("").size(), 0U);
    EXPECT_EQ(automaton_of("// nothing\n").alphabet.size(), 0U);
}

TEST(WriteDaut, writes_what_people_would) {
    WeightedAutomaton automaton(Alphabet({"a", "#"}), 2);
    automaton.states = {"0", "my state"};
    automaton.initial = unit(0, Rational(1, 2));
    automaton.final = unit(1, 2);
    automaton.transition[0].set_row(0, {{0, Rational(1, 2)}, {1, 1}});
    automaton.transition[1].set_row(0, {{0, Rational(-3, 4)}});
    EXPECT_EQ(write_daut(automaton),
              "context = letterset<char_letters(a\\x23)>, q\n"
              "$ -> 0 <1/2>\n"
              "0 -> 0 <1/2>a, <-3/4>\\x23\n"
              "0 -> \"my state\" a\n"
              "\"my state\" -> $ <2>\n");
    automaton.alphabet = Alphabet({"o'clock", "é"});
    automaton.final = unit(1, power(2, 40));
    EXPECT_EQ(write_daut(automaton),
              "context = letterset<string_letters('o\\'clock''é')>, qmp\n"
              "$ -> 0 <1/2>\n"
              "0 -> 0 <1/2>'o\\'clock', <-3/4>'é'\n"
              "0 -> \"my state\" 'o\\'clock'\n"
              "\"my state\" -> $ <1099511627776>\n");
}

std::string refusal(const WeightedAutomaton& automaton) {
    return describe(capture([&] { return write_daut(automaton); }).error());
}

TEST(WriteDaut, refuses_what_it_cannot_hold) {
    WeightedAutomaton automaton(Alphabet({"a"}), 1);
    automaton.states = {"$"};
    EXPECT_EQ(refusal(automaton), "a state named $ cannot be written\nhint: daut files name no state so\n");
    automaton.states = {"line\nend"};
    EXPECT_EQ(refusal(automaton), "state line?end cannot be written: it has a control character\n");
    automaton.states = {"0"};
    automaton.alphabet = Alphabet({"\x01"});
    EXPECT_EQ(refusal(automaton), "symbol ? cannot be written: it has a control character\n");
}

// Round trips.

RC_GTEST_PROP(WriteDaut, is_read_as_the_same_automaton, ()) {
    const WeightedAutomaton automaton = draw_oddly_named_automaton();
    const ForeignAutomaton copy = read(write_daut(automaton));
    RC_ASSERT(copy.content.automaton == automaton);
    RC_ASSERT(copy.content.epsilon == SparseMatrix(automaton.size(), automaton.size()));
    RC_ASSERT(!copy.is_weight_free);
}

TEST(Daut, reads_the_example_of_its_description) {
    const std::string text = read_file(source_directory() / "automata" / "formats.md");
    const std::size_t begin = text.find("```\ncontext") + 4;
    const WeightedAutomaton automaton = automaton_of(text.substr(begin, text.find("```", begin) - begin));
    EXPECT_EQ(weight(automaton, {0, 1, 1}), Rational(1, 3));
}

TEST(WriteDaut, keeps_the_zoo) {
    std::size_t count = 0;
    for (const char* folder : {"weighted", "permutation"})
        for (const auto& path : automaton_files(folder)) {
            const WeightedAutomaton automaton = to_weighted(read_automaton(read_file(path), "zoo").value());
            EXPECT_EQ(read(write_daut(automaton)).content.automaton, automaton) << path;
            ++count;
        }
    EXPECT_GT(count, 5U);
}

// As the first example of the notebook Automata, in Vcsn 2.0 to 2.3, has it.
TEST(Daut, takes_a_context_whose_quote_is_not_closed) {
    const auto open = read_daut("context = \"lal_char(ab), z\n$ -> 0\n0 -> 0 a\n0 -> $\n", "a.daut");
    const auto closed = read_daut("context = \"lal_char(ab), z\"\n$ -> 0\n0 -> 0 a\n0 -> $\n", "a.daut");
    EXPECT_EQ(open.value().content, closed.value().content);
}

}  // namespace
}  // namespace linac::tests::daut_test
