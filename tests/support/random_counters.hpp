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

    CounterMachine machine(const CounterShape& shape) {
        CounterMachine machine;
        machine.alphabet = letters(shape.letters);
        for (std::size_t q = 0; q < shape.states; ++q) machine.states.push_back("q" + std::to_string(q));
        for (std::size_t i = 0; i < shape.counters; ++i) machine.counters.push_back("c" + std::to_string(i));
        std::size_t inner = shape.states;
        if (shape.with_reject) machine.reject = --inner;
        machine.initial = inner > 0 ? random_.below(inner) : 0;
        for (std::size_t q = 0; q < inner; ++q)
            for (Symbol s = 0; s < shape.letters; ++s)
                grow(machine, {q, s, std::vector<ZeroTest>(shape.counters), 0, {}}, 2);
        for (std::size_t q = 0; q < inner; ++q)
            if (random_.below(2) == 0) {
                std::vector<ZeroTest> tests(shape.counters);
                for (ZeroTest& test : tests) test = static_cast<ZeroTest>(random_.below(3));
                machine.accepting.push_back({q, tests});
            }
        return machine;
    }

  private:
    void grow(CounterMachine& machine, CounterRule rule, std::size_t splits) {
        if (splits > 0 && !rule.tests.empty() && random_.below(2) == 0) {
            ZeroTest& test = rule.tests[random_.below(rule.tests.size())];
            if (test == ZeroTest::any) {
                for (const ZeroTest half : {ZeroTest::zero, ZeroTest::nonzero}) {
                    test = half;
                    grow(machine, rule, splits - 1);
                }
                return;
            }
        }
        if (machine.reject && random_.below(4) == 0) return;
        rule.to = random_.below(machine.states.size());
        for (std::size_t i = 0; i < rule.tests.size(); ++i) {
            CounterUpdate update;
            if (random_.below(8) == 0)
                update.is_reset = true;
            else
                update.add = static_cast<std::int64_t>(random_.below(5)) - 2;
            rule.updates.push_back(update);
        }
        machine.rules.push_back(std::move(rule));
    }

    RandomAutomata random_;
};

}  // namespace linac::tests
