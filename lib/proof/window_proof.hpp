// Proof that a network of several layers, the last of which reads a window of tokens, computes an automaton's weights on all
// words, or a word on which it does not.
//
// The layers before the last are a periodic window of tokens (token_window.hpp). The last layer's state is linear in the
// automaton's row, with factors that are functions of the window (tail.hpp). The output is compared with the weight after
// 0, 1, …, T + P tokens, for all words of each length at once. Then by induction: at time T, the entries that matter are
// forms over the spaces of rows that occur at T, T + P, T + 2P, …; from them, as a hypothesis, one period is run. If the
// outputs agree at each of its times and each of these entries is again that form at its end, all outputs agree for ever.
//
//     Effort effort;
//     const WindowProof proof = prove_window(automaton, network, effort);     // or throws NotSettled
//     assert(!proof.difference);
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "automata/weighted.hpp"
#include "network/network.hpp"
#include "proof/effort.hpp"

namespace linac {

struct WindowProof {
    std::optional<Word> difference;  ///< output and weight differ on it; confirmed by running both
    // If there is none:
    std::size_t before = 0;     ///< tokens after which the window is periodic
    std::size_t period = 0;     ///< of the window
    std::size_t width = 0;      ///< of the window
    std::size_t start = 0;      ///< T, from which the induction starts
    std::size_t entries = 0;    ///< of the last layer's state that matter at T
    std::size_t functions = 0;  ///< of windows, that it takes
};

/// Of an automaton and a network over the same alphabet, in the same order. Throws NotSettled where this does not decide.
/// `progress` is called with each length of words that was compared.
[[nodiscard]] WindowProof prove_window(const WeightedAutomaton& automaton, const Network& network,
                                       Effort& effort, const std::function<void(std::size_t)>& progress = {});

}  // namespace linac
