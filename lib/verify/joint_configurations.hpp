// Equality on all words of a counter or stack machine and a network that together have few configurations: what has
// been read determines the pair of the machine's configuration and the network's states, and a pair and a
// symbol determine the next pair, the machine's answer and the network's. If the pairs that words lead to are
// finitely many, comparing once on each pair and symbol decides.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "verify/side_by_side.hpp"

namespace linac {

struct PairEnumeration {
    std::size_t pairs = 0;
    Verdict verdict;  ///< equal, or a shortest word on which the two differ
};

/// Most bits of the numbers in all pairs: where a counter or a stack grows without bound, the search soon ends.
inline constexpr std::size_t max_pair_bits = std::size_t{1} << 24U;

/// Breadth first from the empty word, which `both` has read; nothing if there are more than `max_pairs` pairs
/// or max_pair_bits.
/// `progress` is called now and then with the pairs met so far.
[[nodiscard]] std::optional<PairEnumeration> enumerate_pairs(
    SideBySide both, std::size_t symbols, std::size_t max_pairs,
    const std::function<void(std::size_t)>& progress = {});

}  // namespace linac
