#include "network/linearize.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "network/executor.hpp"
#include "support/random_networks.hpp"

namespace linac::linearize_test {
namespace {

/// Calls `visit` for every word of length 0 … longest.
template <class Visit>
void for_each_word(std::size_t letters, std::size_t longest, const Visit& visit, Word word = {}) {
    visit(word);
    if (word.size() == longest) return;
    for (Symbol symbol = 0; symbol < letters; ++symbol) {
        word.push_back(symbol);
        for_each_word(letters, longest, visit, word);
        word.pop_back();
    }
}

void check_same_weights(const Network& network, const WeightedAutomaton& automaton, std::size_t longest) {
    ExactExecutor executor(network);
    for_each_word(network.alphabet.size(), longest, [&](const Word& word) {
        executor.restart();
        for (const Symbol symbol : word) executor.step(symbol);
        RC_ASSERT(executor.output() == weight(automaton, word));
    });
}

RC_GTEST_PROP(Linearized, one_layer_without_feed_forward_has_the_same_weights, ()) {
    const Network network = *tests::networks({.stages = 0, .layers = 1, .has_mlp = false});
    const auto automaton = linearized(network);
    RC_ASSERT(automaton);
    RC_ASSERT(automaton->alphabet == network.alphabet);
    std::size_t size = 2;  // the constant 1, the entries of the states, the output
    for (const Head& head : network.layers[0].heads) size += head.key_dimension * head.value_dimension;
    RC_ASSERT(automaton->size() == size);
    check_same_weights(network, *automaton, 4);
}

RC_GTEST_PROP(Linearized, is_right_whenever_it_answers, ()) {
    const auto layers = *rc::gen::inRange<std::size_t>(0, 3);
    const Network network = *tests::networks({.heads = 2, .layers = layers, .density = 0.4});
    const auto automaton = linearized(network);
    RC_CLASSIFY(automaton.has_value(), "linear");
    if (automaton) check_same_weights(network, *automaton, 3);
}

/// Counts the letter a in the residual stream's dimension 1; dimension 0 is 1 at an a.
Network counter() {
    Network network;
    network.alphabet = Alphabet({"a", "b"});
    network.residual = {"is a", "count"};
    network.embedding = AffineMap(3, 2);
    network.embedding.add(0, 1, 1);
    const auto constant = [](const Rational& value) {
        AffineMap map(2, 1);
        map.add_bias(0, value);
        return map;
    };
    AffineMap is_a(2, 1);
    is_a.add(0, 0, 1);
    Head head;
    head.key_dimension = head.value_dimension = 1;
    head.kind = HeadKind::rwkv7;
    head.parameters = {constant(1), constant(0), constant(0), is_a, constant(1)};
    head.receptance = constant(1);
    head.output = AffineMap(1, 2);
    head.output.add(1, 0, 1);
    network.layers = {Layer{"", {head}, {}}};
    network.readout = AffineMap(2, 1);
    network.readout.add(0, 1, 1);
    return network;
}

/// The block that adds ReLU(dimension) to the count.
FeedForward rectifier(std::size_t dimension) {
    FeedForward block;
    block.stages = {AffineMap(2, 1), AffineMap(1, 2)};
    block.stages[0].add(0, dimension, 1);
    block.stages[1].add(1, 0, 1);
    block.labels = {{"unit"}};
    return block;
}

TEST(Linearized, refuses_a_rectified_state) {
    Network network = counter();
    ASSERT_TRUE(linearized(network));
    EXPECT_EQ(weight(*linearized(network), {0, 1, 0}), Rational(2));
    network.layers[0].feed_forward = rectifier(1);
    EXPECT_FALSE(linearized(network));
}

TEST(Linearized, takes_a_rectified_token) {
    Network network = counter();
    network.layers[0].feed_forward = rectifier(0);
    const auto automaton = linearized(network);
    ASSERT_TRUE(automaton);
    EXPECT_EQ(weight(*automaton, {0, 1, 0}), Rational(3));
    EXPECT_EQ(weight(*automaton, {0, 1}), Rational(1));
}

TEST(Linearized, takes_a_linear_stage_of_the_state) {
    Network network = counter();
    FeedForward& block = network.layers[0].feed_forward;
    block.stages = {AffineMap(2, 2)};  // one stage has no ReLU
    block.stages[0].add(1, 1, -3);
    const auto automaton = linearized(network);
    ASSERT_TRUE(automaton);
    EXPECT_EQ(weight(*automaton, {0, 0}), Rational(-4));
}

TEST(Linearized, takes_a_second_layer_only_while_its_recurrence_is_linear) {
    Network network = counter();
    network.layers.push_back(network.layers[0]);
    ASSERT_TRUE(linearized(network));
    EXPECT_EQ(weight(*linearized(network), {0, 0, 1}), Rational(4));
    // What is written may be linear in the state below; what multiplies a state may not.
    Head& second = network.layers[1].heads[0];
    std::swap(second.parameter("key"), second.parameter("value"));
    second.parameter("value").add(0, 1, 1);
    ASSERT_TRUE(linearized(network));
    EXPECT_EQ(weight(*linearized(network), {0, 1}), Rational(1 + 2 + 1));
    second.parameter("decay").add(0, 1, 1);
    EXPECT_FALSE(linearized(network));
    EXPECT_EQ(first_not_linear(network), "the heads of layer 2");
}

TEST(Linearized, says_what_is_not_linear) {
    Network network = counter();
    EXPECT_EQ(first_not_linear(network), std::nullopt);
    network.layers.push_back(network.layers[0]);
    EXPECT_EQ(first_not_linear(network), std::nullopt);
    network.layers[0].feed_forward = rectifier(1);
    EXPECT_EQ(first_not_linear(network), "the feed-forward block of layer 1");
    std::swap(network.layers[0].feed_forward, network.layers[1].feed_forward);
    EXPECT_EQ(first_not_linear(network), "the feed-forward block of layer 2");
}

}  // namespace
}  // namespace linac::linearize_test
