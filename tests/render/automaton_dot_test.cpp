#include "render/automaton_dot.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "formats/native.hpp"
#include "render/graphviz.hpp"
#include "support/dot.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"
#include "support/scale.hpp"

namespace linac::tests::automaton_dot_test {
namespace {

constexpr AutomatonDotOptions everything{100000, 100000};

Automaton zoo(const std::string& name) {
    return read_automaton(read_file(source_directory() / "automata" / (name + ".linac")), name).value();
}

std::string label_of(const DotEdge& edge) {
    for (const auto* name : {"label", "taillabel", "tooltip"}) {
        const auto found = edge.attributes.find(name);
        if (found != edge.attributes.end() && !found->second.empty()) return found->second;
    }
    return {};
}

/// What an edge says of letters without blanks, commas and quotes: symbol and weight.
std::multiset<std::pair<std::string, std::string>> transitions_on(const DotEdge& edge) {
    std::multiset<std::pair<std::string, std::string>> read;
    for (std::string line : shown_lines(label_of(edge))) {
        std::string weight = "1";
        if (line.starts_with("⟨")) {
            const std::size_t close = line.find("⟩ ");
            weight = line.substr(std::string("⟨").size(), close - std::string("⟨").size());
            line = line.substr(close + std::string("⟩ ").size());
        }
        for (std::size_t at = 0; at < line.size();) {
            const std::size_t comma = std::min(line.find(", ", at), line.size());
            read.emplace(line.substr(at, comma - at), weight);
            at = comma + 2;
        }
    }
    return read;
}

/// Everything in the automaton is in the graph, and nothing else.
void expect_shows(const DotGraph& graph, const WeightedAutomaton& automaton) {
    const bool shows_final = std::any_of(automaton.final.begin(), automaton.final.end(),
                                         [](const Entry& e) { return e.value != Rational(1); });
    std::size_t nodes = 0;
    std::size_t edges = 0;
    for (std::size_t q = 0; q < automaton.size(); ++q) {
        const DotNode& node = graph.nodes.at(state_id(q));
        ++nodes;
        EXPECT_EQ(node.attributes.at("id"), state_id(q));
        const auto lines = shown_lines(node.attributes.at("label"));
        EXPECT_EQ(lines.front(), automaton.states[q]);
        const Rational final = entry(automaton.final, q);
        EXPECT_EQ(node.attributes.at("class"), final.is_zero() ? "state" : "state final");
        const bool is_double =
            node.attributes.contains("peripheries") && node.attributes.at("peripheries") == "2";
        EXPECT_EQ(is_double, !final.is_zero());
        EXPECT_EQ(lines.size() > 1 ? lines[1] : "",
                  final.is_zero() || !shows_final ? "" : "→ " + to_string(final));

        const Rational initial = entry(automaton.initial, q);
        const auto arrow = graph.edges.find("initial-" + std::to_string(q));
        ASSERT_EQ(arrow != graph.edges.end(), !initial.is_zero());
        if (!initial.is_zero()) {
            ++nodes;
            ++edges;
            EXPECT_EQ(arrow->second.to, state_id(q));
            EXPECT_EQ(label_of(arrow->second), initial.is_one() ? "" : "⟨" + to_string(initial) + "⟩");
        }
        for (std::size_t p = 0; p < automaton.size(); ++p) {
            std::multiset<std::pair<std::string, std::string>> expected;
            for (Symbol s = 0; s < automaton.alphabet.size(); ++s) {
                const Rational weight = automaton.transition[s].at(q, p);
                if (!weight.is_zero()) expected.emplace(automaton.alphabet.name(s), to_string(weight));
            }
            const auto edge = graph.edges.find(edge_id(q, p));
            ASSERT_EQ(edge != graph.edges.end(), !expected.empty()) << q << " -> " << p;
            if (expected.empty()) continue;
            ++edges;
            EXPECT_EQ(edge->second.from, state_id(q));
            EXPECT_EQ(edge->second.to, state_id(p));
            EXPECT_EQ(transitions_on(edge->second), expected);
        }
    }
    EXPECT_EQ(graph.nodes.size(), nodes);
    EXPECT_EQ(graph.edges.size(), edges);
}

TEST(AutomatonDot, is_that_of_the_header) {
    const auto parity = std::get<WeightedAutomaton>(zoo("weighted/parity"));
    const std::string picture = layout(automaton_dot(parity), GraphvizFormat::svg).value();
    EXPECT_NE(picture.find("id=\"edge-0-1\""), std::string::npos);
}

RC_GTEST_PROP(AutomatonDot, shows_every_transition_and_weight, ()) {
    const WeightedAutomaton automaton =
        *weighted_automata({.max_states = 30, .max_letters = 5, .density_percent = 10, .allow_empty = true});
    expect_shows(read_dot(automaton_dot(automaton, everything)), automaton);
    RC_ASSERT(!testing::Test::HasFailure());
}

TEST(AutomatonDot, shows_the_zoo) {
    for (const std::string folder : {"weighted", "permutation"})
        for (const auto& path : automaton_files(folder)) {
            SCOPED_TRACE(path.string());
            const Automaton automaton = read_automaton(read_file(path), path.string()).value();
            const DotGraph graph = read_dot(automaton_dot(automaton, everything));
            expect_shows(graph, to_weighted(automaton));
            const std::string svg = layout(automaton_dot(automaton), GraphvizFormat::svg).value();
            for (const auto& [id, edge] : graph.edges)
                EXPECT_NE(svg.find("id=\"" + id + "\""), std::string::npos);
            for (std::size_t q = 0; q < to_weighted(automaton).size(); ++q)
                EXPECT_NE(svg.find("id=\"" + state_id(q) + "\" class=\"node state"), std::string::npos);
        }
}

TEST(AutomatonDot, draws_sixty_states_on_a_circle_with_a_colour_a_symbol) {
    const DotGraph graph = read_dot(automaton_dot(zoo("permutation/z60")));
    EXPECT_EQ(graph.attributes.at("layout"), "neato");
    EXPECT_EQ(graph.edges.at("edge-0-1").attributes.at("color"),
              graph.edges.at("edge-59-0").attributes.at("color"));
    EXPECT_NE(graph.edges.at("edge-0-1").attributes.at("color"),
              graph.edges.at("edge-0-12").attributes.at("color"));
    for (const std::string symbol : {"+1", "+12", "+15", "+20"})
        EXPECT_NE(graph.attributes.at("label").find(symbol), std::string::npos) << "the legend";
}

TEST(AutomatonDot, writes_names_as_they_are) {
    const std::vector<std::string> names = {"\"",        "\\",   "a\\",    "<b>&amp;",
                                            "a, b",      "]; }", "\\N\\n", "ℚ é 𝔸",
                                            "two words", "->",   "--",     "label=\"x\""};
    WeightedAutomaton automaton(Alphabet(names), names.size());
    automaton.states = names;
    automaton.initial = unit(0);
    for (std::size_t q = 0; q < names.size(); ++q) {
        automaton.final = sum(automaton.final, unit(q, Rational(1, 3)));
        for (Symbol s = 0; s < names.size(); ++s)
            automaton.transition[s].add(q, (q + s) % names.size(),
                                        s % 2 == 0 ? Rational(1) : Rational(-2, 7));
    }
    const DotGraph graph = read_dot(automaton_dot(automaton, everything));
    for (std::size_t q = 0; q < names.size(); ++q) {
        EXPECT_EQ(shown_lines(graph.nodes.at(state_id(q)).attributes.at("label")),
                  (std::vector<std::string>{names[q], "→ 1/3"}));
        for (Symbol s = 0; s < names.size(); ++s) {
            const bool is_plain = names[s].find_first_of(" ,\"") == std::string::npos;
            const std::string symbol = is_plain ? names[s] : "\"" + names[s] + "\"";
            const auto lines = shown_lines(label_of(graph.edges.at(edge_id(q, (q + s) % names.size()))));
            EXPECT_EQ(lines, std::vector<std::string>{(s % 2 == 0 ? "" : "⟨-2/7⟩ ") + symbol});
        }
    }
    EXPECT_TRUE(layout(automaton_dot(automaton), GraphvizFormat::svg));
}

TEST(AutomatonDot, cuts_what_is_long_and_says_so) {
    std::vector<std::string> symbols;
    for (int i = 0; i < 1000; ++i) symbols.push_back("symbol-" + std::to_string(i));
    WeightedAutomaton automaton(Alphabet(symbols), 1);
    automaton.states = {std::string(100, 'x')};
    automaton.initial = unit(0, power(Rational(10), 100));
    for (auto& matrix : automaton.transition) matrix.add(0, 0, 1);
    const DotGraph graph = read_dot(automaton_dot(automaton));
    EXPECT_EQ(graph.nodes.at("state-0").attributes.at("label"), std::string(40, 'x') + "...");
    EXPECT_EQ(label_of(graph.edges.at("initial-0")), "⟨1" + std::string(39, '0') + "...⟩");
    const auto lines = shown_lines(label_of(graph.edges.at("edge-0-0")));
    ASSERT_EQ(lines.size(), 24U);
    EXPECT_EQ(lines.back(), "… 460 more lines");
    EXPECT_EQ(shown_lines(label_of(read_dot(automaton_dot(automaton, {0, 40})).edges.at("edge-0-0"))).size(),
              1U);
    EXPECT_EQ(
        shown_lines(label_of(read_dot(automaton_dot(automaton, everything)).edges.at("edge-0-0"))).size(),
        483U);
}

TEST(AutomatonDot, of_a_counter_machine_has_tests_and_updates) {
    const DotGraph graph = read_dot(automaton_dot(zoo("counter/a-n-b-n-c-n")));
    EXPECT_EQ(label_of(graph.edges.at("edge-0-0")), "a / n+=1");
    EXPECT_EQ(label_of(graph.edges.at("edge-0-1")), "b [n≠0] / n-=1 m+=1");
    EXPECT_EQ(label_of(graph.edges.at("edge-1-2")), "c [n=0 m≠0] / m-=1");
    EXPECT_EQ(shown_lines(graph.nodes.at("state-0").attributes.at("label")),
              (std::vector<std::string>{"as", "if n=0"}));
    EXPECT_EQ(graph.nodes.at("state-3").attributes.at("class"), "state reject");
    EXPECT_EQ(graph.edges.at("initial-0").to, "state-0");
}

TEST(AutomatonDot, of_a_stack_machine_has_what_is_pushed_and_taken) {
    const DotGraph graph = read_dot(automaton_dot(zoo("stack/dyck-2")));
    EXPECT_EQ(shown_lines(label_of(graph.edges.at("edge-0-0"))),
              (std::vector<std::string>{"( / open+=round", "[ / open+=square", ") / open-=round",
                                        "] / open-=square"}));
    EXPECT_EQ(shown_lines(graph.nodes.at("state-0").attributes.at("label")),
              (std::vector<std::string>{"inside", "if open=empty"}));
}

/// Each rule of a machine by its updates and tests in a wording of the test's own.
template <class Machine>
void expect_rules(const Machine& machine) {
    const DotGraph graph = read_dot(automaton_dot(machine, everything));
    std::size_t symbols = 0;
    for (const auto& [id, edge] : graph.edges) {
        if (edge.attributes.at("class") != "transition") continue;
        for (const std::string& line : shown_lines(label_of(edge))) {
            const std::string list = line.substr(0, std::min(line.find(" ["), line.find(" / ")));
            symbols += 1 + static_cast<std::size_t>(std::count(list.begin(), list.end(), ','));
        }
    }
    EXPECT_EQ(symbols, machine.rules.size());
    for (const auto& rule : machine.rules) {
        const std::string label = label_of(graph.edges.at(edge_id(rule.from, rule.to)));
        EXPECT_NE(label.find(rule.symbol ? machine.alphabet.name(*rule.symbol) : "ε"), std::string::npos);
    }
    EXPECT_TRUE(layout(automaton_dot(machine), GraphvizFormat::svg));
}

TEST(AutomatonDot, shows_every_rule_of_the_machines_of_the_zoo) {
    for (const auto& path : automaton_files("counter")) {
        SCOPED_TRACE(path.string());
        expect_rules(std::get<CounterMachine>(read_automaton(read_file(path), "").value()));
    }
    for (const auto& path : automaton_files("stack")) {
        SCOPED_TRACE(path.string());
        expect_rules(std::get<StackMachine>(read_automaton(read_file(path), "").value()));
    }
}

TEST(AutomatonDot, shows_silent_moves_and_resets) {
    const std::string text =
        "linac 1 counter\nalphabet a\nstates p q\ncounters n\ninitial p\nreject q\naccept p\n"
        "p -> p a n=0 n+=2\np -> q () n!=0 n:=0\n";
    const DotGraph graph = read_dot(automaton_dot(read_automaton(text, "").value()));
    EXPECT_EQ(label_of(graph.edges.at("edge-0-0")), "a [n=0] / n+=2");
    EXPECT_EQ(label_of(graph.edges.at("edge-0-1")), "ε [n≠0] / n:=0");
}

TEST(AutomatonDot, of_no_state_is_a_graph) {
    EXPECT_TRUE(layout(automaton_dot(WeightedAutomaton(letters(1), 0)), GraphvizFormat::svg));
}

}  // namespace
}  // namespace linac::tests::automaton_dot_test
