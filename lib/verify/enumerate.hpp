// Equality on all words for a network of several layers whose router has few configurations.
//
// The layers before the last one, the router, never see the last layer's state. Where their reachable states,
// the configurations, are finitely many, the whole network is linear for each of them: reading σ in
// configuration c applies a fixed matrix to the last layer's state S. The pairs (configuration, span of all
// reachable (1, s, S)), s the automaton's row, are closed under the symbols breadth-first, exactly over ℚ;
// output and weight agree on all words iff they agree on every basis vector and symbol. The vectors are those
// of actual words, in order of length, so that the first difference found is on a shortest word.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "automata/weighted.hpp"
#include "network/network.hpp"

namespace linac {

struct Enumeration {
    std::size_t configurations = 0;
    std::optional<Word> difference;  ///< a shortest separating word, if there is one
};

/// Enumerates up to `max_configurations` router states; nothing if there are more or if the last layer is not
/// linear in its state. `progress` is called now and then with the configurations met so far.
[[nodiscard]] std::optional<Enumeration> enumerate(const WeightedAutomaton& automaton, const Network& network,
                                                   std::size_t max_configurations,
                                                   const std::function<void(std::size_t)>& progress = {});

/// The number of tokens after which a router that reads one and the same symbol repeats itself: (before,
/// period), if it does within `most` tokens. For a blocked network the period is that of its positions.
struct RouterPeriod {
    std::size_t before = 0;
    std::size_t period = 0;
};
[[nodiscard]] std::optional<RouterPeriod> router_period(const Network& network, std::size_t most);

}  // namespace linac
