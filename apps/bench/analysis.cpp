// Equality and minimisation over automata of weights −1, 0, 1 and ½ and two letters, in three kinds of bases:
//   sparse     an automaton and itself after twice as many random shears as it has states;
//   dense      after a random dense change of basis, which gives numbers of hundreds of bits;
//   redundant  both in three copies that are added with weights.
// And over pairs that differ first at a word of twice their states. Plain: Gaussian elimination over ℚ along a
// breadth-first search (tests/support/plain_method.hpp).
#include <benchmark/benchmark.h>

#include "analysis/equality.hpp"
#include "analysis/minimize.hpp"
#include "inputs.hpp"
#include "support/plain_method.hpp"

namespace linac::bench {
namespace {

using Pair = std::pair<WeightedAutomaton, WeightedAutomaton>;

Pair sparse_pair(std::size_t states) {
    Inputs inputs;
    WeightedAutomaton left = inputs.small_automaton(states);
    WeightedAutomaton right = inputs.in_sparse_basis(left);
    return {std::move(left), std::move(right)};
}

Pair dense_pair(std::size_t states) {
    Inputs inputs;
    WeightedAutomaton left = inputs.small_automaton(states);
    WeightedAutomaton right = inputs.in_dense_basis(left);
    return {std::move(left), std::move(right)};
}

Pair redundant_pair(std::size_t states) {
    Inputs inputs;
    const WeightedAutomaton automaton = inputs.small_automaton(states);
    return {inputs.in_three_copies(automaton), inputs.in_three_copies(automaton)};
}

Pair late_pair(std::size_t states) {
    return Inputs().late_difference(states);
}

bool proved(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    return compare(left, right).equal();
}
bool probable(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    return !probably_compare(left, right, 1).difference;
}
bool plain(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    return plain_compare(left, right).equal();
}

template <Pair (*make)(std::size_t), bool (*decide)(const WeightedAutomaton&, const WeightedAutomaton&)>
void equality(benchmark::State& state) {
    const auto [left, right] = make(static_cast<std::size_t>(state.range(0)));
    for ([[maybe_unused]] const auto& iteration : state)
        if (decide(left, right) != (make != late_pair)) state.SkipWithError("a wrong answer");
}

void check_certificate(benchmark::State& state) {
    const auto [left, right] = sparse_pair(static_cast<std::size_t>(state.range(0)));
    const Certificate certificate = certified_compare(left, right);
    for ([[maybe_unused]] const auto& iteration : state)
        if (flaw(certificate, left, right)) state.SkipWithError("not valid");
}

template <std::size_t (*dimension_of)(const WeightedAutomaton&)>
void minimisation(benchmark::State& state) {
    const auto states = static_cast<std::size_t>(state.range(0));
    Inputs inputs;
    const WeightedAutomaton automaton = inputs.in_three_copies(inputs.small_automaton(states));
    for ([[maybe_unused]] const auto& iteration : state)
        if (dimension_of(automaton) != states) state.SkipWithError("not minimal");
}
std::size_t minimized_size(const WeightedAutomaton& automaton) {
    return minimized(automaton).size();
}

#define ANALYSIS(name, function, ...)                           \
    BENCHMARK(function)                                         \
        ->Name(name)                                            \
        ->ArgName("states")                                     \
        ->ArgsProduct({std::vector<std::int64_t>(__VA_ARGS__)}) \
        ->Unit(benchmark::kMillisecond)

ANALYSIS("equality/sparse", (equality<sparse_pair, proved>), {5, 10, 20, 40, 80, 160, 400});
ANALYSIS("equality/sparse_probable", (equality<sparse_pair, probable>), {5, 10, 20, 40, 80, 160, 400});
ANALYSIS("equality/sparse_plain", (equality<sparse_pair, plain>), {5, 10, 20, 40});
ANALYSIS("equality/dense", (equality<dense_pair, proved>), {5, 10, 20, 40, 80, 160});
ANALYSIS("equality/dense_plain", (equality<dense_pair, plain>), {5, 10, 20, 40});
ANALYSIS("equality/redundant", (equality<redundant_pair, proved>), {5, 10, 20, 40, 80});
ANALYSIS("equality/redundant_plain", (equality<redundant_pair, plain>), {5, 10, 20});
ANALYSIS("equality/late_difference", (equality<late_pair, proved>), {5, 10, 20, 40, 80, 160, 400});
ANALYSIS("equality/late_difference_plain", (equality<late_pair, plain>), {5, 10, 20, 40, 80});
ANALYSIS("equality/check_certificate", check_certificate, {5, 10, 20, 40, 80, 160, 400});
ANALYSIS("minimisation/redundant", minimisation<minimized_size>, {5, 10, 20, 40, 80});
ANALYSIS("minimisation/redundant_plain", minimisation<plain_minimal_dimension>, {5, 10, 20});

// What takes a plain method seconds is measured once.
ANALYSIS("equality/sparse_plain", (equality<sparse_pair, plain>), {80})->Iterations(1);
ANALYSIS("equality/dense_plain", (equality<dense_pair, plain>), {80})->Iterations(1);
ANALYSIS("equality/sparse", (equality<sparse_pair, proved>), {1000})->Iterations(1);

}  // namespace
}  // namespace linac::bench
