// SideBySide: an automaton or a machine and a network that have read the same word. A copy goes on from where
// the original is.
//
//     SideBySide both(automaton, network);          // have read the empty word
//     Verdict verdict;
//     both.agree_throughout(word, verdict);         // after BOS and every token
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "automata/counter.hpp"
#include "network/executor.hpp"
#include "verify/verify.hpp"

namespace linac {

class SideBySide {
  public:
    /// Alphabets are the network's, in its order; all must outlive this.
    SideBySide(const WeightedAutomaton& automaton, const Network& network);
    /// Compares acceptance, as 1 or 0, and every counter that the network's residual stream holds, as long as
    /// it says that it does.
    SideBySide(const CounterMachine& machine, const Network& network);

    void restart();
    void step(Symbol symbol);
    /// Whether the two agree now; if not, the verdict tells of the first `length` symbols of the word.
    bool agree(const Word& word, std::size_t length, Verdict& verdict);
    /// Runs a word and compares after BOS and every token, up to the first difference.
    bool agree_throughout(const Word& word, Verdict& verdict);

    /// How many of the machine's counters are compared.
    [[nodiscard]] std::size_t compared_counters() const noexcept { return counters_.size(); }
    /// Whether some counter is compared only while the machine may accept.
    [[nodiscard]] bool has_live_counters() const;
    /// The machine's run; null for an automaton.
    [[nodiscard]] const CounterRun* machine() const noexcept { return std::get_if<CounterRun>(&run_); }
    [[nodiscard]] ExactExecutor& executor() noexcept { return executor_; }
    /// Puts the machine's run and the states of the heads where those of a copy were.
    void move_to(const CounterRun& run, const std::vector<std::vector<Rational>>& states);
    [[nodiscard]] std::vector<std::vector<Rational>> states();

  private:
    enum class Holding { always, while_useful, squashed };
    struct ReadableCounter {
        std::size_t counter = 0;
        std::size_t dimension = 0;  // of the residual stream
        Holding holding = Holding::always;
        std::string name;
    };

    std::variant<WeightedRun, CounterRun> run_;
    ExactExecutor executor_;
    std::vector<ReadableCounter> counters_;
    std::vector<bool> useful_;  // by state of the machine
};

}  // namespace linac
