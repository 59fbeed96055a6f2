// Compilation. Plain, for one layer: the automaton's own matrices, without minimisation and without looking
// for a better basis. The counter is the non-zeros of the network.
#include <benchmark/benchmark.h>

#include "compile/affine_system.hpp"
#include "compile/compile.hpp"
#include "compile/direct.hpp"
#include "formats/network_file.hpp"
#include "inputs.hpp"

namespace linac::bench {
namespace {

void report(benchmark::State& state, const Network& network) {
    state.counters["nonzeros"] = static_cast<double>(size_report(network).nonzeros);
}

WeightedAutomaton automaton_for(const benchmark::State& state) {
    return Inputs().dense_automaton(static_cast<std::size_t>(state.range(0)),
                                    static_cast<std::size_t>(state.range(1)));
}

void measure(benchmark::State& state, Target target, Scheme scheme) {
    const WeightedAutomaton automaton = automaton_for(state);
    Network network;
    for ([[maybe_unused]] const auto& iteration : state)
        network = compile(automaton, {.target = target, .scheme = scheme}).value().network;
    report(state, network);
}

void deltaproduct(benchmark::State& state) {
    measure(state, Target::deltaproduct, Scheme::direct);
}
void deltaproduct_plain(benchmark::State& state) {
    const WeightedAutomaton automaton = automaton_for(state);
    Network network;
    for ([[maybe_unused]] const auto& iteration : state)
        network = std::get<Network>(
            direct_network(system_of(automaton, "plain"), automaton.alphabet, Target::deltaproduct));
    report(state, network);
}
void rwkv7(benchmark::State& state) {
    measure(state, Target::rwkv7, Scheme::blocked);
}
void deltanet(benchmark::State& state) {
    measure(state, Target::deltanet, Scheme::blocked);
}

void write_file(benchmark::State& state) {
    const Network network =
        compile(automaton_for(state), {.target = Target::rwkv7, .scheme = Scheme::blocked}).value().network;
    std::size_t bytes = 0;
    for ([[maybe_unused]] const auto& iteration : state) bytes = write_network(network).size();
    state.counters["bytes"] = static_cast<double>(bytes);
}
void read_file(benchmark::State& state) {
    const std::string text = write_network(
        compile(automaton_for(state), {.target = Target::rwkv7, .scheme = Scheme::blocked}).value().network);
    for ([[maybe_unused]] const auto& iteration : state)
        if (!read_network(text, "bench")) state.SkipWithError("unreadable");
    state.counters["bytes"] = static_cast<double>(text.size());
}

#define COMPILATION(function, ...)                                      \
    BENCHMARK(function)                                                 \
        ->Name("compilation/" #function)                                \
        ->ArgNames({"states", "letters"})                               \
        ->ArgsProduct({std::vector<std::int64_t>(__VA_ARGS__), {2, 4}}) \
        ->Unit(benchmark::kMillisecond)

COMPILATION(deltaproduct, {2, 4, 8, 16});
COMPILATION(deltaproduct_plain, {2, 4, 8, 16});
COMPILATION(rwkv7, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
COMPILATION(deltanet, {1, 2, 3, 4, 5, 6});
COMPILATION(write_file, {4, 12});
COMPILATION(read_file, {4, 12});

}  // namespace
}  // namespace linac::bench
