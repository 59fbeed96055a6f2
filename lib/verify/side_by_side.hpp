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
    /// Compares acceptance, as 1 or 0, and every counter that a dimension of the residual stream has the role of, by its
    /// name.
    SideBySide(const CounterMachine& machine, const Network& network);
    /// Compares acceptance, and the stacks in the same way, as the numbers that encode them.
    SideBySide(const StackMachine& machine, const Network& network);

    void restart();
    void step(Symbol symbol);
    /// Whether the two agree now; if not, the verdict tells of the first `length` symbols of the word. Keeps
    /// count in the verdict of the largest state of the network.
    bool agree(const Word& word, std::size_t length, Verdict& verdict);
    /// Runs a word and compares after BOS and every token, up to the first difference, or to where the network's state takes
    /// more than so many bits.
    bool agree_throughout(const Word& word, Verdict& verdict, std::optional<std::size_t> most_bits = {});

    /// Which of the machine's counters or stacks are compared; nothing if it is no machine.
    [[nodiscard]] std::optional<ComparedRegisters> compared_registers() const;

    [[nodiscard]] const Run& run() const noexcept { return run_; }
    [[nodiscard]] ExactExecutor& executor() noexcept { return executor_; }
    /// What decides how a machine goes on: its control state and its registers, stacks encoded.
    [[nodiscard]] std::pair<std::size_t, std::vector<Rational>> configuration() const;
    [[nodiscard]] States states();
    /// How large the states are in all.
    [[nodiscard]] std::size_t state_bits();
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
    /// Dimension `dimension` holds the register of this name; if the machine has none, it is not compared.
    void add_register(const std::string& name, std::size_t dimension, Holding holding);
    /// What the network has to hold; nothing if it need not hold anything now.
    [[nodiscard]] std::optional<Rational> expected(const ReadableRegister& readable) const;

    Run run_;
    ExactExecutor executor_;
    bool has_roles_ = false;
    std::vector<std::string> names_;  // of the machine's registers
    std::vector<ReadableRegister> registers_;
    std::vector<bool> useful_;  // by state of a counter machine
};

}  // namespace linac
