// Dot files as Vcsn's documentation and its tests have them; and back.
#include "formats/vcsn_dot.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/isomorphism.hpp"
#include "support/odd_names.hpp"

namespace linac::tests::vcsn_dot_test {
namespace {

using Names = std::vector<std::string>;

ForeignAutomaton read(const std::string& text) {
    return read_vcsn_dot(text, "a.gv").value();
}

WeightedAutomaton automaton_of(const std::string& text) {
    return read(text).content.automaton;
}

TEST(VcsnDot, reads_the_example_of_the_documentation) {
    // Vcsn 2, the notebook Automata.
    const ForeignAutomaton foreign = read(R"(// The comments are introduced with //, or /* ... */
digraph
{
  /* The context
     of the automaton. */
  vcsn_context = "lal, b"
  I -> 0
  0 -> 0 [label = "a"]
  0 -> 0 [label = "b"]
  0 -> 1 [label = "c, d"]
  1 -> Finish
})");
    EXPECT_TRUE(foreign.is_weight_free);
    const WeightedAutomaton& automaton = foreign.content.automaton;
    EXPECT_EQ(automaton.alphabet, Alphabet({"a", "b", "c", "d"}));
    EXPECT_EQ(automaton.states, (Names{"0", "1"}));
    EXPECT_EQ(automaton.initial, unit(0));
    EXPECT_EQ(automaton.final, unit(1));
    EXPECT_EQ(automaton.transition[1].row(0), unit(0));
    EXPECT_EQ(automaton.transition[3].row(0), unit(1));
    EXPECT_EQ(automaton.transition_count(), 4U);
}

TEST(VcsnDot, reads_the_weighted_example_of_the_documentation) {
    const ForeignAutomaton foreign = read(R"(digraph
{
  vcsn_context = "lal_char(ab), z"
  I -> p [label = "<2>"]
  p -> q [label = "<3>a, <4>b"]
  q -> q [label = a]
  q -> F
})");
    EXPECT_FALSE(foreign.is_weight_free);
    const WeightedAutomaton& automaton = foreign.content.automaton;
    EXPECT_EQ(automaton.states, (Names{"p", "q"}));
    EXPECT_EQ(weight(automaton, {0, 0}), Rational(6));
    EXPECT_EQ(weight(automaton, {1}), Rational(8));
}

TEST(VcsnDot, reads_letters_that_have_a_meaning) {
    // Vcsn 2, tests/python/automaton.dir/lal_char_b.in.gv.
    const WeightedAutomaton automaton = automaton_of(R"(digraph
{
  vcsn_context = "lal_char(\\(\\),\"\\'<|>{}[]a-z), b"
  0 -> 1 [label = a]
  0 -> 2 [label = "[\"\\']"]
  0 -> 3 [label = "[|,]"]
  0 -> 4 [label = "[()]"]
  0 -> 5 [label = "[{}]"]
  0 -> 6 [label = "[<>]"]
  0 -> 7 [label = "[\\[\\]]"]
  I0 -> 0
  {1 2 3 4 5 6 7} -> F
})");
    const std::vector<Names> labels = {{"a"},      {"\"", "'"}, {",", "|"}, {"(", ")"},
                                       {"{", "}"}, {"<", ">"},  {"[", "]"}};
    for (std::size_t i = 0; i < labels.size(); ++i)
        for (const std::string& label : labels[i])
            EXPECT_EQ(automaton.transition[*automaton.alphabet.find(label)].row(0), unit(i + 1)) << label;
    EXPECT_EQ(automaton.transition_count(), 13U);
    EXPECT_EQ(automaton.final.size(), 7U);
    EXPECT_EQ(automaton.alphabet.size(), 38U);
}

TEST(VcsnDot, reads_empty_words_and_classes) {
    // Vcsn 2, tests/python/automaton.dir/lan_char_z.in.gv, shortened.
    const ForeignAutomaton foreign = read(R"(digraph
{
  vcsn_context = "lan_char(a-z), z"
  I -> 0
  0 -> 1 [label = "\\e"]
  1 -> 2 [label = "<2>[abcdijklz], e"]
  2 -> 3 [label = "<2>\\e, <3>[a-dijklz]"]
  3 -> F
})");
    EXPECT_EQ(foreign.content.epsilon.at(0, 1), Rational(1));
    EXPECT_EQ(foreign.content.epsilon.at(2, 3), Rational(2));
    const WeightedAutomaton automaton = without_epsilon(foreign.content);
    EXPECT_EQ(weight(automaton, {0}), Rational(4));
    EXPECT_EQ(weight(automaton, {4}), Rational(2));
    EXPECT_EQ(weight(automaton, {0, 25}), Rational(6));
    EXPECT_EQ(weight(automaton, {0, 4}), Rational(0));
}

TEST(VcsnDot, reads_markup_and_subgraphs) {
    // Vcsn 2, tests/python/automaton.dir/html.gv, shortened.
    const WeightedAutomaton automaton = automaton_of(R"(digraph G {
  vcsn_context = "lan_char, q"
rankdir=LR
  node [shape=plaintext]
  a [
     label=<
<TABLE BORDER="0" CELLBORDER="1">
  <TR><TD PORT="here" BGCOLOR="lightblue">qualifier</TD></TR>
</TABLE>>
  ]
  b [shape=ellipse style=filled label=<x>]
  subgraph { rank=same b c }
  a:here -> b:there [label = <a,b>]
  c -> b [label = <<123>a>]
  d [shape=triangle]
  d -> c [label=<b>]
  I -> {a d}
  b -> F
})");
    EXPECT_EQ(automaton.states, (Names{"a", "b", "c", "d"}));
    EXPECT_EQ(automaton.initial, (SparseVector{{0, 1}, {3, 1}}));
    EXPECT_EQ(automaton.transition[0].at(2, 1), Rational(123));
    EXPECT_EQ(automaton.transition[1].at(0, 1), Rational(1));
    EXPECT_EQ(automaton.transition[1].at(3, 2), Rational(1));
}

TEST(VcsnDot, reads_letters_of_several_bytes) {
    // Vcsn 2, tests/python/automaton.dir/drinks-simple.gv, shortened.
    const WeightedAutomaton automaton = automaton_of(R"(digraph
{
  vcsn_context = "letterset<string_letters('☕️''🍷''🍺''🍾')>, b"
  rankdir = LR
  edge [arrowhead = vee, arrowsize = .6]
  {
    node [shape = point, width = 0]
    I0
    F8
  }
  {
    node [fillcolor = cadetblue1, shape = circle, style = "filled,rounded", width = 0.3]
    0 [label = "", tooltip = "0: 0"]
    1 [label = "", tooltip = "1: 1"]
  }
  I0 -> 0
  0 -> 1 [label = "'🍷', '☕️'"]
  1 -> F8
})");
    EXPECT_EQ(automaton.alphabet, Alphabet({"☕️", "🍷", "🍺", "🍾"}));
    EXPECT_EQ(automaton.transition[0].row(0), unit(1));
    EXPECT_EQ(automaton.transition[1].row(0), unit(1));
}

TEST(VcsnDot, goes_along_paths) {
    const WeightedAutomaton automaton = automaton_of(
        "digraph { vcsn_context = \"lal(a), z\"; 0 -> {1 2; subgraph x {3}} -> 0 -> 0 [label = \"<2>a\"] }");
    EXPECT_EQ(automaton.transition[0].row(0), (SparseVector{{0, 2}, {1, 2}, {2, 2}, {3, 2}}));
    for (const std::size_t from : {1U, 2U, 3U}) EXPECT_EQ(automaton.transition[0].row(from), unit(0, 2));
}

TEST(VcsnDot, names_states_by_their_labels) {
    const std::string begin =
        "digraph { vcsn_context = \"lal(a), q\"\n 0 [label = \"p, \\\"q\\\"\", shape = box]\n";
    EXPECT_EQ(automaton_of(begin + "1 -> 0 [label = a] }").states, (Names{"p, \"q\"", "1"}));
    EXPECT_EQ(automaton_of(begin + "1 [label = \"p, \\\"q\\\"\"] }").states, (Names{"0", "1"}));
    EXPECT_EQ(automaton_of(begin + "2 [label = \"\"] 3 [color = gray; tooltip = x] }").states,
              (Names{"p, \"q\"", "2", "3"}));
}

TEST(WriteVcsnDot, writes_what_vcsn_would) {
    WeightedAutomaton automaton(Alphabet({"a", "b"}), 2);
    automaton.states = {"0", "my \"state\""};
    automaton.initial = unit(0, Rational(1, 2));
    automaton.final = unit(1);
    automaton.transition[0].set_row(0, {{0, Rational(1, 2)}, {1, 1}});
    automaton.transition[1].set_row(0, {{0, Rational(-3, 4)}});
    EXPECT_EQ(write_vcsn_dot(automaton), R"(digraph
{
  vcsn_context = "letterset<char_letters(ab)>, q"
  rankdir = LR
  {
    node [shape = point, width = 0]
    I0
    F1
  }
  {
    node [shape = circle, style = rounded, width = 0.5]
    0
    1 [label = "my \"state\"", shape = box]
  }
  I0 -> 0 [label = "<1/2>"]
  0 -> 0 [label = "<1/2>a, <-3/4>b"]
  0 -> 1 [label = "a"]
  1 -> F1
}
)");
}

TEST(WriteVcsnDot, refuses_what_it_cannot_hold) {
    WeightedAutomaton automaton(Alphabet({"a"}), 1);
    automaton.states = {"line\nend"};
    EXPECT_EQ(describe(capture([&] { return write_vcsn_dot(automaton); }).error()),
              "state line?end cannot be written: it has a control character\n");
}

// Round trips.

RC_GTEST_PROP(WriteVcsnDot, is_read_as_the_same_automaton, ()) {
    const WeightedAutomaton automaton = draw_oddly_named_automaton();
    const ForeignAutomaton copy = read(write_vcsn_dot(automaton));
    RC_ASSERT(copy.content.automaton == automaton);
    RC_ASSERT(isomorphic(copy.content.automaton, automaton));
    RC_ASSERT(copy.content.epsilon == SparseMatrix(automaton.size(), automaton.size()));
    RC_ASSERT(!copy.is_weight_free);
}

TEST(VcsnDot, reads_the_example_of_its_description) {
    const std::string text = read_file(source_directory() / "automata" / "formats.md");
    const std::size_t begin = text.find("```\ndigraph") + 4;
    const WeightedAutomaton automaton = automaton_of(text.substr(begin, text.find("```", begin) - begin));
    EXPECT_EQ(automaton.states, (Names{"0", "my state"}));
    EXPECT_EQ(weight(automaton, {0, 1, 1}), Rational(1, 3));
}

TEST(WriteVcsnDot, keeps_the_zoo) {
    std::size_t count = 0;
    for (const char* folder : {"weighted", "permutation"})
        for (const auto& path : automaton_files(folder)) {
            const WeightedAutomaton automaton = to_weighted(read_automaton(read_file(path), "zoo").value());
            EXPECT_EQ(read(write_vcsn_dot(automaton)).content.automaton, automaton) << path;
            ++count;
        }
    EXPECT_GT(count, 5U);
}

}  // namespace
}  // namespace linac::tests::vcsn_dot_test
