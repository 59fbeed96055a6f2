#include "support/random_counters.hpp"

namespace linac::tests {

CounterMachine RandomCounters::machine(const CounterShape& shape) {
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
    accept_somewhere(machine, inner);
    return machine;
}

CounterMachine RandomCounters::stratified(const CounterShape& shape) {
    CounterMachine machine;
    machine.alphabet = letters(shape.letters);
    const std::size_t clocks = 1 + random_.below(2);
    const auto state = [&](std::size_t clock, std::size_t q) { return clock * shape.states + q; };
    for (std::size_t i = 0; i < clocks * shape.states; ++i) machine.states.push_back("q" + std::to_string(i));
    for (std::size_t i = 0; i < shape.counters; ++i) machine.counters.push_back("c" + std::to_string(i));
    if (shape.with_reject) {
        machine.reject = machine.states.size();
        machine.states.emplace_back("dead");
    }
    const std::size_t masks = std::size_t{1} << shape.counters;
    for (std::size_t clock = 0; clock < clocks; ++clock)
        for (Symbol s = 0; s < shape.letters; ++s) {
            const std::size_t next_clock = random_.below(clocks);
            // By counter, then by the mask of those before it.
            std::vector<std::vector<CounterUpdate>> updates(shape.counters);
            for (std::size_t j = 0; j < shape.counters; ++j)
                for (std::size_t mask = 0; mask < std::size_t{1} << j; ++mask) {
                    updates[j].push_back({random_.below(6) == 0, 0});
                    if (!updates[j].back().is_reset)
                        updates[j].back().add = static_cast<std::int64_t>(random_.below(5)) - 2;
                }
            for (std::size_t q = 0; q < shape.states; ++q)
                for (std::size_t mask = 0; mask < masks; ++mask) {
                    if (machine.reject && random_.below(8) == 0) continue;
                    CounterRule rule{
                        state(clock, q), s, {}, state(next_clock, random_.below(shape.states)), {}};
                    for (std::size_t j = 0; j < shape.counters; ++j) {
                        const bool is_zero = (mask >> j) % 2 == 1;
                        rule.tests.push_back(is_zero ? ZeroTest::zero : ZeroTest::nonzero);
                        rule.updates.push_back(updates[j][mask % (std::size_t{1} << j)]);
                    }
                    machine.rules.push_back(std::move(rule));
                }
        }
    accept_somewhere(machine, clocks * shape.states);
    return machine;
}

void RandomCounters::accept_somewhere(CounterMachine& machine, std::size_t states) {
    for (std::size_t q = 0; q < states; ++q)
        if (random_.below(2) == 0) {
            std::vector<ZeroTest> tests(machine.counters.size());
            for (ZeroTest& test : tests) test = static_cast<ZeroTest>(random_.below(3));
            machine.accepting.push_back({q, tests});
        }
}

void RandomCounters::grow(CounterMachine& machine, CounterRule rule, std::size_t splits) {
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

}  // namespace linac::tests
