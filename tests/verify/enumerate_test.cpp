#include "verify/enumerate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/equality.hpp"
#include "compile/compile.hpp"
#include "support/random_automata.hpp"

namespace linac::enumerate_test {
namespace {

Network blocked(const WeightedAutomaton& automaton, Target target = Target::rwkv7,
                Scheme scheme = Scheme::blocked) {
    return compile(automaton, {target, scheme}).value().network;
}

Enumeration enumerated(const WeightedAutomaton& automaton, const Network& network) {
    Effort effort;
    return enumerate(automaton, network, effort);
}

TEST(Enumerate, proves_blocked_networks_right_on_all_words) {
    tests::RandomAutomata random(11);
    for (std::size_t n = 1; n <= 4; ++n) {
        const WeightedAutomaton automaton = random.weighted(n, 2, 100);
        EXPECT_FALSE(enumerated(automaton, blocked(automaton)).difference);
    }
    const WeightedAutomaton one = random.weighted(1, 2, 100);
    EXPECT_FALSE(enumerated(one, blocked(one, Target::deltanet)).difference);
    const WeightedAutomaton two = random.weighted(2, 3, 100);
    EXPECT_FALSE(enumerated(two, blocked(two, Target::rwkv7, Scheme::two_layer)).difference);
}

RC_GTEST_PROP(Enumerate, finds_a_shortest_difference_wherever_the_automata_differ, ()) {
    const WeightedAutomaton automaton = *rc::gen::resize(
        rc::kNominalSize,
        tests::weighted_automata({.max_states = 2, .max_letters = 2, .density_percent = 70}));
    WeightedAutomaton other = automaton;
    const auto symbol = *rc::gen::inRange<std::size_t>(0, other.alphabet.size());
    const auto from = *rc::gen::inRange<std::size_t>(0, other.size());
    other.transition[symbol].add(from, *rc::gen::inRange<std::size_t>(0, other.size()),
                                 *tests::small_rationals());
    const Comparison truth = compare(other, automaton);
    const auto result = enumerated(other, blocked(automaton));
    RC_ASSERT(result.difference.has_value() == truth.difference.has_value());
    if (truth.difference) RC_ASSERT(result.difference->size() == truth.difference->word.size());
    RC_TAG(truth.equal() ? "equal" : "different");
}

TEST(Enumerate, gives_up_when_its_effort_is_spent) {
    const WeightedAutomaton automaton = tests::RandomAutomata(5).weighted(3, 2, 100);
    const Network network = blocked(automaton);
    Effort measured;
    EXPECT_EQ(enumerate(automaton, network, measured).configurations, 447U);
    Effort enough(measured.spent());
    EXPECT_EQ(enumerate(automaton, network, enough).configurations, 447U);
    Effort too_little(measured.spent() - 1);
    EXPECT_THROW(static_cast<void>(enumerate(automaton, network, too_little)), NotSettled);
}

}  // namespace
}  // namespace linac::enumerate_test
