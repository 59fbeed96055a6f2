// Comparison: a network in floating point beside the exact network, on words: where the first value differs, where the
// first decision does, and how large the errors become.
//
//     const FloatComparison found = compare_precision(network, {bfloat16}, words, {});
//     if (found.first_difference) …   // a shortest prefix of the words after which some value is not exact
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "precision/float_executor.hpp"

namespace linac {

struct FloatComparison {
    FloatArithmetic arithmetic;
    std::size_t words = 0;
    std::size_t longest = 0;  ///< symbols of the longest word
    /// Of the prefixes of the words, a shortest one after which the output or an entry of a state is not exact, and
    /// one after which the output is on another side of the threshold.
    std::optional<Word> first_difference;
    std::optional<Word> first_wrong_decision;
    /// Errors of the output on prefixes of at most so many symbols: 0, 1, 2, 4, … up to the longest.
    struct Errors {
        std::size_t length = 0;
        Rational relative;         ///< largest |x̃ − x| / |x|, x not 0
        Rational absolute;         ///< largest |x̃ − x|
        bool is_infinite = false;  ///< x̃ overflowed
    };
    std::vector<Errors> errors;
};

struct FloatComparisonOptions {
    Rational threshold = Rational(1, 2);  ///< the decision is whether the output is larger
    /// Called now and then.
    std::function<void(std::size_t done, std::size_t total)> progress{};
};

/// In every arithmetic, on the same words.
[[nodiscard]] std::vector<FloatComparison> compare_precision(const Network& network,
                                                             const std::vector<FloatArithmetic>& arithmetics,
                                                             const std::vector<Word>& words,
                                                             const FloatComparisonOptions& options = {});

}  // namespace linac
