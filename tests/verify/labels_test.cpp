// Labels are for people: with others, every network of the zoo gives the same verdicts, checks and traces. Roles are for
// programs: with others, verify finds a difference.
#include <gtest/gtest.h>

#include <random>

#include "compile/compile.hpp"
#include "explain/explain.hpp"
#include "formats/native.hpp"
#include "formats/network_file.hpp"
#include "support/files.hpp"
#include "support/random_roles.hpp"
#include "support/scale.hpp"
#include "trace/network_trace.hpp"
#include "verify/sides.hpp"

namespace linac::labels_test {
namespace {

constexpr std::size_t largest = 20'000;  // non-zeros of the networks that are tested

void expect_same(const Verdict& left, const Verdict& right) {
    EXPECT_EQ(left.equal, right.equal);
    EXPECT_EQ(left.scope, right.scope);
    EXPECT_EQ(left.words, right.words);
    EXPECT_EQ(left.witness, right.witness);
    EXPECT_EQ(method_of(left), method_of(right));
    EXPECT_EQ(left.state_bits, right.state_bits);
}

void expect_same_verdicts(const Automaton& automaton, const Network& network, const Network& other) {
    VerifyOptions options{.max_length = 2};
    expect_same(verify(automaton, network, options).value(), verify(automaton, other, options).value());
    if (size_report(network).nonzeros > 1'000) return;
    options = {};
    expect_same(verify(automaton, network, options).value(), verify(automaton, other, options).value());
}

void expect_same_traces(const Network& network, const Network& other) {
    NetworkTrace run(network);
    NetworkTrace other_run(other);
    for (std::size_t t = 0; t < 4; ++t) {
        EXPECT_EQ(run.now().readings, other_run.now().readings);
        EXPECT_EQ(run.now().output, other_run.now().output);
        if (network.alphabet.size() == 0) return;
        run.step(t % network.alphabet.size());
        other_run.step(t % network.alphabet.size());
    }
    for (std::size_t l = 0; l < network.layers.size(); ++l)
        for (std::size_t h = 0; h < network.layers[l].heads.size(); ++h) {
            EXPECT_EQ(run.names()[l][h].noun, other_run.names()[l][h].noun);
            EXPECT_EQ(run.names()[l][h].rows, other_run.names()[l][h].rows);
        }
}

std::size_t lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

class Zoo : public testing::TestWithParam<std::string> {};

TEST_P(Zoo, other_labels_change_nothing) {
    std::mt19937 random(1);
    std::size_t networks = 0;
    for (const auto& file : tests::automaton_files(GetParam())) {
        const Automaton automaton = read_automaton(tests::read_file(file), file.string()).value();
        for (const Target target : all_targets())
            for (const Scheme scheme :
                 {Scheme::automatic, Scheme::direct, Scheme::blocked, Scheme::two_layer}) {
                if (random() % 100 >= tests::scale()) continue;
                auto result = compile(automaton, {target, scheme, largest});
                if (!result) continue;
                Compilation done = std::move(result).value();
                SCOPED_TRACE(file.string() + " " + name_of(target) + " " + name_of(scheme));
                ++networks;
                const Network network = done.network;
                EXPECT_TRUE(has_roles(network) || network.layers.size() == 1);
                EXPECT_EQ(read_network(write_network(network), "test").value(), network);
                const std::string explanation = explain(done, "it");
                for (const Network& other : {tests::renamed(network), tests::shuffled(network, random)}) {
                    expect_same_verdicts(automaton, network, other);
                    if (size_report(network).nonzeros < 2'000) expect_same_traces(network, other);
                }
                done.network = tests::renamed(network);
                EXPECT_EQ(lines(explain(done, "it")), lines(explanation));
            }
    }
    EXPECT_GT(networks, 0U);
}

INSTANTIATE_TEST_SUITE_P(Labels, Zoo, testing::Values("weighted", "permutation", "counter", "stack"),
                         [](const auto& kind) { return kind.param; });

CounterMachine machine_of(const std::string& file) {
    const auto path = tests::source_directory() / "automata/counter" / file;
    return std::get<CounterMachine>(read_automaton(tests::read_file(path), file).value());
}

/// The dimensions that hold counters.
std::vector<std::size_t> counters_of(const Network& network) {
    std::vector<std::size_t> dimensions;
    for (const auto& [dimension, role] : network.roles)
        if (kind_of(role).ends_with("counter")) dimensions.push_back(dimension);
    return dimensions;
}

TEST(VerifyRoles, of_counters_that_are_exchanged_are_found) {
    const CounterMachine machine = machine_of("shuffle-2.linac");
    for (const Target target : all_targets()) {
        Network network = compile(machine, {.target = target}).value().network;
        SCOPED_TRACE(name_of(target));
        const VerifyOptions options{.max_length = 3};
        const Verdict right = verify(machine, network, options).value();
        EXPECT_TRUE(right.equal);
        EXPECT_EQ(right.registers->compared, 2U);
        EXPECT_NE(method_of(right).find(", 2 of 2 counters too"), std::string::npos) << method_of(right);
        const auto dimensions = counters_of(network);
        ASSERT_EQ(dimensions.size(), 2U);
        std::swap(network.roles.at(dimensions[0]), network.roles.at(dimensions[1]));
        const Verdict wrong = verify(machine, network, options).value();
        EXPECT_FALSE(wrong.equal);
        EXPECT_NE(wrong.counter, "");
        std::swap(network.roles.at(dimensions[0]), network.roles.at(dimensions[1]));
        std::swap(network.registers[0], network.registers[1]);
        EXPECT_FALSE(verify(machine, network, options).value().equal);
    }
}

TEST(VerifyRoles, say_which_counters_are_compared) {
    const CounterMachine machine = machine_of("shuffle-2.linac");
    Network network = compile(machine, {.target = Target::mlp_rnn}).value().network;
    const auto method = [&](const Network& of) {
        return method_of(verify(machine, of, {.max_length = 2}).value());
    };
    EXPECT_EQ(
        method(tests::without_roles(network)),
        "run side by side, compared after every token, no counters were compared: the network has no roles");
    network.roles.erase(counters_of(network)[1]);
    EXPECT_EQ(method(network), "run side by side, compared after every token, 1 of 2 counters too");
    network.roles.erase(counters_of(network)[0]);
    EXPECT_EQ(method(network),
              "run side by side, compared after every token, no counters were compared: no dimension of the "
              "network "
              "has the role of one");
}

TEST(VerifyRoles, go_by_the_names_of_counters_in_any_order) {
    const CounterMachine machine = machine_of("shuffle-2.linac");
    const Network network = compile(machine, {.target = Target::mlp_rnn}).value().network;
    CounterMachine exchanged = machine;
    std::swap(exchanged.counters[0], exchanged.counters[1]);
    for (CounterRule& rule : exchanged.rules) {
        std::swap(rule.tests[0], rule.tests[1]);
        std::swap(rule.updates[0], rule.updates[1]);
    }
    for (auto& accepting : exchanged.accepting) std::swap(accepting.tests[0], accepting.tests[1]);
    const Verdict verdict = verify(exchanged, network, {.max_length = 4}).value();
    EXPECT_TRUE(verdict.equal);
    EXPECT_EQ(verdict.registers->compared, 2U);
}

TEST(VerifyRoles, are_not_needed_to_prove_a_network_of_several_layers) {
    const auto path = tests::source_directory() / "automata/weighted/fibonacci.linac";
    const WeightedAutomaton automaton =
        to_weighted(read_automaton(tests::read_file(path), "fibonacci").value());
    const Network network = compile(automaton, {Target::rwkv7, Scheme::two_layer}).value().network;
    const Verdict verdict = verify(automaton, tests::without_roles(network)).value();
    EXPECT_TRUE(verdict.equal);
    EXPECT_TRUE(verdict.scope.all_words);
}

TEST(VerifyRoles, of_stacks_that_are_exchanged_are_found) {
    std::size_t exchanged = 0;
    for (const auto& file : tests::automaton_files("stack")) {
        const auto machine =
            std::get<StackMachine>(read_automaton(tests::read_file(file), file.string()).value());
        if (machine.stacks.size() < 2) continue;
        Network network = compile(machine, {.target = Target::mlp_rnn}).value().network;
        ASSERT_TRUE(verify(machine, network, {.max_length = 3}).value().equal);
        std::swap(network.registers[0], network.registers[1]);
        EXPECT_FALSE(verify(machine, network, {.max_length = 3}).value().equal) << file;
        ++exchanged;
    }
    EXPECT_GT(exchanged, 0U);
}

}  // namespace
}  // namespace linac::labels_test
