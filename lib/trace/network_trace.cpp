#include "trace/network_trace.hpp"

#include <algorithm>

#include "trace/action.hpp"

namespace linac {
namespace {

Accumulator<Rational> value(const AffineMap& map, const Accumulator<Rational>& x) {
    Accumulator<Rational> y(map.outputs());
    apply(map, x, y);
    return y;
}

Vector dense(const Accumulator<Rational>& vector) {
    Vector result(vector.size());
    for (const std::size_t i : vector.support()) result[i] = vector[i];
    return result;
}

SparseVector nonzeros(const Accumulator<Rational>& vector) {
    std::vector<std::size_t> support = vector.support();
    std::sort(support.begin(), support.end());
    SparseVector result;
    for (const std::size_t i : support)
        if (!vector[i].is_zero()) result.push_back({i, vector[i]});
    return result;
}

Accumulator<Rational> stages(const FeedForward& block, const Accumulator<Rational>& x) {
    Accumulator<Rational> y = value(block.stages[0], x);
    for (std::size_t s = 1; s < block.stages.size(); ++s) {
        for (const std::size_t unit : y.support())
            if (y[unit].sign() < 0) y.touch(unit).set_zero();
        y = value(block.stages[s], y);
    }
    return y;
}

void add_to(Accumulator<Rational>& x, const Accumulator<Rational>& added) {
    for (const std::size_t i : added.support()) x.touch(i) += added[i];
}

/// Sᵀ r.
Accumulator<Rational> read_of(const Vector& state, const SparseVector& receptance, std::size_t columns) {
    Accumulator<Rational> read(columns);
    for (const Entry& e : receptance)
        for (std::size_t j = 0; j < columns; ++j)
            read.touch(j).add_product(e.value, state[e.index * columns + j]);
    return read;
}

}  // namespace

NetworkTrace::NetworkTrace(Network network) : network_(std::move(network)), readings_(network_) {
    for (Layer& layer : network_.layers) {
        names_.emplace_back();
        parameters_.emplace_back();
        states_.emplace_back();
        for (Head& head : layer.heads) {
            names_.back().push_back(names_of(head, network_));
            parameters_.back().push_back(linac::parameters(head));
            states_.back().emplace_back(head.key_dimension * head.value_dimension);
        }
    }
    read(0);
}

HeadStep NetworkTrace::step_of(Place place, const Accumulator<Rational>& input) {
    const Head& head = network_.layers[place.layer].heads[place.head];
    const HeadNames& names = names_[place.layer][place.head];
    const std::vector<Parameter>& maps = parameters_[place.layer][place.head];
    Vector& state = states_[place.layer][place.head];
    HeadStep step;
    step.before = state;
    std::vector<bool> drives(input.size(), false);
    const auto note_drivers = [&](const AffineMap& map) {
        for (const std::size_t d : input.support())
            if (!input[d].is_zero() && !map.column(d).empty()) drives[d] = true;
    };
    for (std::size_t i = 0; i < maps.size(); ++i) {
        step.parameters.push_back(nonzeros(value(*maps[i].map, input)));
        if (i + 1 < maps.size()) note_drivers(*maps[i].map);
    }
    if (!head.info().is_linear()) {
        note_drivers(head.update.stages[0]);
        Accumulator<Rational> joined(input.size() + state.size());
        add_to(joined, input);
        for (std::size_t i = 0; i < state.size(); ++i) joined.touch(input.size() + i) = state[i];
        state = dense(stages(head.update, joined));
        step.does = sentence_of_change(step.before, state, names);
    } else {
        step.transition = transition(head, step.parameters);
        state = linac::after(*step.transition, state);
        step.does = sentence(*step.transition, names, head, step.parameters);
    }
    step.after = state;
    for (std::size_t d = 0; d < drives.size(); ++d)
        if (drives[d]) step.driven_by.push_back(d);
    return step;
}

void NetworkTrace::read(std::size_t token) {
    now_ = NetworkStep();
    Accumulator<Rational> x(network_.width());
    for (const Entry& e : network_.embedding.column(token)) x.touch(e.index) += e.value;
    now_.embedding = dense(x);
    for (std::size_t l = 0; l < network_.layers.size(); ++l) {
        const Layer& layer = network_.layers[l];
        const Accumulator<Rational> input = x;
        LayerStep done;
        for (std::size_t h = 0; h < layer.heads.size(); ++h) {
            const Head& head = layer.heads[h];
            HeadStep step = step_of({l, h}, input);
            const auto read = read_of(step.after, step.parameters.back(), head.value_dimension);
            apply(head.output, read, x);
            step.read = dense(read);
            done.heads.push_back(std::move(step));
        }
        if (!layer.feed_forward.stages.empty()) add_to(x, stages(layer.feed_forward, x));
        done.residual = dense(x);
        now_.layers.push_back(std::move(done));
    }
    const Accumulator<Rational> output = value(network_.readout, x);
    now_.output = output[0];
    now_.readings = readings_.read(now_.residual());
}

}  // namespace linac
