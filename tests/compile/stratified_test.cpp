#include "compile/stratified.hpp"

#include <gtest/gtest.h>

#include <array>

#include "compile/machine_side_by_side.hpp"
#include "support/random_counters.hpp"
#include "support/scale.hpp"

namespace linac::stratified_test {
namespace {

using tests::counter_zoo;
using tests::MachineSideBySide;
using tests::read_counter;

constexpr std::array targets{Target::pd, Target::rwkv7, Target::deltaproduct, Target::deltanet};

Network compiled(const CounterMachine& machine, Target target) {
    return compile(machine, {.target = target}).value().network;
}

std::vector<CounterMachine> stratified_zoo() {
    std::vector<CounterMachine> machines = counter_zoo();
    std::erase_if(machines,
                  [](const CounterMachine& machine) { return !stratification(machine).is_stratified(); });
    return machines;
}

TEST(Stratified, agrees_on_all_short_words_of_the_zoo) {
    EXPECT_EQ(stratified_zoo().size(), 8);  // all but graph connectivity
    for (const CounterMachine& machine : stratified_zoo())
        for (const Target target : targets) {
            const Network network = compiled(machine, target);
            validate(network);
            const std::size_t nonzeros = size_report(network).nonzeros;
            const std::size_t most = tests::scaled(std::min<std::size_t>(30'000, 20'000'000 / nonzeros));
            std::size_t length = 0;
            for (std::size_t words = 1; words <= most; words *= machine.alphabet.size()) ++length;
            Word word;
            MachineSideBySide(machine, network).expect_equal_on_all_words(word, length - 1);
            if (HasFatalFailure()) FAIL() << name_of(target);
        }
}

TEST(Stratified, agrees_on_long_words_of_the_zoo) {
    tests::RandomAutomata random(7);
    for (const CounterMachine& machine : stratified_zoo())
        for (const Target target : targets) {
            const Network network = compiled(machine, target);
            const bool is_small = size_report(network).nonzeros < 1'000;
            MachineSideBySide(machine, network)
                .expect_equal_on(random.word(machine.alphabet, tests::scaled(is_small ? 10'000 : 500)));
            if (HasFatalFailure()) FAIL() << name_of(target);
        }
}

TEST(Stratified, agrees_on_random_machines) {
    std::size_t most_strata = 0;
    for (unsigned seed = 0; seed < tests::scaled(300); ++seed) {
        tests::RandomCounters counters(seed);
        const CounterMachine machine =
            counters.stratified({1 + seed % 3, 1 + seed / 3 % 2, 1 + seed / 6 % 3, seed % 2 == 1});
        validate(machine);
        const Stratification found = stratification(machine);
        ASSERT_TRUE(found.is_stratified()) << seed;
        most_strata = std::max(most_strata, found.strata.size());
        tests::RandomAutomata random(seed);
        for (const Target target : {Target::pd, Target::deltaproduct}) {
            const Network network = compiled(machine, target);
            validate(network);
            for (int i = 0; i < 4; ++i)
                MachineSideBySide(machine, network).expect_equal_on(random.word(machine.alphabet, 40));
            if (HasFatalFailure()) FAIL() << name_of(target) << ", seed " << seed;
        }
    }
    EXPECT_EQ(most_strata, 3);
}

TEST(Stratified, agrees_on_random_machines_where_a_network_is_small_enough) {
    std::size_t small = 0;
    for (unsigned seed = 0; seed < tests::scaled(200); ++seed) {
        tests::RandomCounters counters(seed);
        const CounterMachine machine =
            counters.stratified({1 + seed % 2, 1 + seed % 2, 1 + seed / 4 % 2, false});
        tests::RandomAutomata random(seed);
        for (const Target target : {Target::rwkv7, Target::deltanet}) {
            const auto done = compile(machine, {.target = target, .max_nonzeros = 20'000});
            if (!done) continue;
            ++small;
            const Network& network = done.value().network;
            validate(network);
            for (int i = 0; i < 3; ++i)
                MachineSideBySide(machine, network).expect_equal_on(random.word(machine.alphabet, 30));
            if (HasFatalFailure()) FAIL() << name_of(target) << ", seed " << seed;
        }
    }
    EXPECT_GT(small, tests::scaled(100));
}

std::string refusal(const std::string& text, const CompileOptions& options) {
    const auto result = compile(read_counter(text), options);
    return result ? "compiled" : describe(result.error());
}

constexpr auto with_reset =
    "alphabet a b r\ncounters n\nstates p q\ninitial p\naccept p n=0, q n!=0\n"
    "p -> p a n+=1, r n:=0, b n!=0\np -> q b n=0\nq -> q a n+=1, b\nq -> p r n:=0\n";

TEST(Stratified, holds_a_counter_that_is_tested_where_it_is_set_to_zero) {
    const CounterMachine machine = read_counter(with_reset);
    for (const Target target : {Target::pd, Target::rwkv7, Target::deltaproduct}) {
        const Network network = compiled(machine, target);
        Word word;
        MachineSideBySide(machine, network).expect_equal_on_all_words(word, 7);
    }
}

TEST(Stratified, takes_machines_without_counters_and_those_that_accept_nothing) {
    const CounterMachine even = read_counter(
        "alphabet a\nstates p q\ncounters\ninitial p\naccept p\n"
        "p -> q a\nq -> p a\n");
    const CounterMachine none = read_counter("alphabet a\ncounters n\ninitial p\np -> p a n+=1\n");
    for (const CounterMachine& machine : {even, none})
        for (const Target target : targets) {
            const Network network = compiled(machine, target);
            ExactExecutor executor(network);
            CounterRun run(machine);
            for (int t = 0; t < 9; ++t) {
                ASSERT_EQ(executor.output(), run.accepts() ? 1 : 0);
                executor.step(0);
                run.step(0);
            }
        }
}

TEST(Stratified, refuses_with_the_reason) {
    EXPECT_EQ(refusal(with_reset, {.target = Target::deltanet, .scheme = Scheme::blocked}),
              "there is no blocked scheme for counter machines\n");
    EXPECT_EQ(refusal(with_reset, {.target = Target::rwkv7, .max_nonzeros = 10}),
              "the finite automaton of the update of n: the network would have more than 10 non-zeros\n"
              "hint: --max-nonzeros N raises the limit\n");
    EXPECT_EQ(refusal("alphabet a b\ncounters n\nstates p q\ninitial p\naccept p n=0\n"
                      "p -> q a n+=1\np -> p b\nq -> p b n-=1\nq -> q a\n",
                      {.target = Target::deltanet, .scheme = Scheme::direct}),
              "the finite automaton of the update of n: one deltanet layer cannot hold this automaton: "
              "symbol a, state 0: I − A has rank 3, not at most 1\n"
              "hint: --scheme auto takes every stratified machine\n");
}

}  // namespace
}  // namespace linac::stratified_test
