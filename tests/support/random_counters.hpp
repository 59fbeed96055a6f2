// Random deterministic, complete counter machines: for each state and symbol a decision tree of zero-tests.
#pragma once

#include <random>

#include "automata/counter.hpp"
#include "support/random_automata.hpp"

namespace linac::tests {

struct CounterShape {
    std::size_t states = 3;
    std::size_t letters = 2;
    std::size_t counters = 2;
    bool with_reject = false;  ///< the last state; about a quarter of the rules are left out
};

class RandomCounters {
  public:
    explicit RandomCounters(std::mt19937::result_type seed) : random_(seed) {}

    CounterMachine machine(const CounterShape& shape);

    /// A stratified machine: what is done with counter j depends on the symbol, on a finite automaton that
    /// reads symbols, and on whether the counters before j are zero; the rest of the control on everything.
    CounterMachine stratified(const CounterShape& shape);

  private:
    void accept_somewhere(CounterMachine& machine, std::size_t states);
    void grow(CounterMachine& machine, CounterRule rule, std::size_t splits);

    RandomAutomata random_;
};

}  // namespace linac::tests
