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

/// Carries out a round of a kind's steps on (A B), given the residual stream.
class Round {
  public:
    Round(const Head& head, std::size_t round)
        : info_(&head.info()), keys_(head.key_dimension), values_(head.value_dimension) {
        const std::size_t count = info_->parameters.size();
        for (std::size_t p = 0; p < count; ++p) maps_.emplace_back(head.parameters[round * count + p]);
    }

    void apply(std::span<const Value> x, Block& block, StepBuilder& builder) const {
        Registers y;
        std::vector<std::vector<Value>> parameters(maps_.size());
        const auto parameter = [&](std::size_t index) -> const std::vector<Value>& {
            if (parameters[index].empty()) parameters[index] = maps_[index].apply(x, builder);
            return parameters[index];
        };
        const std::vector<StateStep>& steps = info_->steps;
        for (std::size_t s = 0; s < steps.size(); ++s) {
            const auto factor = factor_of_read(steps, s);
            if (factor && StepBuilder::is_zero(parameter(*factor).front()))
                s = last_use_of_read(steps, s);
            else
                take(steps[s], parameter, y, block, builder);
        }
    }

  private:
    using Action = StateStep::Action;

    /// y = factor · sign · value, a row of (A B) each; the factor is multiplied into what writes y, beside its sums.
    struct Registers {
        std::vector<Value> value;
        int sign = 1;
        std::optional<Value> factor;
    };

    template <class Parameter>
    void take(const StateStep& step, const Parameter& parameter, Registers& y, Block& block,
              StepBuilder& builder) const {
        switch (step.action) {
            case Action::read:
                y = {};
                for (std::size_t column = 0; column < block.columns(); ++column)
                    y.value.push_back(combined(parameter(step.first), block, column, builder).value());
                break;
            case Action::correct: {
                y.sign = -1;
                y.factor = parameter(step.second).front();
                const std::vector<Value>& target = parameter(step.first);
                for (std::size_t j = 0; j < values_; ++j) {
                    StepBuilder::Sum excess(builder);
                    excess.add(y.value[keys_ + j]);
                    excess.add(-1, target[j]);
                    y.value[keys_ + j] = excess.value();
                }
                break;
            }
            case Action::write:
                add_read(parameter(step.first), y, 1, block, builder);
                break;
            case Action::erase: {
                std::vector<Value> removal;
                for (std::size_t i = 0; i < keys_; ++i)
                    removal.push_back(builder.multiply(parameter(step.first)[i], parameter(step.second)[i]));
                add_read(removal, y, -1, block, builder);
                break;
            }
            case Action::insert:
                for (std::size_t i = 0; i < keys_; ++i)
                    for (std::size_t j = 0; j < values_; ++j)
                        add(block.at(i, keys_ + j), 1,
                            builder.multiply(parameter(step.first)[i], parameter(step.second)[j]), builder);
                break;
            case Action::scale:
            case Action::multiply:
                for (std::size_t i = 0; i < keys_; ++i)
                    for (std::size_t column = 0; column < block.columns(); ++column) {
                        Value& entry = block.at(i, column);
                        const std::vector<Value>& factors = parameter(step.first);
                        entry = builder.multiply(factors[step.action == Action::scale ? i : 0], entry);
                    }
                break;
            case Action::permute: {
                Block moved(keys_, values_);
                const std::vector<Value>& permutation = parameter(step.first);
                for (std::size_t i = 0; i < keys_; ++i) {
                    const std::vector<Value> row(
                        permutation.begin() + static_cast<std::ptrdiff_t>(i * keys_),
                        permutation.begin() + static_cast<std::ptrdiff_t>((i + 1) * keys_));
                    for (std::size_t column = 0; column < block.columns(); ++column)
                        moved.at(i, column) = combined(row, block, column, builder).value();
                }
                block = std::move(moved);
                break;
            }
            case Action::add:
                for (std::size_t i = 0; i < keys_; ++i)
                    for (std::size_t j = 0; j < values_; ++j)
                        add(block.at(i, keys_ + j), 1, parameter(step.first)[i * values_ + j], builder);
                break;
            case Action::update:
                break;  // mlp_update
        }
    }

    /// Σ_i weights[i] · block[i][column].
    StepBuilder::Sum combined(const std::vector<Value>& weights, Block& block, std::size_t column,
                              StepBuilder& builder) const {
        StepBuilder::Sum sum(builder);
        for (std::size_t i = 0; i < keys_; ++i) sum.add(builder.multiply(weights[i], block.at(i, column)));
        return sum;
    }
    static void add(Value& entry, int sign, const Value& added, StepBuilder& builder) {
        if (StepBuilder::is_zero(added)) return;
        StepBuilder::Sum sum(builder);
        sum.add(entry);
        sum.add(sign, added);
        entry = sum.value();
    }
    /// block += sign · column yᵀ.
    void add_read(std::vector<Value> column, const Registers& y, int sign, Block& block,
                  StepBuilder& builder) const {
        if (y.factor)
            for (Value& weight : column) weight = builder.multiply(*y.factor, weight);
        for (std::size_t j = 0; j < block.columns(); ++j) {
            if (StepBuilder::is_zero(y.value[j])) continue;
            for (std::size_t i = 0; i < keys_; ++i)
                if (!StepBuilder::is_zero(column[i]))
                    add(block.at(i, j), sign * y.sign, builder.multiply(column[i], y.value[j]), builder);
        }
    }

    const HeadKindInfo* info_;
    std::vector<Rows> maps_;
    std::size_t keys_;
    std::size_t values_;
};

/// What a token's block reaches, generously.
std::size_t reach_of_token(const Network& network, const Head& head) {
    const std::size_t term = reach_of_sum(network, network.width());
    const std::size_t step = 5 * (reach_of_sum(network, 2 * head.key_dimension + 2) + 1);
    return term + 1 + head.rounds() * step;
}

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
    const std::size_t keys = head.key_dimension;
    const std::size_t values = head.value_dimension;
    std::vector<Round> rounds;
    for (std::size_t round = 0; round < head.rounds(); ++round) rounds.emplace_back(head, round);
    Operation operation{reach_of_token(network, head),
                        [keys, values, symbols = network.alphabet.size(), width = network.width(),
                         rounds = std::move(rounds)](StepBuilder& builder) {
                            const std::vector<Value> x = entries(builder, 0, symbols, width);
                            Block block(keys, values);
                            block.set_identity(builder.constant(1));
                            for (const Round& round : rounds) round.apply(x, block, builder);
                            std::vector<Value> result = block.vector();
                            make_gates(result, builder);
                            return result;
                        },
                        {}};
    std::vector<const AffineMap*> maps;
    for (const AffineMap& parameter : head.parameters) maps.push_back(&parameter);
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
    const FeedForward& block = head.update;
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
