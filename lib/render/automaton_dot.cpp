#include "render/automaton_dot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "render/automaton_graph.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// Names and numbers as the pictures write them.
class Notation {
  public:
    explicit Notation(const AutomatonDotOptions& options) : most_(options.most_characters) {}

    [[nodiscard]] std::string name(const std::string& name) const { return printable(name, most_); }
    /// Quoted where it would seem to be several.
    [[nodiscard]] std::string symbol(const std::string& symbol) const {
        const bool is_plain = symbol.find_first_of(" \t,\"") == std::string::npos;
        return is_plain ? name(symbol) : "\"" + name(symbol) + "\"";
    }
    [[nodiscard]] std::string number(const Rational& value) const { return name(to_string(value)); }
    /// Nothing for 1.
    [[nodiscard]] std::string weight(const Rational& value) const {
        return value.is_one() ? "" : "⟨" + number(value) + "⟩";
    }
    [[nodiscard]] std::vector<std::string> symbols(const Alphabet& alphabet) const {
        std::vector<std::string> all;
        for (const std::string& each : alphabet.symbols()) all.push_back(symbol(each));
        return all;
    }

  private:
    std::size_t most_;
};

std::string test_text(ZeroTest test, std::size_t counter, const CounterMachine& machine) {
    if (test == ZeroTest::any) return {};
    return machine.counters[counter] + (test == ZeroTest::zero ? "=0" : "≠0");
}

std::string test_text(StackTest test, std::size_t stack, const StackMachine& machine) {
    if (test.kind == StackTest::Kind::any) return {};
    return machine.stacks[stack].name + (test.kind == StackTest::Kind::is ? "=" : "≠") +
           name_of(test.top, machine.stacks[stack]);
}

std::string update_text(const CounterRule& rule, std::size_t counter, const CounterMachine& machine) {
    const CounterUpdate& update = rule.updates[counter];
    if (update.is_reset) return machine.counters[counter] + ":=0";
    if (update.add == 0) return {};
    return fmt::format("{}{}={}", machine.counters[counter], update.add > 0 ? '+' : '-',
                       std::abs(update.add));
}

std::string update_text(const StackRule& rule, std::size_t index, const StackMachine& machine) {
    const StackUpdate& update = rule.updates[index];
    const Stack& stack = machine.stacks[index];
    std::vector<std::string> parts;
    if (update.taken == StackUpdate::Taken::top)
        parts.push_back(stack.name + "-=" + name_of(rule.tests[index].top, stack));
    if (update.taken == StackUpdate::Taken::everything) parts.push_back(stack.name + ":=empty");
    for (const std::size_t symbol : update.pushed) parts.push_back(stack.name + "+=" + stack.symbols[symbol]);
    return join(parts, " ");
}

/// Whether the update says already what the test does: what is taken from a stack is on top.
bool says(const CounterUpdate& /*update*/) {
    return false;
}
bool says(const StackUpdate& update) {
    return update.taken == StackUpdate::Taken::top;
}

template <class Tests, class Machine>
std::string tests_text(const Tests& tests, const Machine& machine) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < tests.size(); ++i) parts.push_back(test_text(tests[i], i, machine));
    std::erase(parts, std::string());
    return join(parts, " ");
}

template <class Rule, class Machine>
std::string conditions(const Rule& rule, const Machine& machine) {
    auto tests = rule.tests;
    std::vector<std::string> updates;
    for (std::size_t i = 0; i < tests.size(); ++i) {
        if (says(rule.updates[i])) tests[i] = {};
        updates.push_back(update_text(rule, i, machine));
    }
    std::erase(updates, std::string());
    const std::string tested = tests_text(tests, machine);
    return (tested.empty() ? "" : " [" + tested + "]") + (updates.empty() ? "" : " / " + join(updates, " "));
}

template <class Machine>
std::string machine_dot(const Machine& machine, const AutomatonDotOptions& options) {
    const Notation notation(options);
    AutomatonGraph graph;
    graph.symbols = notation.symbols(machine.alphabet);
    for (std::size_t q = 0; q < machine.states.size(); ++q)
        graph.states.push_back(
            {{notation.name(machine.states[q])}, false, q == machine.reject, q == machine.initial, ""});
    for (const auto& accepting : machine.accepting) {
        DrawnState& state = graph.states[accepting.state];
        const std::string tests = tests_text(accepting.tests, machine);
        state.is_final = true;
        if (!tests.empty()) state.label.push_back("if " + tests);
    }
    for (const auto& rule : machine.rules)
        graph.edges[{rule.from, rule.to}].push_back({rule.symbol, "", conditions(rule, machine)});
    if (machine.reject) graph.states[*machine.reject].label.emplace_back("(no rule)");
    return dot_of(graph, options.most_lines);
}

}  // namespace

std::string state_id(std::size_t state) {
    return "state-" + std::to_string(state);
}

std::string edge_id(std::size_t from, std::size_t to) {
    return fmt::format("edge-{}-{}", from, to);
}

std::string automaton_dot(const WeightedAutomaton& automaton, const AutomatonDotOptions& options) {
    const Notation notation(options);
    AutomatonGraph graph;
    graph.symbols = notation.symbols(automaton.alphabet);
    for (const std::string& name : automaton.states)
        graph.states.push_back({{notation.name(name)}, false, false, false, ""});
    for (const Entry& e : automaton.initial) {
        graph.states[e.index].is_initial = true;
        graph.states[e.index].initial_weight = notation.weight(e.value);
    }
    const bool shows_final = std::any_of(automaton.final.begin(), automaton.final.end(),
                                         [](const Entry& e) { return !e.value.is_one(); });
    for (const Entry& e : automaton.final) {
        DrawnState& state = graph.states[e.index];
        state.is_final = true;
        if (shows_final) state.label.push_back("→ " + notation.number(e.value));
    }
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        for (std::size_t q = 0; q < automaton.size(); ++q)
            for (const Entry& e : automaton.transition[s].row(q)) {
                const std::string weight = notation.weight(e.value);
                graph.edges[{q, e.index}].push_back({s, weight.empty() ? weight : weight + " ", ""});
            }
    return dot_of(graph, options.most_lines);
}

std::string automaton_dot(const PermutationAutomaton& automaton, const AutomatonDotOptions& options) {
    return automaton_dot(to_weighted(automaton), options);
}

std::string automaton_dot(const CounterMachine& machine, const AutomatonDotOptions& options) {
    return machine_dot(machine, options);
}

std::string automaton_dot(const StackMachine& machine, const AutomatonDotOptions& options) {
    return machine_dot(machine, options);
}

std::string automaton_dot(const Automaton& automaton, const AutomatonDotOptions& options) {
    return std::visit([&](const auto& kind) { return automaton_dot(kind, options); }, automaton);
}

}  // namespace linac
