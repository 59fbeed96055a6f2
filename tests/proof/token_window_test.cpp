// The layers before the last, on all words at once, against the network on words.
#include "proof/token_window.hpp"

#include <gtest/gtest.h>

#include "compile/compile.hpp"
#include "network/executor.hpp"
#include "network/linear_form.hpp"
#include "support/random_automata.hpp"

namespace linac::token_window_test {
namespace {

/// What the last but one layer's feed-forward block reads, on every prefix of a word.
std::vector<Vector> residuals(const Network& network, const Word& word) {
    Network front = network;
    front.layers.pop_back();
    front.layers.back().feed_forward = {};
    ExactExecutor executor(front);
    std::vector<Vector> all;
    const auto read = [&] {
        static_cast<void>(executor.output());
        all.emplace_back();
        for (std::size_t i = 0; i < network.width(); ++i) all.back().push_back(executor.residual()[i]);
    };
    read();
    for (const Symbol s : word) {
        executor.step(s);
        read();
    }
    return all;
}

void expect_the_window_of(const Network& network, std::size_t period) {
    Effort effort;
    const TokenWindow window(network, effort);
    EXPECT_EQ(window.period(), period);
    std::mt19937 random(3);
    Word word;
    for (std::size_t t = 0; t < window.before() + 3 * period + 2; ++t)
        word.push_back(random() % network.alphabet.size());
    const auto expected = residuals(network, word);
    for (std::size_t t = 0; t <= word.size(); ++t) {
        const std::size_t representative = window.representative(t);
        Vector values(network.width());
        for (const auto& [index, form] : window.residual(representative))
            for (const Entry& e : form) {
                if (e.index == 0) {
                    values[index] += e.value;
                    continue;
                }
                const std::size_t age = representative - token_of(e.index);
                EXPECT_TRUE(t <= window.before() || age < window.width());
                if (word[t - 1 - age] == symbol_of(e.index)) values[index] += e.value;
            }
        ASSERT_EQ(values, expected[t]) << "after " << t << " tokens";
    }
}

TEST(TokenWindow, is_what_the_layers_hold) {
    tests::RandomAutomata random(1);
    const auto network = [&](std::size_t states, std::size_t letters, Target target, Scheme scheme) {
        return compile(random.weighted(states, letters, 100), {target, scheme}).value().network;
    };
    expect_the_window_of(network(2, 3, Target::rwkv7, Scheme::blocked), 4);
    expect_the_window_of(network(3, 2, Target::rwkv7, Scheme::blocked), 6);
    expect_the_window_of(network(3, 2, Target::rwkv7, Scheme::two_layer), 6);
    expect_the_window_of(network(1, 2, Target::deltanet, Scheme::blocked), 8);
    expect_the_window_of(network(3, 2, Target::deltanet, Scheme::blocked), 48);  // rings that rotate
}

TEST(Repetition, is_that_of_the_positions) {
    tests::RandomAutomata random(6);
    const WeightedAutomaton automaton = random.weighted(3, 2, 100);
    const auto blocked = [&](Target target) {
        return compile(automaton, {target, Scheme::blocked}).value().network;
    };
    EXPECT_EQ(repetition(blocked(Target::rwkv7), 0, 100).value().period, 6U);
    EXPECT_EQ(repetition(blocked(Target::deltanet), 1, 500).value().period, 48U);
    EXPECT_FALSE(repetition(blocked(Target::deltanet), 0, 40));
}

std::string reason_of(const Network& network, std::size_t limit = default_effort) {
    Effort effort(limit);
    try {
        const TokenWindow window(network, effort);
        return "a window of period " + std::to_string(window.period());
    } catch (const NotSettled& reason) {
        return reason.what();
    }
}

/// One head S ← a S + 1 · [x = b], then a layer without heads.
Network accumulator(const Rational& a) {
    Network network;
    network.alphabet = tests::letters(2);
    network.residual = {"BOS", "a", "b", "sum"};
    network.embedding = AffineMap(3, 4);
    for (std::size_t t = 0; t < 3; ++t) network.embedding.add(t, t, 1);
    Head head;
    head.kind = HeadKind::diagonal;
    head.key_dimension = head.value_dimension = 1;
    head.receptance = AffineMap(4, 1);
    head.receptance.add_bias(0, 1);
    head.parameters.assign(head.info().parameters.size(), AffineMap(4, 1));
    head.parameter("decay").add_bias(0, a);
    head.parameter("key").add_bias(0, 1);
    head.parameter("value").add(0, 2, 1);
    head.output = AffineMap(1, 4);
    head.output.add(3, 0, 1);
    network.layers.resize(2);
    network.layers[0].heads.push_back(head);
    network.readout = AffineMap(4, 1);
    network.readout.add(0, 3, 1);
    validate(network);
    return network;
}

TEST(TokenWindow, is_none_where_layers_remember_for_ever) {
    EXPECT_EQ(reason_of(accumulator(0)), "a window of period 1");
    const std::string endless = "the layers before the last do not repeat within 10000 tokens, or grow";
    EXPECT_EQ(reason_of(accumulator(1)), endless);
    EXPECT_EQ(reason_of(accumulator(Rational(3, 2))), endless);
}

TEST(TokenWindow, is_none_where_tokens_are_multiplied) {
    Network network = accumulator(Rational(1, 2));  // a forgets; b sets, and words of one letter repeat
    Head& head = network.layers[0].heads[0];
    head.parameter("decay") = AffineMap(4, 1);
    head.parameter("decay").add(0, 1, -1);
    EXPECT_EQ(reason_of(network),
              "the layers before the last are no window of tokens: they multiply what depends on tokens");
}

}  // namespace
}  // namespace linac::token_window_test
