// An automaton and its network side by side, compared after every token.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compile/compile.hpp"
#include "network/executor.hpp"
#include "support/random_automata.hpp"

namespace linac::tests {

/// The tokens of a block, from "…, blocks of m tokens, …".
inline std::size_t block_of(const Compilation& compilation) {
    const std::string marker = "blocks of ";
    return std::stoul(compilation.explanation.substr(compilation.explanation.find(marker) + marker.size()));
}

class SideBySide {
  public:
    SideBySide(const WeightedAutomaton& automaton, const Network& network)
        : automaton_(automaton), executor_(network) {}

    /// All words up to the length, each prefix read once: where words part, the heads' states are put back.
    void expect_equal_on_all_words(std::size_t length) {
        executor_.restart();
        expect_equal_below({}, WeightedRun(automaton_), length);
    }

    /// A word, after every token.
    void expect_equal_on(const Word& word) {
        executor_.restart();
        WeightedRun run(automaton_);
        Word read;
        ASSERT_EQ(executor_.output(), run.weight()) << at(read);
        for (const Symbol symbol : word) {
            read.push_back(symbol);
            run.step(symbol);
            executor_.step(symbol);
            ASSERT_EQ(executor_.output(), run.weight()) << at(read);
        }
    }

    void expect_equal_on_random_word(RandomAutomata& random, std::size_t length) {
        expect_equal_on(random.word(automaton_.alphabet, length));
    }

  private:
    using States = std::vector<std::vector<Rational>>;

    /// The executor has read `word`.
    void expect_equal_below(const Word& word, const WeightedRun& run, std::size_t length) {
        ASSERT_EQ(executor_.output(), run.weight()) << at(word);
        if (word.size() == length) return;
        States states;
        executor_.for_each_state([&](ExactState& state) { states.push_back(state.entries()); });
        for (Symbol symbol = 0; symbol < automaton_.alphabet.size(); ++symbol) {
            if (symbol > 0) {
                auto next = states.begin();
                executor_.for_each_state([&](ExactState& state) { state.assign(*next++); });
            }
            WeightedRun longer = run;
            longer.step(symbol);
            executor_.step(symbol);
            Word longer_word = word;
            longer_word.push_back(symbol);
            expect_equal_below(longer_word, longer, length);
            if (testing::Test::HasFatalFailure()) return;
        }
    }

    [[nodiscard]] std::string at(const Word& word) const {
        return std::to_string(word.size()) + " tokens: " + show_word(word, automaton_.alphabet);
    }

    const WeightedAutomaton& automaton_;
    ExactExecutor executor_;
};

}  // namespace linac::tests
