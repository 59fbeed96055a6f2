#include "compile/assembly.hpp"

namespace linac {

Assembly::Assembly(Alphabet alphabet, Target target, Scheme scheme) : target_(target) {
    network_.target = name_of(target);
    network_.scheme = name_of(scheme);
    network_.alphabet = std::move(alphabet);
    network_.residual.emplace_back("token BOS");
    for (const std::string& symbol : network_.alphabet.symbols())
        network_.residual.push_back("token " + symbol);
}

std::size_t Assembly::add_dimension(std::string label, const std::optional<DimensionRole>& role) {
    const std::size_t dimension = network_.width();
    network_.residual.push_back(std::move(label));
    if (role) network_.roles.emplace(dimension, *role);
    return dimension;
}

std::size_t Assembly::add_dimension(const DimensionRole& role) {
    return add_dimension(label_of(role, network_.alphabet, network_.registers), role);
}

void Assembly::add_layer(std::string label, std::vector<HeadPlan> heads) {
    layers_.push_back({std::move(label), std::move(heads), {}});
}

void Assembly::set_feed_forward(FeedForward block) {
    layers_.back().feed_forward = std::move(block);
}

AffineMap Assembly::map_of(const std::vector<Form>& forms) const {
    AffineMap map(network_.width(), forms.size());
    for (std::size_t i = 0; i < forms.size(); ++i) {
        map.add_bias(i, forms[i].bias);
        for (const Entry& e : forms[i].terms) map.add(i, e.index, e.value);
    }
    return map;
}

AffineMap Assembly::constant_map(const Vector& values) const {
    AffineMap map(network_.width(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i) map.add_bias(i, values[i]);
    return map;
}

Head Assembly::built(const ConstantHead& plan) const {
    Head head;
    head.label = plan.label;
    head.key_dimension = plan.key.size();
    head.value_dimension = plan.values.size();
    head.receptance = constant_map(plan.receptance);
    head.kind = HeadKind::rwkv7;
    head.parameters = {constant_map(plan.decay), constant_map(plan.removal_key),
                       constant_map(plan.learning_rate), constant_map(plan.key), map_of(plan.values)};
    head.output = AffineMap(plan.values.size(), network_.width());
    for (std::size_t j = 0; j < plan.values.size(); ++j) head.output.add(plan.outputs[j], j, plan.scale);
    return head;
}

Head Assembly::built(const ReflectionHead& plan) const {
    std::vector<Form> key(plan.keys);
    std::vector<Form> write_key(plan.keys);
    std::vector<Form> rate(plan.keys);  // the condition's β on every coordinate that some key uses
    Form beta;
    std::vector<bool> used(plan.keys, false);
    const auto add = [&](const Form& condition, const SparseVector& direction, const Rational& step) {
        for (const Entry& e : direction) {
            key[e.index].add_product(e.value, condition);
            used[e.index] = true;
        }
        beta.add_product(step, condition);
    };
    for (const auto& move : plan.moves) add(move.condition, move.key, move.beta);
    add(plan.write.condition, plan.write.key, 1);
    for (const Entry& e : plan.write.key) write_key[e.index].add_product(e.value, plan.write.condition);

    Head head;
    head.label = plan.label;
    head.key_dimension = plan.keys;
    head.value_dimension = plan.values;
    head.receptance = AffineMap(network_.width(), plan.keys);
    for (const Entry& e : plan.receptance) head.receptance.add_bias(e.index, e.value);
    if (target_ == Target::deltanet) {
        head.kind = HeadKind::deltanet;
        head.parameters = {map_of(key), map_of(plan.write.values), map_of({beta})};
    } else {
        // I − β k kᵀ = I − (k ⊙ β) kᵀ: the learning rate is β.
        for (std::size_t i = 0; i < plan.keys; ++i)
            if (used[i]) rate[i] = beta;
        const std::vector<Form> ones(plan.keys, Form(Rational(1)));
        head.kind = HeadKind::rwkv7;
        head.parameters = {map_of(ones), map_of(key), map_of(rate), map_of(write_key),
                           map_of(plan.write.values)};
    }
    head.output = AffineMap(plan.values, network_.width());
    for (std::size_t j = 0; j < plan.values; ++j) head.output.add(plan.outputs[j], j, 1);
    return head;
}

Head Assembly::built(const ArithmeticHead& plan) const {
    const std::size_t keys = plan.key.size();
    std::vector<Form> start(keys);
    for (const Entry& e : plan.start) start[e.index].add_product(e.value, bos());
    Head head;
    head.label = plan.label;
    head.key_dimension = keys;
    head.value_dimension = 1;
    head.receptance = map_of(plan.receptance);
    if (target_ == Target::deltanet) {
        std::vector<Form> key = plan.key;
        for (std::size_t i = 0; i < keys; ++i) key[i] += start[i];
        head.kind = HeadKind::deltanet;
        head.parameters = {map_of(key), map_of({bos()}), map_of({plan.beta + bos()})};
    } else {
        const std::vector<Form> ones(keys, Form(Rational(1)));
        head.kind = HeadKind::rwkv7;
        head.parameters = {map_of(ones), map_of(plan.key), map_of(plan.learning_rate), map_of(start),
                           map_of({bos()})};
    }
    head.output = AffineMap(1, network_.width());
    head.output.add(plan.output, 0, 1);
    return head;
}

Network Assembly::finished(std::size_t weight, const Rational& empty_word) {
    const std::size_t width = network_.width();
    network_.embedding = AffineMap(network_.alphabet.size() + 1, width);
    for (std::size_t token = 0; token <= network_.alphabet.size(); ++token)
        network_.embedding.add(token, token, 1);
    network_.embedding.add(weight, 0, empty_word);
    for (PlannedLayer& plan : layers_) {
        Layer layer{plan.label, {}, std::move(plan.feed_forward)};
        for (const HeadPlan& head : plan.heads)
            layer.heads.push_back(std::visit([&](const auto& kind) { return built(kind); }, head));
        auto& stages = layer.feed_forward.stages;
        if (!stages.empty()) {
            stages.front().widen(width, stages.front().outputs());
            stages.back().widen(stages.back().inputs(), width);
        }
        network_.layers.push_back(std::move(layer));
    }
    network_.readout = AffineMap(width, 1);
    network_.readout.add(0, weight, 1);
    return std::move(network_);
}

}  // namespace linac
