// Random valid networks: heads of every kind of the table side by side, several layers, feed-forward blocks.
//
// The first |Σ|+1 dimensions of the residual stream hold the token, one-hot, and nothing else is ever added
// to them: so that a PD head of any layer can choose its P by the token.
//
//     std::mt19937 random(1);
//     const Network network = random_network(random, {.layers = 2});
//     RC_ASSERT(read_network(write_network(network), "").value() == network);
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <random>

#include "automata/alphabet.hpp"
#include "network/network.hpp"
#include "support/rapidcheck.hpp"

namespace linac {

/// How RapidCheck shows a network.
void showValue(const Network& network, std::ostream& out);

}  // namespace linac

extern template class rc::Gen<linac::Network>;  // see rapidcheck.hpp

namespace linac::tests {

/// What a random network may have; every count before `layers` is at most the given one.
struct NetworkShape {
    std::size_t symbols = 3;
    std::size_t heads = 3;              ///< in a layer
    std::size_t dimension = 3;          ///< K and V of a head
    std::size_t steps = 3;              ///< rounds of a repeated kind
    std::size_t spare = 3;              ///< dimensions of the residual stream beside the token's
    std::size_t stages = 3;             ///< of a feed-forward block
    std::size_t units = 3;              ///< of a stage
    std::size_t layers = 2;             ///< exactly
    bool has_mlp = true;                ///< MLP heads among them
    double density = 0.5;               ///< of non-zeros among the entries of a map
    bool dyadic = false;                ///< constants are small multiples of 1/4
    bool signs = false;                 ///< constants are 1 and −1
    std::optional<HeadKind> kind = {};  ///< of all heads
};

Network random_network(std::mt19937& random, const NetworkShape& shape = {});

/// A random word of the given length.
Word random_word(std::mt19937& random, const Network& network, std::size_t length);

/// The same for RapidCheck; a counterexample is not shrunk, another seed is another network.
rc::Gen<Network> networks(const NetworkShape& shape = {});

}  // namespace linac::tests
