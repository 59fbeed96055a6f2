#include "compile/prune.hpp"

#include <algorithm>
#include <utility>

namespace linac {
namespace {

/// Which indices are kept.
using Live = std::vector<bool>;

/// The new index of each kept one.
std::vector<std::size_t> renumbered(const Live& live) {
    std::vector<std::size_t> index(live.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < live.size(); ++i)
        if (live[i]) index[i] = next++;
    return index;
}

std::size_t count(const Live& live) {
    return static_cast<std::size_t>(std::count(live.begin(), live.end(), true));
}

SparseVector restricted(const SparseVector& vector, const Live& live) {
    const std::vector<std::size_t> index = renumbered(live);
    SparseVector kept;
    for (const Entry& e : vector)
        if (live[e.index]) kept.push_back({index[e.index], e.value});
    return kept;
}

/// The map between the live inputs and outputs.
AffineMap restricted(const AffineMap& map, const Live& inputs, const Live& outputs) {
    const std::vector<std::size_t> index = renumbered(outputs);
    AffineMap kept(count(inputs), count(outputs));
    for (const Entry& e : restricted(map.bias(), outputs)) kept.add_bias(e.index, e.value);
    std::size_t next = 0;
    for (std::size_t i = 0; i < map.inputs(); ++i) {
        if (!inputs[i]) continue;
        SparseVector column;
        for (const Entry& e : map.column(i))
            if (outputs[e.index]) column.push_back({index[e.index], e.value});
        kept.set_column(next++, std::move(column));
    }
    return kept;
}

Live all(std::size_t size) {
    return Live(size, true);
}

/// Marks the inputs that add to a live output.
void mark_inputs(const AffineMap& map, const Live& outputs, Live& inputs) {
    for (std::size_t i = 0; i < map.inputs(); ++i)
        if (std::any_of(map.column(i).begin(), map.column(i).end(),
                        [&](const Entry& e) { return outputs[e.index]; }))
            inputs[i] = true;
}

template <class Labels>
Labels restricted_labels(const Labels& labels, const Live& live) {
    Labels kept;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (live[i]) kept.push_back(labels[i]);
    return kept;
}

/// By stage and unit: the roles of the units of a stage that are kept.
void restrict_roles(FeedForward& block, std::size_t stage, const Live& live) {
    const std::vector<std::size_t> index = renumbered(live);
    const auto first = block.roles.lower_bound({stage, 0});
    const auto last = block.roles.lower_bound({stage + 1, 0});
    const std::map<std::pair<std::size_t, std::size_t>, UnitRole> before(first, last);
    block.roles.erase(first, last);
    for (const auto& [place, role] : before)
        if (live[place.second]) block.roles.emplace(std::pair(stage, index[place.second]), role);
}

/// Drops the units that no live output depends on and marks the dimensions that the others read.
void prune_feed_forward(FeedForward& block, Live& live) {
    Live outputs = live;
    for (std::size_t s = block.stages.size(); s-- > 0;) {
        Live inputs(block.stages[s].inputs());
        mark_inputs(block.stages[s], outputs, inputs);
        if (s == 0) {
            for (std::size_t i = 0; i < live.size(); ++i) live[i] = live[i] || inputs[i];
            inputs = all(inputs.size());  // the residual stream, which is renumbered in the end
        }
        // What the last stage adds to dimensions that are not live goes with them.
        const bool is_last = s + 1 == block.stages.size();
        AffineMap& stage = block.stages[s];
        stage = restricted(stage, inputs, is_last ? all(stage.outputs()) : outputs);
        if (!is_last) {
            block.labels[s] = restricted_labels(block.labels[s], outputs);
            restrict_roles(block, s, outputs);
        }
        outputs = std::move(inputs);
    }
}

/// Marks the dimensions that a head reads.
void mark_read(Head& head, Live& live) {
    for (const Parameter& p : parameters(head)) mark_inputs(*p.map, all(p.outputs), live);
    if (head.update.stages.empty()) return;
    const AffineMap& first = head.update.stages.front();
    Live read(first.inputs());
    mark_inputs(first, all(first.outputs()), read);
    for (std::size_t i = 0; i < live.size(); ++i) live[i] = live[i] || read[i];
}

/// Renumbers the dimensions that a head reads.
void restrict_inputs(Head& head, const Live& live) {
    for (const Parameter& p : parameters(head)) *p.map = restricted(*p.map, live, all(p.outputs));
    if (head.update.stages.empty()) return;
    AffineMap& first = head.update.stages.front();
    Live inputs = live;
    inputs.resize(first.inputs(), true);  // the state
    first = restricted(first, inputs, all(first.outputs()));
}

}  // namespace

Network pruned(Network network) {
    Live live(network.width());
    mark_inputs(network.readout, all(1), live);
    for (std::size_t l = network.layers.size(); l-- > 0;) {
        Layer& layer = network.layers[l];
        prune_feed_forward(layer.feed_forward, live);
        const Live after = live;
        std::erase_if(layer.heads, [&](const Head& head) {
            Live values(head.value_dimension);
            mark_inputs(head.output, after, values);
            return count(values) == 0;
        });
        for (Head& head : layer.heads) mark_read(head, live);
    }
    // What the heads add to dimensions that are dropped goes with them.
    network.embedding = restricted(network.embedding, all(network.embedding.inputs()), live);
    network.residual = restricted_labels(network.residual, live);
    const std::vector<std::size_t> index = renumbered(live);
    for (const auto& [dimension, role] : std::exchange(network.roles, {}))
        if (live[dimension]) network.roles.emplace(index[dimension], role);
    network.readout = restricted(network.readout, live, all(1));
    for (Layer& layer : network.layers) {
        for (Head& head : layer.heads) {
            restrict_inputs(head, live);
            head.output = restricted(head.output, all(head.value_dimension), live);
        }
        auto& stages = layer.feed_forward.stages;
        if (stages.empty()) continue;
        stages.front() = restricted(stages.front(), live, all(stages.front().outputs()));
        stages.back() = restricted(stages.back(), all(stages.back().inputs()), live);
    }
    return network;
}

}  // namespace linac
