// All words of a length, for comparison with brute force.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "automata/alphabet.hpp"

namespace linac::tests {

inline std::vector<Word> words_of_length(std::size_t length, std::size_t symbols) {
    std::vector<Word> words{{}};
    for (std::size_t l = 0; l < length; ++l) {
        std::vector<Word> longer;
        for (const Word& word : words)
            for (Symbol symbol = 0; symbol < symbols; ++symbol) {
                longer.push_back(word);
                longer.back().push_back(symbol);
            }
        words = std::move(longer);
    }
    return words;
}

}  // namespace linac::tests
