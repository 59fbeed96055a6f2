// Equality and minimisation. Plain: Gaussian elimination over ℚ along a breadth-first search
// (analysis/plain.hpp).
#include <benchmark/benchmark.h>

#include "analysis/equality.hpp"
#include "analysis/minimize.hpp"
#include "analysis/plain.hpp"
#include "inputs.hpp"

namespace linac::bench {
namespace {

/// A dense automaton against itself written twice: equal, and nothing shows it but the whole span.
template <class Compare>
void measure_equal(benchmark::State& state, Compare decide) {
    const WeightedAutomaton left = Inputs().dense_automaton(static_cast<std::size_t>(state.range(0)));
    const WeightedAutomaton right = doubled(left);
    for ([[maybe_unused]] const auto& iteration : state)
        if (!decide(left, right).equal()) state.SkipWithError("not equal");
}

/// A dense automaton against one that differs in a single weight.
template <class Compare>
void measure_different(benchmark::State& state, Compare decide) {
    const WeightedAutomaton left = Inputs().dense_automaton(static_cast<std::size_t>(state.range(0)));
    WeightedAutomaton right = left;
    right.transition[1].add(0, 0, 1);
    for ([[maybe_unused]] const auto& iteration : state)
        if (decide(left, right).equal()) state.SkipWithError("equal");
}

template <class Minimize>
void measure_minimize(benchmark::State& state, Minimize dimension_of) {
    const auto size = static_cast<std::size_t>(state.range(0));
    const WeightedAutomaton automaton = doubled(Inputs().dense_automaton(size));
    for ([[maybe_unused]] const auto& iteration : state)
        if (dimension_of(automaton) != size) state.SkipWithError("not minimal");
}

void equal(benchmark::State& state) {
    measure_equal(state, compare);
}
void equal_plain(benchmark::State& state) {
    measure_equal(state, plain_compare);
}
void different(benchmark::State& state) {
    measure_different(state, compare);
}
void different_plain(benchmark::State& state) {
    measure_different(state, plain_compare);
}
void minimize(benchmark::State& state) {
    measure_minimize(state, [](const WeightedAutomaton& automaton) { return minimized(automaton).size(); });
}
void minimize_plain(benchmark::State& state) {
    measure_minimize(state, plain_minimal_dimension);
}

#define ANALYSIS(function, name, ...)                           \
    BENCHMARK(function)                                         \
        ->Name(name)                                            \
        ->ArgName("states")                                     \
        ->ArgsProduct({std::vector<std::int64_t>(__VA_ARGS__)}) \
        ->Unit(benchmark::kMillisecond)

ANALYSIS(equal, "equality/equal", {5, 10, 20, 40});
ANALYSIS(equal_plain, "equality/equal_plain", {5, 10, 20});
ANALYSIS(different, "equality/different", {5, 10, 20, 40});
ANALYSIS(different_plain, "equality/different_plain", {5, 10, 20});
ANALYSIS(minimize, "minimisation/minimize", {5, 10, 20, 40});
ANALYSIS(minimize_plain, "minimisation/minimize_plain", {5, 10, 20});

}  // namespace
}  // namespace linac::bench
