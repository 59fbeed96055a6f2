// A machine as an MLP-RNN of one layer, right on words of every length (Merrill et al. 2026, constructions.md §4).
// The state holds the control state, one-hot, and a number for each register. The update observes the registers
// through ReLU, finds the rule that applies, one unit a rule, and makes the registers' next numbers; the layer's
// block decides whether the machine accepts.
//
// How a register is held, observed and updated is the kind of machine's: counter_mlp.cpp, stack_mlp.cpp.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "automata/machine.hpp"
#include "compile/compile.hpp"
#include "compile/conditions.hpp"

namespace linac {

/// Builds the network of a valid machine without ε-moves. The output is 1 where the machine accepts and 0
/// elsewhere; the residual stream has a dimension for each register. Registers says of these:
///
///     role(register)                              of the number that holds it, which is 0 at first
///     names()                                     of the registers
///     observe(circuit, numbers)                   what the circuit sees of them
///     conditions(observed, tests)                 forms that are 1 where the tests hold, otherwise 0
///     updated(circuit, observed, register, fires) the number after the rules, given where each of them fires
template <MachineKind Machine, class Registers>
class MachineMlp {
  public:
    /// Refuses more than `max_nonzeros` non-zeros.
    MachineMlp(const Machine& machine, Registers registers, std::size_t max_nonzeros)
        : machine_(machine), registers_(std::move(registers)), max_nonzeros_(max_nonzeros) {
        for (const std::string& state : machine.states) state_.push_back("state " + state);
        for (std::size_t r = 0; r < register_count(machine); ++r)
            state_.push_back(label_of(registers_.role(r), machine.alphabet, registers_.names()));
        residual_.emplace_back("token BOS");
        for (const std::string& symbol : machine.alphabet.symbols()) residual_.push_back("token " + symbol);
        first_state_ = residual_.size();
        residual_.insert(residual_.end(), state_.begin(), state_.end());
        residual_.emplace_back("accepts");
    }

    [[nodiscard]] Network build(const std::string& label) const {
        Network network;
        network.target = name_of(Target::mlp_rnn);
        network.scheme = name_of(Scheme::direct);
        network.alphabet = machine_.alphabet;
        network.residual = residual_;
        network.registers = registers_.names();
        for (std::size_t r = 0; r < register_count(machine_); ++r)
            network.roles.emplace(first_state_ + machine_.states.size() + r, registers_.role(r));
        const std::size_t width = network.width();
        const std::size_t tokens = first_state_;
        network.embedding = AffineMap(tokens, width);
        for (std::size_t token = 0; token < tokens; ++token) network.embedding.add(token, token, 1);
        Head head{label, HeadKind::mlp_rnn, 1, state_.size(), AffineMap(width, 1), {}, update(), state_, {}};
        head.receptance.add_bias(0, 1);
        head.output = AffineMap(state_.size(), width);
        for (std::size_t i = 0; i < state_.size(); ++i) head.output.add(first_state_ + i, i, 1);
        network.layers = {{label, {std::move(head)}, acceptance()}};
        network.readout = AffineMap(width, 1);
        network.readout.add(0, width - 1, 1);
        if (size_report(network).nonzeros > max_nonzeros_) refuse_size(max_nonzeros_);
        return network;
    }

  private:
    /// The registers' numbers, given where the states begin among the circuit's inputs.
    [[nodiscard]] std::vector<Form> numbers(ReluCircuit& circuit, std::size_t first_state) const {
        std::vector<Form> forms;
        for (std::size_t i = machine_.states.size(); i < state_.size(); ++i)
            forms.push_back(circuit.input(first_state + i));
        return forms;
    }

    [[nodiscard]] FeedForward update() const {
        ReluCircuit circuit(max_nonzeros_);
        const std::size_t first = residual_.size();
        const auto observed = registers_.observe(circuit, numbers(circuit, first));
        Form rejected;
        for (Symbol s = 0; s < machine_.alphabet.size(); ++s) rejected += circuit.input(1 + s);
        std::vector<Form> next(machine_.states.size());
        next[machine_.initial] += circuit.input(0);
        std::vector<Form> fires;
        for (const auto& rule : machine_.rules) {
            std::vector<Form> conditions{circuit.input(first + rule.from), circuit.input(1 + *rule.symbol)};
            for (Form& condition : registers_.conditions(observed, rule.tests))
                conditions.push_back(std::move(condition));
            const std::string label = "rule " + std::to_string(fires.size() + 1) + ": " +
                                      machine_.states[rule.from] + " -> " + machine_.states[rule.to] + " " +
                                      machine_.alphabet.name(*rule.symbol);
            fires.push_back(all_hold(circuit, conditions, label));
            next[rule.to] += fires.back();
            rejected = std::move(rejected) - fires.back();
        }
        if (machine_.reject) next[*machine_.reject] += rejected;
        for (std::size_t q = 0; q < next.size(); ++q) circuit.output(q, next[q]);
        for (std::size_t r = 0; r < register_count(machine_); ++r)
            circuit.output(next.size() + r, registers_.updated(circuit, observed, r, fires));
        std::vector<std::string> inputs = residual_;
        inputs.insert(inputs.end(), state_.begin(), state_.end());
        return circuit.build(inputs, state_.size());
    }

    [[nodiscard]] FeedForward acceptance() const {
        ReluCircuit circuit(max_nonzeros_);
        const auto observed = registers_.observe(circuit, numbers(circuit, first_state_));
        std::vector<Conjunction> accepting;
        std::set<std::size_t> states;
        for (const auto& acceptance : machine_.accepting) {
            std::vector<Form> conditions{circuit.input(first_state_ + acceptance.state)};
            for (Form& condition : registers_.conditions(observed, acceptance.tests))
                conditions.push_back(std::move(condition));
            accepting.push_back(
                {std::move(conditions), "accepts in state " + machine_.states[acceptance.state]});
            states.insert(acceptance.state);
        }
        circuit.output(residual_.size() - 1, some_hold(circuit, accepting, states.size() < accepting.size()));
        return circuit.build(residual_, residual_.size());
    }

    const Machine& machine_;
    Registers registers_;
    std::size_t max_nonzeros_;
    std::vector<std::string> state_;
    std::vector<std::string> residual_;
    std::size_t first_state_ = 0;  // residual dimension of the state's first entry
};

}  // namespace linac
