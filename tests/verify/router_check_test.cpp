#include "verify/router_check.hpp"

#include <gtest/gtest.h>

#include "compile/compile.hpp"
#include "support/random_automata.hpp"

namespace linac::router_check_test {
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

TEST(RouterCheck, follows_each_token_into_the_gather) {
    const auto expect = [](const Network& network) {
        const auto check = check_router(network, 2000);
        ASSERT_TRUE(check);
        EXPECT_EQ(check->reads_tokens, true);
    };
    expect(blocked(2, Target::rwkv7));
    expect(blocked(5, Target::rwkv7));
    expect(blocked(3, Target::deltanet));  // several places a token
    expect(blocked(13, Target::rwkv7));
    expect(blocked(3, Target::rwkv7, Scheme::two_layer));
    const WeightedAutomaton one = tests::RandomAutomata(9).weighted(1, 2, 100);
    const Network table = compile(one, {Target::rwkv7, Scheme::blocked}).value().network;
    EXPECT_EQ(check_router(table, 2000).value().reads_tokens, std::nullopt);
}

TEST(RouterCheck, does_not_pass_tokens_that_are_read_as_others) {
    const Network network = blocked(3, Target::rwkv7);
    const auto reads_tokens = [](const Network& changed) {
        const auto check = check_router(changed, 100);
        return check ? check->reads_tokens : std::nullopt;
    };
    ASSERT_EQ(reads_tokens(network), true);
    // A ring that is read into another's dimensions, and one whose symbols are exchanged.
    Network changed = network;
    std::swap(changed.layers[2].heads[0].output, changed.layers[2].heads[1].output);
    EXPECT_EQ(reads_tokens(changed), false);
    changed = network;
    AffineMap& output = changed.layers[2].heads[0].output;
    const SparseVector first = output.column(0);
    output.set_column(0, output.column(1));
    output.set_column(1, first);
    EXPECT_EQ(reads_tokens(changed), false);
    // Every constant of a unit that is a token.
    const FeedForward& gather = network.layers[2].feed_forward;
    std::size_t changes = 0;
    for (std::size_t stage = 0; stage + 1 < gather.stages.size(); ++stage)
        for (std::size_t unit = 0; unit < gather.labels[stage].size(); ++unit) {
            const std::string& label = gather.labels[stage][unit];
            if (!label.starts_with("current ") && !label.starts_with("previous ")) continue;
            for (std::size_t input = 0; input < gather.stages[stage].inputs(); ++input) {
                const Rational weight = entry(gather.stages[stage].column(input), unit);
                if (weight.is_zero()) continue;
                changed = network;
                changed.layers[2].feed_forward.stages[stage].add(unit, input, -weight);
                EXPECT_EQ(reads_tokens(changed), false) << label << ", input " << input;
                ++changes;
            }
            changed = network;
            changed.layers[2].feed_forward.stages[stage].add_bias(unit, Rational(1, 2));
            EXPECT_EQ(reads_tokens(changed), false) << label;
        }
    EXPECT_GT(changes, 20U);
}

TEST(RouterCheck, does_not_pass_a_ring_that_misses_a_token) {
    Network network = blocked(3, Target::rwkv7);
    // The third layer's first ring keeps half of what it reads: its entries are no tokens.
    AffineMap& value = network.layers[2].heads[0].parameter("value");
    for (std::size_t i = 0; i < value.inputs(); ++i)
        value.set_column(i, scaled(value.column(i), Rational(1, 2)));
    const auto check = check_router(network, 100);
    EXPECT_TRUE(!check || check->window < 6);
}

TEST(RouterCheck, does_not_pass_a_router_that_forgets_nothing) {
    Network network = blocked(3, Target::rwkv7);
    AffineMap& removal_key = network.layers[2].heads[0].parameter("removal_key");
    removal_key = AffineMap(removal_key.inputs(), removal_key.outputs());  // tokens add up
    EXPECT_FALSE(check_router(network, 100));
}

TEST(RouterCheck, does_not_claim_anything_of_other_networks) {
    const WeightedAutomaton automaton = tests::RandomAutomata(2).weighted(3, 2, 100);
    const Network network = compile(automaton, {Target::deltaproduct, Scheme::direct}).value().network;
    const auto check = check_router(network, 100);  // no layer before the last: a window of nothing
    EXPECT_TRUE(!check || check->window == 0);
}

}  // namespace
}  // namespace linac::router_check_test
