#include "automata/bounded.hpp"

#include <gtest/gtest.h>

#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_counters.hpp"
#include "support/random_stacks.hpp"

namespace linac::bounded_test {
namespace {

Automaton read(const std::string& text) {
    return read_automaton(text, "test").value();
}

bool is_within(const CounterRun& run, std::size_t bound) {
    for (const Rational& counter : run.contents())
        if (abs(counter) > static_cast<std::int64_t>(bound)) return false;
    return true;
}
bool is_within(const StackRun& run, std::size_t bound) {
    for (const auto& stack : run.contents())
        if (stack.size() > bound) return false;
    return true;
}

struct Tally {
    std::size_t left = 0;
    std::size_t stayed = 0;
};

template <class Run, class Machine>
void expect_agreement(const Machine& machine, std::size_t bound, unsigned seed, Tally& tally) {
    const WeightedAutomaton automaton = bounded(machine, bound);
    tests::RandomAutomata words(seed);
    for (int i = 0; i < 5; ++i) {
        Run run(machine);
        WeightedRun finite(automaton);
        bool inside = true;
        for (const Symbol symbol : words.word(machine.alphabet, 20)) {
            run.step(symbol);
            finite.step(symbol);
            inside = inside && is_within(run, bound);
            ASSERT_EQ(finite.weight(), inside ? (run.accepts() ? 1 : 0) : left_the_bound) << seed;
            (inside ? tally.stayed : tally.left) += 1;
        }
    }
}

TEST(Bounded, agrees_until_a_counter_leaves_the_bound) {
    Tally tally;
    for (unsigned seed = 0; seed < 200; ++seed) {
        tests::RandomCounters random(seed);
        const CounterMachine machine =
            random.machine({1 + seed % 4, 1 + seed % 3, seed % 3, seed % 2 == 1 && seed % 4 > 0});
        validate(machine);
        expect_agreement<CounterRun>(machine, seed % 6, seed, tally);
        if (HasFatalFailure()) return;
    }
    EXPECT_GT(tally.left, 1000U);
    EXPECT_GT(tally.stayed, 1000U);
}

TEST(Bounded, agrees_until_a_stack_grows_above_the_bound) {
    Tally tally;
    for (unsigned seed = 0; seed < 200; ++seed) {
        tests::RandomStacks random(seed);
        const StackMachine machine =
            random.machine({1 + seed % 4, 1 + seed % 3, seed % 3, 2, seed % 2 == 1 && seed % 4 > 0});
        expect_agreement<StackRun>(machine, seed % 5, seed, tally);
        if (HasFatalFailure()) return;
    }
    EXPECT_GT(tally.left, 1000U);
    EXPECT_GT(tally.stayed, 1000U);
}

TEST(Bounded, names_its_states) {
    const auto machine = std::get<StackMachine>(
        read("linac 1 stack\nalphabet a\nstack s = A B\ninitial p\np -> p a s!=B s+=A s+=B, a s=B\n"));
    EXPECT_EQ(bounded(machine, 2).states, (std::vector<std::string>{"beyond 2", "p s=empty", "p s=A B"}));
    EXPECT_EQ(bounded(machine, 1).states, (std::vector<std::string>{"beyond 1", "p s=empty"}));
}

template <class Machine>
std::string refusal(const Machine& machine, std::size_t bound) {
    const auto result = capture([&] { return bounded(machine, bound, 100); });
    return result ? "" : result.error().message();
}

TEST(Bounded, refuses_what_it_cannot_keep) {
    const auto zoo = [](const std::string& name) {
        return read(tests::read_file(tests::source_directory() / "automata" / (name + ".linac")));
    };
    EXPECT_EQ(refusal(std::get<CounterMachine>(zoo("counter/shuffle-4")), 3),
              "the machine has more than 100 configurations with counters up to 3");
    EXPECT_EQ(refusal(std::get<StackMachine>(zoo("stack/dyck-2")), 7),
              "the machine has more than 100 configurations with stacks up to a height of 7");
    EXPECT_EQ(refusal(std::get<CounterMachine>(
                          read("linac 1 counter\nalphabet a\ncounters n\ninitial p\nreject r\np -> q ()\n")),
                      3),
              "a machine with ε-moves is not real-time");
}

}  // namespace
}  // namespace linac::bounded_test
