#include "verify/sides.hpp"

#include <type_traits>
#include <utility>

#include "automata/bounded.hpp"
#include "network/linearize.hpp"

namespace linac {

WeightedAutomaton linear(const Side& side) {
    if (const auto* automaton = std::get_if<Automaton>(&side)) return to_weighted(*automaton);
    auto linear = linearized(std::get<Network>(side));
    if (!linear)
        throw Error::impossible(
            "the network is not linear in its state, so equality on all words is not decided",
            "linac verify runs an automaton and this network side by side");
    return *std::move(linear);
}

WeightedAutomaton bounded(const Automaton& automaton, std::size_t bound) {
    constexpr std::size_t largest_bound = 1'000'000;
    if (bound > largest_bound)
        throw Error::bad_input("a bound of more than " + std::to_string(largest_bound));
    return std::visit(
        [&](const auto& kind) -> WeightedAutomaton {
            if constexpr (MachineKind<std::decay_t<decltype(kind)>>) return bounded(kind, bound);
            throw Error::bad_input("has no counters or stacks to be bounded", {}, "leave the bound out");
        },
        automaton);
}

Automaton within(Automaton automaton, std::optional<std::size_t> bound) {
    if (!bound) return automaton;
    return bounded(automaton, *bound);
}

std::size_t state_count(const Automaton& automaton) {
    return std::visit([](const auto& kind) { return kind.states.size(); }, automaton);
}

}  // namespace linac
