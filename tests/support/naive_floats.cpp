#include "support/naive_floats.hpp"

#include <utility>

namespace linac::tests {
namespace {

Oracle power_of_two(int exponent) {
    const Oracle power(OracleInteger(1) << static_cast<unsigned>(std::abs(exponent)));
    return exponent < 0 ? 1 / power : power;
}

}  // namespace

Oracle nearest(const Oracle& value, const FloatFormat& format) {
    if (value == 0) return value;
    const Oracle size = abs(value);
    // 2^exponent ≤ size < 2^(exponent + 1), or the least exponent.
    int exponent = static_cast<int>(msb(numerator(size))) - static_cast<int>(msb(denominator(size)));
    if (size < power_of_two(exponent)) --exponent;
    exponent = std::max(exponent, format.min_exponent);
    const Oracle unit = power_of_two(exponent - format.precision + 1);
    const Oracle units = size / unit;
    OracleInteger whole = numerator(units) / denominator(units);
    const Oracle rest = units - Oracle(whole);
    const Oracle half(1, 2);
    if (rest > half || (rest == half && (whole & 1) != 0)) ++whole;
    const Oracle result = Oracle(whole) * unit;
    if (result >= power_of_two(format.max_exponent + 1)) throw Overflow();
    return value < 0 ? Oracle(-result) : result;
}

NaiveFloats::NaiveFloats(const Network& network, const FloatArithmetic& arithmetic)
    : network_(&network), arithmetic_(arithmetic), sums_(arithmetic.format) {
    // "sums, and the state of a linear head with its recurrence, in f32 (in f64 for f64)"
    if (arithmetic.mode == FloatMode::kernel && arithmetic.format != float64) sums_ = float32;
    for (const Layer& layer : network.layers)
        for (const Head& head : layer.heads)
            states_.emplace_back(head.key_dimension, OracleVector(head.value_dimension));
    read(0);
}

OracleVector NaiveFloats::state() const {
    OracleVector entries;
    for (const auto& state : states_)
        for (const OracleVector& row : state) entries.insert(entries.end(), row.begin(), row.end());
    return entries;
}

Oracle NaiveFloats::add(const Oracle& left, const Oracle& right) const {
    return nearest(left + right, sums_);
}

Oracle NaiveFloats::times(const Oracle& left, const Oracle& right) const {
    return nearest(left * right, sums_);
}

OracleVector NaiveFloats::apply(const AffineMap& map, const OracleVector& x) const {
    OracleVector y(map.outputs());
    for (std::size_t input = 0; input < map.inputs(); ++input)
        for (const Entry& weight : map.column(input))
            y[weight.index] = add(y[weight.index], times(store(to_oracle(weight.value)), x[input]));
    for (const Entry& bias : map.bias()) y[bias.index] = add(y[bias.index], store(to_oracle(bias.value)));
    for (Oracle& value : y) value = store(value);
    return y;
}

OracleVector NaiveFloats::apply(const FeedForward& block, OracleVector x) const {
    for (std::size_t s = 0; s < block.stages.size(); ++s) {
        x = apply(block.stages[s], x);
        if (s + 1 == block.stages.size()) break;
        for (Oracle& unit : x)
            if (unit < 0) unit = 0;
    }
    return x;
}

Oracle NaiveFloats::column(const OracleVector& weights, const std::vector<OracleVector>& state,
                           std::size_t j) const {
    Oracle total = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) total = add(total, times(weights[i], state[i][j]));
    return total;
}

void NaiveFloats::update(const Head& head, const OracleVector& x, std::vector<OracleVector>& state) const {
    const std::size_t values = head.value_dimension;
    if (head.kind == HeadKind::mlp_rnn) {
        OracleVector joined = x;
        for (const OracleVector& row : state) joined.insert(joined.end(), row.begin(), row.end());
        const OracleVector next = apply(head.update, std::move(joined));
        for (std::size_t e = 0; e < next.size(); ++e) state[e / values][e % values] = next[e];
        return;
    }
    const HeadKindInfo& info = head.info();
    for (std::size_t round = 0; round < head.rounds(); ++round) {
        std::vector<OracleVector> given;
        for (const ParameterInfo& parameter : info.parameters)
            given.push_back(apply(head.parameter(parameter.name, round), x));
        OracleVector y(values);
        for (const StateStep& step : info.steps) take(step, given, y, state);
    }
}

void NaiveFloats::take(const StateStep& step, const std::vector<OracleVector>& given, OracleVector& y,
                       std::vector<OracleVector>& state) const {
    using Action = StateStep::Action;
    const OracleVector& p = given[step.first];
    const OracleVector& q = given[step.second];
    const std::vector<OracleVector> before = state;
    if (step.action == Action::read)
        for (std::size_t j = 0; j < y.size(); ++j) y[j] = column(p, state, j);
    if (step.action == Action::correct)
        for (std::size_t j = 0; j < y.size(); ++j) y[j] = times(q[0], add(p[j], -y[j]));
    for (std::size_t i = 0; i < state.size(); ++i)
        for (std::size_t j = 0; j < y.size(); ++j) {
            Oracle& entry = state[i][j];
            switch (step.action) {
                case Action::read:
                case Action::correct:
                case Action::update:
                    break;
                case Action::write:
                    entry = add(entry, times(p[i], y[j]));
                    break;
                case Action::erase:  // p ⊙ q is a tensor that the kernel is given
                    entry = add(entry, -times(store(p[i] * q[i]), y[j]));
                    break;
                case Action::insert:
                    entry = add(entry, times(p[i], q[j]));
                    break;
                case Action::scale:
                    entry = times(p[i], entry);
                    break;
                case Action::multiply:
                    entry = times(p[0], entry);
                    break;
                case Action::permute:
                    entry = 0;
                    for (std::size_t l = 0; l < state.size(); ++l)
                        entry = add(entry, times(p[i * state.size() + l], before[l][j]));
                    break;
                case Action::add:
                    entry = add(entry, p[i * y.size() + j]);
                    break;
            }
        }
}

void NaiveFloats::read(std::size_t token) {
    OracleVector x(network_->width());
    for (const Entry& e : network_->embedding.column(token)) x[e.index] = store(to_oracle(e.value));
    std::size_t h = 0;
    for (const Layer& layer : network_->layers) {
        const OracleVector input = x;
        for (const Head& head : layer.heads) {
            auto& state = states_[h++];
            update(head, input, state);
            const OracleVector receptance = apply(head.receptance, input);
            OracleVector reads(head.value_dimension);
            for (std::size_t j = 0; j < reads.size(); ++j) reads[j] = store(column(receptance, state, j));
            const OracleVector added = apply(head.output, reads);
            for (std::size_t d = 0; d < x.size(); ++d) x[d] = store(x[d] + added[d]);
        }
        if (layer.feed_forward.stages.empty()) continue;
        const OracleVector added = apply(layer.feed_forward, x);
        for (std::size_t d = 0; d < x.size(); ++d) x[d] = store(x[d] + added[d]);
    }
    output_ = apply(network_->readout, x)[0];
}

}  // namespace linac::tests
