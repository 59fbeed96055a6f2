#include "formats/vcsn_dot.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "formats/dot_lexer.hpp"
#include "formats/file_limits.hpp"
#include "formats/vcsn_labels.hpp"
#include "text.hpp"

namespace linac {
namespace {

constexpr std::size_t max_depth = 100;  // of subgraphs in subgraphs
constexpr auto context_hint = "put a line such as: vcsn_context = \"lal_char(ab), q\"";

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
        if (!builder_) throw lexer_.error_at(lexer_.peek().offset, "no vcsn_context", context_hint);
        std::vector<std::string> names = state_names();
        return std::move(*builder_).automaton(std::move(names));
    }

  private:
    enum class Role { initial, state, final };
    struct Node {
        Role role = Role::state;
        std::size_t index = 0;
        std::size_t offset = 0;
    };
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
        nodes.list.push_back(std::move(node));
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
        if (!builder_) throw lexer_.error_at(token.offset, "a state before the vcsn_context", context_hint);
        const std::string name = lexer_.content(token).text();
        if (name.empty()) throw lexer_.error_at(token.offset, "an empty name");
        if (has_control(name)) throw lexer_.error_at(token.offset, "a control character in a name");
        if (name.front() == 'I') return {Role::initial, 0, token.offset};
        if (name.front() == 'F') return {Role::final, 0, token.offset};
        const std::size_t index = builder_->state(name, refusal(token.offset));
        labels_.resize(builder_->size());
        return {Role::state, index, token.offset};
    }

    VcsnBuilder::Refuse refusal(std::size_t offset) const {
        return [this, offset](const std::string& message) { return lexer_.error_at(offset, message); };
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
            if (ends.size() > max_vcsn_transitions) refuse_count(next.offset);
        }
        const auto label = read_attributes();
        Edges edges(*this, label);
        for (std::size_t part = 1; part < ends.size(); ++part)
            for (std::size_t from = part == 1 ? 0 : ends[part - 2]; from < ends[part - 1]; ++from)
                for (std::size_t to = ends[part - 1]; to < ends[part]; ++to) edges.add(path[from], path[to]);
    }

    [[noreturn]] void refuse_count(std::size_t offset) const {
        throw lexer_.error_at(offset, "more than " + std::to_string(max_vcsn_transitions) + " transitions");
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

    /// The edges of a statement: its label is read once as an entry and once as a weight, where it is needed.
    class Edges {
      public:
        Edges(DotReader& reader, const std::optional<DotToken>& label) : reader_(reader), label_(label) {}

        void add(const Node& from, const Node& to) {
            VcsnBuilder& builder = *reader_.builder_;
            const auto refuse = [&](const Node& at, const std::string& message) {
                return reader_.lexer_.error_at(
                    at.offset, message, "nodes I… stand before initial states, nodes F… after final ones");
            };
            if (++count_ > max_vcsn_transitions) reader_.refuse_count(to.offset);
            if (from.role == Role::final)
                throw refuse(from, "an edge from a node that stands after final states");
            if (to.role == Role::initial)
                throw refuse(to, "an edge to a node that stands before initial states");
            if (from.role == Role::initial) {
                if (to.role == Role::final)
                    throw refuse(to, "an edge from a node before initial states to one after final states");
                builder.add_initial(to.index, weight());
            } else if (to.role == Role::final) {
                builder.add_final(from.index, weight());
            } else {
                builder.add(from.index, to.index, entry(to), reader_.refusal(to.offset));
            }
        }

      private:
        const Rational& weight() {
            if (!weight_) {
                if (label_) {
                    VcsnText text = reader_.lexer_.content(*label_);
                    weight_ = read_vcsn_weight_entry(text, reader_.builder_->context());
                } else {
                    weight_ = Rational(1);
                }
            }
            return *weight_;
        }

        const VcsnEntry& entry(const Node& to) {
            if (!entry_) {
                if (!label_)
                    throw reader_.lexer_.error_at(to.offset, "a transition without a label",
                                                  "a transition that reads nothing has the label \"\\\\e\"");
                VcsnText text = reader_.lexer_.content(*label_);
                entry_ = read_vcsn_entry(text, reader_.builder_->context());
            }
            return *entry_;
        }

        DotReader& reader_;
        const std::optional<DotToken>& label_;
        std::optional<Rational> weight_;
        std::optional<VcsnEntry> entry_;
        std::size_t count_ = 0;
    };

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

class DotWriter {
  public:
    explicit DotWriter(const WeightedAutomaton& automaton) : automaton_(automaton) {}

    std::string write() {
        const std::string context =
            vcsn_context(automaton_.alphabet.symbols(), has_small_weights(automaton_));
        text_ = "digraph\n{\n  vcsn_context = " + quoted(context) + "\n  rankdir = LR\n";
        write_ends();
        write_states();
        for (const Entry& e : automaton_.initial)
            write_edge("I" + std::to_string(e.index), std::to_string(e.index), native::weight_text(e.value));
        const std::vector<std::string> letters = vcsn_letters(automaton_.alphabet);
        for (std::size_t from = 0; from < automaton_.size(); ++from)
            for (const auto& [to, entry] : vcsn_entries(automaton_, from, letters))
                write_edge(std::to_string(from), std::to_string(to), entry);
        for (const Entry& e : automaton_.final)
            write_edge(std::to_string(e.index), "F" + std::to_string(e.index), native::weight_text(e.value));
        text_ += "}\n";
        expect_fits(text_, max_automaton_file_bytes);
        return std::move(text_);
    }

  private:
    static std::string quoted(const std::string& text) {
        std::string result = "\"";
        for (const char c : text) (c == '"' || c == '\\' ? result += '\\' : result) += c;
        return result + "\"";
    }

    void write_ends() {
        if (automaton_.initial.empty() && automaton_.final.empty()) return;
        text_ += "  {\n    node [shape = point, width = 0]\n";
        for (const Entry& e : automaton_.initial) text_ += "    I" + std::to_string(e.index) + "\n";
        for (const Entry& e : automaton_.final) text_ += "    F" + std::to_string(e.index) + "\n";
        text_ += "  }\n";
    }

    void write_states() {
        if (automaton_.size() == 0) return;
        text_ += "  {\n    node [shape = circle, style = rounded, width = 0.5]\n";
        for (std::size_t i = 0; i < automaton_.size(); ++i) {
            const std::string& name = automaton_.states[i];
            const std::string node = std::to_string(i);
            expect_writable(name, "state");
            if (name.empty()) throw Error::impossible("a state named \"\" cannot be written");
            text_ += "    " + node;
            if (name != node) text_ += " [label = " + quoted(name) + ", shape = box]";
            text_ += "\n";
        }
        text_ += "  }\n";
    }

    void write_edge(const std::string& from, const std::string& to, const std::string& label) {
        text_ += "  " + from + " -> " + to;
        if (!label.empty()) text_ += " [label = " + quoted(label) + "]";
        text_ += "\n";
    }

    const WeightedAutomaton& automaton_;
    std::string text_;
};

}  // namespace

Result<ForeignAutomaton> read_vcsn_dot(std::string_view text, const std::string& source) {
    return capture([&] { return DotReader(text, source).read(); });
}

std::string write_vcsn_dot(const WeightedAutomaton& automaton) {
    return DotWriter(automaton).write();
}

}  // namespace linac
