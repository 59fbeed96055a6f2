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
                for (const AffineMap& parameter : head.parameters)
                    own.parameters.push_back(map_of(parameter));
                own.stages = maps_of(head.update);
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

    /// One token of a head: the steps of its kind. What they add to an entry stays one sum until a step needs the entry.
    class Recurrence {
      public:
        /// `state` points to the head's K·V entries.
        Recurrence(const HeadMaps& maps, const Values& x, Value* state, Domain& domain)
            : maps_(maps),
              domain_(domain),
              state_(state),
              keys_(maps.head->key_dimension),
              values_(maps.head->value_dimension),
              read_(values_) {
            const HeadKindInfo& info = maps_.head->info();
            for (std::size_t round = 0; round < maps_.head->rounds(); ++round) {
                parameters_.clear();
                for (std::size_t p = 0; p < info.parameters.size(); ++p)
                    parameters_.push_back(
                        maps_.parameters[round * info.parameters.size() + p].apply(x, domain));
                take(info.steps);
                settle();
            }
        }

      private:
        using Action = StateStep::Action;

        /// S += column rowᵀ, or S += column keyᵀ S for the state at the last settling.
        struct Outer {
            Values column;
            Values row;
        };

        void take(const std::vector<StateStep>& steps) {
            for (std::size_t s = 0; s < steps.size(); ++s) {
                const StateStep& step = steps[s];
                const Values& first = parameters_[step.first];
                const Values& second = parameters_[step.second];
                switch (step.action) {
                    case Action::read: {
                        settle();
                        const auto factor = factor_of_read(steps, s);
                        read(first, factor ? &parameters_[*factor][0] : nullptr);
                        if (factor && domain_.is_zero(parameters_[*factor][0]))
                            s = last_use_of_read(steps, s);
                        break;
                    }
                    case Action::correct:
                        correct(first, second[0]);
                        break;
                    case Action::write:
                        add_read(first);
                        break;
                    case Action::erase: {
                        Values removal(keys_);
                        for (std::size_t i = 0; i < keys_; ++i)
                            removal[i] = domain_.negated(product(first[i], second[i]));
                        add_read(removal);
                        break;
                    }
                    case Action::insert:
                        for (std::size_t i = 0; i < keys_; ++i)
                            for (std::size_t j = 0; j < values_; ++j)
                                sum_of(i, j).add_product(first[i], second[j]);
                        if constexpr (Domain::has_matrix_bounds) inputs_.push_back({first, second});
                        break;
                    case Action::scale:
                        scale(first);
                        break;
                    case Action::multiply:
                        scale(Values(keys_, first[0]));
                        break;
                    case Action::permute:
                        settle();
                        is_bounded_ = false;
                        for (std::size_t i = 0; i < keys_; ++i)
                            for (std::size_t j = 0; j < values_; ++j)
                                for (std::size_t l = 0; l < keys_; ++l)
                                    (l == 0 ? empty_sum_of(i, j) : sum_of(i, j))
                                        .add_product(first[i * keys_ + l], state_[l * values_ + j]);
                        break;
                    case Action::add:
                        is_bounded_ = false;
                        for (std::size_t i = 0; i < keys_; ++i)
                            for (std::size_t j = 0; j < values_; ++j)
                                sum_of(i, j).add(first[i * values_ + j]);
                        break;
                    case Action::update:
                        break;  // KernelNetwork::update takes its stages
                }
            }
        }

        void read(const Values& key, const Value* gate) {
            for (std::size_t j = 0; j < values_; ++j) {
                Sum sum = domain_.sum();
                for (std::size_t i = 0; i < keys_; ++i) sum.add_product(key[i], state_[i * values_ + j]);
                read_[j] = gate != nullptr ? domain_.finish(sum, *gate) : domain_.finish(sum);
            }
            read_key_ = &key;
            correction_ = nullptr;
        }
        void scale(const Values& factors) {
            settle();
            for (std::size_t i = 0; i < keys_; ++i)
                for (std::size_t j = 0; j < values_; ++j)
                    empty_sum_of(i, j).add_product(factors[i], state_[i * values_ + j]);
            diagonal_ = factors;
        }
        void correct(const Values& value, const Value& beta) {
            for (std::size_t j = 0; j < values_; ++j) {
                Sum difference = domain_.sum();
                difference.add(value[j]);
                difference.add(domain_.negated(read_[j]));
                read_[j] = product(beta, domain_.finish(difference));
            }
            correction_ = &value;
            beta_ = beta;
        }
        /// S += column yᵀ.
        void add_read(const Values& column) {
            for (std::size_t i = 0; i < keys_; ++i) {
                if (domain_.is_zero(column[i])) continue;
                for (std::size_t j = 0; j < values_; ++j) sum_of(i, j).add_product(column[i], read_[j]);
            }
            if constexpr (Domain::has_matrix_bounds) {
                if (read_key_ == nullptr) {
                    is_bounded_ = false;
                    return;
                }
                if (correction_ == nullptr) {
                    reads_.push_back({column, *read_key_});
                    return;
                }
                Values scaled(keys_);
                Values negated(keys_);
                for (std::size_t i = 0; i < keys_; ++i) {
                    Sum sum = domain_.sum();
                    sum.add_product(beta_, column[i]);
                    scaled[i] = domain_.number(sum);
                    negated[i] = domain_.negated(scaled[i]);
                }
                reads_.push_back({std::move(negated), *read_key_});
                inputs_.push_back({std::move(scaled), *correction_});
            }
        }

        [[nodiscard]] Value product(const Value& left, const Value& right) const {
            Sum sum = domain_.sum();
            sum.add_product(left, right);
            return domain_.finish(sum);
        }

        /// The sum that entry (i, j) is to become: so far, the entry.
        Sum& sum_of(std::size_t i, std::size_t j) {
            const std::size_t at = i * values_ + j;
            if (sums_[at]) return *sums_[at];
            Sum& sum = empty_sum_of(i, j);
            sum.add(state_[at]);
            return sum;
        }
        /// The same, without the entry; only where nothing was added since the last settling.
        Sum& empty_sum_of(std::size_t i, std::size_t j) {
            touched_.push_back(i * values_ + j);
            return sums_[i * values_ + j].emplace(domain_.sum());
        }

        /// Computes the sums, each in any order.
        void settle() {
            if (touched_.empty()) return;
            Values old;
            if constexpr (Domain::has_matrix_bounds) old.assign(state_, state_ + keys_ * values_);
            for (const std::size_t at : touched_) {
                state_[at] = refined(domain_.finish(*sums_[at]), at / values_, at % values_, old);
                sums_[at].reset();
            }
            touched_.clear();
            read_key_ = nullptr;
            is_bounded_ = true;
            diagonal_.clear();
            reads_.clear();
            inputs_.clear();
        }

        /// A better Value of entry (i, j) of the new state: that of A S + B as numbers and not as operations, with
        /// A = diag(diagonal) + Σ column keyᵀ over the reads and B = Σ column rowᵀ over the inputs.
        [[nodiscard]] Value refined(Value entry, std::size_t i, std::size_t j, const Values& old) const {
            if constexpr (Domain::has_matrix_bounds) {
                if (entry.is_point() || !is_bounded_ || (reads_.empty() && inputs_.empty())) return entry;
                Sum sum = domain_.sum();
                for (std::size_t l = 0; l < keys_; ++l) {
                    Sum weight = domain_.sum();
                    if (i == l) weight.add(diagonal_.empty() ? domain_.point(1) : diagonal_[i]);
                    for (const Outer& each : reads_) weight.add_product(each.column[i], each.row[l]);
                    sum.add_product(domain_.number(weight), old[l * values_ + j]);
                }
                for (const Outer& each : inputs_) sum.add_product(each.column[i], each.row[j]);
                return domain_.refined(entry, domain_.number(sum));
            }
            return entry;
        }

        const HeadMaps& maps_;
        Domain& domain_;
        Value* state_;
        std::size_t keys_;
        std::size_t values_;
        std::vector<Values> parameters_;  // of the round
        Values read_;                     // y
        const Values* read_key_ =
            nullptr;  // y is of the state at the last settling, by this key; unless null
        const Values* correction_ = nullptr;  // v, if y was corrected
        Value beta_{};
        std::vector<std::optional<Sum>> sums_ = std::vector<std::optional<Sum>>(keys_ * values_);
        std::vector<std::size_t> touched_;  // entries of which there is a sum
        bool is_bounded_ = true;            // the sums are what the next three say, see `refined`
        Values diagonal_;
        std::vector<Outer> reads_;
        std::vector<Outer> inputs_;
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
        Recurrence(maps, x, own, domain);
    }

    const Network* network_;
    std::vector<LayerMaps> layers_;
    KernelMap<Domain> readout_;
    std::size_t entries_ = 0;
    std::vector<std::size_t> layer_of_;
};

}  // namespace linac
