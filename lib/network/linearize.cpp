#include "network/linearize.hpp"

#include "network/executor.hpp"

namespace linac {
namespace {

/// The forms of the new state and of the output, as the transposed columns of the token's matrix: index 0 is
/// the constant 1, then come the state's entries, then y.
std::vector<SparseVector> forms_after_token(SymbolicExecutor& executor) {
    std::vector<SparseVector> forms{unit(0)};
    executor.for_each_state([&](SymbolicState& state) {
        for (const LinearForm& entry : state.entries()) forms.push_back(entry.terms());
    });
    forms.push_back(executor.output().terms());
    return forms;
}

WeightedAutomaton linear_automaton(const Network& network) {
    SymbolicExecutor executor(network);
    const std::vector<SparseVector> start = forms_after_token(executor);
    const std::size_t size = start.size();
    WeightedAutomaton automaton(network.alphabet, size);
    for (std::size_t i = 0; i < size; ++i) add_entry(automaton.initial, i, entry(start[i], 0));
    automaton.final = unit(size - 1);
    for (Symbol s = 0; s < network.alphabet.size(); ++s) {
        std::size_t next = 1;
        executor.for_each_state([&](SymbolicState& state) {
            state.set_variables(next);
            next += state.entries().size();
        });
        executor.step(s);
        const std::vector<SparseVector> forms = forms_after_token(executor);
        SparseMatrix columns(size, size);
        for (std::size_t i = 0; i < size; ++i) columns.set_row(i, forms[i]);
        automaton.transition[s] = columns.transposed();
    }
    return automaton;
}

}  // namespace

std::optional<WeightedAutomaton> linearized(const Network& network) {
    try {
        return linear_automaton(network);
    } catch (const NotLinear&) {
        return std::nullopt;
    }
}

std::optional<std::string> first_not_linear(const Network& network) {
    // The first layers alone, the last of them without and with its block.
    Network part{network.target, network.scheme, network.alphabet, network.residual, network.embedding, {},
                 network.readout};
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const std::string name = "layer " + std::to_string(l + 1);
        part.layers.push_back(network.layers[l]);
        part.layers.back().feed_forward = {};
        if (!linearized(part)) return "the heads of " + name;
        part.layers.back().feed_forward = network.layers[l].feed_forward;
        if (!linearized(part)) return "the feed-forward block of " + name;
    }
    return std::nullopt;
}

}  // namespace linac
