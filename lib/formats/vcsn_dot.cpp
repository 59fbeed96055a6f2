#include "formats/vcsn_dot.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "formats/vcsn/dot_edges.hpp"
#include "text.hpp"

namespace linac {
namespace {

constexpr std::size_t max_depth = 100;  // of subgraphs in subgraphs
constexpr auto missing_context_hint = "put a line such as: vcsn_context = \"lal_char(ab), q\"";

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7F;
    });
}

class DotReader {
  public:
    DotReader(std::string_view text, const std::string& source) : lexer_(text, source) {}

    ForeignAutomaton read() {
        lexer_.expect("digraph", "'digraph'", "an automaton is a directed graph");
        if (lexer_.peek().is_name()) lexer_.take();
        lexer_.expect("{", "'{'");
        Nodes nodes;
        read_statements(nodes);
        if (lexer_.peek().kind != DotToken::Kind::end) throw lexer_.unexpected("the end of the file");
        if (!builder_) throw lexer_.error_at(lexer_.peek().offset, "no vcsn_context", missing_context_hint);
        std::vector<std::string> names = state_names();
        return std::move(*builder_).automaton(std::move(names));
    }

  private:
    using Node = DotNode;
    using Role = DotNode::Role;
    struct Nodes {
        std::vector<Node> list;
        std::optional<std::size_t> edge;  // where the subgraph has one
    };

    /// Up to the closing brace.
    void read_statements(Nodes& nodes) {
        while (!lexer_.take_if("}")) {
            read_statement(nodes);
            lexer_.take_if(";");
        }
    }

    void read_statement(Nodes& nodes) {
        const DotToken first = lexer_.peek();
        if (first.is("graph") || first.is("node") || first.is("edge")) return read_defaults();
        if (!first.is_name()) {
            if (!first.is("subgraph") && !first.is("{")) throw lexer_.unexpected("a statement or '}'");
            Nodes inner = read_subgraph();
            return continue_path(std::move(inner), nodes);
        }
        lexer_.take();
        if (lexer_.take_if("=")) return read_attribute_of_graph(first);
        continue_path(single(node(first)), nodes);
    }

    static Nodes single(Node node) {
        Nodes nodes;
        nodes.list.push_back(node);
        return nodes;
    }

    void read_attribute_of_graph(const DotToken& name) {
        const DotToken value = lexer_.expect_name("a value");
        if (lexer_.content(name).text() != "vcsn_context") return;
        if (builder_) throw lexer_.error_at(name.offset, "a second vcsn_context");
        VcsnText context = lexer_.content(value, "context");
        builder_.emplace(read_vcsn_context(context));
        context.skip_space();
        if (!context.at_end()) throw context.unexpected("the end of the context");
    }

    void read_defaults() {
        const bool is_edge = lexer_.take().is("edge");
        if (!lexer_.peek().is("[")) throw lexer_.unexpected("'['");
        const auto label = read_attributes();
        if (label && is_edge)
            throw lexer_.error_at(label->offset, "a label for all edges is not read", "put it at each edge");
    }

    /// The label, if there is one.
    std::optional<DotToken> read_attributes() {
        std::optional<DotToken> label;
        while (lexer_.take_if("[")) {
            while (!lexer_.take_if("]")) {
                const DotToken name = lexer_.expect_name("an attribute or ']'");
                lexer_.expect("=", "'='");
                const DotToken value = lexer_.expect_name("a value");
                if (lexer_.content(name).text() == "label") {
                    if (label) throw lexer_.error_at(name.offset, "a second label");
                    label = value;
                }
                if (!lexer_.take_if(",")) lexer_.take_if(";");
            }
        }
        return label;
    }

    Nodes read_subgraph() {
        if (++depth_ > max_depth)
            throw lexer_.error_at(lexer_.peek().offset,
                                  "subgraphs nested more than " + std::to_string(max_depth) + " deep");
        if (lexer_.take_if("subgraph") && lexer_.peek().is_name()) lexer_.take();
        lexer_.expect("{", "'{'");
        Nodes nodes;
        read_statements(nodes);
        --depth_;
        return nodes;
    }

    Node node(const DotToken& token) {
        if (lexer_.take_if(":")) {
            lexer_.expect_name("a port");
            if (lexer_.take_if(":")) lexer_.expect_name("a compass point");
        }
        if (!builder_)
            throw lexer_.error_at(token.offset, "a state before the vcsn_context", missing_context_hint);
        const std::string name = lexer_.content(token).text();
        if (name.empty()) throw lexer_.error_at(token.offset, "an empty name");
        if (has_control(name)) throw lexer_.error_at(token.offset, "a control character in a name");
        if (name.front() == 'I') return {Role::initial, 0, token.offset};
        if (name.front() == 'F') return {Role::final, 0, token.offset};
        const std::size_t index = builder_->state(name, refusal_at(lexer_, token.offset));
        labels_.resize(builder_->size());
        return {Role::state, index, token.offset};
    }

    /// A node or subgraph has been read: what follows it. Statements of the graph itself need not be remembered.
    void continue_path(Nodes first, Nodes& nodes) {
        if (lexer_.peek().is("->")) {
            if (!nodes.edge) nodes.edge = lexer_.peek().offset;
            return read_path(std::move(first));
        }
        if (lexer_.peek().is("[")) read_node_attributes(first);
        if (depth_ == 0) return;
        nodes.list.insert(nodes.list.end(), first.list.begin(), first.list.end());
        if (first.edge) nodes.edge = first.edge;
    }

    void read_path(Nodes first) {
        check_end(first);
        std::vector<Node> path = std::move(first.list);
        std::vector<std::size_t> ends = {path.size()};  // of the parts of the path
        while (lexer_.take_if("->")) {
            const DotToken next = lexer_.peek();
            if (next.is("subgraph") || next.is("{")) {
                const Nodes part = read_subgraph();
                check_end(part);
                path.insert(path.end(), part.list.begin(), part.list.end());
            } else {
                path.push_back(node(lexer_.expect_name("a state or a subgraph")));
            }
            ends.push_back(path.size());
            if (ends.size() > max_vcsn_transitions) throw too_many_edges(lexer_, next.offset);
        }
        const auto label = read_attributes();
        DotEdges edges(lexer_, *builder_, label);
        for (std::size_t part = 1; part < ends.size(); ++part)
            for (std::size_t from = part == 1 ? 0 : ends[part - 2]; from < ends[part - 1]; ++from)
                for (std::size_t to = ends[part - 1]; to < ends[part]; ++to) edges.add(path[from], path[to]);
    }

    void read_node_attributes(const Nodes& nodes) {
        if (nodes.list.size() != 1 || nodes.edge) throw lexer_.unexpected("a statement or '}'");
        const auto label = read_attributes();
        const Node& node = nodes.list.front();
        if (label && node.role == Role::state) labels_[node.index] = label_name(*label);
    }

    /// The name that a label gives; empty if none.
    std::string label_name(const DotToken& label) const {
        if (label.form == DotToken::Form::markup) return {};
        std::string name = lexer_.content(label).text();
        return has_control(name) ? std::string() : name;
    }

    /// A subgraph at the end of an edge is a set of states: what it says must not depend on who reads it.
    void check_end(const Nodes& nodes) const {
        if (nodes.list.size() == 1 && !nodes.edge) return;
        if (nodes.edge)
            throw lexer_.error_at(*nodes.edge, "an edge in a subgraph that is the end of an edge");
        std::vector<std::tuple<Role, std::size_t, std::size_t>> sorted;
        for (const Node& node : nodes.list) sorted.emplace_back(node.role, node.index, node.offset);
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t i = 1; i < sorted.size(); ++i) {
            const auto& [role, index, offset] = sorted[i];
            if (role != Role::state || std::get<1>(sorted[i - 1]) != index ||
                std::get<0>(sorted[i - 1]) != role)
                continue;
            for (const Node& node : nodes.list)
                if (node.offset == offset)
                    throw lexer_.error_at(node.offset, "a state that is twice in the end of an edge");
        }
    }

    [[nodiscard]] std::vector<std::string> state_names() const {
        std::vector<std::string> names = builder_->states();
        native::NameTable distinct;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (!labels_[i].empty()) names[i] = labels_[i];
            if (!distinct.add(names[i]).second) return builder_->states();
        }
        return names;
    }

    DotLexer lexer_;
    std::optional<VcsnBuilder> builder_;
    std::vector<std::string> labels_;  // by state; empty if none
    std::size_t depth_ = 0;            // of subgraphs that are open
};

}  // namespace

Result<ForeignAutomaton> read_vcsn_dot(std::string_view text, const std::string& source) {
    return capture([&] { return DotReader(text, source).read(); });
}

}  // namespace linac
