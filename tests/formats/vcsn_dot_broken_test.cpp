// Vcsn's dot files that are wrong or not read, each against its message, to the letter.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "formats/vcsn_dot.hpp"
#include "support/bad_input.hpp"

namespace linac::tests::vcsn_dot_broken_test {
namespace {

std::vector<BadInput> broken_files() {
    return {
        {"an_undirected_graph", "graph { a -- b }\n",
         "a.gv:1:1: expected 'digraph', found 'graph'\n"
         "graph { a -- b }\n"
         "^\n"
         "hint: an automaton is a directed graph\n"},
        {"an_undirected_edge",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -- 1 [label = a]\n"
         "}\n",
         "a.gv:3:5: expected a name or a sign of the dot language, found '-'\n"
         "  0 -- 1 [label = a]\n"
         "    ^\n"
         "hint: edges of an automaton are written ->\n"},
        {"no_context",
         "digraph {\n"
         "  0 -> 1 [label = \"a\"]\n"
         "}\n",
         "a.gv:2:3: a state before the vcsn_context\n"
         "  0 -> 1 [label = \"a\"]\n"
         "  ^\n"
         "hint: put a line such as: vcsn_context = \"lal_char(ab), q\"\n"},
        {"an_empty_graph", "digraph {}\n",
         "a.gv:2:1: no vcsn_context\n"
         "hint: put a line such as: vcsn_context = \"lal_char(ab), q\"\n"},
        {"a_second_context",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  vcsn_context = \"lal, b\"\n"
         "}\n",
         "a.gv:3:3: a second vcsn_context\n"
         "  vcsn_context = \"lal, b\"\n"
         "  ^\n"},
        {"a_semiring_that_is_not_read", "digraph { vcsn_context = \"lal_char(ab), log\" }\n",
         "a.gv:1:41: weights in log: logarithms are no rational numbers\n"
         "digraph { vcsn_context = \"lal_char(ab), log\" }\n"
         "                                        ^\n"
         "hint: weights are read in b, z, q and qmp\n"},
        {"a_transducer", "digraph { vcsn_context = \"lat<lal_char(a), lal_char(\\\"x)>, b\" }\n",
         "a.gv:1:27: labels in lat: transducers are not read\n"
         "digraph { vcsn_context = \"lat<lal_char(a), lal_char(\\\"x)>, b\" }\n"
         "                          ^\n"
         "hint: labels are letters, words or \\e\n"},
        {"a_context_that_goes_on", "digraph { vcsn_context = \"lal_char(\\\\(), b, q\" }\n",
         "a.gv:1:43: expected the end of the context, found ','\n"
         "digraph { vcsn_context = \"lal_char(\\\\(), b, q\" }\n"
         "                                          ^\n"},
        {"a_missing_brace",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> 1 [label = \"a\"]\n",
         "a.gv:4:1: expected a statement or '}', found the end of the file\n"},
        {"a_missing_bracket",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> 1 [label = \"a\"\n"
         "}\n",
         "a.gv:4:1: expected an attribute or ']', found '}'\n"
         "}\n"
         "^\n"},
        {"an_attribute_without_a_value",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> 1 [label]\n"
         "}\n",
         "a.gv:3:16: expected '=', found ']'\n"
         "  0 -> 1 [label]\n"
         "               ^\n"},
        {"an_unclosed_text",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> 1 [label = \"a]\n"
         "}\n",
         "a.gv:3:19: a text without its closing quote\n"
         "  0 -> 1 [label = \"a]\n"
         "                  ^\n"},
        {"an_unclosed_markup",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> 1 [label = <a]\n"
         "}\n",
         "a.gv:3:19: a text without its closing '>'\n"
         "  0 -> 1 [label = <a]\n"
         "                  ^\n"},
        {"an_unclosed_comment",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "/* 0 -> 1\n"
         "}\n",
         "a.gv:3:1: a comment without its closing */\n"
         "/* 0 -> 1\n"
         "^\n"},
        {"a_transition_without_a_label",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> 1\n"
         "}\n",
         "a.gv:3:8: a transition without a label\n"
         "  0 -> 1\n"
         "       ^\n"
         "hint: a transition that reads nothing has the label \"\\\\e\"\n"},
        {"a_letter_behind_escapes",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> 1 [label = \"\\a, \\\\\\\"\\, c\"]\n"
         "}\n",
         "a.gv:3:24: letter \"\\\"\" is not in the alphabet\n"
         "  0 -> 1 [label = \"\\a, \\\\\\\"\\, c\"]\n"
         "                       ^\n"
         "hint: the context declares the alphabet\n"},
        {"an_initial_label",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  I -> 0 [label = \"a\"]\n"
         "}\n",
         "a.gv:3:20: expected a weight in '<' and '>' or the end of the label, found 'a'\n"
         "  I -> 0 [label = \"a\"]\n"
         "                   ^\n"
         "hint: initial and final transitions have a weight and no label\n"},
        {"an_edge_from_a_final_node",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  F -> 0 [label = \"a\"]\n"
         "}\n",
         "a.gv:3:3: an edge from a node that stands after final states\n"
         "  F -> 0 [label = \"a\"]\n"
         "  ^\n"
         "hint: nodes I… stand before initial states, nodes F… after final ones\n"},
        {"an_edge_to_an_initial_node",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> I1\n"
         "}\n",
         "a.gv:3:8: an edge to a node that stands before initial states\n"
         "  0 -> I1\n"
         "       ^\n"
         "hint: nodes I… stand before initial states, nodes F… after final ones\n"},
        {"an_edge_from_initial_to_final",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  I -> F\n"
         "}\n",
         "a.gv:3:8: an edge from a node before initial states to one after final states\n"
         "  I -> F\n"
         "       ^\n"
         "hint: nodes I… stand before initial states, nodes F… after final ones\n"},
        {"a_second_label",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> 1 [label = \"a\", label = \"b\"]\n"
         "}\n",
         "a.gv:3:24: a second label\n"
         "  0 -> 1 [label = \"a\", label = \"b\"]\n"
         "                       ^\n"},
        {"a_label_of_all_edges",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  edge [label = \"a\"]\n"
         "  0 -> 1\n"
         "}\n",
         "a.gv:3:17: a label for all edges is not read\n"
         "  edge [label = \"a\"]\n"
         "                ^\n"
         "hint: put it at each edge\n"},
        {"a_state_twice",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  {0 1 0} -> 2 [label = \"a\"]\n"
         "}\n",
         "a.gv:3:8: a state that is twice in the end of an edge\n"
         "  {0 1 0} -> 2 [label = \"a\"]\n"
         "       ^\n"},
        {"an_edge_in_an_end",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  {0 -> 1 [label = \"a\"]} -> 2 [label = \"a\"]\n"
         "}\n",
         "a.gv:3:6: an edge in a subgraph that is the end of an edge\n"
         "  {0 -> 1 [label = \"a\"]} -> 2 [label = \"a\"]\n"
         "     ^\n"},
        {"an_end_that_is_missing",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> [label = \"a\"]\n"
         "}\n",
         "a.gv:3:8: expected a state or a subgraph, found '['\n"
         "  0 -> [label = \"a\"]\n"
         "       ^\n"},
        {"text_after_the_graph",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "}\n"
         "digraph\n",
         "a.gv:4:1: expected the end of the file, found 'digraph'\n"
         "digraph\n"
         "^\n"},
        {"a_sign_of_no_meaning",
         "digraph {\n"
         "  vcsn_context = \"lal_char(ab), q\"\n"
         "  0 -> 1 [label = %]\n"
         "}\n",
         "a.gv:3:19: expected a name or a sign of the dot language, found '%'\n"
         "  0 -> 1 [label = %]\n"
         "                  ^\n"
         "hint: other names are written in double quotes\n"},
    };
}

TEST(VcsnDotBroken, says_what_is_wrong_and_where) {
    expect_refused(broken_files(), [](const std::string& text) { return read_vcsn_dot(text, "a.gv"); });
}

std::string repeated(const std::string& text, std::size_t count) {
    std::string result;
    for (; count > 0; --count) result += text;
    return result;
}

TEST(VcsnDotBroken, bounds_depth_and_products) {
    const std::string begin = "digraph { vcsn_context = \"lal, q\" ";
    EXPECT_EQ(read_vcsn_dot(begin + repeated("{", 100'000), "a.gv").error().message(),
              "subgraphs nested more than 100 deep");
    EXPECT_EQ(read_vcsn_dot(begin + repeated("0 -> {", 100'000), "a.gv").error().message(),
              "subgraphs nested more than 100 deep");
    std::string states = "{";
    for (int i = 0; i < 3000; ++i) states += std::to_string(i) + " ";
    states += "}";
    EXPECT_EQ(read_vcsn_dot(begin + states + " -> " + states + " [label = a] }", "a.gv").error().message(),
              "more than 8000000 transitions");
    EXPECT_EQ(
        read_vcsn_dot(begin + states + " -> " + states + " [label = \"\\\\z\"] }", "a.gv").error().message(),
        "more than 8000000 transitions");
}

}  // namespace
}  // namespace linac::tests::vcsn_dot_broken_test
