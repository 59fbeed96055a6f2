// The certified exact horizon of a network in a floating-point format: a length L such that on every word of at most L
// symbols every constant, product and sum is exact, however sums are ordered, grouped or fused.
//
// Words are infinitely many, their states need not be. Two abstract interpretations (Cousot and Cousot 1977) follow the
// states breadth first, length by length:
//
//   windows (window_exploration.hpp)   the state as a function of the last tokens, exactly. Where nothing new appears
//                                      the horizon is infinite; where a sum does not fit there is a word that shows it.
//   ranges (exploration.hpp)           states that agree in their *closed* entries and in the signs of the others, if a
//                                      ReLU looks at them, are joined; which entries are open is found out: first none,
//                                      then those of many values. Where ranges grow with the length, polynomial bounds
//                                      Σ_k c_k C(s, k) are read off and proved by induction, so that counters are
//                                      followed to 2^53 and beyond in a few steps.
//
//     for (const Horizon& h : horizons(network))
//         if (h.is_infinite) …  else if (h.length) …   // else: not even the empty word is exact
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "automata/alphabet.hpp"
#include "exact/floating.hpp"
#include "network/network.hpp"

namespace linac {

struct Horizon {
    FloatFormat format;
    bool is_infinite = false;
    std::optional<std::uint64_t>
        length;  ///< L; none: already the empty word, or a constant of it, is not exact
    /// A word of L + 1 symbols (of 0, if there is no L) on which some sum does not fit the format; none if the
    /// horizon may be larger than what could be certified.
    std::optional<Word> witness;

    /// Whether every word of so many symbols is exact.
    [[nodiscard]] bool covers(std::size_t symbols) const noexcept {
        return is_infinite || (length && symbols <= *length);
    }

    friend bool operator==(const Horizon&, const Horizon&) = default;
};

struct HorizonOptions {
    std::size_t max_states = 1U << 16U;  ///< or sets of states in one exploration
    std::size_t max_work = 500'000'000;  ///< non-zeros touched and nodes of diagrams visited, in all
    std::function<void(std::size_t work, std::size_t max_work)> progress{};  ///< called now and then
};

/// For the formats bf16, f16, f32 and f64, in this order.
[[nodiscard]] std::vector<Horizon> horizons(const Network& network, const HorizonOptions& options = {});

}  // namespace linac
