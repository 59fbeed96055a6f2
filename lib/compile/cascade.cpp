#include "compile/cascade.hpp"

#include <algorithm>

namespace linac {
namespace {

/// A map over the residual stream of a part, given its dimensions as forms over another.
AffineMap substituted(const AffineMap& map, const std::vector<Form>& dimensions, std::size_t width) {
    AffineMap result(width, map.outputs());
    for (const Entry& e : map.bias()) result.add_bias(e.index, e.value);
    for (std::size_t input = 0; input < map.inputs(); ++input)
        for (const Entry& e : map.column(input)) {
            for (const Entry& term : dimensions[input].terms)
                result.add(e.index, term.index, e.value * term.value);
            result.add_bias(e.index, e.value * dimensions[input].bias);
        }
    return result;
}

/// A map into the residual stream of a part, with its dimensions moved.
AffineMap moved(const AffineMap& map, const std::vector<std::size_t>& dimensions, std::size_t width) {
    AffineMap result(map.inputs(), width);
    for (const Entry& e : map.bias()) result.add_bias(dimensions[e.index], e.value);
    for (std::size_t input = 0; input < map.inputs(); ++input)
        for (const Entry& e : map.column(input)) result.add(dimensions[e.index], input, e.value);
    return result;
}

/// By residual dimension: whether some layer adds to it.
std::vector<bool> written_dimensions(const Network& network) {
    std::vector<bool> written(network.width(), false);
    const auto mark = [&](const AffineMap& map) {
        for (const Entry& e : map.bias()) written[e.index] = true;
        for (std::size_t input = 0; input < map.inputs(); ++input)
            for (const Entry& e : map.column(input)) written[e.index] = true;
    };
    for (const Layer& layer : network.layers) {
        for (const Head& head : layer.heads) mark(head.output);
        if (!layer.feed_forward.stages.empty()) mark(layer.feed_forward.stages.back());
    }
    return written;
}

}  // namespace

Cascade::Cascade(const Alphabet& alphabet, Target target, std::size_t max_nonzeros,
                 std::vector<std::string> registers)
    : max_nonzeros_(max_nonzeros) {
    network_.target = name_of(target);
    network_.alphabet = alphabet;
    network_.registers = std::move(registers);
    network_.residual.emplace_back("token BOS");
    for (const std::string& symbol : alphabet.symbols()) network_.residual.push_back("token " + symbol);
}

std::size_t Cascade::add_dimension(std::string label, const std::optional<DimensionRole>& role) {
    const std::size_t dimension = network_.width();
    network_.residual.push_back(std::move(label));
    if (role) network_.roles.emplace(dimension, *role);
    return dimension;
}

AffineMap Cascade::map(const std::vector<Form>& forms) const {
    AffineMap map(network_.width(), forms.size());
    for (std::size_t i = 0; i < forms.size(); ++i) {
        map.add_bias(i, forms[i].bias);
        for (const Entry& e : forms[i].terms) map.add(i, e.index, e.value);
    }
    return map;
}

void Cascade::add_layer(std::string label, std::vector<Head> heads) {
    close();
    network_.layers.push_back({std::move(label), std::move(heads), {}});
}

Form Cascade::append(const Network& part, const std::string& name, const std::vector<Form>& letters) {
    close();
    std::vector<Form> dimensions(part.width());  // over this network's residual stream
    for (std::size_t token = 0; token <= letters.size(); ++token)
        for (const Entry& e : part.embedding.column(token))
            dimensions[e.index].add_product(e.value, token == 0 ? bos() : letters[token - 1]);
    std::vector<std::size_t> place(part.width());
    const std::vector<bool> written = written_dimensions(part);
    for (std::size_t d = 0; d < part.width(); ++d) {
        if (!written[d]) continue;
        place[d] = add_dimension(name + "/" + part.residual[d]);
        dimensions[d] += Form::variable(place[d]);
    }
    const std::size_t width = network_.width();
    for (Layer layer : part.layers) {
        layer.label = name + "/" + layer.label;
        for (Head& head : layer.heads) {
            head.label = name + "/" + head.label;
            head.rows.clear();
            for (const Parameter& parameter : parameters(head))
                *parameter.map = substituted(*parameter.map, dimensions, width);
            head.output = moved(head.output, place, width);
        }
        layer.feed_forward.roles.clear();
        if (auto& stages = layer.feed_forward.stages; !stages.empty()) {
            stages.front() = substituted(stages.front(), dimensions, width);
            stages.back() = moved(stages.back(), place, width);
        }
        network_.layers.push_back(std::move(layer));
    }
    Form output;
    for (const Entry& e : part.readout.bias()) output.bias += e.value;
    for (std::size_t d = 0; d < part.width(); ++d)
        for (const Entry& e : part.readout.column(d)) output.add_product(e.value, dimensions[d]);
    return output;
}

ReluCircuit& Cascade::open() {
    if (!circuit_) {
        if (!network_.layers.back().feed_forward.stages.empty()) add_layer("reading", {});
        circuit_.emplace(max_nonzeros_);
    }
    return *circuit_;
}

Form Cascade::read(const Form& residual) {
    return circuit_ ? circuit_->input(residual) : residual;
}

Form Cascade::written(const Form& value, const std::string& label) {
    if (!circuit_) return value;
    if (auto residual = circuit_->over_residual(value)) return std::move(*residual);
    const std::size_t dimension = add_dimension(label);
    circuit_->output(dimension, value);
    return Form::variable(dimension);
}

void Cascade::close() {
    if (circuit_ && circuit_->has_outputs())
        network_.layers.back().feed_forward = circuit_->build(network_.residual);
    circuit_.reset();
}

Network Cascade::finished(const Form& output, const std::string& scheme) {
    close();
    const std::size_t width = network_.width();
    network_.scheme = scheme;
    const std::size_t tokens = network_.alphabet.size() + 1;
    network_.embedding = AffineMap(tokens, width);
    for (std::size_t token = 0; token < tokens; ++token) network_.embedding.add(token, token, 1);
    for (Layer& layer : network_.layers) {
        for (Head& head : layer.heads) {
            for (const Parameter& parameter : parameters(head))
                parameter.map->widen(width, parameter.outputs);
            head.output.widen(head.value_dimension, width);
        }
        if (auto& stages = layer.feed_forward.stages; !stages.empty()) {
            stages.front().widen(width, stages.front().outputs());
            stages.back().widen(stages.back().inputs(), width);
        }
    }
    network_.readout = map({output});
    return std::move(network_);
}

}  // namespace linac
