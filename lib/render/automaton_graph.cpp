#include "render/automaton_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "render/automaton_dot.hpp"
#include "render/graphviz.hpp"
#include "text.hpp"

namespace linac {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t fewest_on_circle = 5;
constexpr std::size_t most_in_rows = 24;  // states that dot arranges well
constexpr std::size_t most_edges_in_rows = 150;
constexpr std::size_t round_names = 8;  // characters of a line that fit a circle
constexpr std::size_t wrap = 24;        // characters of a line of symbols

// Seen well on white and on black.
constexpr std::array<std::string_view, 8> colours = {"#3b7dd8", "#d9822b", "#2f9e5f", "#c2549d",
                                                     "#2aa4b8", "#d1495b", "#8a63d2", "#9a7b4f"};

struct Point {
    double x = 0;
    double y = 0;
};

class Attributes {
  public:
    Attributes& raw(const std::string& name, const std::string& value) {
        text_ += fmt::format("{}{}={}", text_.empty() ? "" : ", ", name, value);
        return *this;
    }
    Attributes& text(const std::string& name, const std::string& value) { return raw(name, dot_text(value)); }
    Attributes& position(Point point) {
        return raw("pos", fmt::format("\"{:.3f},{:.3f}!\"", point.x, point.y));
    }
    [[nodiscard]] std::string str() const { return " [" + text_ + "]"; }

  private:
    std::string text_;
};

/// The symbols of each condition, in the order of their first symbol; those with a weight one a line, because a weight
/// before a list would seem to be that of its first symbol.
Lines edge_lines(const std::vector<DrawnTransition>& transitions, const Lines& symbols, std::size_t most) {
    struct Group {
        const DrawnTransition* first;
        Lines symbols;
    };
    std::vector<Group> groups;
    for (const DrawnTransition& transition : transitions) {
        const std::string symbol = transition.symbol ? symbols[*transition.symbol] : "ε";
        const auto known = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
            return group.first->before.empty() && transition.before.empty() &&
                   group.first->behind == transition.behind;
        });
        if (known == groups.end())
            groups.push_back({&transition, {symbol}});
        else
            known->symbols.push_back(symbol);
    }
    Lines lines;
    for (const Group& group : groups) {
        std::string line = group.first->before;
        for (std::size_t i = 0; i < group.symbols.size(); ++i) {
            const bool is_last = i + 1 == group.symbols.size();
            line += group.symbols[i] + (is_last ? group.first->behind : ", ");
            if (!is_last && character_count(line) < wrap) continue;
            lines.push_back(std::move(line));
            line.clear();
        }
    }
    if (lines.size() > std::max<std::size_t>(1, most)) {
        const std::size_t kept = std::max<std::size_t>(1, most) - 1;
        const std::size_t more = lines.size() - kept;
        lines.resize(kept);
        lines.push_back("… " + count_of(more, "more line"));
    }
    return lines;
}

class Writer {
  public:
    Writer(const AutomatonGraph& graph, std::size_t most_lines)
        : graph_(graph), most_lines_(most_lines), circle_(circle(graph)) {
        const std::size_t states = graph.states.size();
        if (circle_ && (states < fewest_on_circle || !has_short_labels())) circle_.reset();
        in_rows_ = states <= most_in_rows && graph.edges.size() <= most_edges_in_rows;
        // Too many labels cover each other: then a colour is a symbol.
        is_coloured_ = states > most_in_rows && graph.edges.size() > 2 * states &&
                       graph.symbols.size() <= colours.size();
        is_wide_ = std::any_of(graph.states.begin(), graph.states.end(), [](const DrawnState& state) {
            return std::any_of(state.label.begin(), state.label.end(),
                               [](const std::string& line) { return character_count(line) > round_names; });
        });
        if (circle_) place_on_circle();
    }

    [[nodiscard]] std::string text() const {
        std::string text = "digraph automaton {\n" + preamble();
        for (std::size_t q = 0; q < graph_.states.size(); ++q) text += state(q);
        for (std::size_t q = 0; q < graph_.states.size(); ++q)
            if (graph_.states[q].is_initial) text += arrow_to(q);
        for (const auto& [ends, transitions] : graph_.edges)
            text += edge(ends.first, ends.second, transitions);
        return text + "}\n";
    }

  private:
    [[nodiscard]] bool has_short_labels() const {
        return std::all_of(graph_.edges.begin(), graph_.edges.end(), [this](const auto& edge) {
            const Lines lines = edge_lines(edge.second, graph_.symbols, most_lines_);
            return lines.size() == 1 && character_count(lines.front()) <= round_names;
        });
    }

    void place_on_circle() {
        const std::size_t states = circle_->size();
        const double room = (is_coloured_ ? 1.1 : 1.4) + (is_wide_ ? 0.6 : 0);  // inches a state
        radius_ = room * static_cast<double>(states) / (2 * std::numbers::pi);
        place_.resize(states);
        for (std::size_t i = 0; i < states; ++i) {
            const double angle =
                std::numbers::pi * (1 - 2 * static_cast<double>(i) / static_cast<double>(states));
            place_[(*circle_)[i]] = {radius_ * std::cos(angle), radius_ * std::sin(angle)};
        }
    }

    [[nodiscard]] std::string preamble() const {
        Attributes graph;
        graph.raw("id", "\"automaton\"").raw("fontname", "\"sans-serif\"").raw("fontsize", "14");
        if (circle_)
            graph.raw("layout", "neato").raw("splines", "line");
        else if (!in_rows_)
            graph.raw("layout", "neato")
                .raw("overlap", "false")
                .raw("splines", "line")
                .raw("start", "1")
                .raw("sep", "\"+10\"");
        else
            graph.raw("rankdir", "LR").raw("ranksep", "0.5").raw("nodesep", "0.35");
        if (is_coloured_) graph.raw("label", legend());
        Attributes node;
        if (is_wide_)
            node.raw("shape", "box")
                .raw("style", "rounded")
                .raw("margin", "\"0.12,0.06\"")
                .raw("height", "0.4");
        else
            node.raw("shape", "circle").raw("margin", "\"0.03,0.03\"").raw("width", "0.45");
        node.raw("fontname", "\"sans-serif\"").raw("fontsize", "13");
        Attributes edge;
        edge.raw("fontname", "\"sans-serif\"").raw("fontsize", "12").raw("arrowsize", "0.7");
        if (!circle_ && !in_rows_) edge.raw("len", "1.3");
        return "    graph" + graph.str() + "\n    node" + node.str() + "\n    edge" + edge.str() + "\n";
    }

    [[nodiscard]] std::string legend() const {
        std::string text;
        for (Symbol s = 0; s < graph_.symbols.size(); ++s)
            text += fmt::format("{}<font color=\"{}\">⟶ {}</font>", s == 0 ? "" : "     ", colours[s],
                                escaped_markup(graph_.symbols[s]));
        return "<" + text + ">";
    }

    [[nodiscard]] std::string state(std::size_t q) const {
        const DrawnState& state = graph_.states[q];
        const std::string classes =
            std::string("state") + (state.is_final ? " final" : "") + (state.is_reject ? " reject" : "");
        Attributes attributes;
        attributes.text("id", state_id(q)).text("class", classes).raw("label", dot_lines(state.label));
        if (state.is_final) attributes.raw("peripheries", "2");
        if (state.is_reject) attributes.raw("style", is_wide_ ? "\"rounded,dashed\"" : "dashed");
        if (circle_) attributes.position(place_[q]);
        return "    " + dot_text(state_id(q)) + attributes.str() + "\n";
    }

    [[nodiscard]] std::string arrow_to(std::size_t q) const {
        const std::string start = dot_text("start-" + std::to_string(q));
        Attributes node;
        node.raw("shape", "point")
            .raw("style", "invis")
            .raw("width", "0.01")
            .raw("height", "0.01")
            .raw("label", "\"\"");
        if (circle_) {
            // From outside, past a loop that is there.
            const Point state = place_[q];
            const double turn = graph_.edges.contains({q, q}) ? std::numbers::pi / 4 : 0;
            const Point outwards = {state.x / radius_ * std::cos(turn) - state.y / radius_ * std::sin(turn),
                                    state.x / radius_ * std::sin(turn) + state.y / radius_ * std::cos(turn)};
            node.position({state.x + 0.9 * outwards.x, state.y + 0.9 * outwards.y});
        }
        Attributes edge;
        edge.text("id", "initial-" + std::to_string(q)).text("class", "initial").raw("len", "0.7");
        if (!graph_.states[q].initial_weight.empty()) edge.text("label", graph_.states[q].initial_weight);
        return "    " + start + node.str() + "\n    " + start + " -> " + dot_text(state_id(q)) + edge.str() +
               "\n";
    }

    [[nodiscard]] std::string edge(std::size_t from, std::size_t to,
                                   const std::vector<DrawnTransition>& transitions) const {
        Attributes attributes;
        attributes.text("id", edge_id(from, to)).text("class", "transition");
        const DrawnTransition& first = transitions.front();
        Lines lines = edge_lines(transitions, graph_.symbols, most_lines_);
        if (is_coloured_ && transitions.size() == 1 && first.symbol && first.before.empty() &&
            first.behind.empty())
            attributes.raw("tooltip", dot_lines(lines)).text("color", std::string(colours[*first.symbol]));
        else if (circle_ && from != to)
            attributes.raw("taillabel", dot_lines(lines)).raw("labeldistance", "2.6").raw("labelangle", "25");
        else
            attributes.raw("label", dot_lines(lines));
        if (circle_ && from == to) {
            const std::string side = side_of(place_[from]);
            attributes.raw("headport", side).raw("tailport", side);
        }
        return "    " + dot_text(state_id(from)) + " -> " + dot_text(state_id(to)) + attributes.str() + "\n";
    }

    /// The side that looks away from the centre.
    [[nodiscard]] static std::string side_of(Point point) {
        if (std::abs(point.y) > std::abs(point.x)) return point.y > 0 ? "n" : "s";
        return point.x > 0 ? "e" : "w";
    }

    const AutomatonGraph& graph_;
    std::size_t most_lines_;
    std::optional<std::vector<std::size_t>> circle_;
    std::vector<Point> place_;  // by state, inches
    double radius_ = 0;
    bool in_rows_ = true;
    bool is_coloured_ = false;
    bool is_wide_ = false;
};

}  // namespace

std::optional<std::vector<std::size_t>> circle(const AutomatonGraph& graph) {
    const std::size_t states = graph.states.size();
    std::vector<std::vector<std::size_t>> next(graph.symbols.size());
    std::vector<bool> is_function(graph.symbols.size(), true);
    for (auto& of_symbol : next) of_symbol.assign(states, states);
    for (const auto& [ends, transitions] : graph.edges)
        for (const DrawnTransition& transition : transitions) {
            if (!transition.symbol) continue;
            std::size_t& target = next[*transition.symbol][ends.first];
            if (target != states && target != ends.second) is_function[*transition.symbol] = false;
            target = ends.second;
        }
    const auto first = std::find_if(graph.states.begin(), graph.states.end(),
                                    [](const DrawnState& state) { return state.is_initial; });
    if (first == graph.states.end()) return std::nullopt;
    const auto start = static_cast<std::size_t>(first - graph.states.begin());
    for (Symbol s = 0; s < next.size(); ++s) {
        if (!is_function[s]) continue;
        std::vector<std::size_t> order = {start};
        while (order.size() < states) {
            const std::size_t reached = next[s][order.back()];
            if (reached == states || reached == start) break;
            order.push_back(reached);
        }
        if (order.size() == states && next[s][order.back()] == start) return order;
    }
    return std::nullopt;
}

std::string dot_of(const AutomatonGraph& graph, std::size_t most_lines) {
    return Writer(graph, most_lines).text();
}

}  // namespace linac
