// AutomatonTrace: runs an automaton of any kind and keeps where it is after every symbol.
//
//     AutomatonTrace run(automaton);                   // has read the empty word
//     run.step(symbol);
//     run.now().weight                                 of the prefix
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "automata/automaton.hpp"

namespace linac {

/// α M_{x₁} … M_{x_t}.
struct WeightedPlace {
    Vector row;
};
/// The state, and where x₁…x_t sends every state.
struct PermutationPlace {
    std::size_t state = 0;
    Permutation product;
};
struct CounterPlace {
    std::size_t state = 0;
    std::vector<Rational> counters;
};
struct StackPlace {
    std::size_t state = 0;
    std::vector<Stacks::Contents> stacks;  ///< bottom to top
};

struct AutomatonStep {
    std::variant<WeightedPlace, PermutationPlace, CounterPlace, StackPlace> at;
    Rational weight;  ///< of a machine: 1 if it accepts, otherwise 0
};

class AutomatonTrace {
  public:
    /// Throws impossible if a machine makes too many ε-moves. The automaton is copied.
    explicit AutomatonTrace(Automaton automaton);
    AutomatonTrace(const AutomatonTrace&) = delete;
    AutomatonTrace& operator=(const AutomatonTrace&) = delete;

    void step(Symbol symbol);
    [[nodiscard]] const AutomatonStep& now() const noexcept { return now_; }
    [[nodiscard]] const Automaton& automaton() const noexcept { return automaton_; }

  private:
    void note_machine();

    Automaton automaton_;
    std::variant<std::monostate, CounterRun, StackRun> run_;  // of a machine
    AutomatonStep now_;
};

/// Where it is, in one line: "state 3", "even 1/2, odd 1/2", "q, n = 3", "q, s = A B".
[[nodiscard]] std::string in_words(const AutomatonStep& step, const Automaton& automaton);

}  // namespace linac
