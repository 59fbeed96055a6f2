// One random constant of a network of several layers is changed, in the router, a gate of the gather or the
// arithmetic: verify finds a word on which it matters, or the change is shown to be irrelevant by a proof
// that is not verify's (joint_proof.hpp).
#include <gtest/gtest.h>

#include <array>
#include <iostream>
#include <sstream>

#include "compile/compile.hpp"
#include "proof/token_window.hpp"
#include "support/random_automata.hpp"
#include "support/scale.hpp"
#include "verify/joint_proof.hpp"
#include "verify/mutations.hpp"
#include "verify/verify.hpp"

namespace linac::blocked_mutation_test {
namespace {

/// A dense automaton with small weights.
WeightedAutomaton dense_automaton(std::size_t size, std::size_t letters, std::uint32_t seed) {
    return tests::RandomAutomata(seed).weighted(size, letters, 100);
}

/// Every letter swaps two states, with weights: at even lengths one coordinate is enough.
WeightedAutomaton two_phases() {
    WeightedAutomaton automaton(tests::letters(2), 2);
    automaton.initial = unit(0);
    automaton.final = {{0, Rational(1)}, {1, Rational(-1, 2)}};
    automaton.transition[0].add(0, 1, 2);
    automaton.transition[0].add(1, 0, -1);
    automaton.transition[1].add(0, 1, Rational(1, 3));
    automaton.transition[1].add(1, 0, 1);
    return automaton;
}

struct Case {
    std::string name;
    WeightedAutomaton automaton;
    Target target;
    Scheme scheme;
};

std::vector<Case> cases() {
    const Target rwkv7 = Target::rwkv7;
    const Target deltanet = Target::deltanet;
    return {
        {"rwkv7_of_1_state", dense_automaton(1, 2, 1), rwkv7, Scheme::blocked},
        {"rwkv7_of_2_states", dense_automaton(2, 2, 2), rwkv7, Scheme::blocked},
        {"rwkv7_of_3_states", dense_automaton(3, 2, 3), rwkv7, Scheme::blocked},
        {"rwkv7_of_1_letter", dense_automaton(5, 1, 4), rwkv7, Scheme::blocked},
        {"deltanet_of_1_state", dense_automaton(1, 2, 5), deltanet, Scheme::blocked},
        {"deltanet_of_2_phases", two_phases(), deltanet, Scheme::blocked},
        {"deltanet_of_1_letter", dense_automaton(2, 1, 6), deltanet, Scheme::blocked},
        {"deltanet_of_1_letter_with_rotating_rings", dense_automaton(3, 1, 7), deltanet, Scheme::blocked},
        {"two_layers_of_1_state", dense_automaton(1, 2, 8), rwkv7, Scheme::two_layer},
        {"two_layers_of_2_states", dense_automaton(2, 2, 9), rwkv7, Scheme::two_layer},
    };
}

constexpr std::size_t changes_a_case = 40;
constexpr std::size_t changes_of_a_large_network = 10;
constexpr std::size_t most_pairs = 20'000;
constexpr std::size_t few_pairs = 100;

enum Part { router, gates, arithmetic, ends, parts };
constexpr std::array<const char*, parts> part_names{"router", "gates", "arithmetic", "embedding and readout"};

Part part_of(const std::string& path, std::size_t layers) {
    if (path == "/embedding" || path == "/readout") return ends;
    if (path.find("/feed_forward/") != std::string::npos) return gates;
    return path.rfind("/layers/" + std::to_string(layers - 1) + "/", 0) == 0 ? arithmetic : router;
}

class BlockedMutations : public testing::TestWithParam<Case> {};

TEST_P(BlockedMutations, are_found_or_shown_to_be_irrelevant) {
    const auto& [name, automaton, target, scheme] = GetParam();
    CompileOptions options;
    options.target = target;
    options.scheme = scheme;
    const Network original = compile(automaton, options).value().network;
    ASSERT_GT(original.layers.size(), 1U);
    ASSERT_TRUE(original.layers.back().feed_forward.stages.empty());
    const Repetition period = repetition(original, 0, 1'000).value();
    const std::size_t changes =
        tests::scaled(period.period > 24 ? changes_of_a_large_network : changes_a_case);
    std::mt19937 engine(17);
    tests::Mutator mutator(engine);
    std::array<std::size_t, parts> relevant{};
    std::array<std::size_t, parts> irrelevant{};
    for (std::size_t i = 0; i < changes && !HasFailure(); ++i) {
        // Of every ten changes four are in gates, three in the router, two in the arithmetic.
        constexpr std::array<Part, 10> order{gates, router, arithmetic, gates, router,
                                             gates, router, arithmetic, gates, ends};
        const Part part = order[i % order.size()];
        const tests::Mutation mutation = mutator.draw(
            original, [&](const std::string& path) { return part_of(path, original.layers.size()) == part; });
        Network network = original;
        apply(mutation, network);
        validate(network);
        std::ostringstream trace;
        trace << mutation;
        SCOPED_TRACE(trace.str());
        const Verdict verdict = verify(automaton, network).value();
        if (verdict.equal) {
            EXPECT_EQ(in_words(verdict.scope), "all words");
            EXPECT_EQ(tests::JointProof(original, network, most_pairs).answer(),
                      tests::JointProof::Answer::equal);
            ++irrelevant[part];
        } else {
            EXPECT_NE(tests::naive_weight(automaton, verdict.witness),
                      tests::naive_outputs(network, verdict.witness).back());
            if (period.period <= 4) {  // the proof is no proof of everything
                EXPECT_NE(tests::JointProof(original, network, few_pairs).answer(),
                          tests::JointProof::Answer::equal);
            }
            ++relevant[part];
        }
    }
    std::cout << name << ":";
    for (std::size_t p = 0; p < parts; ++p)
        std::cout << (p > 0 ? ", " : " ") << part_names[p] << " " << relevant[p] << " found and "
                  << irrelevant[p] << " irrelevant";
    std::cout << "\n";
}

INSTANTIATE_TEST_SUITE_P(Verify, BlockedMutations, testing::ValuesIn(cases()),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace linac::blocked_mutation_test
