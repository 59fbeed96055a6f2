// The operations of which the unrolled network is made, each a step on vectors (step.hpp).
//
// The residual stream at a position is a vector of |Σ| + D entries, the one-hot token before the stream itself. A block
// of tokens is the affine map S ↦ A S + B of a head's state that they make: a vector with A and then B, row-major. A
// state is a vector of K·V entries, row-major.
#pragma once

#include <cstddef>

#include "circuit/module.hpp"
#include "network/network.hpp"

namespace linac {

/// The residual stream of a token before the first layer: tables, or constants for BOS.
[[nodiscard]] Profile embedded_symbol(const Network& network, ValuePool& pool);
[[nodiscard]] Profile embedded_start(const Network& network, ValuePool& pool);

/// (residual stream) → block of the one token. The head is linear.
[[nodiscard]] Operation block_of_token(const Network& network, const Head& head);

/// (later block, earlier block) → (A A′, A B′ + B).
[[nodiscard]] Operation composition(std::size_t keys, std::size_t values);

/// (block, state) → state after it.
[[nodiscard]] Operation application(std::size_t keys, std::size_t values);

/// (residual stream, state) → next state of an MLP head.
[[nodiscard]] Operation mlp_update(const Network& network, const Head& head);

/// (residual stream, state) → Sᵀ r.
[[nodiscard]] Operation read_of(const Network& network, const Head& head);

/// (residual stream, read of each head) → residual stream with the reads.
[[nodiscard]] Operation sum_of_reads(const Network& network, const Layer& layer);

/// (values) → units of a stage of a feed-forward block that is not the last. Values and units too have the one-hot token
/// before them.
[[nodiscard]] Operation units_of_stage(const Network& network, const AffineMap& stage);

/// (residual stream, units) → residual stream with the last stage's value.
[[nodiscard]] Operation sum_of_last_stage(const Network& network, const AffineMap& stage);

/// (residual stream) → output.
[[nodiscard]] Operation readout_of(const Network& network);

}  // namespace linac
