// Pruning: a network without the parts that its output does not depend on.
//
// Backward from the readout: a unit or head is live if it adds to something live; what a live one reads is
// live in turn. Heads, units and residual dimensions that are not live are dropped; the layers stay.
//
//     assert(size_report(pruned(network)).nonzeros <= size_report(network).nonzeros);
#pragma once

#include "network/network.hpp"

namespace linac {

/// Computes what the network computes.
[[nodiscard]] Network pruned(Network network);

}  // namespace linac
