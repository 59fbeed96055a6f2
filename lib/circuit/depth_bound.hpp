// A bound of the depth of an unrolled network's circuit, for words of every length T ≥ 1:
//
//     depth(T) ≤ constant + per_doubling ⌈log₂ T⌉ + per_symbol T,
//
// with per_symbol = 0 iff no head is an MLP-RNN. It needs no circuit, so it holds for networks too large to unroll.
//
// Proof. A step's gates are at most its reach above the deepest of its inputs (step.hpp, which enforces that). In a layer
// whose residual streams are at depth d, the block of a token is at d + r₁, that of n tokens, ⌈log₂ n⌉ products higher,
// at most r₂ each; a state is 1 + ⌈log₂ T⌉ applications above the blocks, at most r₃ each, in the last layer one; an
// MLP-RNN's state is an update, r₁, above the one before it and the stream. Reads, their sum and the stages of the
// feed-forward block come on top, once a layer. What comes after BOS alone is constant. Source: Merrill et al. 2026 (linear
// RNNs are in PNC¹); Blelloch 1990.
//
//     const DepthBound bound = depth_bound(fibonacci);
//     assert(Unrolling(fibonacci).measure(1000).depth <= bound.at(1000));
#pragma once

#include <cstddef>
#include <string>

#include "network/network.hpp"

namespace linac {

struct DepthBound {
    std::size_t constant = 0;
    std::size_t per_doubling = 0;
    std::size_t per_symbol = 0;

    /// For words of `length` ≥ 1.
    [[nodiscard]] std::size_t at(std::size_t length) const;
};

/// Of a valid network.
[[nodiscard]] DepthBound depth_bound(const Network& network);

/// "40 + 12 ⌈log₂ T⌉".
[[nodiscard]] std::string formula(const DepthBound& bound);

}  // namespace linac
