#include "precision/range_network.hpp"

#include <algorithm>
#include <utility>

namespace linac {
namespace {

/// What is known of a number in two ways; the error is that of the first, which is how it is computed.
Range refined(const Range& computed, const Range& known) {
    Range both = intersection(computed, known);
    both.error = computed.error;
    return both;
}

std::vector<std::size_t> support_of(const std::vector<Range>& vector) {
    std::vector<std::size_t> support;
    for (std::size_t i = 0; i < vector.size(); ++i)
        if (!vector[i].is_zero()) support.push_back(i);
    return support;
}

Range negated(Range range) {
    std::swap(range.low, range.high);
    std::swap(range.above, range.below);
    range.low.negate();
    range.high.negate();
    return range;
}

}  // namespace

RangeMap::RangeMap(const AffineMap& map, const FloatFormat* format) : rows_(map.outputs()) {
    for (std::size_t input = 0; input < map.inputs(); ++input)
        for (const Entry& e : map.column(input))
            rows_[e.index].weights.emplace_back(input, range_constant(e.value, format));
    for (const Entry& e : map.bias()) rows_[e.index].bias = range_constant(e.value, format);
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].bias || !rows_[i].weights.empty()) used_.push_back(i);
}

void RangeMap::add_row(RangeSum& sum, const Row& row, const std::vector<Range>& x) const {
    for (const auto& [input, weight] : row.weights) sum.add_product(weight, x[input]);
    if (row.bias) sum.add(*row.bias);
}

void RangeMap::add_to(std::vector<RangeSum>& sums, const std::vector<Range>& x) const {
    for (const std::size_t i : used_) add_row(sums[i], rows_[i], x);
}

std::vector<Range> RangeMap::apply(const std::vector<Range>& x, Need& need, const FloatFormat* format) const {
    std::vector<Range> y(rows_.size());
    for (const std::size_t i : used_) {
        RangeSum sum;
        add_row(sum, rows_[i], x);
        if (!sum.is_empty()) y[i] = sum.finish(need, format);
    }
    return y;
}

RangeNetwork::RangeNetwork(const Network& network, std::optional<FloatFormat> format)
    : network_(&network), format_(format), readout_(network.readout, this->format()) {
    const auto maps_of = [&](const FeedForward& block) {
        std::vector<RangeMap> maps;
        for (const AffineMap& stage : block.stages) maps.emplace_back(stage, this->format());
        return maps;
    };
    // A constant that overflows does so before any word is read.
    Need constants;
    for_each_map(network, [&](const std::string& /*path*/, const AffineMap& map) {
        const auto meet = [&](const SparseVector& entries) {
            for (const Entry& e : entries) {
                RangeSum sum;
                sum.add(point(e.value));
                static_cast<void>(sum.finish(constants, nullptr));
            }
        };
        meet(map.bias());
        for (std::size_t input = 0; input < map.inputs(); ++input) meet(map.column(input));
    });
    largest_constant_ = constants.exponent;
    for (std::size_t token = 0; token < network.embedding.inputs(); ++token) {
        std::vector<Range> x(network.width());
        for (const Entry& e : network.embedding.column(token)) {
            const RangeConstant constant = range_constant(e.value, this->format());
            x[e.index] = point(e.value);
            x[e.index].error = constant.error;
        }
        embeddings_.push_back(std::move(x));
    }
    for (const Layer& layer : network.layers) {
        LayerMaps maps{{}, maps_of(layer.feed_forward)};
        for (const Head& head : layer.heads) {
            HeadMaps own{
                &head, entries_, {}, {}, {head.receptance, this->format()}, {head.output, this->format()}};
            Head copy = head;  // parameters() lists those of a head that may be changed
            for (const Parameter& parameter : parameters(copy))
                if (parameter.name != "receptance")
                    own.parameters.emplace_back(*parameter.map, this->format());
            if (const auto* mlp = std::get_if<MlpHead>(&head.recurrence)) own.stages = maps_of(mlp->update);
            const std::size_t size = head.key_dimension * head.value_dimension;
            entries_ += size;
            layer_of_.insert(layer_of_.end(), size, layers_.size());
            maps.heads.push_back(std::move(own));
        }
        layers_.push_back(std::move(maps));
    }
}

/// One token of a head: `state` points to its K·V entries.
struct RangeNetwork::Recurrence {
    const HeadMaps& maps;
    const std::vector<Range>& x;
    Range* state;
    Need& need;
    const FloatFormat* format;
    std::size_t keys;
    std::size_t values;

    [[nodiscard]] std::vector<Range> parameter(std::size_t index) const {
        return maps.parameters[index].apply(x, need, format);
    }
    [[nodiscard]] Range times(const Range& left, const Range& right) const {
        return product(left, right, need, format);
    }
    /// Σ_i weights[i] S[i][j]. What is multiplied by 0 need not be exact, but an infinity would become a NaN.
    [[nodiscard]] std::vector<Range> combined(const std::vector<Range>& weights,
                                              bool is_ignored = false) const {
        std::vector<Range> y(values);
        Need own;
        for (std::size_t j = 0; j < values; ++j) {
            RangeSum sum;
            for (std::size_t i = 0; i < keys; ++i) sum.add_product(weights[i], state[i * values + j]);
            y[j] = sum.finish(own, format);
        }
        if (is_ignored)
            need.exponent = std::max(need.exponent, own.exponent);
        else
            need.include(own);
        return y;
    }
    /// Row i of A = diag(diagonal) + left keyᵀ, as numbers and not as operations.
    [[nodiscard]] std::vector<Range> transition_row(std::size_t i, const Range& diagonal, const Range& left,
                                                    const std::vector<Range>& key) const {
        Need ignored;
        std::vector<Range> row(keys);
        for (std::size_t l = 0; l < keys; ++l) {
            RangeSum entry;
            if (i == l) entry.add(diagonal);
            entry.add_product(left, key[l]);
            row[l] = entry.finish(ignored, nullptr);
        }
        return row;
    }
    /// Entry (i, j) of A S + B, given row i of A and B[i][j] = left · right.
    [[nodiscard]] Range known(const std::vector<Range>& row, const State& old, std::size_t j,
                              const Range& left, const Range& right) const {
        Need ignored;
        RangeSum sum;
        for (std::size_t l = 0; l < keys; ++l) sum.add_product(row[l], old[l * values + j]);
        sum.add_product(left, right);
        return sum.finish(ignored, nullptr);
    }

    void delta_step(std::size_t first) const {
        const std::vector<Range> key = parameter(first);
        const std::vector<Range> value = parameter(first + 1);
        const Range beta = parameter(first + 2)[0];
        const std::vector<Range> read = combined(key, beta.is_zero());
        if (beta.is_zero()) return;
        const std::vector<std::size_t> support = support_of(key);
        const std::vector<Range> old(state, state + keys * values);
        Need ignored;
        std::vector<Range> scaled_key(keys);  // β k, as a number
        for (const std::size_t i : support) scaled_key[i] = product(beta, key[i], ignored, nullptr);
        const auto row_of = [&](std::size_t i) {
            return transition_row(i, point(1), negated(scaled_key[i]), key);
        };
        for (std::size_t j = 0; j < values; ++j) {
            RangeSum difference;
            difference.add(value[j]);
            difference.add(negated(read[j]));
            const Range change = times(beta, difference.finish(need, format));
            for (const std::size_t i : support) {
                RangeSum sum;
                sum.add(old[i * values + j]);
                sum.add_product(key[i], change);
                Range entry = sum.finish(need, format);
                if (!entry.is_point())
                    entry = refined(entry, known(row_of(i), old, j, scaled_key[i], value[j]));
                state[i * values + j] = std::move(entry);
            }
        }
    }
    void operator()(const DeltaNetHead& /*head*/) const { delta_step(0); }
    void operator()(const DeltaProductHead& head) const {
        for (std::size_t step = 0; step < head.steps.size(); ++step) delta_step(3 * step);
    }
    void operator()(const Rwkv7Head& /*head*/) const {
        const std::vector<Range> decay = parameter(0);
        const std::vector<Range> removal_key = parameter(1);
        const std::vector<Range> learning_rate = parameter(2);
        const std::vector<Range> key = parameter(3);
        const std::vector<Range> value = parameter(4);
        const std::vector<Range> old(state, state + keys * values);
        const std::vector<Range> read = combined(removal_key);
        for (std::size_t i = 0; i < keys; ++i) {
            const Range removal = negated(times(removal_key[i], learning_rate[i]));
            for (std::size_t j = 0; j < values; ++j) {
                RangeSum sum;
                sum.add_product(decay[i], old[i * values + j]);
                sum.add_product(removal, read[j]);
                sum.add_product(key[i], value[j]);
                Range entry = sum.finish(need, format);
                if (!entry.is_point())
                    entry = refined(entry, known(transition_row(i, decay[i], removal, removal_key), old, j,
                                                 key[i], value[j]));
                state[i * values + j] = std::move(entry);
            }
        }
    }
    void operator()(const PdHead& /*head*/) const {
        const std::vector<Range> permutation = parameter(0);
        const std::vector<Range> diagonal = parameter(1);
        const std::vector<Range> added = parameter(2);
        std::vector<Range> scaled(keys * values);
        for (std::size_t e = 0; e < scaled.size(); ++e) scaled[e] = times(diagonal[e / values], state[e]);
        for (std::size_t i = 0; i < keys; ++i)
            for (std::size_t j = 0; j < values; ++j) {
                RangeSum sum;
                for (std::size_t l = 0; l < keys; ++l)
                    sum.add_product(permutation[i * keys + l], scaled[l * values + j]);
                sum.add(added[i * values + j]);
                state[i * values + j] = sum.finish(need, format);
            }
    }
    void operator()(const MlpHead& /*head*/) const {}  // update() takes its stages
};

std::vector<Range> RangeNetwork::stages(const std::vector<RangeMap>& maps, std::vector<Range> x,
                                        Need& need) const {
    for (std::size_t s = 0; s < maps.size(); ++s) {
        x = maps[s].apply(x, need, format());
        if (s + 1 == maps.size()) break;
        for (Range& unit : x) unit = rectified(std::move(unit));
    }
    return x;
}

void RangeNetwork::update(const HeadMaps& maps, const std::vector<Range>& x, State& state, Need& need) const {
    Range* const own = state.data() + maps.first;
    const std::size_t size = maps.head->key_dimension * maps.head->value_dimension;
    if (!maps.stages.empty()) {
        std::vector<Range> joined = x;
        joined.insert(joined.end(), own, own + size);
        std::vector<Range> next = stages(maps.stages, std::move(joined), need);
        std::move(next.begin(), next.end(), own);
        return;
    }
    std::visit(Recurrence{maps, x, own, need, format(), maps.head->key_dimension, maps.head->value_dimension},
               maps.head->recurrence);
}

Range RangeNetwork::step(State& state, std::size_t token, Need& need) const {
    std::vector<Range> x = embeddings_[token];
    need.exponent = std::max(need.exponent, largest_constant_);
    for (const Range& dimension : x) {  // a constant that no format holds counts as soon as it is met
        RangeSum sum;
        sum.add(dimension);
        if (!sum.is_empty()) static_cast<void>(sum.finish(need, nullptr));
        if (!dimension.low.is_dyadic()) need.precision = Need::impossible;
    }
    for (const LayerMaps& layer : layers_) {
        std::vector<RangeSum> sums(x.size());
        for (std::size_t d = 0; d < x.size(); ++d) sums[d].add(x[d]);
        for (const HeadMaps& maps : layer.heads) {
            update(maps, x, state, need);
            const std::size_t keys = maps.head->key_dimension;
            const std::size_t values = maps.head->value_dimension;
            const std::vector<Range> receptance = maps.receptance.apply(x, need, format());
            std::vector<Range> read(values);
            for (std::size_t j = 0; j < values; ++j) {
                RangeSum sum;
                for (std::size_t i = 0; i < keys; ++i)
                    sum.add_product(receptance[i], state[maps.first + i * values + j]);
                read[j] = sum.finish(need, format());
            }
            maps.output.add_to(sums, read);
        }
        for (std::size_t d = 0; d < x.size(); ++d) x[d] = sums[d].finish(need, format());
        if (layer.stages.empty()) continue;
        const std::vector<Range> added = stages(layer.stages, x, need);
        for (std::size_t d = 0; d < x.size(); ++d) {
            if (added[d].is_zero()) continue;
            RangeSum sum;
            sum.add(x[d]);
            sum.add(added[d]);
            x[d] = sum.finish(need, format());
        }
    }
    return readout_.apply(x, need, format())[0];
}

}  // namespace linac
