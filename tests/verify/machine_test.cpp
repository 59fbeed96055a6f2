// Machines and their networks: verdicts against all short words by the naive executor.
#include <gtest/gtest.h>

#include <random>

#include "automata/automaton.hpp"
#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/naive_executor.hpp"
#include "support/random_counters.hpp"
#include "support/random_stacks.hpp"
#include "support/scale.hpp"
#include "verify/joint_configurations.hpp"
#include "verify/mutations.hpp"
#include "verify/verify.hpp"

namespace linac::machine_test {
namespace {

CounterMachine read(const std::string& text) {
    return std::get<CounterMachine>(read_automaton("linac 1 counter\n" + text, "test").value());
}

Network mlp(const CounterMachine& machine) {
    return compile(machine, {.target = Target::mlp_rnn}).value().network;
}

/// The output after the word, by the formulas.
tests::Oracle naive_output(const Network& network, const Word& word) {
    return tests::naive_outputs(network, word).back();
}

bool accepts(const CounterMachine& machine, const Word& word) {
    CounterRun run(machine);
    for (const Symbol symbol : word) run.step(symbol);
    return run.accepts();
}

/// The length of a shortest word up to `length` on which acceptance and output differ.
template <class Run, class Machine>
std::optional<std::size_t> shortest_difference(const Machine& machine, const Network& network,
                                               std::size_t length) {
    std::vector<std::pair<Run, tests::NaiveExecutor>> reached{{Run(machine), tests::NaiveExecutor(network)}};
    for (std::size_t l = 0;; ++l) {
        for (const auto& [run, executor] : reached)
            if (executor.output() != (run.accepts() ? 1 : 0)) return l;
        if (l == length) return std::nullopt;
        std::vector<std::pair<Run, tests::NaiveExecutor>> longer;
        for (const auto& prefix : reached)
            for (Symbol symbol = 0; symbol < machine.alphabet.size(); ++symbol) {
                longer.push_back(prefix);
                longer.back().first.step(symbol);
                longer.back().second.step(symbol);
            }
        reached = std::move(longer);
    }
}

TEST(VerifyMachine, tells_mutated_networks_from_right_ones) {
    std::mt19937 engine(11);
    tests::Mutator mutator(engine);
    std::size_t different = 0;
    std::size_t by_a_counter = 0;
    std::size_t equal = 0;
    for (unsigned seed = 0; seed < tests::scaled(100); ++seed) {
        tests::RandomCounters counters(seed);
        const CounterMachine machine =
            counters.machine({1 + seed % 3, 1 + seed % 2, seed % 3, seed % 4 == 1});
        Network network = mlp(machine);
        const tests::Mutation mutation = mutator.draw(network, [](const std::string&) { return true; });
        apply(mutation, network);
        std::ostringstream trace;
        trace << "seed " << seed << ": " << mutation;
        SCOPED_TRACE(trace.str());
        const Verdict verdict = verify(machine, network).value();
        const auto shortest = shortest_difference<CounterRun>(machine, network, 5);
        if (shortest) {
            ASSERT_FALSE(verdict.equal);
            ASSERT_LE(verdict.witness.size(), *shortest);
        }
        if (verdict.equal) {
            ++equal;
            continue;
        }
        ++different;
        ASSERT_EQ(verdict.step, verdict.witness.size());
        if (!verdict.counter.empty()) {
            ++by_a_counter;
            ASSERT_NE(verdict.left, verdict.right);
            continue;
        }
        ASSERT_EQ(verdict.left, accepts(machine, verdict.witness) ? 1 : 0);
        ASSERT_EQ(tests::to_oracle(verdict.right), naive_output(network, verdict.witness));
        ASSERT_NE(verdict.left, verdict.right);
    }
    EXPECT_GT(different, tests::scaled(40) / 2);
    EXPECT_GT(by_a_counter, tests::scaled(4) / 2);
    EXPECT_GT(equal, tests::scaled(8) / 2);
}

StackMachine read_stack(const std::string& text) {
    return std::get<StackMachine>(read_automaton("linac 1 stack\n" + text, "test").value());
}

Network mlp(const StackMachine& machine) {
    return compile(machine, {.target = Target::mlp_rnn}).value().network;
}

TEST(VerifyMachine, tells_mutated_networks_of_stack_machines_from_right_ones) {
    std::mt19937 engine(12);
    tests::Mutator mutator(engine);
    std::size_t different = 0;
    std::size_t by_a_stack = 0;
    std::size_t equal = 0;
    for (unsigned seed = 0; seed < tests::scaled(60); ++seed) {
        tests::RandomStacks stacks(seed);
        const StackMachine machine =
            stacks.machine({1 + seed % 3, 1 + seed % 2, seed % 3, 2, seed % 4 == 1 && seed % 3 > 0});
        Network network = mlp(machine);
        apply(mutator.draw(network, [](const std::string&) { return true; }), network);
        SCOPED_TRACE(seed);
        const Verdict verdict = verify(machine, network).value();
        const auto shortest = shortest_difference<StackRun>(machine, network, 5);
        if (shortest) {
            ASSERT_FALSE(verdict.equal);
            ASSERT_LE(verdict.witness.size(), *shortest);
        }
        verdict.equal ? ++equal : ++different;
        if (verdict.equal) continue;
        ASSERT_NE(verdict.left, verdict.right);
        by_a_stack += verdict.stack.empty() ? 0 : 1;
        if (!verdict.stack.empty()) continue;
        ASSERT_EQ(tests::to_oracle(verdict.right), naive_output(network, verdict.witness));
    }
    EXPECT_GT(different, tests::scaled(20) / 2);
    EXPECT_GT(by_a_stack, tests::scaled(4) / 2);
    EXPECT_GT(equal, tests::scaled(4) / 2);
}

TEST(VerifyMachine, decides_where_stacks_stay_low) {
    // At most one symbol on the stack.
    const StackMachine machine = read_stack(
        "alphabet a b\nstack s = A B\ninitial p\naccept p s=A\n"
        "p -> p a s=empty s+=A, a s!=empty s:=empty, b s=empty s+=B, b s!=empty\n");
    const Network network = mlp(machine);
    const Verdict verdict = verify(machine, network).value();
    EXPECT_TRUE(verdict.equal);
    EXPECT_EQ(in_words(verdict.scope), "all words");
    EXPECT_EQ(
        method_of(verdict),
        "decided: all 3 pairs of configurations of the machine and the network enumerated, 1 of 1 stack too");
    StackMachine other = machine;
    other.accepting[0].tests[0].top = 2;
    EXPECT_EQ(verify(other, network).value().witness, (Word{0}));
}

TEST(VerifyMachine, finds_a_stack_that_is_off_where_the_answers_agree) {
    const StackMachine machine =
        read_stack("alphabet a\nstack s = A B\ninitial p\naccept p s!=empty\np -> p a s+=A\n");
    StackMachine other = machine;
    other.rules[0].updates[0].pushed[0] = 1;
    const Verdict verdict = verify(machine, mlp(other), {.max_length = 4}).value();
    EXPECT_FALSE(verdict.equal);
    EXPECT_EQ(verdict.stack, "s");
    EXPECT_EQ(verdict.counter, "");
    EXPECT_EQ(verdict.left, Rational(1, 4));
    EXPECT_EQ(verdict.right, Rational(3, 4));
}

TEST(VerifyMachine, tells_how_large_the_state_became) {
    const StackMachine machine =
        read_stack("alphabet a\nstack s = A B\ninitial p\naccept p\np -> p a s+=B\n");
    const Verdict verdict = verify(machine, mlp(machine), {.words = {{Word(100)}}}).value();
    EXPECT_TRUE(verdict.equal);
    // 100 digits in base 4, over 4^100, and the control state over the same.
    EXPECT_EQ(verdict.state_bits, 200U + 201U + 201U);
}

TEST(VerifyMachine, decides_where_counters_stay_low) {
    // The counter is 0 or 1.
    const CounterMachine machine = read(
        "alphabet a b\ncounters n\ninitial p\naccept q n!=0\n"
        "p -> q a n+=1\np -> p b\nq -> p a n-=1\nq -> q b\n");
    const Network network = mlp(machine);
    const Verdict verdict = verify(machine, network).value();
    EXPECT_TRUE(verdict.equal);
    EXPECT_EQ(in_words(verdict.scope), "all words");
    EXPECT_EQ(verdict.words, 0U);
    EXPECT_EQ(method_of(verdict),
              "decided: all 2 pairs of configurations of the machine and the network enumerated, 1 of 1 "
              "counter too");
    // The machine that accepts elsewhere differs, and the shortest word is found.
    CounterMachine other = machine;
    other.accepting[0].tests[0] = ZeroTest::zero;
    const Verdict found = verify(other, network).value();
    EXPECT_FALSE(found.equal);
    EXPECT_EQ(in_words(found.scope), "all words");
    EXPECT_EQ(found.witness, (Word{0}));
}

TEST(VerifyMachine, says_what_was_run_where_nothing_is_decided) {
    const CounterMachine machine = read("alphabet a\ncounters n\ninitial p\naccept p n=0\np -> p a n+=1\n");
    const Verdict verdict = verify(machine, mlp(machine)).value();
    EXPECT_TRUE(verdict.equal);
    EXPECT_EQ(in_words(verdict.scope), "words up to length 200 and 10 sampled words");
    EXPECT_EQ(method_of(verdict), "run side by side, compared after every token, 1 of 1 counter too");
}

TEST(VerifyMachine, runs_the_zoo_on_long_words) {
    for (const auto& file : tests::automaton_files("counter")) {
        const auto machine =
            std::get<CounterMachine>(read_automaton(tests::read_file(file), file.string()).value());
        const Verdict verdict =
            verify(machine, mlp(machine), {.random_words = 4, .random_length = tests::scaled(10'000)})
                .value();
        EXPECT_TRUE(verdict.equal) << file;
        EXPECT_EQ(verdict.words, 4U);
    }
}

TEST(VerifyMachine, finds_a_counter_that_is_off_where_the_answers_agree) {
    const CounterMachine machine = read("alphabet a\ncounters n\ninitial p\naccept p n!=0\np -> p a n+=1\n");
    CounterMachine by_two = machine;
    by_two.rules[0].updates[0].add = 2;
    const Verdict verdict = verify(machine, mlp(by_two), {.max_length = 4}).value();
    EXPECT_FALSE(verdict.equal);
    EXPECT_EQ(verdict.counter, "n");
    EXPECT_EQ(verdict.left, 1);
    EXPECT_EQ(verdict.right, 2);
    EXPECT_EQ(verdict.witness, (Word{0}));
}

TEST(VerifyMachine, reads_alphabets_in_any_order) {
    const CounterMachine machine =
        read("alphabet a b\ncounters n\ninitial p\naccept p n!=0\np -> p a n+=1, b n-=2\n");
    const CounterMachine swapped =
        read("alphabet b a\ncounters n\ninitial p\naccept p n!=0\np -> p a n+=1, b n-=2\n");
    EXPECT_TRUE(verify(machine, mlp(swapped), {.max_length = 6}).value().equal);
    const CounterMachine other = read("alphabet b c\ncounters n\ninitial p\np -> p c n+=1, b n-=2\n");
    EXPECT_FALSE(verify(machine, mlp(other)));
}

TEST(VerifyMachine, steers_every_other_random_word_away_from_rejection) {
    // Without steering, a word of a and b is rejected after some tokens; the difference is beyond.
    const std::string rules =
        "alphabet a b\ncounters n\ninitial p\nreject dead\naccept p n=0\np -> q a n+=1\nq -> p b n+=1\n";
    const CounterMachine machine = read(rules);
    Network network = mlp(machine);
    // The network's counter is right up to 60 only: 60 is far beyond what random words reach.
    auto& update = network.layers[0].heads[0].update;
    const std::size_t units = update.stages[0].outputs();
    AffineMap first(update.stages[0].inputs(), units + 1);
    for (const Entry& e : update.stages[0].bias()) first.add_bias(e.index, e.value);
    for (std::size_t i = 0; i < first.inputs(); ++i) first.set_column(i, update.stages[0].column(i));
    const std::size_t counter = first.inputs() - 1;
    first.add(units, counter, 1);
    first.add_bias(units, -60);
    update.stages[0] = first;
    update.labels[0].emplace_back("beyond 60");
    for (std::size_t s = 1; s < update.stages.size(); ++s) {
        const bool is_last = s + 1 == update.stages.size();
        const AffineMap& old = update.stages[s];
        AffineMap wide(old.inputs() + 1, old.outputs() + (is_last ? 0 : 1));
        for (const Entry& e : old.bias()) wide.add_bias(e.index, e.value);
        for (std::size_t i = 0; i < old.inputs(); ++i) wide.set_column(i, old.column(i));
        wide.add(is_last ? old.outputs() - 1 : old.outputs(), old.inputs(), 1);
        update.stages[s] = wide;
        if (!is_last) update.labels[s].emplace_back("= beyond 60");
    }
    validate(network);
    const Verdict verdict = verify(machine, network, {.random_words = 2, .random_length = 100}).value();
    EXPECT_FALSE(verdict.equal);
    EXPECT_GT(verdict.witness.size(), 60U);
}

}  // namespace
}  // namespace linac::machine_test
