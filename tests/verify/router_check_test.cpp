#include "verify/router_check.hpp"

#include <gtest/gtest.h>

#include "compile/compile.hpp"
#include "support/random_automata.hpp"

namespace linac {
namespace {

Network blocked(std::size_t states, Target target, Scheme scheme = Scheme::blocked) {
    return compile(tests::RandomAutomata(9).weighted(states, 2, 100), {target, scheme}).value().network;
}

TEST(RouterCheck, finds_the_period_and_the_window_of_every_kind_of_router) {
    const auto expect = [](const Network& network, std::size_t period) {
        const auto check = check_router(network, 2000);
        ASSERT_TRUE(check);
        EXPECT_EQ(check->period, period);
        EXPECT_EQ(check->window, period);
    };
    expect(blocked(2, Target::rwkv7), 4);
    expect(blocked(3, Target::rwkv7), 6);
    expect(blocked(4, Target::rwkv7), 8);
    expect(blocked(5, Target::rwkv7), 12);
    expect(blocked(9, Target::rwkv7), 24);
    expect(blocked(3, Target::deltanet), 48);  // two slots a ring, gated tokens
    expect(blocked(13, Target::rwkv7), 48);
}

TEST(RouterCheck, does_not_pass_a_ring_that_misses_a_token) {
    Network network = blocked(3, Target::rwkv7);
    // The third layer's first ring keeps half of what it reads: its entries are no tokens.
    auto& head = std::get<Rwkv7Head>(network.layers[2].heads[0].recurrence);
    for (std::size_t i = 0; i < head.value.inputs(); ++i)
        head.value.set_column(i, scaled(head.value.column(i), Rational(1, 2)));
    const auto check = check_router(network, 100);
    EXPECT_TRUE(!check || check->window < 6);
}

TEST(RouterCheck, does_not_pass_a_router_that_forgets_nothing) {
    Network network = blocked(3, Target::rwkv7);
    auto& head = std::get<Rwkv7Head>(network.layers[2].heads[0].recurrence);
    head.removal_key = AffineMap(head.removal_key.inputs(), head.removal_key.outputs());  // tokens add up
    EXPECT_FALSE(check_router(network, 100));
}

TEST(RouterCheck, does_not_claim_anything_of_other_networks) {
    const WeightedAutomaton automaton = tests::RandomAutomata(2).weighted(3, 2, 100);
    const Network network = compile(automaton, {Target::deltaproduct, Scheme::direct}).value().network;
    const auto check = check_router(network, 100);  // no layer before the last: a window of nothing
    EXPECT_TRUE(!check || check->window == 0);
}

}  // namespace
}  // namespace linac
