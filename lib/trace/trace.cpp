#include "trace/trace.hpp"

#include <type_traits>

namespace linac {

Automaton reordered(const Automaton& automaton, const Alphabet& alphabet) {
    if (const auto* permutation = std::get_if<PermutationAutomaton>(&automaton)) {
        const std::vector<Symbol> symbols =
            match_alphabets(permutation->alphabet, alphabet, "the automaton", "the network");
        PermutationAutomaton result = *permutation;
        result.alphabet = alphabet;
        for (std::size_t s = 0; s < symbols.size(); ++s)
            result.permutation[symbols[s]] = permutation->permutation[s];
        return result;
    }
    return std::visit(
        [&](const auto& kind) -> Automaton {
            if constexpr (std::is_same_v<std::decay_t<decltype(kind)>, PermutationAutomaton>)
                return kind;
            else
                return reordered(kind, alphabet,
                                 MachineKind<std::decay_t<decltype(kind)>> ? "the machine" : "the automaton",
                                 "the network");
        },
        automaton);
}

Trace::Trace(const Automaton& automaton, const Network& network)
    : automaton_(reordered(automaton, network.alphabet)), network_(network) {
    compare();
}

void Trace::step(Symbol symbol) {
    automaton_.step(symbol);
    network_.step(symbol);
    ++length_;
    compare();
}

void Trace::compare() {
    if (!first_difference_ && !equal()) first_difference_ = length_;
}

}  // namespace linac
