#include "automata/counter.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "text.hpp"

namespace linac {
namespace {

using Tests = std::vector<ZeroTest>;

bool exclude_each_other(const Tests& left, const Tests& right) {
    for (std::size_t i = 0; i < left.size(); ++i)
        if (left[i] != ZeroTest::any && right[i] != ZeroTest::any && left[i] != right[i]) return true;
    return false;
}

/// Values of the counters that pass `within` and none of `covering`, if there are any; splits on one counter
/// after the other.
std::optional<Tests> uncovered(Tests within, const std::vector<const CounterRule*>& covering) {
    std::vector<const CounterRule*> left;
    for (const CounterRule* rule : covering)
        if (!exclude_each_other(rule->tests, within)) left.push_back(rule);
    if (left.empty()) return within;
    for (std::size_t i = 0; i < within.size(); ++i) {
        if (within[i] != ZeroTest::any || std::all_of(left.begin(), left.end(), [&](const CounterRule* rule) {
                return rule->tests[i] == ZeroTest::any;
            }))
            continue;
        for (const ZeroTest half : {ZeroTest::zero, ZeroTest::nonzero}) {
            within[i] = half;
            if (auto found = uncovered(within, left)) return found;
        }
        return std::nullopt;
    }
    return std::nullopt;  // the first rule left tests nothing that is still open
}

/// Rules by state, then symbol; ε-moves last.
std::vector<std::vector<const CounterRule*>> by_state_and_symbol(const CounterMachine& machine) {
    const std::size_t columns = machine.alphabet.size() + 1;
    std::vector<std::vector<const CounterRule*>> table(machine.states.size() * columns);
    for (const CounterRule& rule : machine.rules)
        table[rule.from * columns + rule.symbol.value_or(machine.alphabet.size())].push_back(&rule);
    return table;
}

// The rules of one state under one symbol, or the ε-rules where symbol is the alphabet's size.
struct Place {
    const CounterMachine& machine;
    std::size_t state;
    std::size_t symbol;

    [[nodiscard]] Error error(const std::string& what, const std::string& hint = {}) const {
        const bool is_silent = symbol == machine.alphabet.size();
        return Error::bad_input("state " + machine.states[state] + ", " +
                                    (is_silent ? "ε" : "symbol " + machine.alphabet.name(symbol)) + ": " +
                                    what,
                                {}, hint);
    }

    void check_disjoint(const CounterRule& one, const CounterRule& other) const {
        if (!exclude_each_other(one.tests, other.tests))
            throw error("two rules apply at once, for " + in_words(one.tests, machine) + " and for " +
                            in_words(other.tests, machine),
                        "a counter machine is deterministic");
    }

    void check_complete(const std::vector<const CounterRule*>& rules) const {
        if (const auto open = uncovered(Tests(machine.counters.size(), ZeroTest::any), rules))
            throw error("no rule for " + in_words(*open, machine),
                        "add a rule, or a line such as: reject dead");
    }
};

void check_rules(const CounterMachine& machine) {
    const auto table = by_state_and_symbol(machine);
    const std::size_t symbols = machine.alphabet.size();
    for (std::size_t q = 0; q < machine.states.size(); ++q) {
        const auto& silent = table[q * (symbols + 1) + symbols];
        for (std::size_t s = 0; s <= symbols; ++s) {
            const Place place{machine, q, s};
            std::vector<const CounterRule*> rules = table[q * (symbols + 1) + s];
            if (!rules.empty() && machine.reject == q) throw place.error("a rule leaves the reject state");
            if (s < symbols) rules.insert(rules.end(), silent.begin(), silent.end());
            for (std::size_t i = 0; i < rules.size(); ++i)
                for (std::size_t j = 0; j < i; ++j) place.check_disjoint(*rules[j], *rules[i]);
            if (s < symbols && !machine.reject) place.check_complete(rules);
        }
    }
}

}  // namespace

void validate(const CounterMachine& machine) {
    if (machine.states.empty()) throw Error::bad_input("a counter machine without states");
    if (machine.counters.size() > max_counters)
        throw Error::bad_input("more than " + std::to_string(max_counters) + " counters");
    check_rules(machine);
    for (const auto& accepting : machine.accepting)
        if (machine.reject == accepting.state) throw Error::bad_input("the reject state accepts");
}

bool has_epsilon_moves(const CounterMachine& machine) {
    return std::any_of(machine.rules.begin(), machine.rules.end(),
                       [](const CounterRule& rule) { return !rule.symbol; });
}

std::string in_words(const std::vector<ZeroTest>& tests, const CounterMachine& machine) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (tests[i] != ZeroTest::any)
            parts.push_back(machine.counters[i] + (tests[i] == ZeroTest::zero ? "=0" : "!=0"));
    return parts.empty() ? "any counters" : join(parts, " ");
}

void expect_real_time(const CounterMachine& machine) {
    if (has_epsilon_moves(machine))
        throw Error::impossible("a machine with ε-moves is not real-time",
                                "linac run simulates it; write it without ε-moves to compile it");
}

CounterMachine reordered(CounterMachine machine, const Alphabet& alphabet, const std::string& machine_name,
                         const std::string& other_name) {
    const std::vector<Symbol> symbols = match_alphabets(machine.alphabet, alphabet, machine_name, other_name);
    machine.alphabet = alphabet;
    for (CounterRule& rule : machine.rules)
        if (rule.symbol) rule.symbol = symbols[*rule.symbol];
    return machine;
}

CounterRun::CounterRun(const CounterMachine& machine, std::size_t max_epsilon_moves)
    : machine_(&machine), max_epsilon_moves_(max_epsilon_moves) {
    Tables tables{by_state_and_symbol(machine), {}};
    tables.accepting.resize(machine.states.size());
    for (const auto& accepting : machine.accepting) tables.accepting[accepting.state].push_back(&accepting);
    tables_ = std::make_shared<const Tables>(std::move(tables));
    restart();
}

void CounterRun::restart() {
    state_ = machine_->initial;
    counters_.assign(machine_->counters.size(), Rational());
    move_silently();
}

bool CounterRun::passes(const Tests& tests) const {
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (tests[i] != ZeroTest::any && (tests[i] == ZeroTest::zero) != counters_[i].is_zero()) return false;
    return true;
}

void CounterRun::apply(const CounterRule& rule) {
    state_ = rule.to;
    for (std::size_t i = 0; i < counters_.size(); ++i)
        if (rule.updates[i].is_reset)
            counters_[i].set_zero();
        else if (rule.updates[i].add != 0)
            counters_[i] += rule.updates[i].add;
}

const CounterRule* CounterRun::rule_for(std::size_t symbol) const {
    const auto& rules = tables_->rules[state_ * (machine_->alphabet.size() + 1) + symbol];
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const CounterRule* r) { return passes(r->tests); });
    return rule == rules.end() ? nullptr : *rule;
}

void CounterRun::move_silently() {
    for (std::size_t moves = 0;; ++moves) {
        const CounterRule* rule = rule_for(machine_->alphabet.size());
        if (rule == nullptr) return;
        if (moves == max_epsilon_moves_)
            throw Error::impossible("state " + machine_->states[state_] + ": more than " +
                                    count_of(max_epsilon_moves_, "ε-move") + " without reading a symbol");
        apply(*rule);
    }
}

void CounterRun::step(Symbol symbol) {
    if (const CounterRule* rule = rule_for(symbol))
        apply(*rule);
    else
        state_ = *machine_->reject;  // complete otherwise
    move_silently();
}

bool CounterRun::would_reject(Symbol symbol) const {
    const CounterRule* rule = rule_for(symbol);
    return rule == nullptr || rule->to == machine_->reject;
}

bool CounterRun::accepts() const {
    const auto& accepting = tables_->accepting[state_];
    return std::any_of(accepting.begin(), accepting.end(),
                       [&](const auto* acceptance) { return passes(acceptance->tests); });
}

namespace {

/// A state and the counters, as far as a bound lets them.
struct Configuration {
    std::size_t state = 0;
    std::vector<std::int64_t> counters;

    friend bool operator<(const Configuration& left, const Configuration& right) {
        return std::tie(left.state, left.counters) < std::tie(right.state, right.counters);
    }
};

bool passes(const Tests& tests, const std::vector<std::int64_t>& counters) {
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (tests[i] != ZeroTest::any && (tests[i] == ZeroTest::zero) != (counters[i] == 0)) return false;
    return true;
}

/// Where the symbol leads; nothing if a counter leaves the bound.
std::optional<Configuration> successor(const CounterMachine& machine, const Configuration& from,
                                       const std::vector<const CounterRule*>& rules, std::int64_t bound) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const CounterRule* r) { return passes(r->tests, from.counters); });
    if (rule == rules.end()) return Configuration{*machine.reject, from.counters};
    Configuration to{(*rule)->to, from.counters};
    for (std::size_t i = 0; i < to.counters.size(); ++i) {
        const CounterUpdate& update = (*rule)->updates[i];
        if (update.is_reset)
            to.counters[i] = 0;
        else if (update.add > bound - to.counters[i] || update.add < -bound - to.counters[i])
            return std::nullopt;
        else
            to.counters[i] += update.add;
    }
    return to;
}

std::string name_of(const Configuration& configuration, const CounterMachine& machine) {
    std::string name = machine.states[configuration.state];
    for (std::size_t i = 0; i < machine.counters.size(); ++i)
        name += " " + machine.counters[i] + "=" + std::to_string(configuration.counters[i]);
    return name;
}

}  // namespace

WeightedAutomaton bounded(const CounterMachine& machine, std::int64_t bound, std::size_t max_states) {
    expect_real_time(machine);
    const auto rules = by_state_and_symbol(machine);
    const std::size_t columns = machine.alphabet.size() + 1;
    std::map<Configuration, std::size_t> index;
    std::vector<Configuration> found;
    const auto add = [&](Configuration configuration) {
        const auto [at, is_new] = index.emplace(configuration, found.size() + 1);
        if (is_new) found.push_back(std::move(configuration));
        if (found.size() >= max_states)
            throw Error::impossible("the machine has more than " + count_of(max_states, "configuration") +
                                    " with counters up to " + std::to_string(bound));
        return at->second;
    };
    add({machine.initial, std::vector<std::int64_t>(machine.counters.size())});
    struct Arc {
        std::size_t from, to;
        Symbol symbol;
    };
    constexpr std::size_t outside = 0;  // the state of a word that has left the bound
    std::vector<Arc> arcs;
    for (std::size_t i = 0; i < found.size(); ++i)
        for (Symbol s = 0; s < machine.alphabet.size(); ++s) {
            const Configuration from = found[i];  // `found` grows
            const auto to = successor(machine, from, rules[from.state * columns + s], bound);
            arcs.push_back({i + 1, to ? add(*to) : outside, s});
        }
    WeightedAutomaton automaton(machine.alphabet, found.size() + 1);
    automaton.initial = unit(1);
    automaton.states[outside] = "beyond " + std::to_string(bound);
    add_entry(automaton.final, outside, left_the_bound);
    for (SparseMatrix& matrix : automaton.transition) matrix.add(outside, outside, 1);
    for (const Arc& arc : arcs) automaton.transition[arc.symbol].add(arc.from, arc.to, 1);
    for (std::size_t i = 0; i < found.size(); ++i) {
        automaton.states[i + 1] = name_of(found[i], machine);
        const bool accepts =
            std::any_of(machine.accepting.begin(), machine.accepting.end(), [&](const auto& acceptance) {
                return acceptance.state == found[i].state && passes(acceptance.tests, found[i].counters);
            });
        if (accepts) add_entry(automaton.final, i + 1, 1);
    }
    return automaton;
}

}  // namespace linac
