#include "compile/stack_mlp.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "network/executor.hpp"
#include "support/files.hpp"
#include "support/random_stacks.hpp"
#include "support/scale.hpp"

namespace linac::stack_mlp_test {
namespace {

StackMachine read(const std::string& text) {
    return std::get<StackMachine>(read_automaton("linac 1 stack\n" + text, "test").value());
}

std::vector<StackMachine> stack_zoo() {
    std::vector<StackMachine> machines;
    for (const auto& file : tests::automaton_files("stack"))
        machines.push_back(
            std::get<StackMachine>(read_automaton(tests::read_file(file), file.string()).value()));
    return machines;
}

StackMachine zoo(const std::string& name) {
    const auto path = tests::source_directory() / "automata" / "stack" / (name + ".linac");
    return std::get<StackMachine>(read_automaton(tests::read_file(path), name).value());
}

Network compiled(const StackMachine& machine) {
    return compile(machine, {.target = Target::mlp_rnn}).value().network;
}

/// A machine and its network that have read the same word.
class Both {
  public:
    Both(const StackMachine& machine, const Network& network)
        : machine_(&machine), run_(machine), executor_(network) {
        for (const Stack& stack : machine.stacks) {
            const auto at =
                std::find(network.residual.begin(), network.residual.end(), "stack " + stack.name);
            dimensions_.push_back(static_cast<std::size_t>(at - network.residual.begin()));
        }
    }

    void step(Symbol symbol) {
        run_.step(symbol);
        executor_.step(symbol);
    }
    void expect_equal(const Word& word) {
        ASSERT_EQ(executor_.output(), run_.accepts() ? 1 : 0) << show_word(word, machine_->alphabet);
        for (std::size_t i = 0; i < dimensions_.size(); ++i)
            ASSERT_EQ(unstacked(executor_.residual()[dimensions_[i]], machine_->stacks[i].symbols.size()),
                      run_.stack(i))
                << show_word(word, machine_->alphabet);
    }
    void expect_equal_on_all_words(Word& word, std::size_t length) {
        expect_equal(word);
        if (word.size() == length || testing::Test::HasFatalFailure()) return;
        for (Symbol symbol = 0; symbol < machine_->alphabet.size(); ++symbol) {
            Both longer = *this;
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
    [[nodiscard]] StackRun& run() { return run_; }
    [[nodiscard]] const Rational& output() { return executor_.output(); }

  private:
    /// The digits of a number in base 2k, which must be odd and end: bottom to top.
    static Stacks::Contents unstacked(Rational number, std::size_t symbols) {
        Stacks::Contents contents;
        while (!number.is_zero() && contents.size() < 1'000'000) {
            number *= static_cast<std::int64_t>(2 * symbols);
            std::size_t digit = 0;
            for (; number >= 1; number -= 1) ++digit;
            EXPECT_EQ(digit % 2, 1U);
            contents.push_back(digit / 2);
        }
        std::reverse(contents.begin(), contents.end());
        return contents;
    }

    const StackMachine* machine_;
    StackRun run_;
    ExactExecutor executor_;
    std::vector<std::size_t> dimensions_;
};

TEST(StackMlp, agrees_on_all_short_words_of_the_zoo) {
    for (const StackMachine& machine : stack_zoo()) {
        const Network network = compiled(machine);
        std::size_t length = 0;
        for (std::size_t words = 1; words <= tests::scaled(100'000); words *= machine.alphabet.size())
            ++length;
        Word word;
        Both(machine, network).expect_equal_on_all_words(word, length - 1);
    }
}

/// Every other symbol is one that the machine does not reject, if a few draws find one.
Word lively_word(const StackMachine& machine, tests::RandomAutomata& random, std::size_t length) {
    StackRun run(machine);
    Word word;
    while (word.size() < length) {
        Symbol symbol = random.below(machine.alphabet.size());
        for (int draw = 0; draw < 40 && run.would_reject(symbol); ++draw)
            symbol = random.below(machine.alphabet.size());
        word.push_back(symbol);
        run.step(symbol);
    }
    return word;
}

TEST(StackMlp, agrees_on_long_words_of_the_zoo) {
    tests::RandomAutomata random(7);
    for (const StackMachine& machine : stack_zoo()) {
        const Network network = compiled(machine);
        for (const std::size_t length : {100U, 400U})
            Both(machine, network).expect_equal_on(lively_word(machine, random, tests::scaled(length)));
        Both outputs(machine, network);
        for (const Symbol symbol : lively_word(machine, random, tests::scaled(10'000))) {
            outputs.step(symbol);
            ASSERT_EQ(outputs.output(), outputs.run().accepts() ? 1 : 0);
        }
    }
}

TEST(StackMlp, agrees_on_random_machines) {
    std::size_t emptied = 0;
    for (unsigned seed = 0; seed < tests::scaled(400); ++seed) {
        tests::RandomStacks stacks(seed);
        const StackMachine machine = stacks.machine(
            {1 + seed % 5, 1 + seed % 3, seed % 4, 1 + seed % 5, seed % 2 == 1 && seed % 5 > 0});
        const Network network = compiled(machine);
        validate(network);
        tests::RandomAutomata random(seed);
        for (int i = 0; i < 4; ++i) Both(machine, network).expect_equal_on(lively_word(machine, random, 40));
        for (const StackRule& rule : machine.rules)
            for (const StackUpdate& update : rule.updates)
                if (update.taken == StackUpdate::Taken::everything) ++emptied;
        if (HasFatalFailure()) FAIL() << "seed " << seed;
    }
    EXPECT_GT(emptied, tests::scaled(100));
}

TEST(StackMlp, keeps_ten_thousand_symbols_and_takes_them_back) {
    const StackMachine machine = zoo("marked-palindromes");
    const Network network = compiled(machine);
    tests::RandomAutomata random(11);
    const std::size_t depth = tests::scaled(10'000);
    Word word = random.word(Alphabet({"a", "b"}), depth);
    const Word mirrored(word.rbegin(), word.rend());
    word.push_back(2);
    word.insert(word.end(), mirrored.begin(), mirrored.end());
    Both both(machine, network);
    for (std::size_t t = 0; t < word.size(); ++t) {
        ASSERT_EQ(both.output(), 0) << t;
        both.step(word[t]);
    }
    EXPECT_EQ(both.output(), 1);
    EXPECT_EQ(both.run().stack(0).size(), 0U);
    both.step(0);
    EXPECT_EQ(both.output(), 0);
}

std::string refusal(const std::string& text, const CompileOptions& options) {
    const auto result = compile(read(text), options);
    return result ? "compiled" : describe(result.error());
}

TEST(StackMlp, refuses_with_the_reason) {
    EXPECT_EQ(refusal("alphabet a\nstack s = A\ninitial p\nreject r\np -> p () s=empty s+=A\n",
                      {.target = Target::mlp_rnn}),
              "a machine with ε-moves is not real-time\n"
              "hint: linac run simulates it; write it without ε-moves to compile it\n");
    const std::string pushes = "alphabet a\nstack s = A\ninitial p\naccept p\np -> p a s+=A\n";
    EXPECT_EQ(refusal(pushes, {.target = Target::mlp_rnn, .max_nonzeros = 10}),
              "the network would have more than 10 non-zeros\nhint: --max-nonzeros N raises the limit\n");
    EXPECT_EQ(refusal(pushes, {.target = Target::mlp_rnn, .scheme = Scheme::blocked}),
              "there is no blocked scheme for mlp-rnn\n");
    EXPECT_EQ(refusal(pushes, {.target = Target::rwkv7, .scheme = Scheme::two_layer}),
              "there is no two-layer scheme for stack machines\n");
    EXPECT_EQ(
        refusal(pushes, {.target = Target::rwkv7}),
        "a linear RNN is not known to hold a stack machine: what is pushed and taken depends on what lies "
        "in the stacks\n"
        "hint: --to mlp-rnn takes every stack machine; --stack-bound B makes a finite automaton that knows "
        "when a stack grows above B symbols\n");
    EXPECT_EQ(refusal("alphabet a b\ninitial p\naccept q\np -> q a\np -> p b\nq -> p a, b\n",
                      {.target = Target::deltanet}),
              "compiled");
}

}  // namespace
}  // namespace linac::stack_mlp_test
