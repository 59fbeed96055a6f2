// What a step does is tested where it is used: range_network_test.cpp and diagram_network_test.cpp.
#include "precision/kernel_network.hpp"

#include <gtest/gtest.h>

#include "support/random_networks.hpp"

namespace linac::tests::kernel_network_test {
namespace {

Network any_network(std::uint32_t seed, bool dyadic) {
    std::mt19937 random(seed);
    return random_network(random, {.dyadic = dyadic});
}

TEST(KernelNetwork, a_token_needs_its_embedding) {
    Network network = any_network(1, true);
    AffineMap embedding(network.embedding.inputs(), network.embedding.outputs());
    embedding.add(0, 0, 1);
    embedding.add(0, 1, Rational(257));
    embedding.add(1, 1, Rational(1, 2));
    network.embedding = embedding;
    EXPECT_TRUE(needs_of_tokens(network)[0].fits(bfloat16));
    const Need need = needs_of_tokens(network)[1];
    EXPECT_FALSE(need.fits(bfloat16));  // 257 takes nine bits
    EXPECT_TRUE(need.fits(float16));
    EXPECT_EQ(need.grain, -1);
}

TEST(KernelNetwork, no_float_is_a_third) {
    Network network = any_network(1, true);
    network.embedding.add(0, 1, Rational(1, 3));
    EXPECT_EQ(needs_of_tokens(network)[1].precision, Need::impossible);
    EXPECT_NE(needs_of_tokens(network)[0].precision, Need::impossible);
}

TEST(KernelNetwork, every_token_needs_that_no_constant_overflows) {
    Network network = any_network(1, true);
    EXPECT_TRUE(needs_of_tokens(network)[0].fits(float16));
    network.readout.add(0, 0, Rational(100'000));
    EXPECT_FALSE(needs_of_tokens(network)[0].fits(float16));
    EXPECT_TRUE(needs_of_tokens(network)[0].fits(bfloat16));
}

TEST(KernelNetwork, knows_where_the_layers_keep_their_states) {
    const Network network = any_network(2, true);
    struct Nothing {
        struct Value {};
        struct Constant {};
        struct Sum {};
        static Constant constant(const Rational& /*value*/) { return {}; }
    } nothing;
    const KernelNetwork<Nothing> kernel(network, nothing);
    std::size_t entries = 0;
    for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
        const auto [first, count] = kernel.entries_of(layer);
        EXPECT_EQ(first, entries);
        for (std::size_t e = 0; e < count; ++e) EXPECT_EQ(kernel.layer_of()[first + e], layer);
        entries += count;
    }
    EXPECT_EQ(kernel.entries(), entries);
}

}  // namespace
}  // namespace linac::tests::kernel_network_test
