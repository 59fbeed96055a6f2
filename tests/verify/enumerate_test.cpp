#include "verify/enumerate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/equality.hpp"
#include "compile/compile.hpp"
#include "support/random_automata.hpp"
#include "verify/verify.hpp"

namespace linac::enumerate_test {
namespace {

Network blocked(const WeightedAutomaton& automaton, Target target = Target::rwkv7,
                Scheme scheme = Scheme::blocked) {
    return compile(automaton, {target, scheme}).value().network;
}

constexpr std::size_t plenty = 100'000;

TEST(Enumerate, proves_blocked_networks_right_on_all_words) {
    tests::RandomAutomata random(11);
    for (std::size_t n = 1; n <= 4; ++n) {
        const WeightedAutomaton automaton = random.weighted(n, 2, 100);
        const auto result = enumerate(automaton, blocked(automaton), plenty);
        ASSERT_TRUE(result);
        EXPECT_FALSE(result->difference);
        const Verdict verdict = verify(automaton, blocked(automaton)).value();
        EXPECT_TRUE(verdict.equal);
        EXPECT_EQ(in_words(verdict.scope), "all words");
        EXPECT_EQ(verdict.words, 0U);
    }
    const WeightedAutomaton one = random.weighted(1, 2, 100);
    EXPECT_FALSE(enumerate(one, blocked(one, Target::deltanet), plenty).value().difference);
    const WeightedAutomaton two = random.weighted(2, 3, 100);
    EXPECT_FALSE(enumerate(two, blocked(two, Target::rwkv7, Scheme::two_layer), plenty).value().difference);
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
    const auto result = enumerate(other, blocked(automaton), plenty);
    RC_ASSERT(result.has_value());
    RC_ASSERT(result->difference.has_value() == truth.difference.has_value());
    if (truth.difference) RC_ASSERT(result->difference->size() == truth.difference->word.size());
    RC_TAG(truth.equal() ? "equal" : "different");
}

TEST(Enumerate, gives_up_beyond_its_limit) {
    const WeightedAutomaton automaton = tests::RandomAutomata(5).weighted(3, 2, 100);
    EXPECT_EQ(enumerate(automaton, blocked(automaton), plenty).value().configurations, 447U);
    EXPECT_TRUE(enumerate(automaton, blocked(automaton), 447));
    EXPECT_FALSE(enumerate(automaton, blocked(automaton), 446));
}

TEST(RouterPeriod, is_that_of_the_positions) {
    tests::RandomAutomata random(6);
    const WeightedAutomaton automaton = random.weighted(3, 2, 100);
    EXPECT_EQ(router_period(blocked(automaton), 100).value().period, 6U);
    EXPECT_EQ(router_period(blocked(automaton, Target::deltanet), 500).value().period, 48U);
    EXPECT_FALSE(router_period(blocked(automaton, Target::deltanet), 40));
}

}  // namespace
}  // namespace linac::enumerate_test
