#include "support/naive_executor.hpp"

#include <cstddef>
#include <optional>
#include <utility>

namespace linac::tests {
namespace {

OracleMatrix zeros(std::size_t rows, std::size_t columns) {
    return OracleMatrix(rows, OracleVector(columns));
}

OracleMatrix reshaped(const OracleVector& entries, std::size_t rows, std::size_t columns) {
    OracleMatrix result = zeros(rows, columns);
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < columns; ++j) result[i][j] = entries[i * columns + j];
    return result;
}

/// y = b + W x, W by the non-zeros of its columns.
class NaiveMap {
  public:
    explicit NaiveMap(const AffineMap& map) : bias_(to_oracle(map.bias(), map.outputs())) {
        for (std::size_t i = 0; i < map.inputs(); ++i) {
            columns_.emplace_back();
            for (const Entry& e : map.column(i)) columns_.back().emplace_back(e.index, to_oracle(e.value));
        }
    }
    [[nodiscard]] OracleVector operator()(const OracleVector& x) const {
        OracleVector y = bias_;
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (x[i] != 0) add_column(i, x[i], y);
        return y;
    }
    /// W e_input.
    [[nodiscard]] OracleVector column(std::size_t input) const {
        OracleVector y(bias_.size());
        add_column(input, 1, y);
        return y;
    }

  private:
    void add_column(std::size_t input, const Oracle& factor, OracleVector& y) const {
        for (const auto& [output, weight] : columns_[input]) y[output] += weight * factor;
    }

    OracleVector bias_;
    std::vector<std::vector<std::pair<std::size_t, Oracle>>> columns_;
};

/// ReLU after every stage but the last.
OracleVector run_stages(const std::vector<NaiveMap>& stages, OracleVector x) {
    for (std::size_t s = 0; s < stages.size(); ++s) {
        x = stages[s](x);
        if (s + 1 == stages.size()) break;
        for (Oracle& unit : x)
            if (unit < 0) unit = 0;
    }
    return x;
}

/// A head by the formula of its kind.
class NaiveHead {
  public:
    explicit NaiveHead(const Head& head)
        : info_(&head.info()),
          keys_(head.key_dimension),
          values_(head.value_dimension),
          rounds_(head.rounds()),
          receptance_(head.receptance),
          output_(head.output) {
        for (const ConstParameter& parameter : parameters(head)) parameters_.emplace_back(*parameter.map);
        for (const AffineMap& stage : head.update.stages) update_.emplace_back(stage);
        std::vector<std::string_view> symbols;
        for (const ParameterInfo& parameter : info_->parameters) symbols.push_back(parameter.symbol);
        if (info_->is_linear()) formula_.emplace(info_->formula, symbols);
    }

    [[nodiscard]] OracleMatrix start() const { return zeros(keys_, values_); }

    [[nodiscard]] OracleMatrix after(OracleMatrix state, const OracleVector& x) const {
        if (!formula_) {
            OracleVector joined = x;
            for (const OracleVector& row : state) joined.insert(joined.end(), row.begin(), row.end());
            return reshaped(run_stages(update_, joined), keys_, values_);
        }
        for (std::size_t round = 0; round < rounds_; ++round) {
            std::vector<OracleMatrix> values{std::move(state)};
            for (std::size_t p = 0; p < info_->parameters.size(); ++p)
                values.push_back(
                    shaped(info_->parameters[p].shape, parameters_[round * info_->parameters.size() + p](x)));
            state = formula_->value(values);
        }
        return state;
    }

    /// What the head adds to the residual stream.
    [[nodiscard]] OracleVector read(const OracleMatrix& state, const OracleVector& x) const {
        return output_(multiply(receptance_(x), state, values_));
    }

  private:
    [[nodiscard]] OracleMatrix shaped(ParameterShape shape, const OracleVector& entries) const {
        if (shape == ParameterShape::keys_by_values) return reshaped(entries, keys_, values_);
        if (shape != ParameterShape::keys_by_keys) return reshaped(entries, entries.size(), 1);
        OracleMatrix permutation = reshaped(entries, keys_, keys_);
        expect_one_hot_columns(permutation);
        return permutation;
    }
    static void expect_one_hot_columns(const OracleMatrix& p) {
        for (std::size_t j = 0; j < p.size(); ++j) {
            std::size_t ones = 0;
            for (const OracleVector& row : p) {
                if (row[j] != 0 && row[j] != 1) throw NotOneHot();
                ones += row[j] == 1 ? 1 : 0;
            }
            if (ones != 1) throw NotOneHot();
        }
    }

    const HeadKindInfo* info_;
    std::size_t keys_;
    std::size_t values_;
    std::size_t rounds_;
    NaiveMap receptance_;
    NaiveMap output_;
    std::vector<NaiveMap> parameters_;
    std::vector<NaiveMap> update_;
    std::optional<Formula> formula_;  // unless the update is not linear
};

struct NaiveLayer {
    std::vector<NaiveHead> heads;
    std::vector<NaiveMap> stages;
};

void add(const OracleVector& added, OracleVector& x) {
    for (std::size_t d = 0; d < x.size(); ++d) x[d] += added[d];
}

}  // namespace

struct NaiveExecutor::Program {
    NaiveMap embedding;
    std::vector<NaiveLayer> layers;
    NaiveMap readout;

    explicit Program(const Network& network) : embedding(network.embedding), readout(network.readout) {
        for (const Layer& layer : network.layers) {
            layers.emplace_back();
            for (const Head& head : layer.heads) layers.back().heads.emplace_back(head);
            for (const AffineMap& stage : layer.feed_forward.stages) layers.back().stages.emplace_back(stage);
        }
    }
};

NaiveExecutor::NaiveExecutor(const Network& network) : program_(std::make_shared<Program>(network)) {
    for (const NaiveLayer& layer : program_->layers) {
        state_.emplace_back();
        for (const NaiveHead& head : layer.heads) state_.back().push_back(head.start());
    }
    step_on(program_->embedding.column(0));
}

void NaiveExecutor::step(Symbol symbol) {
    step_on(program_->embedding.column(symbol + 1));
}

void NaiveExecutor::step_on(OracleVector x) {
    for (std::size_t l = 0; l < program_->layers.size(); ++l) {
        const NaiveLayer& layer = program_->layers[l];
        const OracleVector input = x;
        for (std::size_t h = 0; h < layer.heads.size(); ++h) {
            OracleMatrix& state = state_[l][h];
            state = layer.heads[h].after(std::move(state), input);
            add(layer.heads[h].read(state, input), x);
        }
        if (layer.stages.empty()) continue;
        add(run_stages(layer.stages, x), x);
    }
    output_ = program_->readout(x)[0];
}

std::vector<Oracle> naive_outputs(const Network& network, const Word& word) {
    NaiveExecutor executor(network);
    std::vector<Oracle> outputs{executor.output()};
    for (const Symbol symbol : word) {
        executor.step(symbol);
        outputs.push_back(executor.output());
    }
    return outputs;
}

}  // namespace linac::tests
