#include "compile/relu_circuit.hpp"

#include <algorithm>

namespace linac {

void refuse_size(std::size_t max_nonzeros) {
    throw Error::impossible("the network would have more than " + std::to_string(max_nonzeros) + " non-zeros",
                            "--max-nonzeros N raises the limit");
}

Form ReluCircuit::input(std::size_t residual_dimension) {
    const auto [at, is_new] = inputs_.emplace(residual_dimension, nodes_.size());
    if (is_new) nodes_.push_back({{}, 0, 0, residual_dimension, ""});
    return Form::variable(at->second);
}

Form ReluCircuit::input(const Form& residual) {
    Form form(residual.bias);
    for (const Entry& e : residual.terms) form.add_product(e.value, input(e.index));
    return form;
}

std::optional<Form> ReluCircuit::over_residual(const Form& form) const {
    Form residual(form.bias);
    for (const Entry& e : form.terms) {
        const Node& node = nodes_[e.index];
        if (node.level > 0) return std::nullopt;
        residual.add_product(e.value, Form::variable(node.residual));
    }
    return residual;
}

void ReluCircuit::use(const Form& form, std::size_t level) {
    for (const Entry& e : form.terms) {
        Node& node = nodes_[e.index];
        // Carrying a value over a stage costs a unit and a non-zero.
        const std::size_t carried = std::max(node.last_use, node.level + 1);
        if (level > carried) nonzeros_ += level - carried;
        node.last_use = std::max(node.last_use, level);
    }
    nonzeros_ += form.terms.size() + 1;
    if (nonzeros_ > max_nonzeros_) refuse_size(max_nonzeros_);
}

Form ReluCircuit::relu(const Form& form, UnitName name) {
    std::size_t level = 1;
    for (const Entry& e : form.terms) level = std::max(level, nodes_[e.index].level + 1);
    use(form, level);
    depth_ = std::max(depth_, level);
    nodes_.push_back({form, level, 0, 0, std::move(name)});
    return Form::variable(nodes_.size() - 1);
}

Form ReluCircuit::shared(const Form& form, UnitName name) {
    const bool is_value = form.bias.is_zero() && form.terms.size() <= 1;
    return is_value ? form : relu(form, std::move(name));
}

void ReluCircuit::output(std::size_t residual_dimension, const Form& form) {
    outputs_[residual_dimension] += form;
}

Form ReluCircuit::gate(const Form& value, const Rational& bound, const Form& on, UnitName name) {
    if (value.terms.empty()) return value.bias * on;
    const Form unit = relu(value + 2 * bound * on - Form(bound), std::move(name));
    return unit - bound * on;
}

FeedForward ReluCircuit::build(const std::vector<std::string>& input_labels, std::size_t output_count) const {
    // Level l holds the units made there and those carried through; a final stage makes the outputs.
    const std::size_t stages = depth_ + 1;
    std::vector<std::size_t> last_use;
    for (const Node& node : nodes_) last_use.push_back(node.last_use);
    for (const auto& [dimension, form] : outputs_)
        for (const Entry& e : form.terms) last_use[e.index] = stages;

    std::vector<std::vector<std::size_t>> held(stages);  // nodes by level, from level 1
    for (std::size_t i = 0; i < nodes_.size(); ++i)
        for (std::size_t level = std::max<std::size_t>(1, nodes_[i].level); level < last_use[i]; ++level)
            held[level].push_back(i);

    FeedForward block;
    std::vector<std::size_t> position(nodes_.size());  // of each node that the previous level holds
    for (std::size_t i = 0; i < nodes_.size(); ++i)
        if (nodes_[i].level == 0) position[i] = nodes_[i].residual;
    const auto add = [&](AffineMap& map, std::size_t unit, const Form& form) {
        map.add_bias(unit, form.bias);
        for (const Entry& e : form.terms) map.add(unit, position[e.index], e.value);
    };
    std::size_t inputs = input_labels.size();
    for (std::size_t level = 1; level < stages; ++level) {
        AffineMap map(inputs, held[level].size());
        std::vector<std::string> labels;
        for (std::size_t unit = 0; unit < held[level].size(); ++unit) {
            const Node& node = nodes_[held[level][unit]];
            const bool made_here = node.level == level;
            add(map, unit, made_here ? node.form : Form::variable(held[level][unit]));
            const std::string& label = node.level == 0 ? input_labels[node.residual] : node.name.label;
            labels.push_back(made_here ? label : "= " + label);
            if (made_here && node.name.role) block.roles.emplace(std::pair(level - 1, unit), *node.name.role);
        }
        for (std::size_t unit = 0; unit < held[level].size(); ++unit) position[held[level][unit]] = unit;
        inputs = held[level].size();
        block.stages.push_back(std::move(map));
        block.labels.push_back(std::move(labels));
    }
    AffineMap outputs(inputs, output_count);
    for (const auto& [dimension, form] : outputs_) add(outputs, dimension, form);
    block.stages.push_back(std::move(outputs));
    return block;
}

}  // namespace linac
