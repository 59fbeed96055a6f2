// The executor against the formulas of lib/network/head.hpp, in dense matrices over another ℚ.
#include "network/executor.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/naive_executor.hpp"
#include "support/random_networks.hpp"

namespace linac::executor_test {
namespace {

using tests::naive_outputs;
using tests::Oracle;

void check_every_output(const Network& network, const Word& word) {
    const std::vector<Oracle> expected = naive_outputs(network, word);
    ExactExecutor asked(network);
    RC_ASSERT(tests::agrees(asked.output(), expected[0]));
    for (std::size_t t = 0; t < word.size(); ++t) {
        asked.step(word[t]);
        RC_ASSERT(tests::agrees(asked.output(), expected[t + 1]));
        RC_ASSERT(tests::agrees(asked.output(), expected[t + 1]));  // asking twice changes nothing
    }
}

/// The same when outputs are asked for now and then, after a restart in the middle of another word.
void check_some_outputs(const Network& network, const Word& word, const Word& other, std::mt19937& random) {
    const std::vector<Oracle> expected = naive_outputs(network, word);
    ExactExecutor executor(network);
    for (const Symbol symbol : other) executor.step(symbol);
    if (random() % 2 == 0) (void)executor.output();
    executor.restart();
    for (std::size_t t = 0; t < word.size(); ++t) {
        if (random() % 3 == 0) RC_ASSERT(tests::agrees(executor.output(), expected[t]));
        executor.step(word[t]);
    }
    RC_ASSERT(tests::agrees(executor.output(), expected.back()));
}

RC_GTEST_PROP(ExactExecutor, agrees_with_the_formulas_on_one_layer, ()) {
    const Network network = *tests::networks({.layers = 1});
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    const Word word = tests::random_word(random, network, random() % 7);
    check_every_output(network, word);
    check_some_outputs(network, word, tests::random_word(random, network, 3), random);
}

RC_GTEST_PROP(ExactExecutor, agrees_with_the_formulas_on_several_layers, ()) {
    const auto layers = *rc::gen::inRange<std::size_t>(0, 4);
    // A parameter of layer l is a polynomial of a degree that doubles with l and with t: few and sparse ones.
    const Network network = *tests::networks({.heads = 2, .layers = layers, .density = 0.4});
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    const Word word = tests::random_word(random, network, random() % (layers < 3 ? 5 : 4));
    check_every_output(network, word);
    check_some_outputs(network, word, tests::random_word(random, network, 2), random);
}

TEST(ExactExecutor, stays_exact_while_common_denominators_grow_and_are_reduced) {
    for (std::uint32_t seed = 0; seed < 30; ++seed) {
        std::mt19937 random(seed);
        const Network network = tests::random_network(random, {.layers = 1});
        const Word word = tests::random_word(random, network, 30);
        ExactExecutor executor(network);
        for (const Symbol symbol : word) executor.step(symbol);
        EXPECT_TRUE(tests::agrees(executor.output(), naive_outputs(network, word).back())) << seed;
    }
}

TEST(ExactExecutor, gives_the_state_in_lowest_terms) {
    std::mt19937 random(5);
    Network network = tests::random_network(random, {.layers = 1});
    Head head;
    head.key_dimension = head.value_dimension = 1;
    const auto constant = [&](const Rational& value) {
        AffineMap map(network.width(), 1);
        map.add_bias(0, value);
        return map;
    };
    head.kind = HeadKind::rwkv7;
    head.parameters = {constant(Rational(1, 2)), constant(0), constant(0), constant(1),
                       constant(Rational(1, 3))};
    head.receptance = constant(1);
    head.output = AffineMap(1, network.width());
    network.layers[0].heads = {head};
    ExactExecutor executor(network);
    executor.step(0);
    executor.for_each_state([](ExactState& state) { EXPECT_EQ(to_string(state.at(0, 0)), "1/2"); });
}

TEST(ExactExecutor, runs_an_mlp_head) {
    // S ← max(S + v, 0) / 2 with v = 1 after a, −1 after b; in two columns, the second for v/3.
    Network network;
    network.alphabet = Alphabet({"a", "b"});
    network.residual = {"v", "sum"};
    network.embedding = AffineMap(3, 2);
    network.embedding.add(0, 1, 1);
    network.embedding.add(0, 2, -1);
    FeedForward update{{AffineMap(4, 2), AffineMap(2, 2)}, {{"p", "q"}}};
    for (std::size_t i = 0; i < 2; ++i) {
        update.stages[0].add(i, 2 + i, 1);
        update.stages[0].add(i, 0, i == 0 ? Rational(1) : Rational(1, 3));
        update.stages[1].add(i, i, Rational(1, 2));
    }
    AffineMap one(2, 1);
    one.add_bias(0, 1);
    AffineMap output(2, 2);
    output.add(1, 0, 1);
    output.add(1, 1, 3);
    network.layers = {
        {"layer", {{"head", HeadKind::mlp_rnn, 1, 2, one, {}, update, {"S", "third"}, output}}, {}}};
    network.readout = AffineMap(2, 1);
    network.readout.add(0, 1, 1);
    validate(network);
    ExactExecutor executor(network);
    Rational state;
    for (const Symbol symbol : {0U, 0U, 1U, 1U, 1U, 0U, 1U, 0U, 0U, 0U, 1U, 1U, 1U, 0U}) {
        executor.step(symbol);
        state = (state + (symbol == 0 ? Rational(1) : Rational(-1))) / Rational(2);
        if (state.sign() < 0) state = 0;
        EXPECT_EQ(executor.output(), 2 * state);
    }
}

/// A network of one PD head, K = 2, V = 1, whose P after any token has these entries.
Network with_permutation(const Vector& entries) {
    Network network;
    network.alphabet = Alphabet({"a"});
    network.residual = {"x"};
    network.embedding = AffineMap(2, 1);
    Head head;
    head.label = "mover";
    head.key_dimension = 2;
    head.value_dimension = 1;
    head.kind = HeadKind::pd;
    head.parameters = {AffineMap(1, 4), AffineMap(1, 2), AffineMap(1, 2)};
    for (std::size_t i = 0; i < 4; ++i) head.parameter("permutation").add_bias(i, entries[i]);
    head.receptance = AffineMap(1, 2);
    head.output = AffineMap(1, 1);
    network.layers = {Layer{"", {head}, {}}};
    network.readout = AffineMap(1, 1);
    validate(network);
    return network;
}

TEST(ExactExecutor, refuses_a_P_that_is_not_column_one_hot) {
    const auto message = [](const Vector& entries) {
        const Network network = with_permutation(entries);
        const auto result = capture([&] { return ExactExecutor(network).output(); });
        return result ? std::string("none") : result.error().message();
    };
    EXPECT_EQ(message({1, 0, 0, 1}), "none");
    EXPECT_EQ(message({1, 1, 0, 0}), "none");  // one-hot columns, not a permutation
    EXPECT_EQ(message({1, 0, 0, 0}), "head mover: column 1 of P is not one-hot");
    EXPECT_EQ(message({1, 0, 1, 1}), "head mover: column 0 of P is not one-hot");
    EXPECT_EQ(message({2, 0, 0, 1}), "head mover: column 0 of P is not one-hot");
    EXPECT_EQ(message({Rational(1, 2), 0, Rational(1, 2), 1}), "head mover: column 0 of P is not one-hot");
    EXPECT_EQ(message({0, 0, 0, 0}), "head mover: column 0 of P is not one-hot");
}

}  // namespace
}  // namespace linac::executor_test
