// Vcsn's dialect of Graphviz's dot: a directed graph whose edges are transitions.
//
//     digraph {
//       vcsn_context = "lal_char(ab), q"           // before the first state; see formats/vcsn/context.hpp
//       I -> 0 [label = "<1/2>"]                   // initial weight; 1 if left out
//       0 -> 1 [label = "<1/2>a, b"]               // see formats/vcsn/labels.hpp; repeated labels add up
//       {0 1} -> F [label = "<2>"]                 // final weight
//     }
//
// A node whose name begins with I stands before initial states, one that begins with F after final ones, and others are
// states. A name or value is an identifier, a number, `"text"` where `\c` stands for c (so a label has `\\e` for `\e`), or
// `<text>` with balanced `<` and `>`. Edges go along paths, p -> q -> r, from each node of a subgraph in braces to each of the
// next. // and /* */ are comments. A state is named by its label where that is a text; if two states had one name so,
// all are named as the nodes. Other attributes, of the graph too, are for looking. States have the order in which they
// appear. Source: the notebook Automata of Vcsn 2's documentation; graphviz.org, The DOT Language.
//
//     const ForeignAutomaton foreign = read_vcsn_dot(text, "coin.gv").value();
//     const WeightedAutomaton automaton = without_epsilon(foreign.content);
//     const std::string copy = write_vcsn_dot(automaton);
#pragma once

#include <string>
#include <string_view>

#include "error.hpp"
#include "formats/foreign.hpp"

namespace linac {

/// Errors carry file, line and column. `source` is the name to show in them.
[[nodiscard]] Result<ForeignAutomaton> read_vcsn_dot(std::string_view text, const std::string& source);

/// The text, with weights in q or qmp; reading it gives an equal automaton. Nodes are numbers, names are labels. Throws
/// impossible for control characters in names and over a limit of the reader.
[[nodiscard]] std::string write_vcsn_dot(const WeightedAutomaton& automaton);

}  // namespace linac
