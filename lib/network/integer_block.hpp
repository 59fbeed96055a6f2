// A feed-forward block over integers. On integer inputs every unit's value is an integer multiple of 1/b, where b
// depends on the block alone:
//
//     b_u = lcm of den(W_ui) · b_i over the unit's inputs i, and of den(bias_u);     b_i = 1 for the block's inputs,
//
// so that with each row scaled by its b, ReLU(b x) = b ReLU(x), a token costs integer operations only, and no
// fraction is brought to lowest terms before the block's outputs.
//
//     const IntegerBlock integers(block);
//     assert(integers.scaled().stages.back() row u == integers.scale()[u] times the block's);
#pragma once

#include <vector>

#include "network/feed_forward.hpp"

namespace linac {

class IntegerBlock {
  public:
    explicit IntegerBlock(const FeedForward& block);

    /// The block whose unit u has the integer value b_u times that of the original.
    [[nodiscard]] const FeedForward& scaled() const noexcept { return scaled_; }
    /// b of each output.
    [[nodiscard]] const std::vector<Rational>& scale() const noexcept { return scale_; }

  private:
    FeedForward scaled_;  // without labels
    std::vector<Rational> scale_;
};

/// Whether all constants are integers, so that the block is its own scaled one.
[[nodiscard]] bool is_integer(const FeedForward& block);

}  // namespace linac
