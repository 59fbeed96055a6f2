// Random deterministic, complete stack machines: for each state and symbol a decision tree of tests of tops.
#pragma once

#include <random>

#include "automata/stack.hpp"
#include "support/random_automata.hpp"

namespace linac::tests {

struct StackShape {
    std::size_t states = 3;
    std::size_t letters = 2;
    std::size_t stacks = 2;
    std::size_t stack_symbols = 3;  ///< at most, of each stack
    bool with_reject = false;       ///< the last state; about a quarter of the rules are left out
};

class RandomStacks {
  public:
    explicit RandomStacks(std::mt19937::result_type seed) : random_(seed) {}

    StackMachine machine(const StackShape& shape);

  private:
    std::vector<StackTest> random_tests(const StackMachine& machine);
    void grow(StackMachine& machine, StackRule rule, std::size_t splits);

    RandomAutomata random_;
};

}  // namespace linac::tests
