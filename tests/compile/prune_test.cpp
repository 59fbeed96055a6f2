#include "compile/prune.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "compile/compile.hpp"
#include "network/executor.hpp"
#include "support/random_automata.hpp"
#include "support/random_networks.hpp"

namespace linac::prune_test {
namespace {

void expect_same_outputs(const Network& left, const Network& right, const Word& word) {
    ExactExecutor one(left);
    ExactExecutor other(right);
    RC_ASSERT(one.output() == other.output());
    for (const Symbol symbol : word) {
        one.step(symbol);
        other.step(symbol);
        RC_ASSERT(one.output() == other.output());
    }
}

RC_GTEST_PROP(Pruned, computes_the_same, ()) {
    std::mt19937 random(*rc::gen::arbitrary<std::mt19937::result_type>());
    const Network network = tests::random_network(random, {.layers = *tests::between(1, 3)});
    const Network less = pruned(network);
    validate(less);
    RC_ASSERT(size_report(less).nonzeros <= size_report(network).nonzeros);
    RC_ASSERT(pruned(less) == less);
    expect_same_outputs(network, less, *tests::words(network.alphabet, 6));
}

/// The network with its readout cut off from all but one dimension.
RC_GTEST_PROP(Pruned, computes_the_same_where_much_is_dead, ()) {
    std::mt19937 random(*rc::gen::arbitrary<std::mt19937::result_type>());
    Network network = tests::random_network(random, {.layers = *tests::between(1, 3)});
    const std::size_t kept = *tests::between(0, network.width() - 1);
    network.readout = AffineMap(network.width(), 1);
    network.readout.add(0, kept, 1);
    const Network less = pruned(network);
    validate(less);
    expect_same_outputs(network, less, *tests::words(network.alphabet, 6));
}

TEST(Pruned, drops_what_nothing_reads) {
    tests::RandomAutomata random(1);
    const Network network =
        compile(random.weighted(2, 2, 100), {Target::rwkv7, Scheme::blocked}).value().network;
    EXPECT_EQ(pruned(network), network);
    Network more = network;  // a head and a dimension that nothing reads
    const auto widen = [&](AffineMap& map, bool inputs, bool outputs) {
        AffineMap wide(map.inputs() + (inputs ? 1 : 0), map.outputs() + (outputs ? 1 : 0));
        for (const Entry& e : map.bias()) wide.add_bias(e.index, e.value);
        for (std::size_t i = 0; i < map.inputs(); ++i) wide.set_column(i, map.column(i));
        map = std::move(wide);
    };
    more.residual.emplace_back("read by nothing");
    widen(more.embedding, false, true);
    widen(more.readout, true, false);
    for (Layer& layer : more.layers) {
        for (Head& head : layer.heads) {
            for (const Parameter& p : parameters(head)) widen(*p.map, true, false);
            widen(head.output, false, true);
        }
        if (layer.feed_forward.stages.empty()) continue;
        widen(layer.feed_forward.stages.front(), true, false);
        widen(layer.feed_forward.stages.back(), false, true);
    }
    Head extra = more.layers[0].heads[0];
    extra.output = AffineMap(extra.value_dimension, more.width());
    extra.output.add(more.width() - 1, 0, 1);
    more.layers[0].heads.push_back(extra);
    validate(more);
    EXPECT_EQ(pruned(more), network);
}

/// A network whose roles are numbers that go with the labels.
RC_GTEST_PROP(Pruned, keeps_the_roles_of_what_it_keeps, ()) {
    std::mt19937 random(*rc::gen::arbitrary<std::mt19937::result_type>());
    Network network = tests::random_network(random, {.layers = *tests::between(1, 3)});
    const auto number = [](const std::string& label) { return std::size_t{std::stoul(label)}; };
    std::size_t count = 0;
    for (std::size_t d = 0; d < network.width(); ++d) {
        network.residual[d] = std::to_string(count);
        network.roles.emplace(d, roles::Position{count++, 1'000'000});
    }
    for (Layer& layer : network.layers) {
        auto& [stages, labels, roles] = layer.feed_forward;
        for (std::size_t s = 0; s < labels.size(); ++s)
            for (std::size_t unit = 0; unit < labels[s].size(); ++unit) {
                labels[s][unit] = std::to_string(count);
                roles.emplace(std::pair(s, unit), roles::NoTokenGate{{0, count++}});
            }
        for (Head& head : layer.heads) head.rows.assign(head.key_dimension, head.label);
    }
    const Network less = pruned(network);
    validate(less);
    RC_ASSERT(less.roles.size() == less.width());
    for (const auto& [dimension, role] : less.roles)
        RC_ASSERT(std::get<roles::Position>(role).residue == number(less.residual[dimension]));
    for (const Layer& layer : less.layers) {
        std::size_t units = 0;
        for (const auto& labels : layer.feed_forward.labels) units += labels.size();
        RC_ASSERT(layer.feed_forward.roles.size() == units);
        for (const auto& [place, role] : layer.feed_forward.roles)
            RC_ASSERT(std::get<roles::NoTokenGate>(role).token.number ==
                      number(layer.feed_forward.labels[place.first][place.second]));
        for (const Head& head : layer.heads)
            RC_ASSERT(head.rows == std::vector<std::string>(head.key_dimension, head.label));
    }
}

TEST(Pruned, keeps_one_ring_of_a_window_of_one_letter) {
    WeightedAutomaton fibonacci(Alphabet({"a"}), 2);
    fibonacci.initial = unit(0), fibonacci.final = unit(1);
    fibonacci.transition[0].set_row(0, {{1, 1}}), fibonacci.transition[0].set_row(1, {{0, 1}, {1, 1}});
    const Network network = compile(fibonacci, {Target::deltanet, Scheme::blocked}).value().network;
    EXPECT_EQ(network.layers.at(2).heads.size(), 1U);
}

}  // namespace
}  // namespace linac::prune_test
