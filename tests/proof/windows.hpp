// All windows of a length, for comparison with brute force.
#pragma once

#include <cstddef>
#include <vector>

#include "automata/alphabet.hpp"

namespace linac::tests {

/// All words of exactly this length; as a window, the first symbol is the newest.
inline std::vector<std::vector<Symbol>> all_windows(std::size_t length, std::size_t symbols) {
    std::vector<std::vector<Symbol>> windows{{}};
    for (std::size_t l = 0; l < length; ++l) {
        std::vector<std::vector<Symbol>> longer;
        for (const auto& window : windows)
            for (Symbol s = 0; s < symbols; ++s) {
                longer.push_back(window);
                longer.back().push_back(s);
            }
        windows = std::move(longer);
    }
    return windows;
}

}  // namespace linac::tests
