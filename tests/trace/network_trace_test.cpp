// The steps of a network against the executor, head by head.
#include "trace/network_trace.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "network/executor.hpp"
#include "support/random_networks.hpp"
#include "trace/action.hpp"
#include "trace/sentence_reader.hpp"

namespace linac::network_trace_test {
namespace {

std::vector<Vector> states_of(ExactExecutor& executor) {
    std::vector<Vector> states;
    executor.for_each_state([&](ExactState& state) { states.push_back(state.entries()); });
    return states;
}

std::vector<Vector> states_of(const NetworkStep& step, bool after) {
    std::vector<Vector> states;
    for (const LayerStep& layer : step.layers)
        for (const HeadStep& head : layer.heads) states.push_back(after ? head.after : head.before);
    return states;
}

void agree(const NetworkTrace& trace, ExactExecutor& executor) {
    const NetworkStep& now = trace.now();
    RC_ASSERT(now.output == executor.output());
    RC_ASSERT(states_of(now, true) == states_of(executor));
    for (std::size_t d = 0; d < trace.network().width(); ++d)
        RC_ASSERT(now.residual()[d] == executor.residual()[d]);
}

tests::Rows rows_of(const Vector& state, std::size_t columns) {
    tests::Rows rows;
    for (std::size_t i = 0; i < state.size(); i += columns)
        rows.emplace_back(state.begin() + static_cast<std::ptrdiff_t>(i),
                          state.begin() + static_cast<std::ptrdiff_t>(i + columns));
    return rows;
}

/// Numbers for names, as the reader of sentences knows them.
HeadNames plain_names(const Head& head) {
    HeadNames names;
    for (std::size_t i = 0; i < head.key_dimension; ++i) names.rows.push_back(std::to_string(i));
    for (std::size_t j = 0; j < head.value_dimension; ++j) names.columns.push_back(std::to_string(j));
    return names;
}

/// What is said of a head is what happened to its state.
void said_truly(const Head& head, const HeadStep& step) {
    if (!step.transition) return;
    RC_ASSERT(after(*step.transition, step.before) == step.after);
    const std::string text = sentence(*step.transition, plain_names(head));
    if (text.find("≈") != std::string::npos) return;
    const auto done = tests::SentenceReader(rows_of(step.before, head.value_dimension)).done(text);
    if (done) RC_ASSERT(*done == rows_of(step.after, head.value_dimension));
}

RC_GTEST_PROP(NetworkTrace, agrees_with_the_executor_on_all_kinds_of_heads, ()) {
    const auto layers = *rc::gen::inRange<std::size_t>(0, 3);
    const Network network = *tests::networks({.heads = 2, .layers = layers, .density = 0.4});
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    NetworkTrace trace(network);
    ExactExecutor executor(network);
    agree(trace, executor);
    for (const Symbol symbol : tests::random_word(random, network, random() % 4)) {
        const std::vector<Vector> before = states_of(executor);
        trace.step(symbol);
        executor.step(symbol);
        agree(trace, executor);
        RC_ASSERT(states_of(trace.now(), false) == before);
        for (std::size_t l = 0; l < layers; ++l)
            for (std::size_t h = 0; h < network.layers[l].heads.size(); ++h)
                said_truly(network.layers[l].heads[h], trace.now().layers[l].heads[h]);
    }
}

TEST(NetworkTrace, tells_which_dimensions_drive_a_head) {
    Network network;
    network.alphabet = Alphabet({"a"});
    network.residual = {"token BOS", "token a", "unused"};
    network.embedding = AffineMap(2, 3);
    for (std::size_t token = 0; token < 2; ++token) {
        network.embedding.add(token, token, 1);
        network.embedding.add(2, token, 1);
    }
    Head head;
    head.key_dimension = head.value_dimension = 1;
    head.parameters.assign(3, AffineMap(3, 1));
    head.parameter("key").add_bias(0, 1);
    head.parameter("beta").add(0, 1, 1);
    head.parameter("value").add(0, 1, 5);
    head.receptance = AffineMap(3, 1);
    head.receptance.add(0, 2, 1);
    head.output = AffineMap(1, 3);
    network.layers = {{"", {head}, {}}};
    network.readout = AffineMap(3, 1);
    validate(network);

    NetworkTrace trace(network);
    EXPECT_TRUE(trace.now().layers[0].heads[0].driven_by.empty());
    EXPECT_EQ(trace.now().layers[0].heads[0].does, "keep");
    trace.step(0);
    EXPECT_EQ(trace.now().layers[0].heads[0].driven_by, std::vector<std::size_t>{1});
    EXPECT_EQ(trace.now().layers[0].heads[0].does, "write 5 into slot 0");
}

TEST(NetworkTrace, refuses_a_permutation_that_is_not_one_hot_as_the_executor_does) {
    Network network;
    network.residual = {"x"};
    network.embedding = AffineMap(1, 1);
    Head head;
    head.label = "mixer";
    head.key_dimension = 2;
    head.value_dimension = 1;
    head.kind = HeadKind::pd;
    head.parameters = {AffineMap(1, 4), AffineMap(1, 2), AffineMap(1, 2)};
    head.parameter("permutation").add_bias(0, 1);
    head.receptance = AffineMap(1, 2);
    head.output = AffineMap(1, 1);
    network.layers = {{"", {head}, {}}};
    network.readout = AffineMap(1, 1);
    validate(network);
    const auto message = [](const auto& run) {
        const auto result = capture(run);
        return result ? std::string() : describe(result.error());
    };
    const std::string expected = message([&] { return ExactExecutor(network).output(); });
    EXPECT_NE(expected, "");
    EXPECT_EQ(message([&] { return NetworkTrace(network).now().output; }), expected);
}

}  // namespace
}  // namespace linac::network_trace_test
