// Automata as graphs in the DOT language, ready for layout().
//
// A state is a node, all transitions between two states are one edge: symbols of weight 1 on common lines, the others a
// line each, ⟨1/2⟩ a. An arrow from nowhere marks an initial state, with its weight if that is not 1, a double circle a
// final one, with → and its weight if not all of these are 1. A rule of a machine is symbol [tests] / updates, as in statecharts (Harel 1987);
// its reject state is dashed.
//
// Nodes and edges have an id, in the SVG too: `state-Q` for state Q, `edge-P-Q` for the transitions from P to Q,
// `initial-Q` for the arrow to Q, numbers as in the automaton; classes are `state`, `final`, `reject`, `transition` and
// `initial`.
//
//     const std::string picture = layout(automaton_dot(parity), GraphvizFormat::svg).value();
//     assert(picture.find("id=\"edge-0-1\"") != std::string::npos);
#pragma once

#include <cstddef>
#include <string>

#include "automata/automaton.hpp"

namespace linac {

struct AutomatonDotOptions {
    std::size_t most_lines = 24;  ///< of an edge, at least 1; what is left out is counted on the last one
    std::size_t most_characters = 40;  ///< of a name or a number; longer ones end in "..."
};

[[nodiscard]] std::string automaton_dot(const WeightedAutomaton& automaton,
                                        const AutomatonDotOptions& options = {});
[[nodiscard]] std::string automaton_dot(const PermutationAutomaton& automaton,
                                        const AutomatonDotOptions& options = {});
[[nodiscard]] std::string automaton_dot(const CounterMachine& machine,
                                        const AutomatonDotOptions& options = {});
[[nodiscard]] std::string automaton_dot(const StackMachine& machine, const AutomatonDotOptions& options = {});
[[nodiscard]] std::string automaton_dot(const Automaton& automaton, const AutomatonDotOptions& options = {});

/// The id of the node of a state, and of the edge between two.
[[nodiscard]] std::string state_id(std::size_t state);
[[nodiscard]] std::string edge_id(std::size_t from, std::size_t to);

}  // namespace linac
