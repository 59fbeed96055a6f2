// Bounds of the error that a format makes: |x̃ − x| for the output x̃ that any code computes in it which keeps to the
// operations of the kernels, however it orders, groups or fuses sums. Rounded constants are taken into account.
//
// On one word the bound follows the values of that word (a running error analysis, Higham 2002, §3.3); on all words
// up to a length it follows the ranges of horizon.hpp, and is 0 up to the certified exact horizon.
//
//     const auto bounds = error_bounds(RangeNetwork(network, float32), word);  // after BOS and every token
//     const auto all = error_bounds(network, float32, std::size_t{64});  // of all words of length 0, 1, …
#pragma once

#include <cstddef>
#include <vector>

#include "automata/alphabet.hpp"
#include "precision/horizon.hpp"
#include "precision/range_network.hpp"

namespace linac {

/// After BOS and after every symbol of the word, as far as nothing may overflow; of a network with a format.
[[nodiscard]] std::vector<Rational> error_bounds(const RangeNetwork& network, const Word& word);

/// Entry L bounds the error on all words of at most L symbols, L = 0, …, max_length; fewer entries where
/// something may overflow or the limits end the exploration.
[[nodiscard]] std::vector<Rational> error_bounds(const Network& network, const FloatFormat& format,
                                                 std::size_t max_length, const HorizonOptions& options = {});

/// The same, of a network whose exact horizon in the format is known: 0 within it.
[[nodiscard]] std::vector<Rational> error_bounds(const Network& network, const Horizon& horizon,
                                                 std::size_t max_length, const HorizonOptions& options = {});

}  // namespace linac
