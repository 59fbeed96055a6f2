#include "render/automaton_graph.hpp"

#include <gtest/gtest.h>

#include <array>

namespace linac::tests::automaton_graph_test {
namespace {

/// States 0 … states−1, the first initial, and the transitions from, to, symbol.
AutomatonGraph graph_of(std::size_t states, const std::vector<std::array<std::size_t, 3>>& transitions) {
    AutomatonGraph graph;
    graph.symbols = {"a", "b"};
    graph.states.resize(states);
    graph.states.front().is_initial = true;
    for (const auto& [from, to, symbol] : transitions) graph.edges[{from, to}].push_back({symbol, "", ""});
    return graph;
}

TEST(Circle, is_found_whatever_the_other_symbols_do) {
    const auto order =
        circle(graph_of(4, {{0, 0, 0}, {0, 2, 1}, {2, 1, 1}, {1, 3, 1}, {3, 0, 1}, {3, 1, 0}}));
    EXPECT_EQ(order, (std::vector<std::size_t>{0, 2, 1, 3}));
}

TEST(Circle, leads_through_all_states_by_one_symbol) {
    EXPECT_FALSE(circle(graph_of(3, {{0, 1, 0}, {1, 0, 0}, {2, 2, 0}}))) << "two states only";
    EXPECT_FALSE(circle(graph_of(3, {{0, 1, 0}, {1, 2, 0}}))) << "does not close";
    EXPECT_FALSE(circle(graph_of(3, {{0, 1, 0}, {1, 2, 1}, {2, 0, 0}}))) << "two symbols";
    EXPECT_FALSE(circle(graph_of(3, {{0, 1, 0}, {1, 2, 0}, {2, 1, 0}}))) << "misses the first";
    EXPECT_FALSE(circle(graph_of(2, {{0, 1, 0}, {0, 0, 0}, {1, 0, 0}}))) << "not deterministic";
}

TEST(Circle, begins_at_the_first_initial_state) {
    AutomatonGraph graph = graph_of(3, {{0, 1, 0}, {1, 2, 0}, {2, 0, 0}});
    graph.states[0].is_initial = false;
    EXPECT_FALSE(circle(graph));
    graph.states[2].is_initial = true;
    EXPECT_EQ(circle(graph), (std::vector<std::size_t>{2, 0, 1}));
}

}  // namespace
}  // namespace linac::tests::automaton_graph_test
