#include "compile/counter_mlp.hpp"

#include <gtest/gtest.h>

#include "compile/machine_side_by_side.hpp"
#include "support/random_counters.hpp"
#include "support/scale.hpp"

namespace linac::counter_mlp_test {
namespace {

using tests::counter_zoo;
using tests::read_counter;

Network compiled(const CounterMachine& machine) {
    return compile(machine, {.target = Target::mlp_rnn}).value().network;
}

TEST(CounterMlp, agrees_on_all_short_words_of_the_zoo) {
    for (const CounterMachine& machine : counter_zoo()) {
        const Network network = compiled(machine);
        std::size_t length = 0;
        for (std::size_t words = 1; words <= tests::scaled(100'000); words *= machine.alphabet.size())
            ++length;
        Word word;
        tests::MachineSideBySide(machine, network).expect_equal_on_all_words(word, length - 1);
    }
}

TEST(CounterMlp, agrees_on_long_random_words_of_the_zoo) {
    tests::RandomAutomata random(7);
    for (const CounterMachine& machine : counter_zoo()) {
        const Network network = compiled(machine);
        tests::MachineSideBySide(machine, network)
            .expect_equal_on(random.word(machine.alphabet, tests::scaled(10'000)));
    }
}

TEST(CounterMlp, counts_up_and_down_again) {
    const CounterMachine machine = read_counter(
        "alphabet a b\ncounters n\ninitial p\naccept p n=0\n"
        "p -> p a n+=2147483647, b n-=2147483647\n");
    const Network network = compiled(machine);
    Word word(1'000, 0);
    word.resize(3'000, 1);
    word.resize(4'000, 0);
    tests::MachineSideBySide(machine, network).expect_equal_on(word);
}

TEST(CounterMlp, agrees_on_random_machines) {
    std::size_t resets = 0;
    for (unsigned seed = 0; seed < tests::scaled(400); ++seed) {
        tests::RandomCounters counters(seed);
        const CounterMachine machine =
            counters.machine({1 + seed % 5, 1 + seed % 3, seed % 4, seed % 2 == 1 && seed % 5 > 0});
        const Network network = compiled(machine);
        validate(network);
        tests::RandomAutomata random(seed);
        for (int i = 0; i < 4; ++i)
            tests::MachineSideBySide(machine, network).expect_equal_on(random.word(machine.alphabet, 50));
        for (const std::string& label : network.residual)
            if (label.ends_with(")")) ++resets;
        if (HasFatalFailure()) FAIL() << "seed " << seed;
    }
    EXPECT_GT(resets, tests::scaled(100));
}

TEST(CounterMlp, sets_high_counters_to_zero) {
    const CounterMachine machine = read_counter(
        "alphabet u d v r\ncounters n\ninitial p\naccept p n=0\n"
        "p -> p u n+=3, d n-=7, v n+=1, r n:=0\n");
    const Network network = compiled(machine);
    Word word;
    tests::MachineSideBySide(machine, network).expect_equal_on_all_words(word, 6);
    for (const Symbol symbol : {0U, 1U}) {
        word.assign(300, symbol);
        word.push_back(3);
        word.insert(word.end(), 20, 2);
        tests::MachineSideBySide(machine, network).expect_equal_on(word);
    }
    tests::RandomAutomata random(3);
    tests::MachineSideBySide(machine, network).expect_equal_on(random.word(machine.alphabet, 500));
}

TEST(CounterMlp, accepts_once_where_several_conditions_hold) {
    const CounterMachine machine = read_counter(
        "alphabet a b\ncounters n m\ninitial p\naccept p n=0, p m=0, p n!=0\n"
        "p -> p a n+=1, b m+=1\n");
    Word word;
    const Network network = compiled(machine);
    tests::MachineSideBySide(machine, network).expect_equal_on_all_words(word, 5);
}

TEST(CounterMlp, squashes) {
    EXPECT_EQ(squashed(0), 0);
    EXPECT_EQ(squashed(1), Rational(1, 2));
    EXPECT_EQ(squashed(-3), Rational(-7, 8));
}

std::string refusal(const std::string& text, const CompileOptions& options) {
    const auto result = compile(read_counter(text), options);
    return result ? "compiled" : describe(result.error());
}

TEST(CounterMlp, refuses_with_the_reason) {
    const CompileOptions mlp{.target = Target::mlp_rnn};
    EXPECT_EQ(refusal("alphabet a\ncounters n\ninitial p\nreject r\np -> p () n=0 n+=1\n", mlp),
              "a machine with ε-moves is not real-time\n"
              "hint: linac run simulates it; write it without ε-moves to compile it\n");
    EXPECT_EQ(refusal("alphabet a b\ncounters n\ninitial p\np -> p a n+=4097, b n:=0\n", mlp),
              "counter n is set to 0 by a rule and added more than 4096 by another\n");
    EXPECT_EQ(refusal("alphabet a b\ncounters n\ninitial p\np -> p a n+=4096, b n:=0\n",
                      {.target = Target::mlp_rnn, .max_nonzeros = 1000}),
              "the network would have more than 1000 non-zeros\nhint: --max-nonzeros N raises the limit\n");
    EXPECT_EQ(refusal("alphabet a\ncounters n\ninitial p\np -> p a\n",
                      {.target = Target::mlp_rnn, .scheme = Scheme::blocked}),
              "there is no blocked scheme for mlp-rnn\n");
}

}  // namespace
}  // namespace linac::counter_mlp_test
