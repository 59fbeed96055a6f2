#include "exports/fla_checkpoint.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "exports/finite_networks.hpp"
#include "exports/fla_reference.hpp"
#include "network/linearize.hpp"
#include "support/random_networks.hpp"

namespace linac::tests::fla_checkpoint_test {
namespace {

/// The model's classes along a random word of this length are the weights of its prefixes.
void expect_right(const FlaCheckpoint& checkpoint, const WeightedAutomaton& automaton, std::size_t length) {
    const auto labels = nlohmann::json::parse(checkpoint.labels);
    FlaReference model(checkpoint);
    WeightedRun run(automaton);
    std::mt19937 random(5);
    std::size_t token = 0;
    for (std::size_t t = 0;; ++t) {
        const auto label = labels["classes"].at(model.read(token));
        ASSERT_EQ(label["weight"], to_string(run.weight())) << "after " << t << " symbols";
        if (t == length) return;
        const Symbol symbol = random() % automaton.alphabet.size();
        token = labels["symbols"][automaton.alphabet.name(symbol)];
        ASSERT_EQ(token, symbol + 1);
        run.step(symbol);
    }
}

/// A DeltaNet network that starts in e₀ and whose letters are steps with these keys and β‖k‖².
Network reflections(const std::vector<std::pair<std::vector<int>, int>>& steps) {
    Network network = zoo_network("permutation/s5-transpositions", Target::deltanet);
    Head& head = network.layers[0].heads[0];
    for (std::size_t token = 1; token < 5; ++token) {
        head.parameter("beta").set_column(token, {});
        if (token > steps.size()) continue;
        const auto& [key, beta] = steps[token - 1];
        SparseVector column;
        Rational squares;
        for (std::size_t i = 0; i < key.size(); ++i) {
            add_entry(column, i, key[i]);
            squares += Rational(key[i] * key[i]);
        }
        head.parameter("key").set_column(token, column);
        head.parameter("beta").set_column(token, unit(0, Rational(beta) / squares));
    }
    return network;
}

TEST(FlaCheckpoint, is_right_after_every_symbol) {
    const std::vector<std::tuple<std::string, Target, std::string>> cases = {
        {"permutation/s5-transpositions", Target::deltanet, "DeltaNetForCausalLM"},
        {"permutation/s5-transpositions", Target::deltaproduct, "GatedDeltaProductForCausalLM"},
        {"permutation/s5-two-generators", Target::deltaproduct, "GatedDeltaProductForCausalLM"},
        {"permutation/a5", Target::deltaproduct, "GatedDeltaProductForCausalLM"},
        {"weighted/parity", Target::deltanet, "DeltaNetForCausalLM"},
        {"weighted/flip-flop", Target::deltanet, "DeltaNetForCausalLM"},
        {"weighted/flip-flop", Target::deltaproduct, "GatedDeltaProductForCausalLM"},
        {"weighted/tomita-5", Target::deltaproduct, "GatedDeltaProductForCausalLM"},
    };
    for (const auto& [name, target, model] : cases)
        for (const FlaClasses classes : {FlaClasses::states, FlaClasses::weights}) {
            const auto made =
                fla_checkpoint(zoo_network(name, target), {.classes = classes, .automaton = {}});
            ASSERT_TRUE(made) << name << made.error().message();
            EXPECT_EQ(made.value().model, model) << name;
            expect_right(made.value(), to_weighted(zoo_automaton(name)), 1000);
        }
}

/// Automata whose letters are permutations of some states, the others forgotten, have a checkpoint, and it is right.
RC_GTEST_PROP(FlaCheckpoint, holds_partial_permutations, ()) {
    WeightedAutomaton automaton(letters(*between(1, 3)), *between(1, 5));
    automaton.initial = unit(*between(0, automaton.size() - 1));
    for (std::size_t i = 0; i < automaton.size(); ++i)
        add_entry(automaton.final, i, Rational(*rc::gen::element<std::int64_t>(0, 1, 1, 2, -3)));
    for (SparseMatrix& matrix : automaton.transition) {
        std::vector<std::size_t> target;
        for (std::size_t i = 0; i < automaton.size(); ++i) target.push_back(i);
        for (std::size_t i = automaton.size(); i-- > 1;) std::swap(target[i], target[*between(0, i)]);
        for (std::size_t i = 0; i < automaton.size(); ++i)
            if (*between(0, 9) > 0) matrix.set_row(i, unit(target[i]));
    }
    const auto network = compile(automaton, {.target = Target::deltaproduct});
    // Some become, when minimised, automata of another form.
    RC_PRE(bool(network));
    const auto made = fla_checkpoint(network.value().network, {});
    RC_PRE(bool(made));
    expect_right(made.value(), automaton, 50);
    const auto verdict =
        fla_checkpoint(network.value().network, {.classes = FlaClasses::weights, .automaton = {}});
    RC_ASSERT(bool(verdict));
    expect_right(verdict.value(), automaton, 50);
}

/// Whatever the network, there is a checkpoint or an error that says why not.
RC_GTEST_PROP(FlaCheckpoint, takes_or_refuses_every_network, ()) {
    const auto seed = *rc::gen::arbitrary<unsigned>();
    std::mt19937 random(seed);
    const Network network = random_network(random, {.heads = 2, .stages = 1, .layers = 1, .has_mlp = false});
    for (const FlaClasses classes : {FlaClasses::states, FlaClasses::weights}) {
        const auto made = fla_checkpoint(network, {.classes = classes, .automaton = {}, .most_states = 50});
        if (made)
            expect_right(made.value(), linearized(network).value(), 20);
        else
            RC_ASSERT(made.error().kind() == Error::Kind::impossible);
    }
}

/// A swap and a reset take different keys, which one step a token does not hold: GatedDeltaProduct does.
TEST(FlaCheckpoint, takes_more_steps_where_one_is_not_exact) {
    WeightedAutomaton automaton(letters(2), 2);
    automaton.initial = unit(0);
    automaton.final = {{0, 1}, {1, 2}};
    automaton.transition[0].set_row(0, unit(1));
    automaton.transition[0].set_row(1, unit(0));
    automaton.transition[1].set_row(0, unit(0));
    const auto made = fla_checkpoint(compile(automaton, {.target = Target::deltanet}).value().network, {});
    ASSERT_TRUE(made) << made.error().message();
    EXPECT_EQ(made.value().model, "GatedDeltaProductForCausalLM");
    EXPECT_EQ(made.value().steps, 2U);
    expect_right(made.value(), automaton, 1000);
}

/// Two reflections that generate S₃ have keys of norm √3 and √12, and states that are no permutations of numbers:
/// indicators of the states are.
TEST(FlaCheckpoint, takes_indicators_of_states_where_the_coordinates_do_not_do) {
    const Network network = reflections({{{1, 1, 1, 0}, 2}, {{3, 1, -1, 1}, 2}});
    const auto made = fla_checkpoint(network, {});
    ASSERT_TRUE(made) << made.error().message();
    EXPECT_EQ(made.value().model, "GatedDeltaProductForCausalLM");
    expect_right(made.value(), linearized(network).value(), 1000);
}

TEST(FlaCheckpoint, a_constant_is_a_class_of_its_own) {
    WeightedAutomaton automaton(letters(1), 1);
    automaton.initial = unit(0);
    automaton.final = unit(0, Rational(2, 3));
    automaton.transition[0].set_row(0, unit(0));
    for (const Target target : {Target::deltanet, Target::deltaproduct}) {
        const auto made = fla_checkpoint(compile(automaton, {.target = target}).value().network, {});
        ASSERT_TRUE(made) << made.error().message();
        EXPECT_EQ(made.value().classes, 1U);
        expect_right(made.value(), automaton, 5);
    }
}

TEST(FlaCheckpoint, names_states_by_an_automaton) {
    const auto made = fla_checkpoint(zoo_network("permutation/parity", Target::deltaproduct),
                                     {.automaton = zoo_automaton("permutation/parity")});
    EXPECT_EQ(nlohmann::json::parse(made.value().labels),
              nlohmann::json::parse(R"({"bos": 0, "symbols": {"0": 1, "1": 2}, "classes": [
                  {"id": 0, "state": "even", "weight": "0"}, {"id": 1, "state": "odd", "weight": "1"}]})"));
}

TEST(FlaCheckpoint, has_the_tensors_that_the_classes_ask_for) {
    const FlaCheckpoint checkpoint =
        fla_checkpoint(zoo_network("permutation/s5-two-generators", Target::deltaproduct), {}).value();
    std::map<std::string, std::vector<std::size_t>> shapes;
    for (const Tensor& tensor : checkpoint.weights.tensors) {
        EXPECT_EQ(tensor.type, TensorType::f32);
        shapes[tensor.name] = tensor.shape;
    }
    const std::map<std::string, std::vector<std::size_t>> expected = {
        {"model.embeddings.weight", {5, 16}},
        {"model.layers.0.attn_norm.weight", {16}},
        {"model.layers.0.attn.q_proj.weight", {4 * 16, 16}},
        {"model.layers.0.attn.k_proj.weight", {4 * 4 * 16, 16}},
        {"model.layers.0.attn.v_proj.weight", {4 * 4 * 16, 16}},
        {"model.layers.0.attn.b_proj.weight", {4 * 4, 16}},
        {"model.layers.0.attn.o_norm.weight", {16}},
        {"model.layers.0.attn.o_proj.weight", {16, 4 * 16}},
        {"model.layers.0.mlp_norm.weight", {16}},
        {"model.layers.0.mlp.gate_proj.weight", {16, 16}},
        {"model.layers.0.mlp.up_proj.weight", {16, 16}},
        {"model.layers.0.mlp.down_proj.weight", {16, 16}},
        {"model.norm.weight", {16}},
        {"lm_head.weight", {5, 16}},
    };
    EXPECT_EQ(shapes, expected);
    const auto config = nlohmann::json::parse(checkpoint.config);
    EXPECT_EQ(config["architectures"], nlohmann::json::array({"GatedDeltaProductForCausalLM"}));
    EXPECT_EQ(config["num_householder"], 4);
    EXPECT_EQ(config["norm_eps"], 1099511627776.0);
}

TEST(FlaCheckpoint, refuses_with_the_reason_and_what_may_help) {
    const auto refusal = [](const Network& network) { return fla_checkpoint(network, {}).error(); };
    EXPECT_EQ(refusal(zoo_network("weighted/even-pairs", Target::deltaproduct)).message().substr(0, 58),
              "no GatedDeltaProductForCausalLM holds this network: symbol");

    // (x, y) to ((x − y)/2, (y − x)/2) merges states that the others tell apart.
    const Error error = refusal(reflections({{{1, 1}, 1}, {{1, 0}, 2}, {{1, -1}, 2}}));
    EXPECT_EQ(error.kind(), Error::Kind::impossible);
    EXPECT_EQ(
        error.message(),
        "no DeltaNetForCausalLM holds this network: symbol a, head 0: a key of squared norm 2 is not dyadic "
        "when normalised; with two slots a coordinate, symbol b, head 0: a key of squared norm 1 is not "
        "dyadic "
        "when normalised");
    EXPECT_NE(error.hint().find("--to deltaproduct"), std::string::npos);
}

}  // namespace
}  // namespace linac::tests::fla_checkpoint_test
