// A network whose outputs are linear in its recurrent state is a weighted automaton over ℚ; this builds it.
//
// The automaton's state is (1, every entry of every S, y), y the output after the last token. One symbolic
// token a symbol gives its matrix, BOS gives α, η reads y. Every one-layer network without a feed-forward
// block is linear; so are deeper ones whose later parameters depend on the token alone.
//
//     const auto automaton = linearized(network);   // nullopt: some layer is not linear
//     assert(compare(source, *automaton).equal());  // proves the network right on all words
#pragma once

#include <optional>
#include <string>

#include "automata/weighted.hpp"
#include "network/network.hpp"

namespace linac {

/// What keeps the network from being linear, such as "the feed-forward block of layer 2"; none if nothing does.
[[nodiscard]] std::optional<std::string> first_not_linear(const Network& network);

/// The weighted automaton that computes what the network computes, if the network is linear in its state.
[[nodiscard]] std::optional<WeightedAutomaton> linearized(const Network& network);

}  // namespace linac
