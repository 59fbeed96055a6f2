#include "precision/float_executor.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "error.hpp"

namespace linac {

namespace {

/// Among the subnormal numbers of the format, all have the same unit.
double rounded_subnormal(double value, const FloatFormat& format) {
    const int unit = format.min_exponent - format.precision + 1;
    return std::ldexp(std::nearbyint(std::ldexp(value, -unit)), unit);  // to even
}

}  // namespace

double rounded_double(double value, const FloatFormat& format) {
    if (format.precision == float64.precision || value == 0 || !std::isfinite(value)) return value;
    if (format == float32) return static_cast<float>(value);
    const auto exponent_of = [](std::uint64_t bits) {
        return static_cast<int>((bits >> 52U) & 0x7FFU) - 1023;
    };
    // The bits of the significand that the format does not have: half of the last one that it has is added, a little
    // less where that is 0, and what is below it is cut off. A carry goes into the exponent, as it should.
    const auto dropped = static_cast<unsigned>(float64.precision - format.precision);
    const std::uint64_t last = std::uint64_t{1} << dropped;
    auto bits = std::bit_cast<std::uint64_t>(value);
    if (exponent_of(bits) < format.min_exponent) return rounded_subnormal(value, format);
    bits += last / 2 - 1 + ((bits >> dropped) & 1U);
    bits &= ~(last - 1);
    if (exponent_of(bits) <= format.max_exponent) return std::bit_cast<double>(bits);
    return std::copysign(std::numeric_limits<double>::infinity(), value);
}

Rational exact_value(double value) {
    const auto exact = from_float_bits(std::bit_cast<std::uint64_t>(value), float64);
    if (!exact) throw std::domain_error("not a finite number");
    return *exact;
}

FloatExecutor::FloatExecutor(const Network& network, const FloatArithmetic& arithmetic)
    : format_(arithmetic.format), accumulator_(arithmetic.accumulator()), readout_(map_of(network.readout)) {
    const auto maps_of = [&](const FeedForward& block) {
        std::vector<Map> maps;
        for (const AffineMap& stage : block.stages) maps.push_back(map_of(stage));
        return maps;
    };
    for (std::size_t token = 0; token < network.embedding.inputs(); ++token) {
        std::vector<double> x(network.width());
        for (const Entry& e : network.embedding.column(token)) x[e.index] = stored(e.value);
        embeddings_.push_back(std::move(x));
    }
    for (const Layer& layer : network.layers) {
        LayerMaps maps{{}, maps_of(layer.feed_forward)};
        for (const Head& head : layer.heads) {
            HeadMaps own{&head, state_.size(), {}, {}, map_of(head.receptance), map_of(head.output)};
            for (const ConstParameter& parameter : parameters(head))
                own.parameters.push_back(map_of(*parameter.map));
            own.stages = maps_of(head.update);
            state_.resize(state_.size() + head.key_dimension * head.value_dimension);
            maps.heads.push_back(std::move(own));
        }
        layers_.push_back(std::move(maps));
    }
    restart();
}

double FloatExecutor::stored(const Rational& constant) const {
    const auto number = rounded(constant, format_);
    if (!number)
        throw Error::impossible("the constant " + to_string(constant) + " is too large for " +
                                std::string(format_.name));
    return std::bit_cast<double>(*float_bits(*number, float64));
}

FloatExecutor::Map FloatExecutor::map_of(const AffineMap& map) const {
    Map result{std::vector<std::vector<Map::Weight>>(map.outputs()), std::vector<double>(map.outputs())};
    for (std::size_t input = 0; input < map.inputs(); ++input)
        for (const Entry& e : map.column(input)) result.rows[e.index].push_back({input, stored(e.value)});
    for (const Entry& e : map.bias()) result.bias[e.index] = stored(e.value);
    return result;
}

void FloatExecutor::restart() {
    std::fill(state_.begin(), state_.end(), 0.0);
    read(0);
}

std::vector<double> FloatExecutor::apply(const Map& map, const std::vector<double>& x) const {
    std::vector<double> y(map.rows.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        double total = 0;
        for (const Map::Weight& weight : map.rows[i])
            total = sum(total + sum(weight.value * x[weight.input]));
        y[i] = store(sum(total + map.bias[i]));
    }
    return y;
}

std::vector<double> FloatExecutor::stages(const std::vector<Map>& maps, std::vector<double> x) const {
    for (std::size_t s = 0; s < maps.size(); ++s) {
        x = apply(maps[s], x);
        if (s + 1 == maps.size()) break;
        for (double& unit : x) unit = unit > 0 ? unit : 0;
    }
    return x;
}

/// One token of a linear head: `state` points to its K·V entries.
struct FloatExecutor::Recurrence {
    const FloatExecutor& executor;
    const HeadMaps& maps;
    const std::vector<double>& x;
    double* state;
    std::size_t keys = maps.head->key_dimension;
    std::size_t values = maps.head->value_dimension;

    Recurrence(const FloatExecutor& of, const HeadMaps& own, const std::vector<double>& input,
               double* entries)
        : executor(of), maps(own), x(input), state(entries) {}

    [[nodiscard]] double sum(double value) const { return executor.sum(value); }
    [[nodiscard]] std::vector<double> parameter(std::size_t index) const {
        return executor.apply(maps.parameters[index], x);
    }
    /// Σ_i weights[i] S[i][j].
    [[nodiscard]] double combined(const std::vector<double>& weights, std::size_t j) const {
        double total = 0;
        for (std::size_t i = 0; i < keys; ++i) total = sum(total + sum(weights[i] * state[i * values + j]));
        return total;
    }
    void operator()() {
        const HeadKindInfo& info = maps.head->info();
        for (std::size_t round = 0; round < maps.head->rounds(); ++round) {
            std::vector<std::vector<double>> parameters;
            for (std::size_t p = 0; p < info.parameters.size(); ++p)
                parameters.push_back(parameter(round * info.parameters.size() + p));
            for (const StateStep& step : info.steps) take(step, parameters);
        }
    }

  private:
    using Action = StateStep::Action;

    void take(const StateStep& step, const std::vector<std::vector<double>>& parameters) {
        const std::vector<double>& first = parameters[step.first];
        const std::vector<double>& second = parameters[step.second];
        switch (step.action) {
            case Action::read:
                for (std::size_t j = 0; j < values; ++j) read[j] = combined(first, j);
                break;
            case Action::correct:
                for (std::size_t j = 0; j < values; ++j) read[j] = sum(second[0] * sum(first[j] - read[j]));
                break;
            case Action::write:
                add_outer([&](std::size_t i, std::size_t j) { return first[i] * read[j]; });
                break;
            case Action::erase: {
                std::vector<double> removal(keys);
                for (std::size_t i = 0; i < keys; ++i) removal[i] = -executor.store(first[i] * second[i]);
                add_outer([&](std::size_t i, std::size_t j) { return removal[i] * read[j]; });
                break;
            }
            case Action::insert:
                add_outer([&](std::size_t i, std::size_t j) { return first[i] * second[j]; });
                break;
            case Action::scale:
                for (std::size_t i = 0; i < keys; ++i)
                    for (std::size_t j = 0; j < values; ++j)
                        state[i * values + j] = sum(first[i] * state[i * values + j]);
                break;
            case Action::multiply:
                for (std::size_t e = 0; e < keys * values; ++e) state[e] = sum(first[0] * state[e]);
                break;
            case Action::permute:
                permute(first);
                break;
            case Action::add:
                for (std::size_t e = 0; e < keys * values; ++e) state[e] = sum(state[e] + first[e]);
                break;
            case Action::update:
                break;  // FloatExecutor::update takes its stages
        }
    }

    /// S[i][j] += product(i, j).
    template <class Product>
    void add_outer(const Product& product) {
        for (std::size_t i = 0; i < keys; ++i)
            for (std::size_t j = 0; j < values; ++j) {
                double& entry = state[i * values + j];
                entry = sum(entry + sum(product(i, j)));
            }
    }

    void permute(const std::vector<double>& permutation) {
        std::vector<double> next(keys * values);
        for (std::size_t i = 0; i < keys; ++i)
            for (std::size_t j = 0; j < values; ++j)
                for (std::size_t l = 0; l < keys; ++l) {
                    double& total = next[i * values + j];
                    total = sum(total + sum(permutation[i * keys + l] * state[l * values + j]));
                }
        std::copy(next.begin(), next.end(), state);
    }

    std::vector<double> read = std::vector<double>(values);  // y
};

void FloatExecutor::update(const HeadMaps& maps, const std::vector<double>& x) {
    double* const own = state_.data() + maps.first;
    const std::size_t keys = maps.head->key_dimension;
    const std::size_t values = maps.head->value_dimension;
    if (!maps.stages.empty()) {
        std::vector<double> joined = x;
        joined.insert(joined.end(), own, own + keys * values);
        const std::vector<double> next = stages(maps.stages, std::move(joined));
        std::copy(next.begin(), next.end(), own);
        return;
    }
    Recurrence(*this, maps, x, own)();
}

void FloatExecutor::read(std::size_t token) {
    std::vector<double> x = embeddings_[token];
    for (const LayerMaps& layer : layers_) {
        std::vector<double> next = x;
        for (const HeadMaps& maps : layer.heads) {
            update(maps, x);
            const std::vector<double> receptance = apply(maps.receptance, x);
            const Recurrence recurrence(*this, maps, x, state_.data() + maps.first);
            std::vector<double> reads(maps.head->value_dimension);
            for (std::size_t j = 0; j < reads.size(); ++j)
                reads[j] = store(recurrence.combined(receptance, j));
            const std::vector<double> added = apply(maps.output, reads);
            for (std::size_t d = 0; d < next.size(); ++d) next[d] = store(next[d] + added[d]);
        }
        x = std::move(next);
        if (layer.stages.empty()) continue;
        const std::vector<double> added = stages(layer.stages, x);
        for (std::size_t d = 0; d < x.size(); ++d) x[d] = store(x[d] + added[d]);
    }
    output_ = apply(readout_, x)[0];
}

}  // namespace linac
