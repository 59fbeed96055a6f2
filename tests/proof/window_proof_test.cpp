// Networks of several layers proved on all words, and changed ones refuted; enumeration is the second method.
#include "proof/window_proof.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/equality.hpp"
#include "automata/iterated_product.hpp"
#include "compile/compile.hpp"
#include "support/random_automata.hpp"
#include "support/scale.hpp"

namespace linac::window_proof_test {
namespace {

WindowProof proof_of(const WeightedAutomaton& automaton, const Network& network) {
    Effort effort;
    return prove_window(automaton, network, effort);
}

struct Way {
    Target target;
    Scheme scheme;
};
const std::vector<Way> ways{{Target::rwkv7, Scheme::blocked},
                            {Target::rwkv7, Scheme::two_layer},
                            {Target::deltanet, Scheme::blocked}};

RC_GTEST_PROP(WindowProof, is_found_for_every_automaton_that_compile_takes, ()) {
    const WeightedAutomaton automaton =
        *tests::weighted_automata({.max_states = 3, .max_letters = 3, .density_percent = 60});
    const Way way = ways[*tests::between(0, 2)];
    const auto made = compile(automaton, {way.target, way.scheme});
    if (!made) RC_DISCARD("refused");
    const Network& network = made.value().network;
    if (network.layers.size() < 2) RC_DISCARD("one layer");
    RC_ASSERT(!proof_of(automaton, network).difference);
}

RC_GTEST_PROP(WindowProof, finds_a_shortest_difference_wherever_automata_differ, ()) {
    const WeightedAutomaton automaton =
        *tests::weighted_automata({.max_states = 2, .max_letters = 2, .density_percent = 70});
    WeightedAutomaton other = automaton;
    const Symbol symbol = *tests::between(0, other.alphabet.size() - 1);
    const std::size_t from = *tests::between(0, other.size() - 1);
    other.transition[symbol].add(from, *tests::between(0, other.size() - 1), *tests::small_rationals());
    const Way way = ways[*tests::between(0, 1)];
    const Network network = compile(automaton, {way.target, way.scheme}).value().network;
    if (network.layers.size() < 2) RC_DISCARD("one layer");
    const Comparison truth = compare(other, automaton);
    const WindowProof proof = proof_of(other, network);
    RC_ASSERT(proof.difference.has_value() == truth.difference.has_value());
    if (truth.difference) RC_ASSERT(proof.difference->size() == truth.difference->word.size());
    RC_TAG(truth.equal() ? "equal" : "different");
}

TEST(WindowProof, of_iterated_products_takes_a_moment) {
    const WeightedAutomaton automaton =
        iterated_product({.size = 3, .values = {-1, 0, 1}, .row = 0, .column = 1});
    for (const Target target : {Target::rwkv7, Target::deltanet}) {
        Effort effort(100'000'000);
        const WindowProof proof =
            prove_window(automaton, compile(automaton, {target, Scheme::blocked}).value().network, effort);
        EXPECT_FALSE(proof.difference);
        EXPECT_EQ(proof.period, target == Target::rwkv7 ? 24U : 72U);
    }
}

TEST(WindowProof, refuses_what_it_does_not_decide) {
    const WeightedAutomaton automaton = tests::RandomAutomata(1).weighted(2, 2, 100);
    Effort effort;
    EXPECT_THROW(static_cast<void>(prove_window(
                     automaton, compile(automaton, {Target::deltaproduct}).value().network, effort)),
                 NotSettled);
    Effort little(100);
    const Network network = compile(automaton, {Target::rwkv7, Scheme::blocked}).value().network;
    EXPECT_THROW(static_cast<void>(prove_window(automaton, network, little)), NotSettled);
}

}  // namespace
}  // namespace linac::window_proof_test
