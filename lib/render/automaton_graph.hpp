// The picture of an automaton before it is laid out: states, edges with what is written on them, and how they are
// arranged.
//
// Small graphs run from left to right. Where a symbol leads through all states in a circle, the states stand on it: the
// picture of a cyclic group, whatever other symbols do. Large graphs settle by themselves, as springs would.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "automata/alphabet.hpp"

namespace linac {

/// A state of the picture; the lines of its label are ready to be shown.
struct DrawnState {
    std::vector<std::string> label;
    bool is_final = false;
    bool is_reject = false;
    bool is_initial = false;
    std::string initial_weight;  ///< empty: 1
};

/// A transition: the symbol, none for ε, and what is written around it.
struct DrawnTransition {
    std::optional<Symbol> symbol;
    std::string before;  ///< a weight
    std::string behind;  ///< tests and updates
};

struct AutomatonGraph {
    std::vector<std::string> symbols;  ///< as they are shown
    std::vector<DrawnState> states;
    std::map<std::pair<std::size_t, std::size_t>, std::vector<DrawnTransition>> edges;  ///< by from, to
};

/// The graph in the DOT language; an edge has at most `most_lines` ≥ 1 lines.
[[nodiscard]] std::string dot_of(const AutomatonGraph& graph, std::size_t most_lines);

/// All states in the order in which a symbol leads from one to the next and round, from the first initial one, if there
/// is such a symbol.
[[nodiscard]] std::optional<std::vector<std::size_t>> circle(const AutomatonGraph& graph);

}  // namespace linac
