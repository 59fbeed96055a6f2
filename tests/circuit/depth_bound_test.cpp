#include "circuit/depth_bound.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

#include "circuit/unroll.hpp"
#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"
#include "support/random_networks.hpp"

namespace linac::tests::depth_bound_test {
namespace {

Network fibonacci(Target target, Scheme scheme = Scheme::automatic) {
    const auto path = source_directory() / "automata" / "weighted" / "fibonacci.linac";
    const auto automaton = to_weighted(read_automaton(read_file(path), "fibonacci").value());
    return compile(automaton, {target, scheme, default_max_nonzeros}).value().network;
}

TEST(DepthBound, example) {
    const Network network = fibonacci(Target::rwkv7);
    const DepthBound bound = depth_bound(network);
    EXPECT_LE(Unrolling(network).measure(1000).depth, bound.at(1000));
    EXPECT_EQ(bound.per_symbol, 0U);
    // One layer: a product is at most 2 + ⌈log₂(n + 1)⌉ deep, n the state's keys.
    EXPECT_LE(bound.per_doubling, 5U);
}

TEST(DepthBound, counts_doublings_from_above) {
    const DepthBound bound{7, 3, 2};
    EXPECT_EQ(bound.at(1), 9U);
    EXPECT_EQ(bound.at(2), 14U);
    EXPECT_EQ(bound.at(3), 19U);
    EXPECT_EQ(bound.at(4), 21U);
    EXPECT_EQ(bound.at(5), 26U);
}

TEST(DepthBound, has_a_formula) {
    EXPECT_EQ(formula({7, 3, 0}), "7 + 3 ⌈log₂ T⌉");
    EXPECT_EQ(formula({7, 0, 2}), "7 + 2 T");
    EXPECT_EQ(formula({7, 0, 0}), "7");
}

TEST(DepthBound, holds_for_blocked_networks_of_all_lengths) {
    for (const Target target : {Target::rwkv7, Target::deltanet}) {
        const Network network = fibonacci(target, Scheme::blocked);
        const DepthBound bound = depth_bound(network);
        Unrolling unrolling(network);
        for (std::size_t length = 1; length <= 70; ++length)
            EXPECT_LE(unrolling.measure(length).depth, bound.at(length)) << length;
        for (std::size_t length = 128; length <= 65'536; length *= 2)
            EXPECT_LE(unrolling.measure(length).depth, bound.at(length)) << length;
    }
}

TEST(DepthBound, holds_for_random_networks_of_all_kinds) {
    std::mt19937 random(5);
    std::size_t linear = 0;
    for (int i = 0; i < 100; ++i) {
        const Network network = random_network(random);
        const DepthBound bound = depth_bound(network);
        bool is_linear = true;
        for (const Layer& layer : network.layers)
            for (const Head& head : layer.heads) is_linear = is_linear && head.info().is_linear();
        EXPECT_EQ(bound.per_symbol == 0, is_linear);
        linear += is_linear ? 1 : 0;
        Unrolling unrolling(network);
        for (std::size_t length = 1; length <= 9; ++length)
            EXPECT_LE(unrolling.measure(length).depth, bound.at(length)) << i << ", " << length;
    }
    EXPECT_GT(linear, 5U);
}

}  // namespace
}  // namespace linac::tests::depth_bound_test
