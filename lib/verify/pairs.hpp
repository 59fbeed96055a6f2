// Equality on all words of a counter machine and a network that together have few configurations: what has
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

/// Breadth first from the empty word, which `both` has read; nothing if there are more than `max_pairs` pairs.
/// `progress` is called now and then with the pairs met so far.
[[nodiscard]] std::optional<PairEnumeration> enumerate_pairs(
    SideBySide both, std::size_t symbols, std::size_t max_pairs,
    const std::function<void(std::size_t)>& progress = {});

}  // namespace linac
