// Where automata of every kind are after each symbol, against their own runs.
#include "trace/automaton_trace.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_counters.hpp"
#include "support/random_stacks.hpp"
#include "trace/trace_zoo.hpp"

namespace linac::automaton_trace_test {
namespace {

RC_GTEST_PROP(AutomatonTrace, of_a_weighted_automaton_is_its_row_and_weight, ()) {
    const WeightedAutomaton automaton = *tests::weighted_automata({.max_states = 5});
    const Word word = *tests::words(automaton.alphabet, 5);
    AutomatonTrace trace{Automaton(automaton)};
    Vector row = dense(automaton.initial, automaton.size());
    Word prefix;
    const auto agree = [&] {
        RC_ASSERT(std::get<WeightedPlace>(trace.now().at).row == row);
        RC_ASSERT(trace.now().weight == weight(automaton, prefix));
    };
    agree();
    for (const Symbol symbol : word) {
        trace.step(symbol);
        prefix.push_back(symbol);
        row = multiply(row, automaton.transition[symbol]);
        agree();
    }
}

TEST(AutomatonTrace, of_a_permutation_automaton_has_the_product_of_the_word) {
    const auto automaton = std::get<PermutationAutomaton>(tests::zoo("permutation/s5-two-generators"));
    const WeightedAutomaton weighted = to_weighted(automaton);
    AutomatonTrace trace{Automaton(automaton)};
    Word word;
    std::mt19937 random(1);
    for (int t = 0; t < 40; ++t) {
        const Symbol symbol = random() % automaton.alphabet.size();
        word.push_back(symbol);
        trace.step(symbol);
        const auto& place = std::get<PermutationPlace>(trace.now().at);
        EXPECT_EQ(trace.now().weight, weight(weighted, word));
        for (std::size_t state = 0; state < automaton.size(); ++state) {
            std::size_t image = state;
            for (const Symbol read : word) image = automaton.permutation[read][image];
            EXPECT_EQ(place.product[state], image);
        }
        EXPECT_EQ(place.state, place.product[automaton.initial]);
    }
}

RC_GTEST_PROP(AutomatonTrace, of_a_counter_machine_is_its_run, ()) {
    const CounterMachine machine = tests::RandomCounters(*rc::gen::arbitrary<std::uint32_t>())
                                       .machine({.with_reject = *rc::gen::arbitrary<bool>()});
    const Word word = *tests::words(machine.alphabet, 8);
    AutomatonTrace trace{Automaton(machine)};
    CounterRun run(machine);
    for (const Symbol symbol : word) {
        trace.step(symbol);
        run.step(symbol);
        const auto& place = std::get<CounterPlace>(trace.now().at);
        RC_ASSERT(place.state == run.state());
        RC_ASSERT(place.counters == run.contents());
        RC_ASSERT(trace.now().weight == Rational(run.accepts() ? 1 : 0));
    }
}

RC_GTEST_PROP(AutomatonTrace, of_a_stack_machine_is_its_run, ()) {
    const StackMachine machine = tests::RandomStacks(*rc::gen::arbitrary<std::uint32_t>())
                                     .machine({.with_reject = *rc::gen::arbitrary<bool>()});
    const Word word = *tests::words(machine.alphabet, 8);
    AutomatonTrace trace{Automaton(machine)};
    StackRun run(machine);
    for (const Symbol symbol : word) {
        trace.step(symbol);
        run.step(symbol);
        const auto& place = std::get<StackPlace>(trace.now().at);
        RC_ASSERT(place.state == run.state());
        RC_ASSERT(place.stacks == run.contents());
        RC_ASSERT(trace.now().weight == Rational(run.accepts() ? 1 : 0));
    }
}

TEST(AutomatonTrace, in_words) {
    const auto said = [](const std::string& name, const std::string& text) {
        AutomatonTrace trace(tests::zoo(name));
        const Word word = parse_word(text, alphabet_of(trace.automaton()), "").value();
        for (const Symbol symbol : word) trace.step(symbol);
        return in_words(trace.now(), trace.automaton());
    };
    EXPECT_EQ(said("weighted/hidden-markov", ""), "sunny 1/2, cloudy 1/3, rainy 1/6");
    EXPECT_EQ(said("permutation/s5-transpositions", "ab"), "state 2");
    EXPECT_EQ(said("counter/a-n-b-n-c-n", "aab"), "state bs, n = 1, m = 1");
    EXPECT_EQ(said("stack/dyck-2", "([("), "state inside, open = round square round");
    EXPECT_EQ(said("stack/dyck-2", "(((((((((((("),
              "state inside, open = 4 below round round round round round round round round");
}

}  // namespace
}  // namespace linac::automaton_trace_test
