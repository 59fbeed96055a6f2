#include "automata/counter.hpp"

namespace linac {

void validate(const CounterMachine& machine) {
    if (machine.states.empty()) throw Error::bad_input("a counter machine without states");
    if (machine.counters.size() > max_counters)
        throw Error::bad_input("more than " + std::to_string(max_counters) + " counters");
    validate_control(machine);
}

std::string in_words(const std::vector<ZeroTest>& tests, const CounterMachine& machine) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (tests[i] != ZeroTest::any)
            parts.push_back(machine.counters[i] + (tests[i] == ZeroTest::zero ? "=0" : "!=0"));
    return parts.empty() ? "any counters" : join(parts, " ");
}

bool Counters::passes(const std::vector<ZeroTest>& tests) const {
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (!admits(tests[i], counters_[i].is_zero() ? 0 : 1)) return false;
    return true;
}

void Counters::apply(const CounterRule& rule) {
    for (std::size_t i = 0; i < counters_.size(); ++i)
        if (rule.updates[i].is_reset)
            counters_[i].set_zero();
        else if (rule.updates[i].add != 0)
            counters_[i] += rule.updates[i].add;
}

}  // namespace linac
