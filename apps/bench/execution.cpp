// A network reads a word. Plain: the definition with dense matrices of fractions, state ← A·state + B, A and
// B known beforehand for every token (so that only the recurrence is compared).
#include <benchmark/benchmark.h>

#include "compile/compile.hpp"
#include "inputs.hpp"
#include "network/executor.hpp"
#include "network/linearize.hpp"

namespace linac::bench::execution {
namespace {

Network network_for(const benchmark::State& state, Target target, Scheme scheme) {
    const auto size = static_cast<std::size_t>(state.range(0));
    return compile(Inputs(1).dense_automaton(size), {.target = target, .scheme = scheme}).value().network;
}

void measure(benchmark::State& state, Target target, Scheme scheme) {
    const Network network = network_for(state, target, scheme);
    const Word word = Inputs().word(static_cast<std::size_t>(state.range(1)));
    ExactExecutor executor(network);
    for ([[maybe_unused]] const auto& iteration : state) {
        executor.restart();
        for (const Symbol symbol : word) executor.step(symbol);
        benchmark::DoNotOptimize(executor.output());
    }
    state.SetItemsProcessed(state.iterations() * state.range(1));
}

void deltaproduct(benchmark::State& state) {
    measure(state, Target::deltaproduct, Scheme::direct);
}
void rwkv7_blocked(benchmark::State& state) {
    measure(state, Target::rwkv7, Scheme::blocked);
}

void deltaproduct_plain(benchmark::State& state) {
    const Network network = network_for(state, Target::deltaproduct, Scheme::direct);
    const Word word = Inputs().word(static_cast<std::size_t>(state.range(1)));
    const WeightedAutomaton recurrence = linearized(network).value();
    for ([[maybe_unused]] const auto& iteration : state) {
        Vector row = dense(recurrence.initial, recurrence.size());
        for (const Symbol symbol : word) row = multiply(row, recurrence.transition[symbol]);
        benchmark::DoNotOptimize(dot(row, dense(recurrence.final, recurrence.size())));
    }
    state.SetItemsProcessed(state.iterations() * state.range(1));
}

#define EXECUTION(function, ...)       \
    BENCHMARK(function)                \
        ->Name("execution/" #function) \
        ->ArgNames({"states", "word"}) \
        ->ArgsProduct({__VA_ARGS__})   \
        ->Unit(benchmark::kMillisecond)

EXECUTION(deltaproduct, {2, 5, 8}, {100, 1000, 10'000});
EXECUTION(deltaproduct_plain, {2, 5, 8}, {100, 1000});
EXECUTION(rwkv7_blocked, {1, 2, 3}, {100, 1000});

}  // namespace
}  // namespace linac::bench::execution
