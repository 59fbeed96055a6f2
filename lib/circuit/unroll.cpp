#include "circuit/unroll.hpp"

#include <map>
#include <span>
#include <string>
#include <utility>

#include "circuit/operations.hpp"
#include "error.hpp"

namespace linac {
namespace {

/// The largest power of two below n ≥ 2.
std::size_t first_part(std::size_t n) {
    std::size_t part = 1;
    while (2 * part < n) part *= 2;
    return part;
}

/// The functions of a head's part of a layer.
struct HeadFunctions {
    bool is_linear = true;
    std::size_t keys = 0;
    std::size_t values = 0;
    FunctionId token = 0;  ///< of a linear head: the block of a token; of an MLP head: the update
    FunctionId apply = 0;
    FunctionId blocks = 0;  ///< sequence of residual streams → tree of blocks
    FunctionId states = 0;  ///< tree of blocks, state before, state after → sequence of states;
        ///< of an MLP head: sequence of residual streams, state before → sequence of states
    FunctionId read = 0;
};

struct LayerFunctions {
    std::vector<HeadFunctions> heads;
    FunctionId position = 0;   ///< residual stream, state of each head → residual stream after the layer
    FunctionId positions = 0;  ///< the same for sequences
};

Local last_of(ModuleBuilder& body, Local sequence) {
    while (!body.is_vector(sequence)) sequence = body.second(sequence);
    return sequence;
}

/// A tree of blocks is the block of one token, or the block of all and the trees of the two parts.
Local block_at_top(ModuleBuilder& body, Local tree) {
    return body.is_vector(tree) ? tree : body.first(tree);
}

}  // namespace

class Unrolling::Implementation {
  public:
    Implementation(const Network& network, std::size_t max_step_gates)
        : network_(network), modules_(network.alphabet.size(), max_step_gates) {
        for (const Layer& layer : network_.layers) layers_.push_back(functions_of(layer));
        readout_ = modules_.step(readout_of(network_));
        network_function_ = modules_.composite([this](ModuleBuilder& body, const Locals& in) {
            return all_layers(body, in.empty() ? nullptr : in.data());
        });
        symbol_ = modules_.vector(embedded_symbol(network_, modules_.pool()));
        start_ = embedded_start(network_, modules_.pool());
    }

    CircuitMeasure measure(std::size_t length) {
        const Call call = call_for(length);
        CircuitMeasure measure;
        measure.length = length;
        measure.inputs = length * network_.alphabet.size();
        measure.counts = modules_.use_of_module(call.target, modules_.everything(call.result)).counts;
        const Shape output = modules_.profile(call.result).front();
        if (output.kind == Shape::Kind::gate) measure.depth = output.index;
        return measure;
    }

    ArithmeticCircuit circuit(std::size_t length, std::size_t max_gates);

  private:
    class Expansion;

    HeadFunctions functions_of(const Head& head);
    LayerFunctions functions_of(const Layer& layer);
    FunctionId blocks_of(const HeadFunctions& head);
    FunctionId states_of(const HeadFunctions& head);
    FunctionId chain_of(const HeadFunctions& head);
    Local all_layers(ModuleBuilder& body, const Local* sequence);

    /// The sequence of `length` ≥ 1 embedded symbols.
    ClassId symbols(std::size_t length) {
        if (length == 1) return symbol_;
        const auto known = sequences_.find(length);
        if (known != sequences_.end()) return known->second;
        const std::size_t part = first_part(length);
        const ClassId first = symbols(part);
        const ClassId made = modules_.pair(first, symbols(length - part));
        sequences_.emplace(length, made);
        return made;
    }
    Call call_for(std::size_t length) {
        return modules_.call(network_function_,
                             length == 0 ? std::vector<ClassId>() : std::vector<ClassId>{symbols(length)});
    }

    Network network_;
    Modules modules_;
    std::vector<LayerFunctions> layers_;
    std::map<std::pair<std::size_t, std::size_t>, std::pair<FunctionId, FunctionId>> matrix_functions_;
    FunctionId readout_ = 0;
    FunctionId network_function_ = 0;
    ClassId symbol_ = 0;
    std::map<std::size_t, ClassId> sequences_;  // of symbols, by length
    Profile start_;
};

HeadFunctions Unrolling::Implementation::functions_of(const Head& head) {
    HeadFunctions functions;
    functions.keys = head.key_dimension;
    functions.values = head.value_dimension;
    functions.is_linear = head.info().is_linear();
    functions.read = modules_.step(read_of(network_, head));
    if (!functions.is_linear) {
        functions.token = modules_.step(mlp_update(network_, head));
        functions.states = chain_of(functions);
        return functions;
    }
    functions.token = modules_.step(block_of_token(network_, head));
    const auto shape = std::pair(functions.keys, functions.values);
    if (matrix_functions_.count(shape) == 0)
        matrix_functions_[shape] = {modules_.step(composition(functions.keys, functions.values)),
                                    modules_.step(application(functions.keys, functions.values))};
    functions.apply = matrix_functions_[shape].second;
    functions.blocks = blocks_of(functions);
    functions.states = states_of(functions);
    return functions;
}

FunctionId Unrolling::Implementation::blocks_of(const HeadFunctions& head) {
    const FunctionId compose = matrix_functions_[{head.keys, head.values}].first;
    const auto self = std::make_shared<FunctionId>();
    *self = modules_.composite([head, compose, self](ModuleBuilder& body, const Locals& in) {
        if (body.is_vector(in[0])) return body.call(head.token, in);
        const Local first = body.call(*self, {body.first(in[0])});
        const Local second = body.call(*self, {body.second(in[0])});
        const Local all = body.call(compose, {block_at_top(body, second), block_at_top(body, first)});
        return body.pair(all, body.pair(first, second));
    });
    return *self;
}

FunctionId Unrolling::Implementation::states_of(const HeadFunctions& head) {
    const auto self = std::make_shared<FunctionId>();
    *self = modules_.composite([head, self](ModuleBuilder& body, const Locals& in) {
        const auto [tree, before, after] = std::tuple(in[0], in[1], in[2]);
        if (body.is_vector(tree)) return after;
        const Local parts = body.second(tree);
        const Local first = body.first(parts);
        const Local between = body.call(head.apply, {block_at_top(body, first), before});
        const Local first_states = body.call(*self, {first, before, between});
        return body.pair(first_states, body.call(*self, {body.second(parts), between, after}));
    });
    return *self;
}

FunctionId Unrolling::Implementation::chain_of(const HeadFunctions& head) {
    const auto self = std::make_shared<FunctionId>();
    *self = modules_.composite([head, self](ModuleBuilder& body, const Locals& in) {
        if (body.is_vector(in[0])) return body.call(head.token, in);
        const Local first = body.call(*self, {body.first(in[0]), in[1]});
        return body.pair(first, body.call(*self, {body.second(in[0]), last_of(body, first)}));
    });
    return *self;
}

LayerFunctions Unrolling::Implementation::functions_of(const Layer& layer) {
    LayerFunctions functions;
    for (const Head& head : layer.heads) functions.heads.push_back(functions_of(head));
    const FunctionId sum = modules_.step(sum_of_reads(network_, layer));
    std::vector<FunctionId> stages;
    const std::vector<AffineMap>& maps = layer.feed_forward.stages;
    stages.reserve(maps.size());
    for (const AffineMap& map : maps)
        stages.push_back(modules_.step(&map == &maps.back() ? sum_of_last_stage(network_, map)
                                                            : units_of_stage(network_, map)));
    functions.position =
        modules_.composite([heads = functions.heads, sum, stages](ModuleBuilder& body, const Locals& in) {
            Locals summands{in[0]};
            for (std::size_t h = 0; h < heads.size(); ++h)
                summands.push_back(body.call(heads[h].read, {in[0], in[1 + h]}));
            const Local x = body.call(sum, summands);
            if (stages.empty()) return x;
            Local units = x;
            for (std::size_t s = 0; s + 1 < stages.size(); ++s) units = body.call(stages[s], {units});
            return body.call(stages.back(), {x, units});
        });
    const FunctionId position = functions.position;
    const auto self = std::make_shared<FunctionId>();
    *self = modules_.composite([position, self](ModuleBuilder& body, const Locals& in) {
        if (body.is_vector(in[0])) return body.call(position, in);
        Locals first;
        Locals second;
        for (const Local sequence : in) {
            first.push_back(body.first(sequence));
            second.push_back(body.second(sequence));
        }
        const Local first_result = body.call(*self, first);
        return body.pair(first_result, body.call(*self, second));
    });
    functions.positions = *self;
    return functions;
}

Local Unrolling::Implementation::all_layers(ModuleBuilder& body, const Local* sequence) {
    Local start = body.constants(start_);
    std::optional<Local> x;
    if (sequence != nullptr) x = *sequence;
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        const LayerFunctions& layer = layers_[l];
        const bool is_last = l + 1 == layers_.size();
        Locals at_start{start};  // what `position` takes after BOS
        Locals later;            // what it takes, or `positions`, after the symbols
        if (x) later.push_back(is_last ? last_of(body, *x) : *x);
        for (const HeadFunctions& head : layer.heads) {
            const Local zero = body.constants(Profile(head.keys * head.values));
            const Local token = head.is_linear ? body.call(head.token, {start}) : start;
            const Local state = body.call(head.is_linear ? head.apply : head.token, {token, zero});
            at_start.push_back(state);
            if (!x) continue;
            if (!head.is_linear) {
                const Local states = body.call(head.states, {*x, state});
                later.push_back(is_last ? last_of(body, states) : states);
                continue;
            }
            const Local tree = body.call(head.blocks, {*x});
            const Local after = body.call(head.apply, {block_at_top(body, tree), state});
            later.push_back(is_last ? after : body.call(head.states, {tree, state, after}));
        }
        if (x) x = body.call(is_last ? layer.position : layer.positions, later);
        if (!is_last || !x) start = body.call(layer.position, at_start);
    }
    if (!x) return body.call(readout_, {start});
    return body.call(readout_, {last_of(body, *x)});
}

/// Makes the gates of a module that live.
class Unrolling::Implementation::Expansion {
  public:
    Expansion(Modules& modules, ArithmeticCircuit& circuit) : modules_(&modules), circuit_(&circuit) {}

    using Node = ArithmeticCircuit::Node;
    /// Nodes of a vector, where they live, or a pair.
    struct Wires {
        std::vector<Node> nodes;
        std::shared_ptr<const Wires> first;
        std::shared_ptr<const Wires> second;
    };
    using Handle = std::shared_ptr<const Wires>;

    Handle module(std::uint32_t target, const std::vector<Handle>& inputs, DemandId demand) {
        const Module& module = modules_->module_at(target);
        const std::vector<DemandId> demands = modules_->demands_in(module, demand);
        std::vector<Handle> locals = inputs;
        locals.resize(demands.size());
        for (std::size_t i = 0; i < module.instructions.size(); ++i) {
            const Instruction& instruction = module.instructions[i];
            const std::size_t at = module.inputs + i;
            if (demands[at] == 0) continue;
            std::vector<Handle> operands;
            for (const Local operand : instruction.operands) operands.push_back(locals[operand]);
            locals[at] = result_of(instruction, operands, demands[at]);
        }
        return locals[module.result];
    }

    static Handle vector(std::vector<Node> nodes) {
        return std::make_shared<const Wires>(Wires{std::move(nodes), {}, {}});
    }
    static Handle pair(Handle first, Handle second) {
        return std::make_shared<const Wires>(Wires{{}, std::move(first), std::move(second)});
    }

  private:
    Handle result_of(const Instruction& instruction, const std::vector<Handle>& operands, DemandId demand) {
        switch (instruction.kind) {
            case Instruction::Kind::step:
                return step(modules_->step_at(instruction.target), operands, demand);
            case Instruction::Kind::module:
                return module(instruction.target, operands, demand);
            case Instruction::Kind::first:
                return operands[0]->first;
            case Instruction::Kind::second:
                return operands[0]->second;
            case Instruction::Kind::pair:
                return pair(operands[0], operands[1]);
            case Instruction::Kind::constants:
                break;  // known to whatever uses them
        }
        return nullptr;
    }

    Handle step(const Step& step, const std::vector<Handle>& operands, DemandId demand) {
        const std::vector<bool> live = modules_->live_gates(step, demand);
        std::vector<std::pair<std::size_t, std::size_t>> inputs;  // vector and entry
        for (std::size_t v = 0; v < step.widths.size(); ++v)
            for (std::size_t i = 0; i < step.widths[v]; ++i) inputs.emplace_back(v, i);
        std::vector<Node> gates(step.gates.size());
        const auto node_of = [&](const Reference& reference) -> Node {
            if (reference.kind == Reference::Kind::gate) return gates[reference.index];
            if (reference.kind == Reference::Kind::constant)
                return circuit_->constant(modules_->pool().constant_at(reference.index));
            const auto [vector, entry] = inputs[reference.index];
            return operands[vector]->nodes[entry];
        };
        for (std::size_t g = 0; g < step.gates.size(); ++g) {
            if (!live[g]) continue;
            const StepGate& gate = step.gates[g];
            const Node left = node_of(gate.left);
            if (gate.kind == GateKind::relu)
                gates[g] = circuit_->relu(left);
            else if (gate.kind == GateKind::add)
                gates[g] = circuit_->add(left, node_of(gate.right));
            else
                gates[g] = circuit_->multiply(left, node_of(gate.right));
        }
        const std::vector<bool>& needed = modules_->entries_of(demand);
        std::vector<Node> results(step.outputs.size());
        for (std::size_t i = 0; i < results.size(); ++i)
            if (needed[i] && step.outputs[i].shape.kind == Shape::Kind::gate)
                results[i] = node_of(step.outputs[i].reference);
        return vector(std::move(results));
    }

    Modules* modules_;
    ArithmeticCircuit* circuit_;
};

ArithmeticCircuit Unrolling::Implementation::circuit(std::size_t length, std::size_t max_gates) {
    const CircuitMeasure measured = measure(length);
    if (measured.counts.size() + measured.inputs > max_gates)
        throw Error::impossible("the circuit has " + std::to_string(measured.counts.size()) + " gates and " +
                                    std::to_string(measured.inputs) + " inputs, more than " +
                                    std::to_string(max_gates),
                                "size and depth alone are found without the gates");
    const Call call = call_for(length);
    const Shape output = modules_.profile(call.result).front();
    const std::size_t symbols = network_.alphabet.size();
    ArithmeticCircuit made(length, symbols);
    if (output.kind == Shape::Kind::constant) {
        made.set_output(made.constant(modules_.pool().constant_at(output.index)));
        return made;
    }
    const std::function<Expansion::Handle(std::size_t, std::size_t)> word = [&](std::size_t from,
                                                                                std::size_t n) {
        if (n > 1) {
            const std::size_t part = first_part(n);
            return Expansion::pair(word(from, part), word(from + part, n - part));
        }
        std::vector<ArithmeticCircuit::Node> nodes(symbols + network_.width());
        for (std::size_t s = 0; s < symbols; ++s)
            nodes[s] = static_cast<ArithmeticCircuit::Node>(from * symbols + s);
        return Expansion::vector(std::move(nodes));
    };
    Expansion expansion(modules_, made);
    std::vector<Expansion::Handle> inputs;
    if (length > 0) inputs.push_back(word(0, length));
    const auto result = expansion.module(call.target, inputs, modules_.everything(call.result));
    made.set_output(result->nodes.front());
    return made;
}

Unrolling::Unrolling(const Network& network, std::size_t max_step_gates)
    : implementation_(std::make_unique<Implementation>(network, max_step_gates)) {}
Unrolling::~Unrolling() = default;

CircuitMeasure Unrolling::measure(std::size_t length) {
    return implementation_->measure(length);
}

ArithmeticCircuit Unrolling::circuit(std::size_t length, std::size_t max_gates) {
    return implementation_->circuit(length, max_gates);
}

}  // namespace linac
