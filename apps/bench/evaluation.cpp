// The weight of a word. Plain: a row of fractions times a matrix of fractions, one symbol at a time.
#include <benchmark/benchmark.h>

#include "inputs.hpp"

namespace linac::bench {
namespace {

Rational plain_weight(const WeightedAutomaton& automaton, const Word& word) {
    Vector row = dense(automaton.initial, automaton.size());
    for (const Symbol symbol : word) row = multiply(row, automaton.transition[symbol]);
    return dot(row, dense(automaton.final, automaton.size()));
}

struct Task {
    WeightedAutomaton automaton;
    Word word;

    Task(const benchmark::State& state, std::int64_t max_denominator) {
        Inputs inputs(max_denominator);
        automaton = inputs.dense_automaton(static_cast<std::size_t>(state.range(0)));
        word = inputs.word(static_cast<std::size_t>(state.range(1)));
    }
};

template <class Function>
void measure(benchmark::State& state, std::int64_t max_denominator, Function weight_of) {
    const Task task(state, max_denominator);
    for ([[maybe_unused]] const auto& iteration : state)
        benchmark::DoNotOptimize(weight_of(task.automaton, task.word));
    state.SetItemsProcessed(state.iterations() * state.range(1));
}

void integers(benchmark::State& state) {
    measure(state, 1, weight);
}
void integers_plain(benchmark::State& state) {
    measure(state, 1, plain_weight);
}
void fractions(benchmark::State& state) {
    measure(state, 4, weight);
}
void fractions_plain(benchmark::State& state) {
    measure(state, 4, plain_weight);
}

const std::vector<std::vector<std::int64_t>> sizes = {{2, 5, 20}, {100, 1000, 10'000}};
const std::vector<std::vector<std::int64_t>> plain_sizes = {{2, 5, 20}, {100, 1000}};

#define EVALUATION(name, sizes)        \
    BENCHMARK(name)                    \
        ->Name("evaluation/" #name)    \
        ->ArgNames({"states", "word"}) \
        ->ArgsProduct(sizes)           \
        ->Unit(benchmark::kMicrosecond)

EVALUATION(integers, sizes);
EVALUATION(integers_plain, sizes);
EVALUATION(fractions, sizes);
EVALUATION(fractions_plain, plain_sizes);

}  // namespace
}  // namespace linac::bench
