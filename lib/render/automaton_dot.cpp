#include "render/automaton_dot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "render/graphviz.hpp"
#include "text.hpp"

namespace linac {
namespace {

using Lines = std::vector<std::string>;

struct State {
    Lines label;
    bool is_final = false;
    bool is_reject = false;
    bool is_initial = false;
    std::string initial_weight;  // empty: 1
};

/// What is on an edge: the symbols of each condition or weight, in the order of their first symbol.
class EdgeText {
  public:
    void add(const std::string& symbol, const std::string& before, const std::string& behind) {
        const auto known = std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) {
            return group.before == before && group.behind == behind;
        });
        // A weight before a list would seem to be that of its first symbol.
        if (known == groups_.end() || !before.empty())
            groups_.push_back({before, behind, {symbol}});
        else
            known->symbols.push_back(symbol);
    }

    [[nodiscard]] Lines lines(std::size_t most) const {
        Lines all;
        for (const Group& group : groups_) {
            std::string line = group.before;
            for (std::size_t i = 0; i < group.symbols.size(); ++i) {
                const bool is_last = i + 1 == group.symbols.size();
                line += group.symbols[i] + (is_last ? group.behind : ", ");
                if (!is_last && character_count(line) < wrap) continue;
                all.push_back(line);
                line.clear();
            }
        }
        if (all.size() > most) {
            const std::size_t more = all.size() - most + 1;
            all.resize(most - 1);
            all.push_back(fmt::format("… {} more lines", more));
        }
        return all;
    }

  private:
    static constexpr std::size_t wrap = 24;

    struct Group {
        std::string before;
        std::string behind;
        Lines symbols;
    };
    std::vector<Group> groups_;
};

struct Graph {
    std::vector<State> states;
    std::map<std::pair<std::size_t, std::size_t>, EdgeText> edges;  // by from, to
};

std::string attributes(const std::vector<std::pair<std::string, std::string>>& pairs) {
    std::string text;
    for (const auto& [name, value] : pairs)
        text += fmt::format("{}{}={}", text.empty() ? "" : ", ", name, value);
    return text.empty() ? text : " [" + text + "]";
}

std::string text_of(const Graph& graph, const AutomatonDotOptions& options) {
    std::string text =
        "digraph automaton {\n"
        "    graph [id=\"automaton\", rankdir=LR, ranksep=0.6, nodesep=0.4, fontname=\"sans-serif\"]\n"
        "    node [shape=circle, fontname=\"sans-serif\", fontsize=13, margin=\"0.06,0.04\"]\n"
        "    edge [fontname=\"sans-serif\", fontsize=12, arrowsize=0.7]\n";
    for (std::size_t q = 0; q < graph.states.size(); ++q) {
        const State& state = graph.states[q];
        std::string classes = "state";
        if (state.is_final) classes += " final";
        if (state.is_reject) classes += " reject";
        std::vector<std::pair<std::string, std::string>> pairs = {
            {"id", dot_text(state_id(q))}, {"class", dot_text(classes)}, {"label", dot_lines(state.label)}};
        if (state.is_final) pairs.emplace_back("peripheries", "2");
        if (state.is_reject) pairs.emplace_back("style", "dashed");
        text += "    " + dot_text(state_id(q)) + attributes(pairs) + "\n";
    }
    for (std::size_t q = 0; q < graph.states.size(); ++q) {
        const State& state = graph.states[q];
        if (!state.is_initial) continue;
        text += fmt::format(
            "    \"start-{0}\" [shape=point, style=invis, width=0.01, label=\"\"]\n    \"start-{0}\" -> {1}",
            q, dot_text(state_id(q)));
        std::vector<std::pair<std::string, std::string>> pairs = {{"id", fmt::format("\"initial-{}\"", q)},
                                                                  {"class", "\"initial\""}};
        if (!state.initial_weight.empty()) pairs.emplace_back("label", dot_text(state.initial_weight));
        text += attributes(pairs) + "\n";
    }
    for (const auto& [ends, edge] : graph.edges)
        text += fmt::format("    {} -> {}", dot_text(state_id(ends.first)), dot_text(state_id(ends.second))) +
                attributes({{"id", dot_text(edge_id(ends.first, ends.second))},
                            {"class", "\"transition\""},
                            {"label", dot_lines(edge.lines(options.most_lines))}}) +
                "\n";
    return text + "}\n";
}

/// Names and numbers as the pictures write them.
class Notation {
  public:
    explicit Notation(const AutomatonDotOptions& options) : options_(options) {}

    [[nodiscard]] std::string name(const std::string& name) const {
        return printable(name, options_.most_characters);
    }
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

  private:
    const AutomatonDotOptions& options_;
};

std::string update_text(const CounterRule& rule, const CounterMachine& machine) {
    Lines parts;
    for (std::size_t i = 0; i < rule.updates.size(); ++i) {
        const CounterUpdate& update = rule.updates[i];
        if (update.is_reset)
            parts.push_back(machine.counters[i] + ":=0");
        else if (update.add != 0)
            parts.push_back(fmt::format("{}{}={}", machine.counters[i], update.add > 0 ? '+' : '-',
                                        std::abs(update.add)));
    }
    return join(parts, " ");
}

std::string update_text(const StackRule& rule, const StackMachine& machine) {
    Lines parts;
    for (std::size_t i = 0; i < rule.updates.size(); ++i) {
        const StackUpdate& update = rule.updates[i];
        const Stack& stack = machine.stacks[i];
        if (update.taken == StackUpdate::Taken::top)
            parts.push_back(stack.name + "-=" + name_of(rule.tests[i].top, stack));
        if (update.taken == StackUpdate::Taken::everything) parts.push_back(stack.name + ":=empty");
        for (const std::size_t symbol : update.pushed)
            parts.push_back(stack.name + "+=" + stack.symbols[symbol]);
    }
    return join(parts, " ");
}

/// The tests that the updates do not say already: what is taken from a stack is on top.
std::vector<ZeroTest> shown_tests(const CounterRule& rule) {
    return rule.tests;
}
std::vector<StackTest> shown_tests(const StackRule& rule) {
    auto tests = rule.tests;
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (rule.updates[i].taken == StackUpdate::Taken::top) tests[i] = {};
    return tests;
}

template <class Test>
bool tests_nothing(const std::vector<Test>& tests) {
    return std::all_of(tests.begin(), tests.end(), [](const Test& test) { return test == Test{}; });
}

template <class Machine>
std::string machine_dot(const Machine& machine, const AutomatonDotOptions& options) {
    const Notation notation(options);
    Graph graph;
    for (std::size_t q = 0; q < machine.states.size(); ++q)
        graph.states.push_back(
            {{notation.name(machine.states[q])}, false, q == machine.reject, q == machine.initial, ""});
    for (const auto& accepting : machine.accepting) {
        State& state = graph.states[accepting.state];
        state.is_final = true;
        if (!tests_nothing(accepting.tests))
            state.label.push_back("if " + notation.name(in_words(accepting.tests, machine)));
    }
    for (const auto& rule : machine.rules) {
        std::string behind;
        const auto tests = shown_tests(rule);
        if (!tests_nothing(tests)) behind += " [" + in_words(tests, machine) + "]";
        const std::string updates = update_text(rule, machine);
        if (!updates.empty()) behind += " / " + updates;
        graph.edges[{rule.from, rule.to}].add(
            rule.symbol ? notation.symbol(machine.alphabet.name(*rule.symbol)) : "ε", "", behind);
    }
    return text_of(graph, options);
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
    Graph graph;
    for (const std::string& name : automaton.states)
        graph.states.push_back({{notation.name(name)}, false, false, false, ""});
    for (const Entry& e : automaton.initial) {
        graph.states[e.index].is_initial = true;
        graph.states[e.index].initial_weight = notation.weight(e.value);
    }
    for (const Entry& e : automaton.final) {
        State& state = graph.states[e.index];
        state.is_final = true;
        if (!e.value.is_one()) state.label.push_back("→ " + notation.number(e.value));
    }
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        for (std::size_t q = 0; q < automaton.size(); ++q)
            for (const Entry& e : automaton.transition[s].row(q))
                graph.edges[{q, e.index}].add(notation.symbol(automaton.alphabet.name(s)),
                                              notation.weight(e.value), "");
    return text_of(graph, options);
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
