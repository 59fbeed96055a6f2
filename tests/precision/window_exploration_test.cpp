#include "precision/window_exploration.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "precision/word_needs.hpp"

namespace linac::tests::window_exploration_test {
namespace {

const WindowLimits small{100, 20'000, 40'000, 20, {}};

TEST(WindowExploration, does_what_its_header_shows) {
    const Network network = sparse_network(1, 2);
    WindowExploration exploration(network, 16, small);
    exploration.run();
    EXPECT_EQ(exploration.horizon(float32).format, float32);
}

/// Whatever the window: all short words within the horizon are exact, and a witness is not, and one symbol longer.
RC_GTEST_PROP(WindowExploration, certifies_what_every_word_needs, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    const Network network = sparse_network(seed, 2);
    const RangeNetwork ranges(network);
    for (const std::size_t window : {0U, 1U, 3U}) {
        WindowExploration exploration(network, window, small);
        exploration.run();
        for (const FloatFormat& format : all_float_formats) {
            const Horizon horizon = exploration.horizon(format);
            if (horizon.witness) {
                RC_ASSERT(!need_of_word(ranges, *horizon.witness).fits(format));
                RC_ASSERT(horizon.witness->size() == (horizon.length ? *horizon.length + 1 : 0));
            }
            std::mt19937 random(seed);
            for (int i = 0; i < 4; ++i) {
                if (!horizon.is_infinite && !horizon.length) continue;
                Word word(horizon.is_infinite ? 20 : std::min<std::size_t>(*horizon.length, 20));
                for (Symbol& symbol : word) symbol = random() % network.alphabet.size();
                RC_ASSERT(need_of_word(ranges, word).fits(format));
            }
        }
    }
}

/// With integers nothing is lost by taking grains together: the window does not change what is found.
RC_GTEST_PROP(WindowExploration, finds_the_same_with_any_window, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    Network network = sparse_network(seed, 2);
    for_each_map(network, [](const std::string& /*path*/, AffineMap& map) {
        const auto whole = [](SparseVector entries) {
            for (Entry& e : entries) e.value *= e.value.denominator();
            return entries;
        };
        AffineMap result(map.inputs(), map.outputs());
        for (std::size_t input = 0; input < map.inputs(); ++input)
            result.set_column(input, whole(map.column(input)));
        for (const Entry& e : whole(map.bias())) result.add_bias(e.index, e.value);
        map = result;
    });
    WindowExploration one_by_one(network, 0, small);
    WindowExploration joined(network, 3, small);
    one_by_one.run();
    joined.run();
    for (const FloatFormat& format : all_float_formats) {
        const Horizon left = one_by_one.horizon(format);
        const Horizon right = joined.horizon(format);
        if ((left.is_infinite || left.witness) && (right.is_infinite || right.witness)) {
            RC_ASSERT(left.is_infinite == right.is_infinite);
            RC_ASSERT(left.length == right.length);
        }
    }
}

}  // namespace
}  // namespace linac::tests::window_exploration_test
