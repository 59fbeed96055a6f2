#include "circuit/depth_bound.hpp"

#include <algorithm>

#include "circuit/operations.hpp"

namespace linac {
namespace {

/// What the states of a head are above the residual streams of its layer.
DepthBound bound_of_states(const Network& network, const Head& head, bool is_last_layer) {
    if (!head.info().is_linear()) return {0, 0, mlp_update(network, head).reach};
    const std::size_t apply = application(head.key_dimension, head.value_dimension).reach;
    const std::size_t compose = composition(head.key_dimension, head.value_dimension).reach;
    return {block_of_token(network, head).reach + apply, compose + (is_last_layer ? 0 : apply), 0};
}

std::size_t reach_of_feed_forward(const Network& network, const FeedForward& block) {
    std::size_t reach = 0;
    for (const AffineMap& stage : block.stages)
        reach += &stage == &block.stages.back() ? sum_of_last_stage(network, stage).reach
                                                : units_of_stage(network, stage).reach;
    return reach;
}

}  // namespace

std::size_t DepthBound::at(std::size_t length) const {
    std::size_t doublings = 0;
    while ((std::size_t{1} << doublings) < length) ++doublings;
    return constant + per_doubling * doublings + per_symbol * length;
}

DepthBound depth_bound(const Network& network) {
    DepthBound bound;
    for (const Layer& layer : network.layers) {
        DepthBound heads;
        for (const Head& head : layer.heads) {
            const DepthBound states = bound_of_states(network, head, &layer == &network.layers.back());
            heads.constant = std::max(heads.constant, states.constant + read_of(network, head).reach);
            heads.per_doubling = std::max(heads.per_doubling, states.per_doubling);
            heads.per_symbol = std::max(heads.per_symbol, states.per_symbol);
        }
        bound.constant += heads.constant + sum_of_reads(network, layer).reach +
                          reach_of_feed_forward(network, layer.feed_forward);
        bound.per_doubling += heads.per_doubling;
        bound.per_symbol += heads.per_symbol;
    }
    bound.constant += readout_of(network).reach;
    return bound;
}

std::string formula(const DepthBound& bound) {
    std::string text = std::to_string(bound.constant);
    if (bound.per_doubling > 0) text += " + " + std::to_string(bound.per_doubling) + " ⌈log₂ T⌉";
    if (bound.per_symbol > 0) text += " + " + std::to_string(bound.per_symbol) + " T";
    return text;
}

}  // namespace linac
