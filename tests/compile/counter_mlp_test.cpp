#include "compile/counter_mlp.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "network/executor.hpp"
#include "support/files.hpp"
#include "support/random_counters.hpp"
#include "support/scale.hpp"

namespace linac {
namespace {

CounterMachine read(const std::string& text) {
    return std::get<CounterMachine>(read_automaton("linac 1 counter\n" + text, "test").value());
}

std::vector<CounterMachine> zoo() {
    std::vector<CounterMachine> machines;
    for (const auto& file : tests::automaton_files("counter"))
        machines.push_back(
            std::get<CounterMachine>(read_automaton(tests::read_file(file), file.string()).value()));
    return machines;
}

/// A machine and its MLP-RNN that have read the same word.
class SideBySide {
  public:
    SideBySide(const CounterMachine& machine, const Network& network)
        : machine_(&machine), run_(machine), executor_(network) {
        for (const std::string& counter : machine.counters) {
            const auto find = [&](const std::string& label) {
                const auto at = std::find(network.residual.begin(), network.residual.end(), label);
                return static_cast<std::size_t>(at - network.residual.begin());
            };
            const std::size_t plain = find("counter " + counter);
            is_squashed_.push_back(plain == network.width());
            dimensions_.push_back(is_squashed_.back() ? find("counter " + counter + " as sgn(c) (1 - 2^-|c|)")
                                                      : plain);
            EXPECT_LT(dimensions_.back(), network.width()) << counter;
        }
    }

    void step(Symbol symbol) {
        run_.step(symbol);
        executor_.step(symbol);
    }
    /// The word has been read.
    void expect_equal(const Word& word) {
        ASSERT_EQ(executor_.output(), run_.accepts() ? 1 : 0) << show_word(word, machine_->alphabet);
        for (std::size_t c = 0; c < dimensions_.size(); ++c) {
            const Rational& held = executor_.residual()[dimensions_[c]];
            const Rational& counter = run_.counter(c);
            if (!is_squashed_[c]) {
                ASSERT_EQ(held, counter) << show_word(word, machine_->alphabet);
            } else {
                // y = ±(1 − 2^-|c|): 1 − |y| halves |c| times from 1.
                Rational rest = 1;
                for (Rational left = abs(counter); !left.is_zero(); left -= 1) rest /= 2;
                ASSERT_EQ(abs(held), Rational(1) - rest) << show_word(word, machine_->alphabet);
                ASSERT_EQ(held.sign(), counter.sign());
            }
        }
    }
    void expect_equal_on_all_words(Word& word, std::size_t length) const {
        SideBySide here = *this;
        here.expect_equal(word);
        if (word.size() == length || testing::Test::HasFatalFailure()) return;
        for (Symbol symbol = 0; symbol < machine_->alphabet.size(); ++symbol) {
            SideBySide longer = *this;
            longer.step(symbol);
            word.push_back(symbol);
            longer.expect_equal_on_all_words(word, length);
            word.pop_back();
        }
    }
    void expect_equal_on(const Word& word) {
        Word read;
        expect_equal(read);
        for (const Symbol symbol : word) {
            step(symbol);
            read.push_back(symbol);
            expect_equal(read);
            if (testing::Test::HasFatalFailure()) return;
        }
    }

  private:
    const CounterMachine* machine_;
    CounterRun run_;
    ExactExecutor executor_;
    std::vector<std::size_t> dimensions_;  // by counter
    std::vector<bool> is_squashed_;
};

Network compiled(const CounterMachine& machine) {
    return compile(machine, {.target = Target::mlp_rnn}).value().network;
}

TEST(CounterMlp, agrees_on_all_short_words_of_the_zoo) {
    for (const CounterMachine& machine : zoo()) {
        const Network network = compiled(machine);
        std::size_t length = 0;
        for (std::size_t words = 1; words <= tests::scaled(100'000); words *= machine.alphabet.size())
            ++length;
        Word word;
        SideBySide(machine, network).expect_equal_on_all_words(word, length - 1);
    }
}

TEST(CounterMlp, agrees_on_long_random_words_of_the_zoo) {
    tests::RandomAutomata random(7);
    for (const CounterMachine& machine : zoo()) {
        const Network network = compiled(machine);
        SideBySide(machine, network).expect_equal_on(random.word(machine.alphabet, tests::scaled(10'000)));
    }
}

TEST(CounterMlp, counts_up_and_down_again) {
    const CounterMachine machine = read(
        "alphabet a b\ncounters n\ninitial p\naccept p n=0\n"
        "p -> p a n+=2147483647, b n-=2147483647\n");
    const Network network = compiled(machine);
    Word word(1'000, 0);
    word.resize(3'000, 1);
    word.resize(4'000, 0);
    SideBySide(machine, network).expect_equal_on(word);
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
            SideBySide(machine, network).expect_equal_on(random.word(machine.alphabet, 50));
        for (const std::string& label : network.residual)
            if (label.ends_with(")")) ++resets;
        if (HasFatalFailure()) FAIL() << "seed " << seed;
    }
    EXPECT_GT(resets, tests::scaled(100));
}

TEST(CounterMlp, sets_high_counters_to_zero) {
    const CounterMachine machine = read(
        "alphabet u d v r\ncounters n\ninitial p\naccept p n=0\n"
        "p -> p u n+=3, d n-=7, v n+=1, r n:=0\n");
    const Network network = compiled(machine);
    Word word;
    SideBySide(machine, network).expect_equal_on_all_words(word, 6);
    for (const Symbol symbol : {0U, 1U}) {
        word.assign(300, symbol);
        word.push_back(3);
        word.insert(word.end(), 20, 2);
        SideBySide(machine, network).expect_equal_on(word);
    }
    tests::RandomAutomata random(3);
    SideBySide(machine, network).expect_equal_on(random.word(machine.alphabet, 500));
}

TEST(CounterMlp, accepts_once_where_several_conditions_hold) {
    const CounterMachine machine = read(
        "alphabet a b\ncounters n m\ninitial p\naccept p n=0, p m=0, p n!=0\n"
        "p -> p a n+=1, b m+=1\n");
    Word word;
    const Network network = compiled(machine);
    SideBySide(machine, network).expect_equal_on_all_words(word, 5);
}

TEST(CounterMlp, squashes) {
    EXPECT_EQ(squashed(0), 0);
    EXPECT_EQ(squashed(1), Rational(1, 2));
    EXPECT_EQ(squashed(-3), Rational(-7, 8));
}

std::string refusal(const std::string& text, const CompileOptions& options) {
    const auto result = compile(read(text), options);
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
}  // namespace linac
