#include "precision/error_bounds.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "network/executor.hpp"
#include "precision/float_executor.hpp"
#include "support/random_networks.hpp"

namespace linac::tests::error_bounds_test {
namespace {

const HorizonOptions quick{20, 3'000, {}};

Network any_network(std::uint32_t seed, bool dyadic) {
    std::mt19937 random(seed);
    return random_network(
        random, {.heads = 2, .dimension = 2, .steps = 2, .spare = 2, .layers = 2, .dyadic = dyadic});
}

TEST(ErrorBounds, does_what_its_header_shows) {
    const Network network = any_network(1, true);
    const Word word{0, 0};
    EXPECT_LE(error_bounds(RangeNetwork(network, float32), word).size(), 3U);
    EXPECT_LE(error_bounds(network, float32, std::size_t{64}, quick).size(), 65U);
}

/// On random words of random networks no error is beyond the bound of the word, nor that beyond the bound of all.
RC_GTEST_PROP(ErrorBounds, bound_what_floats_make, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    const auto dyadic = *rc::gen::arbitrary<bool>();
    const Network network = any_network(seed, dyadic);
    std::mt19937 random(seed);
    for (const FloatFormat& format : {seed % 2 == 0 ? bfloat16 : float32}) {
        const std::vector<Rational> all = error_bounds(network, format, std::size_t{5}, quick);
        for (std::size_t length = 1; length < all.size(); ++length) RC_ASSERT(all[length - 1] <= all[length]);
        for (int i = 0; i < 3; ++i) {
            Word word;
            while (word.size() < 5) word.push_back(static_cast<Symbol>(random() % network.alphabet.size()));
            const std::vector<Rational> own = error_bounds(RangeNetwork(network, format), word);
            ExactExecutor exact(network);
            FloatExecutor computed(network, {format});
            for (std::size_t length = 0; length < std::max(own.size(), all.size()); ++length) {
                if (length > 0) {
                    exact.step(word[length - 1]);
                    computed.step(word[length - 1]);
                }
                const auto is_within = [&](const Rational& bound) {
                    return std::isfinite(computed.output()) &&
                           abs(exact_value(computed.output()) - exact.output()) <= bound;
                };
                if (length < own.size()) RC_ASSERT(is_within(own[length]));
                if (length < all.size()) RC_ASSERT(is_within(all[length]));
            }
        }
    }
}

/// Up to the horizon nothing is rounded, whether words are few or joined.
RC_GTEST_PROP(ErrorBounds, are_zero_within_the_horizon, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    const Network network = any_network(seed, true);
    const std::vector<Horizon> found = horizons(network, quick);
    const std::vector<Rational> bounds = error_bounds(network, float32, std::size_t{5}, quick);
    const Horizon& horizon = found[2];
    for (std::size_t length = 0; length < bounds.size(); ++length)
        if (horizon.witness && horizon.covers(length)) RC_ASSERT(bounds[length].is_zero());
    const std::vector<Rational> known = error_bounds(network, horizon, std::size_t{5}, quick);
    RC_ASSERT(known.size() >= bounds.size());
    for (std::size_t length = 0; length < known.size(); ++length)
        RC_ASSERT(known[length] == (horizon.covers(length) ? Rational() : bounds[length]));
}

}  // namespace
}  // namespace linac::tests::error_bounds_test
