// A graph in the DOT language as Graphviz's own parser reads it, and labels as it would show them.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace linac::tests {

using DotAttributes = std::map<std::string, std::string>;

struct DotNode {
    std::string name;
    DotAttributes attributes;
};

struct DotEdge {
    std::string from;
    std::string to;
    DotAttributes attributes;
};

struct DotGraph {
    DotAttributes attributes;
    std::map<std::string, DotNode> nodes;  ///< by name
    std::map<std::string, DotEdge> edges;  ///< by id
};

DotGraph read_dot(const std::string& text);

/// The lines that a label shows.
std::vector<std::string> shown_lines(const std::string& label);

}  // namespace linac::tests
