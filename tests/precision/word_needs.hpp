// What single words need, met one by one on ranges that are points; and networks to try it on.
#pragma once

#include "precision/range_network.hpp"
#include "support/random_networks.hpp"

namespace linac::tests {

/// What BOS and the word need.
inline Need need_of_word(const RangeNetwork& ranges, const Word& word) {
    RangeNetwork::State state = ranges.start();
    Need need;
    ranges.step(state, 0, need);
    for (const Symbol symbol : word) ranges.step(state, symbol + 1, need);
    return need;
}

/// Dyadic, with many zeros, so that horizons are of all kinds.
inline Network sparse_network(std::uint32_t seed, std::size_t symbols) {
    std::mt19937 random(seed);
    return random_network(random, {.symbols = symbols,
                                   .heads = 2,
                                   .dimension = 2,
                                   .steps = 2,
                                   .spare = 2,
                                   .layers = 1 + seed % 2,
                                   .density = 0.3,
                                   .dyadic = true});
}

}  // namespace linac::tests
