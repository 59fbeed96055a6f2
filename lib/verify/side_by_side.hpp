// SideBySide: an automaton or a machine and a network that have read the same word. A copy goes on from where
// the original is.
//
//     SideBySide both(automaton, network);          // have read the empty word
//     Verdict verdict;
//     both.agree_throughout(word, verdict);         // after BOS and every token
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "automata/counter.hpp"
#include "automata/stack.hpp"
#include "network/executor.hpp"
#include "verify/verify.hpp"

namespace linac {

class SideBySide {
  public:
    using Run = std::variant<WeightedRun, CounterRun, StackRun>;
    /// The states of the network's heads.
    using States = std::vector<std::vector<Rational>>;

    /// Alphabets are the network's, in its order; all must outlive this.
    SideBySide(const WeightedAutomaton& automaton, const Network& network);
    /// Compares acceptance, as 1 or 0, and every counter that the network's residual stream holds, as long as
    /// it says that it does.
    SideBySide(const CounterMachine& machine, const Network& network);
    /// Compares acceptance, and every stack that the residual stream holds, as the number that encodes it.
    SideBySide(const StackMachine& machine, const Network& network);

    void restart();
    void step(Symbol symbol);
    /// Whether the two agree now; if not, the verdict tells of the first `length` symbols of the word. Keeps
    /// count in the verdict of the largest state of the network.
    bool agree(const Word& word, std::size_t length, Verdict& verdict);
    /// Runs a word and compares after BOS and every token, up to the first difference.
    bool agree_throughout(const Word& word, Verdict& verdict);

    /// How many of the machine's counters or stacks are compared.
    [[nodiscard]] std::size_t compared_registers() const noexcept { return registers_.size(); }
    /// Whether some counter is compared only while the machine may accept.
    [[nodiscard]] bool has_live_counters() const;

    [[nodiscard]] const Run& run() const noexcept { return run_; }
    [[nodiscard]] ExactExecutor& executor() noexcept { return executor_; }
    /// What decides how a machine goes on: its control state and its registers, stacks encoded.
    [[nodiscard]] std::pair<std::size_t, std::vector<Rational>> configuration() const;
    [[nodiscard]] States states();
    /// Puts the run and the states of the heads where those of a copy were.
    void move_to(const Run& run, const States& states);

  private:
    enum class Holding { counter, live_counter, squashed_counter, stack };
    struct ReadableRegister {
        std::size_t index = 0;
        std::size_t dimension = 0;  // of the residual stream
        Holding holding = Holding::counter;
        std::string name;
    };
    /// What the network has to hold; nothing if it need not hold anything now.
    [[nodiscard]] std::optional<Rational> expected(const ReadableRegister& readable) const;

    Run run_;
    ExactExecutor executor_;
    std::vector<ReadableRegister> registers_;
    std::vector<bool> useful_;  // by state of a counter machine
};

}  // namespace linac
