// A network over another domain than numbers: one token, by the operations of the recurrent kernels
// (float_executor.hpp), each sum as one sum in any order.
//
// A domain tells what is known of a number (ranges: range_network.hpp; functions of the last tokens:
// diagram_network.hpp), and how it is known of sums and products:
//
//     Domain::Value                  default: 0
//     Domain::Constant               of the network
//     Domain::Sum                    add(value), add(constant), add_product(value or constant, value), is_empty()
//     domain.constant(rational)      a Constant
//     domain.point(rational)         the Value of a constant
//     domain.sum()                   an empty Sum
//     domain.finish(sum)             its Value, noting what its exactness takes
//     domain.finish(sum, gate)       the same where the Value gate is not 0; elsewhere that the sum is finite will do
//     domain.negated(value), domain.rectified(value), domain.is_zero(value)
//     Domain::has_matrix_bounds      whether A S + B says more of the new state than the operations do; then
//     domain.number(sum)             the Value of a sum that is not computed
//     domain.refined(value, known)   of a number in two ways
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "network/network.hpp"
#include "precision/range.hpp"

namespace linac {

/// What the constants take that each token meets before the first layer: those of its embedding must be held, and none
/// of the network may overflow.
[[nodiscard]] std::vector<Need> needs_of_tokens(const Network& network);

/// y = b + W x by rows.
template <class Domain>
class KernelMap {
  public:
    using Value = typename Domain::Value;
    using Constant = typename Domain::Constant;
    using Sum = typename Domain::Sum;

    KernelMap() = default;
    KernelMap(const AffineMap& map, Domain& domain) : rows_(map.outputs()) {
        for (std::size_t input = 0; input < map.inputs(); ++input)
            for (const Entry& e : map.column(input))
                rows_[e.index].weights.emplace_back(input, domain.constant(e.value));
        for (const Entry& e : map.bias()) rows_[e.index].bias = domain.constant(e.value);
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (rows_[i].bias || !rows_[i].weights.empty()) used_.push_back(i);
    }

    [[nodiscard]] std::size_t outputs() const noexcept { return rows_.size(); }
    /// Adds W x + b to the sums.
    void add_to(std::vector<Sum>& sums, const std::vector<Value>& x) const {
        for (const std::size_t i : used_) add_row(sums[i], rows_[i], x);
    }
    [[nodiscard]] std::vector<Value> apply(const std::vector<Value>& x, Domain& domain) const {
        std::vector<Value> y(rows_.size());
        for (const std::size_t i : used_) {
            Sum sum = domain.sum();
            add_row(sum, rows_[i], x);
            if (!sum.is_empty()) y[i] = domain.finish(sum);
        }
        return y;
    }

  private:
    struct Row {
        std::vector<std::pair<std::size_t, Constant>> weights;
        std::optional<Constant> bias;
    };
    void add_row(Sum& sum, const Row& row, const std::vector<Value>& x) const {
        for (const auto& [input, weight] : row.weights) sum.add_product(weight, x[input]);
        if (row.bias) sum.add(*row.bias);
    }

    std::vector<Row> rows_;
    std::vector<std::size_t> used_;  // rows that are not 0
};

template <class Domain>
class KernelNetwork {
  public:
    using Value = typename Domain::Value;
    using Sum = typename Domain::Sum;
    using Values = std::vector<Value>;

    /// The network must outlive it.
    KernelNetwork(const Network& network, Domain& domain)
        : network_(&network), readout_(network.readout, domain) {
        std::size_t nonzeros = 0;  // of the layer
        const auto map_of = [&](const AffineMap& map) {
            nonzeros += map.nonzeros();
            return KernelMap<Domain>(map, domain);
        };
        const auto maps_of = [&](const FeedForward& block) {
            std::vector<KernelMap<Domain>> maps;
            for (const AffineMap& stage : block.stages) maps.push_back(map_of(stage));
            return maps;
        };
        for (const Layer& layer : network.layers) {
            nonzeros = 0;
            LayerMaps maps{{}, maps_of(layer.feed_forward), entries_, 0, 0};
            for (const Head& head : layer.heads) {
                HeadMaps own{&head, entries_, {}, {}, map_of(head.receptance), map_of(head.output)};
                for (const ConstParameter& parameter : parameters(head))
                    if (parameter.map != &head.receptance) own.parameters.push_back(map_of(*parameter.map));
                if (const auto* mlp = std::get_if<MlpHead>(&head.recurrence))
                    own.stages = maps_of(mlp->update);
                const std::size_t size = head.key_dimension * head.value_dimension;
                entries_ += size;
                maps.entries += size;
                layer_of_.insert(layer_of_.end(), size, layers_.size());
                maps.heads.push_back(std::move(own));
            }
            maps.nonzeros = nonzeros;
            layers_.push_back(std::move(maps));
        }
    }

    [[nodiscard]] const Network& network() const noexcept { return *network_; }
    /// Entries of all heads' states, head by head, row-major.
    [[nodiscard]] std::size_t entries() const noexcept { return entries_; }
    /// The layer of each entry of a state.
    [[nodiscard]] const std::vector<std::size_t>& layer_of() const noexcept { return layer_of_; }
    /// The entries of a layer's heads: the first one, and how many.
    [[nodiscard]] std::pair<std::size_t, std::size_t> entries_of(std::size_t layer) const {
        return {layers_[layer].first, layers_[layer].entries};
    }
    /// Constants of a layer that are not 0.
    [[nodiscard]] std::size_t nonzeros(std::size_t layer) const { return layers_[layer].nonzeros; }

    /// One layer: the residual x and the entries of its heads (of the whole state) are replaced.
    void step(std::size_t layer, Values& x, Values& state, Domain& domain) const {
        const LayerMaps& maps = layers_[layer];
        std::vector<Sum> sums(x.size(), domain.sum());
        for (std::size_t d = 0; d < x.size(); ++d) sums[d].add(x[d]);
        for (const HeadMaps& head : maps.heads) {
            update(head, x, state, domain);
            const std::size_t keys = head.head->key_dimension;
            const std::size_t values = head.head->value_dimension;
            const Values receptance = head.receptance.apply(x, domain);
            Values read(values);
            for (std::size_t j = 0; j < values; ++j) {
                Sum sum = domain.sum();
                for (std::size_t i = 0; i < keys; ++i)
                    sum.add_product(receptance[i], state[head.first + i * values + j]);
                read[j] = domain.finish(sum);
            }
            head.output.add_to(sums, read);
        }
        for (std::size_t d = 0; d < x.size(); ++d) x[d] = domain.finish(sums[d]);
        if (maps.stages.empty()) return;
        const Values added = stages(maps.stages, x, domain);
        for (std::size_t d = 0; d < x.size(); ++d) {
            if (domain.is_zero(added[d])) continue;
            Sum sum = domain.sum();
            sum.add(x[d]);
            sum.add(added[d]);
            x[d] = domain.finish(sum);
        }
    }
    [[nodiscard]] Value readout(const Values& x, Domain& domain) const {
        return readout_.apply(x, domain)[0];
    }

  private:
    struct HeadMaps {
        const Head* head;
        std::size_t first;                          ///< entry of the state
        std::vector<KernelMap<Domain>> parameters;  ///< in the order of the file
        std::vector<KernelMap<Domain>> stages;      ///< of an MLP head
        KernelMap<Domain> receptance;
        KernelMap<Domain> output;
    };
    struct LayerMaps {
        std::vector<HeadMaps> heads;
        std::vector<KernelMap<Domain>> stages;
        std::size_t first = 0;
        std::size_t entries = 0;
        std::size_t nonzeros = 0;
    };

    /// One token of a head: `state` points to its K·V entries.
    struct Recurrence {
        const HeadMaps& maps;
        const Values& x;
        Value* state;
        Domain& domain;
        std::size_t keys;
        std::size_t values;

        [[nodiscard]] Values parameter(std::size_t index) const {
            return maps.parameters[index].apply(x, domain);
        }
        [[nodiscard]] Value product(const Value& left, const Value& right) const {
            Sum sum = domain.sum();
            sum.add_product(left, right);
            return domain.finish(sum);
        }
        /// Σ_i weights[i] S[i][j], as a sum.
        [[nodiscard]] Sum combined(const Values& weights, std::size_t j) const {
            Sum sum = domain.sum();
            for (std::size_t i = 0; i < keys; ++i) sum.add_product(weights[i], state[i * values + j]);
            return sum;
        }
        /// A better Value of entry (i, j) of the new state: that of A S + B as numbers and not as operations, with
        /// A = diag(diagonal) + left keyᵀ and B[i][j] = left_input · right_input.
        [[nodiscard]] Value refined(Value entry, std::size_t i, std::size_t j, const Values& old,
                                    const Value& diagonal, const Value& left, const Values& key,
                                    const Value& left_input, const Value& right_input) const {
            if constexpr (Domain::has_matrix_bounds) {
                if (entry.is_point()) return entry;
                Sum sum = domain.sum();
                for (std::size_t l = 0; l < keys; ++l) {
                    Sum weight = domain.sum();
                    if (i == l) weight.add(diagonal);
                    weight.add_product(left, key[l]);
                    sum.add_product(domain.number(weight), old[l * values + j]);
                }
                sum.add_product(left_input, right_input);
                return domain.refined(entry, domain.number(sum));
            }
            return entry;
        }

        /// β k, of use to `refined` only.
        [[nodiscard]] Values numbers_product(const Value& beta, const Values& key) const {
            Values products(keys);
            if constexpr (Domain::has_matrix_bounds)
                for (std::size_t i = 0; i < keys; ++i) {
                    Sum sum = domain.sum();
                    sum.add_product(beta, key[i]);
                    products[i] = domain.number(sum);
                }
            return products;
        }

        void delta_step(std::size_t first) const {
            const Values key = parameter(first);
            const Values value = parameter(first + 1);
            const Value beta = parameter(first + 2)[0];
            Values read(values);
            for (std::size_t j = 0; j < values; ++j) read[j] = domain.finish(combined(key, j), beta);
            if (domain.is_zero(beta)) return;
            const Values old(state, state + keys * values);
            const Values scaled_key = numbers_product(beta, key);
            for (std::size_t j = 0; j < values; ++j) {
                Sum difference = domain.sum();
                difference.add(value[j]);
                difference.add(domain.negated(read[j]));
                const Value change = product(beta, domain.finish(difference));
                for (std::size_t i = 0; i < keys; ++i) {
                    if (domain.is_zero(key[i])) continue;
                    Sum sum = domain.sum();
                    sum.add(old[i * values + j]);
                    sum.add_product(key[i], change);
                    state[i * values + j] =
                        refined(domain.finish(sum), i, j, old, domain.point(1), domain.negated(scaled_key[i]),
                                key, scaled_key[i], value[j]);
                }
            }
        }
        void operator()(const DeltaNetHead& /*head*/) const { delta_step(0); }
        void operator()(const DeltaProductHead& head) const {
            for (std::size_t step = 0; step < head.steps.size(); ++step) delta_step(3 * step);
        }
        void operator()(const Rwkv7Head& /*head*/) const {
            const Values decay = parameter(0);
            const Values removal_key = parameter(1);
            const Values learning_rate = parameter(2);
            const Values key = parameter(3);
            const Values value = parameter(4);
            const Values old(state, state + keys * values);
            Values read(values);
            for (std::size_t j = 0; j < values; ++j) read[j] = domain.finish(combined(removal_key, j));
            for (std::size_t i = 0; i < keys; ++i) {
                const Value removal = domain.negated(product(removal_key[i], learning_rate[i]));
                for (std::size_t j = 0; j < values; ++j) {
                    Sum sum = domain.sum();
                    sum.add_product(decay[i], old[i * values + j]);
                    sum.add_product(removal, read[j]);
                    sum.add_product(key[i], value[j]);
                    state[i * values + j] = refined(domain.finish(sum), i, j, old, decay[i], removal,
                                                    removal_key, key[i], value[j]);
                }
            }
        }
        void operator()(const PdHead& /*head*/) const {
            const Values permutation = parameter(0);
            const Values diagonal = parameter(1);
            const Values added = parameter(2);
            Values scaled(keys * values);
            for (std::size_t e = 0; e < scaled.size(); ++e)
                scaled[e] = product(diagonal[e / values], state[e]);
            for (std::size_t i = 0; i < keys; ++i)
                for (std::size_t j = 0; j < values; ++j) {
                    Sum sum = domain.sum();
                    for (std::size_t l = 0; l < keys; ++l)
                        sum.add_product(permutation[i * keys + l], scaled[l * values + j]);
                    sum.add(added[i * values + j]);
                    state[i * values + j] = domain.finish(sum);
                }
        }
        void operator()(const MlpHead& /*head*/) const {}  // update() takes its stages
    };

    [[nodiscard]] Values stages(const std::vector<KernelMap<Domain>>& maps, Values x, Domain& domain) const {
        for (std::size_t s = 0; s < maps.size(); ++s) {
            x = maps[s].apply(x, domain);
            if (s + 1 == maps.size()) break;
            for (Value& unit : x) unit = domain.rectified(std::move(unit));
        }
        return x;
    }

    void update(const HeadMaps& maps, const Values& x, Values& state, Domain& domain) const {
        Value* const own = state.data() + maps.first;
        const std::size_t size = maps.head->key_dimension * maps.head->value_dimension;
        if (!maps.stages.empty()) {
            Values joined = x;
            joined.insert(joined.end(), own, own + size);
            Values next = stages(maps.stages, std::move(joined), domain);
            std::move(next.begin(), next.end(), own);
            return;
        }
        std::visit(Recurrence{maps, x, own, domain, maps.head->key_dimension, maps.head->value_dimension},
                   maps.head->recurrence);
    }

    const Network* network_;
    std::vector<LayerMaps> layers_;
    KernelMap<Domain> readout_;
    std::size_t entries_ = 0;
    std::vector<std::size_t> layer_of_;
};

}  // namespace linac
