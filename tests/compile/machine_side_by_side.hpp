// A counter machine and its network after every token: acceptance and counters.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "network/executor.hpp"
#include "support/files.hpp"

namespace linac::tests {

inline CounterMachine read_counter(const std::string& text) {
    return std::get<CounterMachine>(read_automaton("linac 1 counter\n" + text, "test").value());
}

inline std::vector<CounterMachine> counter_zoo() {
    std::vector<CounterMachine> machines;
    for (const auto& file : automaton_files("counter"))
        machines.push_back(std::get<CounterMachine>(read_automaton(read_file(file), file.string()).value()));
    return machines;
}

/// A machine and a network compiled from it that have read the same word.
class MachineSideBySide {
    enum class Holding { always, alive, squashed };

  public:
    MachineSideBySide(const CounterMachine& machine, const Network& network)
        : machine_(&machine), run_(machine), executor_(network) {
        EXPECT_EQ(network.registers, machine.counters);
        for (std::size_t c = 0; c < machine.counters.size(); ++c) {
            std::size_t found = 0;
            for (const auto& [dimension, role] : network.roles)
                for (const auto& [is, holding] :
                     {std::pair{DimensionRole(roles::Counter{c}), Holding::always},
                      std::pair{DimensionRole(roles::LiveCounter{c}), Holding::alive},
                      std::pair{DimensionRole(roles::SquashedCounter{c}), Holding::squashed}}) {
                    if (role != is) continue;
                    counters_.push_back({dimension, holding});
                    ++found;
                    const std::string label = "counter " + machine.counters[c];
                    EXPECT_TRUE(network.residual[dimension].starts_with(label));
                }
            EXPECT_EQ(found, 1) << machine.counters[c];
        }
        // States from which the control reaches an accepting one.
        may_accept_.assign(machine.states.size(), false);
        for (const auto& accepting : machine.accepting) may_accept_[accepting.state] = true;
        for (std::size_t round = 0; round < machine.states.size(); ++round)
            for (const CounterRule& rule : machine.rules)
                if (may_accept_[rule.to]) may_accept_[rule.from] = true;
    }

    void step(Symbol symbol) {
        run_.step(symbol);
        executor_.step(symbol);
    }
    /// The word has been read.
    void expect_equal(const Word& word) {
        ASSERT_EQ(executor_.output(), run_.accepts() ? 1 : 0) << show_word(word, machine_->alphabet);
        for (std::size_t c = 0; c < counters_.size(); ++c) {
            const auto& [dimension, holding] = counters_[c];
            const Rational& held = executor_.residual()[dimension];
            const Rational& counter = run_.counter(c);
            if (holding == Holding::alive && !may_accept_[run_.state()]) continue;
            if (holding != Holding::squashed) {
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
        MachineSideBySide here = *this;
        here.expect_equal(word);
        if (word.size() == length || testing::Test::HasFatalFailure()) return;
        for (Symbol symbol = 0; symbol < machine_->alphabet.size(); ++symbol) {
            MachineSideBySide longer = *this;
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
    std::vector<std::pair<std::size_t, Holding>> counters_;  // the dimension of each
    std::vector<bool> may_accept_;                           // by state
};

}  // namespace linac::tests
