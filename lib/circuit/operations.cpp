#include "circuit/operations.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace linac {
namespace {

/// ⌈log₂ count⌉.
std::size_t levels(std::size_t count) {
    std::size_t result = 0;
    while ((std::size_t{1} << result) < count) ++result;
    return result;
}

/// An affine map by its rows.
class Rows {
  public:
    explicit Rows(const AffineMap& map) : rows_(map.outputs()), bias_(map.outputs()) {
        for (std::size_t input = 0; input < map.inputs(); ++input)
            for (const Entry& e : map.column(input)) rows_[e.index].push_back({input, e.value});
        for (const Entry& e : map.bias()) bias_[e.index] = e.value;
    }

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    /// sum += (row of the map)(x).
    void add(std::size_t row, std::span<const Value> x, StepBuilder::Sum& sum) const {
        sum.add(bias_[row]);
        for (const Entry& e : rows_[row]) sum.add(e.value, x[e.index]);
    }
    [[nodiscard]] std::vector<Value> apply(std::span<const Value> x, StepBuilder& builder) const {
        std::vector<Value> y;
        y.reserve(size());
        for (std::size_t row = 0; row < size(); ++row) {
            StepBuilder::Sum sum(builder);
            add(row, x, sum);
            y.push_back(sum.value());
        }
        return y;
    }

  private:
    std::vector<SparseVector> rows_;
    Vector bias_;
};

std::vector<Rows> stages_of(const FeedForward& block) {
    std::vector<Rows> stages;
    stages.reserve(block.stages.size());
    for (const AffineMap& stage : block.stages) stages.emplace_back(stage);
    return stages;
}

/// The units before the last stage.
std::vector<Value> hidden_units(const std::vector<Rows>& stages, std::vector<Value> x, StepBuilder& builder) {
    for (std::size_t s = 0; s + 1 < stages.size(); ++s) {
        x = stages[s].apply(x, builder);
        for (Value& unit : x) unit = builder.relu(unit);
    }
    return x;
}

std::vector<Value> entries(StepBuilder& builder, std::size_t vector, std::size_t from, std::size_t count) {
    std::vector<Value> values;
    values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) values.push_back(builder.input(vector, from + i));
    return values;
}

/// The entries of the residual stream that a head's maps read, and the one-hot token.
std::vector<std::size_t> entries_read(const Network& network, const std::vector<const AffineMap*>& maps) {
    std::vector<std::size_t> used;
    const std::size_t symbols = network.alphabet.size();
    for (std::size_t s = 0; s < symbols; ++s) used.push_back(s);
    for (std::size_t i = 0; i < network.width(); ++i)
        if (std::any_of(maps.begin(), maps.end(),
                        [&](const AffineMap* map) { return !map->column(i).empty(); }))
            used.push_back(symbols + i);
    return used;
}

/// How far a sum of products with constants, of so many terms and tables, reaches.
std::size_t reach_of_sum(const Network& network, std::size_t terms) {
    return 1 + levels(terms + network.alphabet.size() + 1);
}

std::size_t reach_of_block(const Network& network, const FeedForward& block) {
    std::size_t reach = 0;
    for (const AffineMap& stage : block.stages)
        reach += reach_of_sum(network, stage.inputs() + network.width()) + 1;
    return reach;
}

void make_gates(std::vector<Value>& values, StepBuilder& builder) {
    for (Value& value : values) value = builder.as_gate(value);
}

/// The matrix (A B) of a head's affine map.
class Block {
  public:
    Block(std::size_t keys, std::size_t values) : keys_(keys), columns_(keys + values) {
        entries_.resize(keys * columns_);
    }

    Value& at(std::size_t row, std::size_t column) { return entries_[row * columns_ + column]; }
    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    void set_identity(const Value& one) {
        for (std::size_t i = 0; i < keys_; ++i) at(i, i) = one;
    }
    /// A, then B, each row-major.
    [[nodiscard]] std::vector<Value> vector() const {
        std::vector<Value> result;
        for (std::size_t i = 0; i < keys_; ++i)
            for (std::size_t j = 0; j < keys_; ++j) result.push_back(entries_[i * columns_ + j]);
        for (std::size_t i = 0; i < keys_; ++i)
            for (std::size_t j = keys_; j < columns_; ++j) result.push_back(entries_[i * columns_ + j]);
        return result;
    }

  private:
    std::size_t keys_;
    std::size_t columns_;
    std::vector<Value> entries_;
};

using Build = std::function<std::vector<Value>(StepBuilder&)>;

/// One delta step on (A B): subtracts β k (kᵀ(A B) − (0 vᵀ)).
class DeltaRows {
  public:
    explicit DeltaRows(const DeltaStep& step) : key_(step.key), value_(step.value), beta_(step.beta) {}

    void apply(std::span<const Value> x, Block& block, StepBuilder& builder) const {
        const Value beta = beta_.apply(x, builder).front();
        if (StepBuilder::is_zero(beta)) return;
        const std::vector<Value> key = key_.apply(x, builder);
        const std::vector<Value> value = value_.apply(x, builder);
        std::vector<Value> weight;
        weight.reserve(key.size());
        for (const Value& k : key) weight.push_back(builder.multiply(beta, k));
        for (std::size_t column = 0; column < block.columns(); ++column) {
            StepBuilder::Sum sum(builder);
            for (std::size_t i = 0; i < key.size(); ++i)
                sum.add(builder.multiply(key[i], block.at(i, column)));
            if (column >= key.size()) sum.add(-1, value[column - key.size()]);
            const Value excess = sum.value();
            if (StepBuilder::is_zero(excess)) continue;
            for (std::size_t i = 0; i < key.size(); ++i) {
                if (StepBuilder::is_zero(weight[i])) continue;
                StepBuilder::Sum entry(builder);
                entry.add(block.at(i, column));
                entry.add(-1, builder.multiply(weight[i], excess));
                block.at(i, column) = entry.value();
            }
        }
    }

  private:
    Rows key_;
    Rows value_;
    Rows beta_;
};

/// Writes the block of one token, for each kind of linear head.
struct TokenBlock {
    const Network& network;
    std::size_t keys;
    std::size_t values;

    /// What a delta step, or one of the other recurrences, reaches, generously.
    [[nodiscard]] std::size_t reach(std::size_t steps) const {
        const std::size_t term = reach_of_sum(network, network.width());
        const std::size_t step = 5 * (reach_of_sum(network, 2 * keys + 2) + 1);
        return term + 1 + steps * step;
    }
    /// `write` fills the block given the residual stream.
    template <class Write>
    [[nodiscard]] Operation operation(std::size_t steps, Write write) const {
        const std::size_t symbols = network.alphabet.size();
        const std::size_t width = network.width();
        return {
            reach(steps),
            [keys = keys, values = values, symbols, width, write = std::move(write)](StepBuilder& builder) {
                const std::vector<Value> x = entries(builder, 0, symbols, width);
                Block block(keys, values);
                write(x, block, builder);
                std::vector<Value> result = block.vector();
                make_gates(result, builder);
                return result;
            },
            {}};
    }

    Operation operator()(const DeltaNetHead& head) const { return delta({&head.step, 1}); }
    Operation operator()(const DeltaProductHead& head) const { return delta(head.steps); }
    [[nodiscard]] Operation delta(std::span<const DeltaStep> given) const {
        std::vector<DeltaRows> steps(given.begin(), given.end());
        return operation(given.size(), [steps = std::move(steps)](std::span<const Value> x, Block& block,
                                                                  StepBuilder& builder) {
            block.set_identity(builder.constant(1));
            for (const DeltaRows& step : steps) step.apply(x, block, builder);
        });
    }

    Operation operator()(const Rwkv7Head& head) const {
        return operation(
            1, [decay = Rows(head.decay), removal_key = Rows(head.removal_key),
                learning_rate = Rows(head.learning_rate), key = Rows(head.key),
                value = Rows(head.value)](std::span<const Value> x, Block& block, StepBuilder& builder) {
                const std::vector<Value> w = decay.apply(x, builder);
                const std::vector<Value> removed = removal_key.apply(x, builder);
                const std::vector<Value> rate = learning_rate.apply(x, builder);
                const std::vector<Value> k = key.apply(x, builder);
                const std::vector<Value> v = value.apply(x, builder);
                for (std::size_t i = 0; i < k.size(); ++i) {
                    const Value weight = builder.multiply(removed[i], rate[i]);
                    for (std::size_t j = 0; j < k.size(); ++j) {
                        StepBuilder::Sum sum(builder);
                        if (i == j) sum.add(w[i]);
                        sum.add(-1, builder.multiply(weight, removed[j]));
                        block.at(i, j) = sum.value();
                    }
                    for (std::size_t j = 0; j < v.size(); ++j)
                        block.at(i, k.size() + j) = builder.multiply(k[i], v[j]);
                }
            });
    }

    Operation operator()(const PdHead& head) const {
        return operation(1, [keys = keys, values = values, permutation = Rows(head.permutation),
                             diagonal = Rows(head.diagonal), input = Rows(head.input)](
                                std::span<const Value> x, Block& block, StepBuilder& builder) {
            const std::vector<Value> p = permutation.apply(x, builder);
            const std::vector<Value> d = diagonal.apply(x, builder);
            const std::vector<Value> b = input.apply(x, builder);
            for (std::size_t i = 0; i < keys; ++i) {
                for (std::size_t j = 0; j < keys; ++j)
                    block.at(i, j) = builder.multiply(p[i * keys + j], d[j]);
                for (std::size_t j = 0; j < values; ++j) block.at(i, keys + j) = b[i * values + j];
            }
        });
    }

    Operation operator()(const MlpHead& /*head*/) const { return {}; }
};

/// Row `row` of the K×K matrix that the first vector starts with, times a column of K entries of the second.
void add_row_times_column(StepBuilder& builder, std::size_t keys, std::size_t row, std::size_t column_first,
                          std::size_t column_stride, StepBuilder::Sum& sum) {
    for (std::size_t l = 0; l < keys; ++l)
        sum.add(builder.multiply(builder.input(0, row * keys + l),
                                 builder.input(1, column_first + l * column_stride)));
}

}  // namespace

Profile embedded_symbol(const Network& network, ValuePool& pool) {
    const std::size_t symbols = network.alphabet.size();
    Profile profile(symbols, {Shape::Kind::gate, true, 0});
    std::vector<Vector> tables(network.width(), Vector(symbols));
    for (std::size_t s = 0; s < symbols; ++s)
        for (const Entry& e : network.embedding.column(s + 1)) tables[e.index][s] = e.value;
    for (const Vector& table : tables) profile.push_back(pool.table(table));
    return profile;
}

Profile embedded_start(const Network& network, ValuePool& pool) {
    Profile profile(network.alphabet.size() + network.width());
    for (const Entry& e : network.embedding.column(0))
        profile[network.alphabet.size() + e.index] = {Shape::Kind::constant, false, pool.constant(e.value)};
    return profile;
}

Operation block_of_token(const Network& network, const Head& head) {
    Operation operation =
        std::visit(TokenBlock{network, head.key_dimension, head.value_dimension}, head.recurrence);
    std::vector<const AffineMap*> maps;
    for (const ConstParameter& parameter : parameters(head))
        if (parameter.map != &head.receptance) maps.push_back(parameter.map);
    operation.used = entries_read(network, maps);
    return operation;
}

/// Adds the entries of A S + b, for S of the second vector, from `first` on, and the map (A, b) of the first.
void add_application(StepBuilder& builder, std::size_t keys, std::size_t values, std::size_t first,
                     std::vector<Value>& result) {
    for (std::size_t i = 0; i < keys; ++i)
        for (std::size_t j = 0; j < values; ++j) {
            StepBuilder::Sum sum(builder);
            add_row_times_column(builder, keys, i, first + j, values, sum);
            sum.add(builder.input(0, keys * keys + i * values + j));
            result.push_back(sum.value());
        }
}

Operation composition(std::size_t keys, std::size_t values) {
    return {2 + levels(keys + 1),
            [keys, values](StepBuilder& builder) {
                std::vector<Value> result;
                for (std::size_t i = 0; i < keys; ++i)
                    for (std::size_t j = 0; j < keys; ++j) {
                        StepBuilder::Sum sum(builder);
                        add_row_times_column(builder, keys, i, j, keys, sum);
                        result.push_back(sum.value());
                    }
                add_application(builder, keys, values, keys * keys, result);
                return result;
            },
            {}};
}

Operation application(std::size_t keys, std::size_t values) {
    return {2 + levels(keys + 1),
            [keys, values](StepBuilder& builder) {
                std::vector<Value> result;
                add_application(builder, keys, values, 0, result);
                return result;
            },
            {}};
}

Operation mlp_update(const Network& network, const Head& head) {
    const FeedForward& block = std::get<MlpHead>(head.recurrence).update;
    return {
        reach_of_block(network, block) + 2 * network.alphabet.size(),
        [symbols = network.alphabet.size(), width = network.width(),
         size = head.key_dimension * head.value_dimension, stages = stages_of(block)](StepBuilder& builder) {
            std::vector<Value> x = entries(builder, 0, symbols, width);
            const std::vector<Value> state = entries(builder, 1, 0, size);
            x.insert(x.end(), state.begin(), state.end());
            std::vector<Value> next =
                stages.back().apply(hidden_units(stages, std::move(x), builder), builder);
            make_gates(next, builder);
            return next;
        },
        entries_read(network, {&block.stages.front()})};
}

Operation read_of(const Network& network, const Head& head) {
    const std::size_t keys = head.key_dimension;
    const std::size_t values = head.value_dimension;
    return {reach_of_sum(network, network.width()) + 2 * reach_of_sum(network, keys) + 1,
            [symbols = network.alphabet.size(), width = network.width(), keys, values,
             receptance = Rows(head.receptance)](StepBuilder& builder) {
                const std::vector<Value> r = receptance.apply(entries(builder, 0, symbols, width), builder);
                std::vector<Value> result;
                for (std::size_t j = 0; j < values; ++j) {
                    StepBuilder::Sum sum(builder);
                    for (std::size_t i = 0; i < keys; ++i)
                        sum.add(builder.multiply(r[i], builder.input(1, i * values + j)));
                    result.push_back(sum.value());
                }
                return result;
            },
            entries_read(network, {&head.receptance})};
}

namespace {

/// The one-hot token, and then the values.
std::vector<Value> after_token(StepBuilder& builder, std::size_t symbols, const std::vector<Value>& values) {
    std::vector<Value> result = entries(builder, 0, 0, symbols);
    result.insert(result.end(), values.begin(), values.end());
    return result;
}

}  // namespace

Operation sum_of_reads(const Network& network, const Layer& layer) {
    std::vector<Rows> outputs;
    std::size_t reads = 0;
    for (const Head& head : layer.heads) {
        outputs.emplace_back(head.output);
        reads += head.value_dimension;
    }
    return {reach_of_sum(network, 1 + reads),
            [symbols = network.alphabet.size(), width = network.width(),
             outputs = std::move(outputs)](StepBuilder& builder) {
                std::vector<std::vector<Value>> read;
                for (std::size_t h = 0; h < outputs.size(); ++h)
                    read.push_back(entries(builder, 1 + h, 0, builder.width(1 + h)));
                std::vector<Value> x;
                for (std::size_t i = 0; i < width; ++i) {
                    StepBuilder::Sum sum(builder);
                    sum.add(builder.input(0, symbols + i));
                    for (std::size_t h = 0; h < outputs.size(); ++h) outputs[h].add(i, read[h], sum);
                    x.push_back(sum.value());
                }
                return after_token(builder, symbols, x);
            },
            {}};
}

Operation units_of_stage(const Network& network, const AffineMap& stage) {
    return {reach_of_sum(network, stage.inputs()) + 1,
            [symbols = network.alphabet.size(), rows = Rows(stage)](StepBuilder& builder) {
                std::vector<Value> units =
                    rows.apply(entries(builder, 0, symbols, builder.width(0) - symbols), builder);
                for (Value& unit : units) unit = builder.relu(unit);
                return after_token(builder, symbols, units);
            },
            {}};
}

Operation sum_of_last_stage(const Network& network, const AffineMap& stage) {
    return {reach_of_sum(network, stage.inputs() + 1),
            [symbols = network.alphabet.size(), rows = Rows(stage)](StepBuilder& builder) {
                const std::vector<Value> units = entries(builder, 1, symbols, builder.width(1) - symbols);
                std::vector<Value> x;
                for (std::size_t i = 0; i < rows.size(); ++i) {
                    StepBuilder::Sum sum(builder);
                    sum.add(builder.input(0, symbols + i));
                    rows.add(i, units, sum);
                    x.push_back(sum.value());
                }
                return after_token(builder, symbols, x);
            },
            {}};
}

Operation readout_of(const Network& network) {
    return {reach_of_sum(network, network.width()),
            [symbols = network.alphabet.size(), width = network.width(),
             readout = Rows(network.readout)](StepBuilder& builder) {
                std::vector<Value> result = readout.apply(entries(builder, 0, symbols, width), builder);
                make_gates(result, builder);
                return result;
            },
            entries_read(network, {&network.readout})};
}

}  // namespace linac
