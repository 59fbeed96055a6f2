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
#include "proof/effort.hpp"

namespace linac {

struct Enumeration {
    std::size_t configurations = 0;
    std::optional<Word> difference;  ///< a shortest separating word, if there is one
};

/// Throws NotSettled if the last layer is not linear in its state, or if the effort is spent. `progress` is called now and
/// then with the configurations met so far.
[[nodiscard]] Enumeration enumerate(const WeightedAutomaton& automaton, const Network& network,
                                    Effort& effort, const std::function<void(std::size_t)>& progress = {});

}  // namespace linac
