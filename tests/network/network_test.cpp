#include "network/network.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <nlohmann/json.hpp>

#include "compile/compile.hpp"
#include "formats/network_file.hpp"
#include "support/random_networks.hpp"

namespace linac::network_test {
namespace {

AffineMap constant(std::size_t inputs, std::size_t outputs, const Rational& value) {
    AffineMap map(inputs, outputs);
    for (std::size_t o = 0; o < outputs; ++o) map.add_bias(o, value);
    return map;
}

/// D = 2, alphabet a b, one layer of a head of each kind with K = 2, V = 1, and a block of three stages.
Network sample() {
    Network network;
    network.alphabet = Alphabet({"a", "b"});
    network.residual = {"x", "y"};
    network.embedding = AffineMap(3, 2);
    network.embedding.add(0, 1, Rational(-3, 4));
    Layer layer;
    const auto add_head = [&](HeadKind kind, std::vector<AffineMap> parameters) {
        layer.heads.push_back(
            {"head", kind, 2, 1, constant(2, 2, 1), std::move(parameters), {}, {}, AffineMap(1, 2)});
    };
    const AffineMap key = constant(2, 2, 1);
    const AffineMap value = constant(2, 1, 1);
    const AffineMap beta = constant(2, 1, 2);
    AffineMap identity(2, 4);
    identity.add_bias(0, 1);
    identity.add_bias(3, 1);
    add_head(HeadKind::deltanet, {key, value, beta});
    add_head(HeadKind::deltaproduct, {key, value, beta, key, value, beta, key, value, beta});
    add_head(HeadKind::rwkv7, {key, key, key, key, value});
    add_head(HeadKind::pd, {identity, key, key});
    layer.feed_forward.stages = {constant(2, 3, 1), constant(3, 4, 1), constant(4, 2, 7)};
    layer.feed_forward.labels = {{"p", "q", "r"}, {"s", "t", "u", "v"}};
    network.layers = {layer};
    network.readout = constant(2, 1, 1);
    return network;
}

TEST(ForEachLabel, visits_every_label_of_the_file_by_its_place) {
    WeightedAutomaton automaton(Alphabet({"a", "b"}), 1);
    const Network network =
        compile(automaton, {.target = Target::deltanet, .scheme = Scheme::blocked}).value().network;
    const auto file = nlohmann::json::parse(write_network(network));
    std::size_t found = 0;
    for_each_label(network, [&](const std::string& path, const std::string& label) {
        const auto& part = file.at(nlohmann::json::json_pointer(path));
        EXPECT_EQ(part.is_object() ? part.at("label") : part, label) << path;
        EXPECT_NE(label, "") << path;
        ++found;
    });
    std::size_t units = 0;
    for (const Layer& layer : network.layers)
        for (const auto& labels : layer.feed_forward.labels) units += labels.size();
    EXPECT_GT(units, 0U);
    EXPECT_EQ(found, network.width() + network.layers.size() + size_report(network).heads + units);
}

TEST(ForEachMap, visits_the_maps_by_their_paths_in_the_file) {
    std::vector<std::string> paths;
    for_each_map(sample(), [&](const std::string& path, const AffineMap&) { paths.push_back(path); });
    std::vector<std::string> expected{"/embedding"};
    const auto add = [&](const std::string& prefix, const std::vector<std::string>& names) {
        for (const std::string& name : names) expected.push_back(prefix + name);
    };
    add("/layers/0/heads/0/", {"key", "value", "beta", "receptance", "output"});
    for (const std::string step : {"0", "1", "2"})
        add("/layers/0/heads/1/steps/" + step + "/", {"key", "value", "beta"});
    add("/layers/0/heads/1/", {"receptance", "output"});
    add("/layers/0/heads/2/",
        {"decay", "removal_key", "learning_rate", "key", "value", "receptance", "output"});
    add("/layers/0/heads/3/", {"permutation", "diagonal", "input", "receptance", "output"});
    add("/layers/0/feed_forward/", {"0/map", "1/map", "2/map"});
    add("", {"/readout"});
    EXPECT_EQ(paths, expected);
}

TEST(ForEachMap, can_change_the_maps) {
    Network network = sample();
    for_each_map(network,
                 [](const std::string&, AffineMap& map) { map = AffineMap(map.inputs(), map.outputs()); });
    EXPECT_EQ(size_report(network).nonzeros, 0U);
}

/// The error of validate for the sample after a change.
template <class Change>
std::string message_after(const Change& change) {
    Network network = sample();
    change(network);
    const auto result = capture([&] {
        validate(network);
        return 0;
    });
    return result ? "valid" : result.error().message();
}

TEST(Validate, accepts_the_sample) {
    EXPECT_EQ(message_after([](Network&) {}), "valid");
}

RC_GTEST_PROP(Validate, accepts_random_networks, ()) {
    validate(*tests::networks());
}

TEST(Validate, refuses_maps_that_do_not_fit) {
    EXPECT_EQ(message_after([](Network& n) { n.embedding = AffineMap(2, 2); }),
              "at /embedding: a map of 2 inputs and 2 outputs, expected 3 and 2");
    EXPECT_EQ(message_after([](Network& n) { n.residual.pop_back(); }),
              "at /embedding: a map of 3 inputs and 2 outputs, expected 3 and 1");
    EXPECT_EQ(message_after([](Network& n) { n.readout = AffineMap(2, 2); }),
              "at /readout: a map of 2 inputs and 2 outputs, expected 2 and 1");
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].heads[0].parameter("beta") = AffineMap(1, 1); }),
              "at /layers/0/heads/0/beta: a map of 1 input and 1 output, expected 2 and 1");
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].heads[1].parameter("value", 2) = AffineMap(2, 2); }),
              "at /layers/0/heads/1/steps/2/value: a map of 2 inputs and 2 outputs, expected 2 and 1");
    EXPECT_EQ(
        message_after([](Network& n) { n.layers[0].heads[2].parameter("removal_key") = AffineMap(2, 1); }),
        "at /layers/0/heads/2/removal_key: a map of 2 inputs and 1 output, expected 2 and 2");
    EXPECT_EQ(
        message_after([](Network& n) { n.layers[0].heads[3].parameter("permutation") = AffineMap(2, 2); }),
        "at /layers/0/heads/3/permutation: a map of 2 inputs and 2 outputs, expected 2 and 4");
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].heads[3].receptance = AffineMap(2, 3); }),
              "at /layers/0/heads/3/receptance: a map of 2 inputs and 3 outputs, expected 2 and 2");
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].heads[0].output = AffineMap(2, 2); }),
              "at /layers/0/heads/0/output: a map of 2 inputs and 2 outputs, expected 1 and 2");
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].feed_forward.stages[1] = AffineMap(2, 4); }),
              "at /layers/0/feed_forward/1/map: a map of 2 inputs and 4 outputs, expected 3 and 4");
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].feed_forward.stages[2] = AffineMap(4, 1); }),
              "at /layers/0/feed_forward/2/map: a map of 4 inputs and 1 output, expected 4 and 2");
}

TEST(Validate, refuses_biases_where_none_may_be) {
    EXPECT_EQ(message_after([](Network& n) { n.embedding.add_bias(0, 1); }),
              "at /embedding: this map must have no bias");
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].heads[1].output.add_bias(0, 1); }),
              "at /layers/0/heads/1/output: this map must have no bias");
}

TEST(Validate, refuses_labels_that_do_not_fit) {
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].feed_forward.labels.pop_back(); }),
              "at /layers/0/feed_forward: labels of 1 stage, expected 2");
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].feed_forward.labels[1].pop_back(); }),
              "at /layers/0/feed_forward/1: 3 labels for 4 units");
}

/// The sample and a head S ← F(x, S) with K·V = 2 and a stage of three units.
Network with_mlp(const std::function<void(Head&)>& change) {
    Network network = sample();
    Head mlp{"mlp", HeadKind::mlp_rnn, 2, 1, constant(2, 2, 1), {}, {}, {"s", "t"}, AffineMap(1, 2)};
    mlp.update = {{constant(4, 3, 1), constant(3, 2, 1)}, {{"p", "q", "r"}}};
    change(mlp);
    network.layers[0].heads.push_back(mlp);
    return network;
}

TEST(Validate, refuses_updates_that_do_not_fit) {
    const auto message = [](const std::function<void(Head&)>& change) -> std::string {
        const auto result = capture([&] {
            validate(with_mlp(change));
            return true;
        });
        return result ? "valid" : result.error().message();
    };
    EXPECT_EQ(message([](Head&) {}), "valid");
    EXPECT_EQ(message([](Head& mlp) { mlp.update = {}; }), "at /layers/0/heads/4/update: no stages");
    EXPECT_EQ(message([](Head& mlp) { mlp.update.stages[0] = AffineMap(2, 3); }),
              "at /layers/0/heads/4/update/0/map: a map of 2 inputs and 3 outputs, expected 4 and 3");
    EXPECT_EQ(message([](Head& mlp) { mlp.update.stages[1] = AffineMap(3, 1); }),
              "at /layers/0/heads/4/update/1/map: a map of 3 inputs and 1 output, expected 3 and 2");
    EXPECT_EQ(message([](Head& mlp) { mlp.update.labels = {}; }),
              "at /layers/0/heads/4/update: labels of 0 stages, expected 1");
    EXPECT_EQ(message([](Head& mlp) { mlp.state.pop_back(); }),
              "at /layers/0/heads/4/state: 1 label for a state of 2 entries");
}

TEST(SizeReport, counts_updates_as_blocks) {
    const SizeReport report = size_report(with_mlp([](Head& mlp) {
        mlp.update.stages = {constant(4, 5, 1), constant(5, 1, 1), constant(1, 1, 1), constant(1, 2, 9)};
    }));
    EXPECT_EQ(report.feed_forward_depth, 4U);
    EXPECT_EQ(report.feed_forward_width, 5U);
    EXPECT_EQ(report.nonzeros - size_report(sample()).nonzeros, 9U + 2U);
    EXPECT_EQ(report.largest_numerator, 9);
}

TEST(Validate, refuses_heads_without_dimensions_or_with_absurd_ones) {
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].heads[0].key_dimension = 0; }),
              "at /layers/0/heads/0: a head of dimension 0");
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].heads[0].value_dimension = 0; }),
              "at /layers/0/heads/0: a head of dimension 0");
    constexpr auto too_many = ": the heads' states have more than 16777216 entries";
    EXPECT_EQ(message_after([](Network& n) { n.layers[0].heads[0].key_dimension = std::size_t{1} << 63U; }),
              std::string("at /layers/0/heads/0") + too_many);
    EXPECT_EQ(message_after([](Network& n) {
                  for (const std::size_t h : {std::size_t{2}, std::size_t{3}})
                      n.layers[0].heads[h] =
                          Head{"", HeadKind::pd, 4096, 4096, {}, {AffineMap(2, 4), {}, {}}, {}, {}, {}};
                  n.layers[0].heads.erase(n.layers[0].heads.begin(), n.layers[0].heads.begin() + 2);
              }),
              "at /layers/0/heads/0/permutation: a map of 2 inputs and 4 outputs, expected 2 and 16777216");
    EXPECT_EQ(message_after([](Network& n) {
                  n.layers[0].heads[3].key_dimension = 4096;
                  n.layers[0].heads[3].value_dimension = 4096;
              }),
              std::string("at /layers/0/heads/3") + too_many);
}

TEST(Validate, refuses_maps_that_are_too_large_in_all) {
    EXPECT_EQ(message_after([](Network& n) { n.readout = AffineMap(2, max_map_dimensions); }),
              "at /readout: the network is too large");
}

TEST(SizeReport, counts_the_sample) {
    const SizeReport report = size_report(sample());
    EXPECT_EQ(report.layers, 1U);
    EXPECT_EQ(report.heads, 4U);
    EXPECT_EQ(report.head_shapes,
              (std::vector<std::string>{"1 deltanet 2×1, 1 deltaproduct 2×1, 1 pd 2×1, 1 rwkv7 2×1"}));
    EXPECT_EQ(report.width, 2U);
    EXPECT_EQ(report.feed_forward_depth, 3U);
    EXPECT_EQ(report.feed_forward_width, 4U);
    EXPECT_EQ(report.steps, 3U);
    EXPECT_EQ(report.nonzeros, 1U + 4 * 2 + 4 * 4 + 9 + 6 + 9 + 1);
    EXPECT_EQ(report.largest_numerator, Rational(7));
    EXPECT_EQ(report.largest_denominator, Rational(4));
    EXPECT_FALSE(report.integer);
    EXPECT_TRUE(report.dyadic);
    EXPECT_FALSE(report.one_hot);
}

TEST(SizeReport, tells_integers_dyadic_and_other_constants_apart) {
    Network network = sample();
    network.embedding = AffineMap(3, 2);
    network.readout.add(0, 0, -9);
    EXPECT_TRUE(size_report(network).integer);
    EXPECT_EQ(size_report(network).largest_numerator, Rational(9));
    EXPECT_EQ(size_report(network).largest_denominator, Rational(1));
    network.readout.add(0, 1, Rational(1, 3));
    EXPECT_FALSE(size_report(network).integer);
    EXPECT_FALSE(size_report(network).dyadic);
}

TEST(SizeReport, tells_a_one_hot_matrix_from_a_permutation) {
    Network network = sample();
    AffineMap& permutation = network.layers[0].heads[3].parameter("permutation");
    permutation = AffineMap(2, 4);
    permutation.add_bias(0, 1);
    permutation.add_bias(1, 1);
    EXPECT_TRUE(size_report(network).one_hot);
    // By token: the bias and the token's column together make P.
    permutation = AffineMap(2, 4);
    permutation.add_bias(0, 1);
    permutation.add_bias(3, 1);
    network.embedding = AffineMap(3, 2);
    network.embedding.add(0, 1, 1);
    for (const std::size_t moved_to : {std::size_t{1}, std::size_t{2}}) permutation.add(moved_to, 0, 1);
    for (const std::size_t moved_from : {std::size_t{0}, std::size_t{3}}) permutation.add(moved_from, 0, -1);
    EXPECT_FALSE(size_report(network).one_hot);  // the identity, and at letter a the transposition
    permutation.add(2, 0, -1);
    permutation.add(0, 0, 1);
    EXPECT_TRUE(size_report(network).one_hot);  // at letter a both columns have their 1 in row 0
}

}  // namespace
}  // namespace linac::network_test
