#include "support/dot.hpp"

#include <graphviz/cgraph.h>
#include <memory>
#include <stdexcept>

namespace linac::tests {

DotGraph read_dot(const std::string& text) {
    const std::unique_ptr<Agraph_t, int (*)(Agraph_t*)> graph(agmemread(text.c_str()), agclose);
    if (!graph) throw std::runtime_error("no DOT: " + text);
    const auto attributes = [&](int kind, void* object) {
        DotAttributes all;
        for (Agsym_t* symbol = agnxtattr(graph.get(), kind, nullptr); symbol != nullptr;
             symbol = agnxtattr(graph.get(), kind, symbol))
            all[symbol->name] = agxget(object, symbol);
        return all;
    };
    DotGraph read;
    read.attributes = attributes(AGRAPH, graph.get());
    for (Agnode_t* node = agfstnode(graph.get()); node != nullptr; node = agnxtnode(graph.get(), node)) {
        const std::string name = agnameof(node);
        read.nodes[name] = {name, attributes(AGNODE, node)};
        for (Agedge_t* edge = agfstout(graph.get(), node); edge != nullptr;
             edge = agnxtout(graph.get(), edge)) {
            DotEdge found{name, agnameof(aghead(edge)), attributes(AGEDGE, edge)};
            const std::string id = found.attributes["id"];
            if (!read.edges.emplace(id, std::move(found)).second) throw std::runtime_error("two edges " + id);
        }
    }
    return read;
}

std::vector<std::string> shown_lines(const std::string& label) {
    std::vector<std::string> lines(1);
    for (std::size_t at = 0; at < label.size(); ++at) {
        if (label[at] == '\\') {
            const char escaped = label[++at];
            if (escaped == 'n')
                lines.emplace_back();
            else
                lines.back() += escaped;
        } else if (label.compare(at, 5, "&amp;") == 0) {
            lines.back() += '&';
            at += 4;
        } else {
            lines.back() += label[at];
        }
    }
    return lines;
}

}  // namespace linac::tests
