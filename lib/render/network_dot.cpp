#include "render/network_dot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "render/graphviz.hpp"
#include "render/label_ranges.hpp"
#include "text.hpp"

namespace linac {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t most_characters = 44;  // of a label
constexpr std::size_t most_lines = 4;        // of what an edge carries

/// A set of dimensions as a list of flags.
class Dimensions {
  public:
    explicit Dimensions(std::size_t width) : has_(width, false) {}

    /// Those the map depends on, of its first `width` inputs.
    void add_inputs(const AffineMap& map) {
        for (std::size_t i = 0; i < std::min(has_.size(), map.inputs()); ++i)
            if (!map.column(i).empty()) has_[i] = true;
    }
    void add_outputs(const AffineMap& map) {
        for (std::size_t i = 0; i < map.inputs(); ++i) add(map.column(i));
        add(map.bias());
    }
    [[nodiscard]] std::vector<std::size_t> list() const {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < has_.size(); ++i)
            if (has_[i]) all.push_back(i);
        return all;
    }

  private:
    void add(const SparseVector& vector) {
        for (const Entry& e : vector) has_[e.index] = true;
    }
    std::vector<bool> has_;
};

StreamPart head_part(const Network& network, std::size_t layer, const std::vector<std::size_t>& heads) {
    Dimensions reads(network.width());
    Dimensions writes(network.width());
    for (const std::size_t h : heads) {
        const Head& head = network.layers[layer].heads[h];
        for (const ConstParameter& parameter : parameters(head)) reads.add_inputs(*parameter.map);
        if (!head.update.stages.empty()) reads.add_inputs(head.update.stages.front());
        writes.add_outputs(head.output);
    }
    return {StreamPart::Kind::head, layer, heads, reads.list(), writes.list()};
}

/// What heads of one part have in common: the kind, the shape, the states of the rows, and the kinds of roles that the
/// dimensions have to which they add.
using Common =
    std::tuple<HeadKind, std::size_t, std::size_t, std::vector<std::string>, std::set<std::string_view>>;

Common common(const Head& head, const Network& network) {
    std::set<std::string_view> roles;
    Dimensions writes(network.width());
    writes.add_outputs(head.output);
    for (const std::size_t dimension : writes.list())
        if (const auto role = network.roles.find(dimension); role != network.roles.end())
            roles.insert(kind_of(role->second));
    return {head.kind, head.key_dimension, head.value_dimension, head.rows, std::move(roles)};
}

void add_heads(std::vector<StreamPart>& parts, const Network& network, std::size_t layer,
               std::size_t most_heads) {
    const std::vector<Head>& heads = network.layers[layer].heads;
    std::map<Common, std::vector<std::size_t>> alike;
    for (std::size_t h = 0; h < heads.size(); ++h) alike[common(heads[h], network)].push_back(h);
    for (std::size_t h = 0; h < heads.size(); ++h) {
        const std::vector<std::size_t>& group = alike[common(heads[h], network)];
        if (group.size() <= most_heads)
            parts.push_back(head_part(network, layer, {h}));
        else if (group.front() == h)
            parts.push_back(head_part(network, layer, group));
    }
}

/// The lines, each cut to a length a picture can bear, and how many more there are.
Lines shown(const Lines& lines) {
    Lines all;
    for (const std::string& line : lines) all.push_back(printable(line, most_characters));
    if (all.size() <= most_lines) return all;
    const std::size_t more = all.size() - most_lines + 1;
    all.resize(most_lines - 1);
    all.push_back(fmt::format("… and {} more", more));
    return all;
}

class NetworkDotWriter {
  public:
    explicit NetworkDotWriter(const Network& network) : network_(network), graph_(stream_graph(network)) {}

    [[nodiscard]] std::string text() const {
        std::string text =
            "digraph network {\n"
            "    graph [id=\"network\", rankdir=BT, newrank=true, ranksep=0.45, nodesep=0.3, "
            "fontname=\"sans-serif\", "
            "fontsize=13]\n"
            "    node [shape=box, style=rounded, margin=\"0.14,0.08\", fontname=\"sans-serif\", "
            "fontsize=13]\n"
            "    edge [fontname=\"sans-serif\", fontsize=11, arrowsize=0.7]\n";
        for (std::size_t i = 0; i < graph_.parts.size(); ++i) {
            const bool opens =
                is_inside(i) && (!is_inside(i - 1) || graph_.parts[i - 1].layer != graph_.parts[i].layer);
            const bool closes =
                is_inside(i) && (!is_inside(i + 1) || graph_.parts[i + 1].layer != graph_.parts[i].layer);
            if (opens) text += frame(graph_.parts[i]);
            text += is_inside(i) ? "        " : "    ";
            text += node(graph_.parts[i]);
            if (closes) text += "    }\n";
        }
        for (const StreamEdge& edge : graph_.edges) text += arrow(edge);
        return text + "}\n";
    }

  private:
    [[nodiscard]] bool is_inside(std::size_t part) const {
        const auto kind = graph_.parts[part].kind;
        return kind == StreamPart::Kind::head || kind == StreamPart::Kind::feed_forward;
    }

    /// The frame's beginning. Its title stands beside its first part, where no arrow passes.
    [[nodiscard]] std::string frame(const StreamPart& first) const {
        const std::string& label = network_.layers[first.layer].label;
        Lines title = {fmt::format("layer {}", first.layer + 1)};
        for (std::size_t at = 0; at < label.size();) {
            const std::size_t colon = std::min(label.find(": ", at), label.size());
            title.push_back(printable(label.substr(at, colon - at), most_characters));
            at = colon + 2;
        }
        return fmt::format(
            "    subgraph \"cluster-{0}\" {{\n"
            "        graph [id=\"layer-{0}\", class=\"layer\", style=rounded, color=\"#8b949e\"]\n"
            "        \"layer-{0}-title\" [id=\"layer-{0}-title\", class=\"title\", shape=plaintext, "
            "fontcolor=\"#8b949e\", label={1}]\n"
            "        {{ rank=same; \"layer-{0}-title\" -> {2} [id=\"layer-{0}-title-place\", "
            "class=\"title\", style=invis] }}\n",
            first.layer, dot_lines(title), dot_text(id(first)));
    }

    [[nodiscard]] static std::string id(const StreamPart& part) {
        switch (part.kind) {
            case StreamPart::Kind::embedding:
                return "embedding";
            case StreamPart::Kind::head:
                return fmt::format("layer-{}-head-{}", part.layer, part.heads.front());
            case StreamPart::Kind::feed_forward:
                return fmt::format("layer-{}-feed-forward", part.layer);
            case StreamPart::Kind::readout:
                return "readout";
        }
        return {};
    }

    [[nodiscard]] std::string node(const StreamPart& part) const {
        static constexpr const char* classes[] = {"embedding", "head", "feed-forward", "readout"};
        return fmt::format("{0} [id={0}, class=\"{1}\", label={2}{3}]\n", dot_text(id(part)),
                           classes[static_cast<std::size_t>(part.kind)], dot_lines(label(part)),
                           part.kind == StreamPart::Kind::head ? ", penwidth=1.6" : "");
    }

    [[nodiscard]] Lines label(const StreamPart& part) const {
        switch (part.kind) {
            case StreamPart::Kind::embedding:
                return {"embedding", count_of(network_.alphabet.size(), "symbol") + " and BOS"};
            case StreamPart::Kind::head:
                return head_label(part);
            case StreamPart::Kind::feed_forward:
                return {"feed-forward", shape(network_.layers[part.layer].feed_forward)};
            case StreamPart::Kind::readout:
                return {"readout"};
        }
        return {};
    }

    [[nodiscard]] Lines head_label(const StreamPart& part) const {
        const Layer& layer = network_.layers[part.layer];
        const Head& first = layer.heads[part.heads.front()];
        Lines names;
        for (const std::size_t h : part.heads) names.push_back(layer.heads[h].label);
        Lines lines = shown(label_ranges(names));
        std::string kind =
            fmt::format("{} {}×{}", kind_name(first), first.key_dimension, first.value_dimension);
        if (part.heads.size() > 1) kind = fmt::format("{} heads {}", part.heads.size(), kind);
        lines.push_back(kind);
        if (first.info().is_repeated) lines.push_back(count_of(first.rounds(), "step") + " a token");
        if (!first.info().is_linear()) {
            lines.push_back("update: " + shape(first.update));
            for (const std::string& line : shown(label_ranges(first.state))) lines.push_back(line);
        }
        return lines;
    }

    [[nodiscard]] static std::string shape(const FeedForward& block) {
        std::size_t width = 0;
        for (std::size_t stage = 0; stage + 1 < block.stages.size(); ++stage)
            width = std::max(width, block.stages[stage].outputs());
        return fmt::format("depth {}, width {}", block.stages.size(), width);
    }

    [[nodiscard]] std::string arrow(const StreamEdge& edge) const {
        Lines names;
        for (const std::size_t dimension : edge.dimensions) names.push_back(network_.residual[dimension]);
        const StreamPart& from = graph_.parts[edge.from];
        const StreamPart& to = graph_.parts[edge.to];
        const Lines all = label_ranges(names);
        // What all layers know from the start is in the background.
        const bool is_quiet = from.kind == StreamPart::Kind::embedding;
        return fmt::format("    {} -> {} [id={}, class=\"feeds\", label={}{}]\n", dot_text(id(from)),
                           dot_text(id(to)), dot_text(id(from) + "--" + id(to)), dot_lines(shown(all)),
                           is_quiet ? ", weight=0, color=\"#8b949e\", fontcolor=\"#8b949e\"" : ", weight=2");
    }

    const Network& network_;
    StreamGraph graph_;
};

}  // namespace

StreamGraph stream_graph(const Network& network, std::size_t most_heads) {
    StreamGraph graph;
    Dimensions embedded(network.width());
    embedded.add_outputs(network.embedding);
    graph.parts.push_back({StreamPart::Kind::embedding, 0, {}, {}, embedded.list()});
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        add_heads(graph.parts, network, l, most_heads);
        const std::vector<AffineMap>& stages = network.layers[l].feed_forward.stages;
        if (stages.empty()) continue;
        Dimensions reads(network.width());
        Dimensions writes(network.width());
        reads.add_inputs(stages.front());
        writes.add_outputs(stages.back());
        graph.parts.push_back({StreamPart::Kind::feed_forward, l, {}, reads.list(), writes.list()});
    }
    Dimensions read_out(network.width());
    read_out.add_inputs(network.readout);
    graph.parts.push_back({StreamPart::Kind::readout, 0, {}, read_out.list(), {}});

    // Heads of one layer work at once: none reads another.
    const auto comes_before = [](const StreamPart& from, const StreamPart& to) {
        return from.kind != StreamPart::Kind::head || to.kind != StreamPart::Kind::head ||
               from.layer < to.layer;
    };
    for (std::size_t from = 0; from < graph.parts.size(); ++from)
        for (std::size_t to = from + 1; to < graph.parts.size(); ++to) {
            if (!comes_before(graph.parts[from], graph.parts[to])) continue;
            std::vector<std::size_t> both;
            std::set_intersection(graph.parts[from].writes.begin(), graph.parts[from].writes.end(),
                                  graph.parts[to].reads.begin(), graph.parts[to].reads.end(),
                                  std::back_inserter(both));
            if (!both.empty()) graph.edges.push_back({from, to, std::move(both)});
        }
    return graph;
}

std::string network_dot(const Network& network) {
    return NetworkDotWriter(network).text();
}

}  // namespace linac
