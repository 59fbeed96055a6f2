#include "exports/fla_checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "exact/floating.hpp"
#include "exports/delta_program.hpp"
#include "exports/features.hpp"
#include "exports/state_names.hpp"

namespace linac {
namespace {

constexpr std::size_t value_dimension = 16;    // of which heads use the first
constexpr std::size_t intermediate_size = 16;  // of the feed-forward block, which is off
constexpr int least_norm_exponent = 20;
constexpr int most_norm_exponent = 60;

std::size_t power_of_two(std::size_t least) {
    std::size_t power = 16;
    while (power < least) power *= 2;
    return power;
}

/// A head: the block whose steps it runs, and what it reads.
struct ReadingHead {
    std::size_t program = 0;
    SparseVector query;  ///< by slot
    std::size_t feature = 0;
    Rational factor;  ///< the feature is the sum of factor · (query · slots) over its heads
};

struct Model {
    bool is_product = false;  ///< GatedDeltaProduct: positive keys and queries, many steps a token
    std::vector<BlockProgram> programs;
    std::vector<ReadingHead> heads;
    Features features;
    std::size_t tokens = 0;
    std::size_t steps = 1;
    std::size_t key_dimension = 0;
    std::size_t vocabulary = 0;
    std::size_t width = 0;  ///< of the residual stream: tokens, 1, features
    int norm_exponent = least_norm_exponent;

    [[nodiscard]] std::size_t constant() const noexcept { return tokens; }
    [[nodiscard]] std::size_t feature(std::size_t index) const noexcept { return tokens + 1 + index; }
};

using Build = Result<BlockProgram> (*)(const FiniteNetwork&, const StateBlock&);

std::vector<BlockProgram> programs(const FiniteNetwork& finite, Build build) {
    std::vector<BlockProgram> result;
    for (const StateBlock& block : finite.blocks) {
        result.push_back(build(finite, block).value());
        if (result.back().slots > max_fla_key_dimension)
            throw Error::impossible(
                fmt::format("a head's key would have {} dimensions, and the kernels take {}",
                            result.back().slots, max_fla_key_dimension));
        check_exact(finite, block, result.back());
    }
    return result;
}

void plan_steps(Model& model, const FiniteNetwork& finite) {
    if (finite.single_step) {
        const auto single = capture([&] { return programs(finite, single_step_program); });
        if (single) {
            model.programs = single.value();
            return;
        }
        if (auto positive = capture([&] { return programs(finite, positive_program); })) {
            model.programs = std::move(positive).value();
            model.is_product = true;
            return;
        }
        throw Error::impossible(
            "no DeltaNetForCausalLM holds this network: " + single.error().message(),
            "linac compile … --to deltaproduct makes networks for GatedDeltaProductForCausalLM, which "
            "hold any permutation and reset a letter");
    }
    model.is_product = true;
    const auto positive = capture([&] { return programs(finite, positive_program); });
    if (!positive)
        throw Error::impossible(
            "no GatedDeltaProductForCausalLM holds this network: " + positive.error().message(),
            positive.error().hint());
    model.programs = positive.value();
}

/// One head for each block that the feature reads, two where queries have to be positive and are not.
void plan_reads(Model& model, const FiniteNetwork& finite) {
    for (std::size_t f = 0; f < model.features.functionals.size(); ++f) {
        for (std::size_t b = 0; b < finite.blocks.size(); ++b) {
            const StateBlock& block = finite.blocks[b];
            const BlockProgram& program = model.programs[b];
            std::array<SparseVector, 2> query;  // positive, and negative where these are apart
            for (std::size_t i = 0; i < block.size; ++i) {
                const Rational weight = model.features.functionals[f][block.first + i] * program.sign[i];
                if (weight.is_zero() || program.slot[i] == BlockProgram::no_slot) continue;
                const bool is_apart = model.is_product && weight.sign() < 0;
                add_entry(query[is_apart ? 1 : 0], program.slot[i], is_apart ? -weight : weight);
            }
            for (const int side : {0, 1})
                if (!query[side].empty())
                    model.heads.push_back({b, query[side], f, Rational(side == 0 ? 1 : -1) / program.scale});
        }
    }
    if (!model.heads.empty()) return;
    if (model.programs.empty()) {  // a constant: a head that does nothing
        model.programs.emplace_back();
        model.programs[0].steps.resize(model.tokens);
    }
    model.heads.push_back({});
}

/// The sum of absolute values of what a norm may see of the reads and features, squared, is small against ε.
void plan_norms(Model& model) {
    Rational most = 4 + model.features.size;
    for (const BlockProgram& program : model.programs)
        for (const auto& token : program.steps)
            for (const UnitStep& step : token) most = std::max(most, step.value);
    for (; model.norm_exponent <= most_norm_exponent; ++model.norm_exponent) {
        const auto exponent = static_cast<std::uint64_t>(2 * (model.norm_exponent - 13));
        if (most * most * 4 < power(2, exponent)) return;
    }
    throw Error::impossible("single precision does not hold the features: they reach " + to_string(most));
}

class Weights {
  public:
    Weights(const Model& model) : model_(model) {}

    TensorFile tensors() {
        const Model& m = model_;
        const std::size_t heads = m.heads.size();
        const std::string layer = "model.layers.0.";
        write_heads();
        add("model.embeddings.weight", {m.vocabulary, m.width}, embedding());
        add_norm(layer + "attn_norm.weight", m.width);
        add(layer + "attn.q_proj.weight", {heads * m.key_dimension, m.width}, query_);
        add(layer + "attn.k_proj.weight", {m.steps * heads * m.key_dimension, m.width}, key_);
        add(layer + "attn.v_proj.weight", {m.steps * heads * value_dimension, m.width}, value_);
        add(layer + "attn.b_proj.weight", {m.steps * heads, m.width}, beta_);
        add_norm(layer + "attn.o_norm.weight", value_dimension);
        add(layer + "attn.o_proj.weight", {m.width, heads * value_dimension}, output_);
        add_norm(layer + "mlp_norm.weight", m.width);
        add(layer + "mlp.gate_proj.weight", {intermediate_size, m.width}, {});
        add(layer + "mlp.up_proj.weight", {intermediate_size, m.width}, {});
        add(layer + "mlp.down_proj.weight", {m.width, intermediate_size}, {});
        add_norm("model.norm.weight", m.width);
        add("lm_head.weight", {m.vocabulary, m.width}, logits());
        return {{}, std::move(tensors_)};
    }

  private:
    /// The entries of a matrix by row and column.
    using Entries = std::map<std::pair<std::size_t, std::size_t>, Rational>;

    void add(const std::string& name, const std::vector<std::size_t>& shape, const Entries& entries) {
        SparseVector positions;
        for (const auto& [place, value] : entries)
            if (!value.is_zero()) positions.push_back({place.first * shape[1] + place.second, value});
        tensors_.push_back(float_tensor(name, float32, shape, positions));
    }
    void add_norm(const std::string& name, std::size_t size) {
        const Rational weight = power(2, static_cast<std::uint64_t>(model_.norm_exponent));
        SparseVector entries;
        for (std::size_t i = 0; i < size; ++i) entries.push_back({i, weight});
        tensors_.push_back(float_tensor(name, float32, {size}, entries));
    }

    Entries embedding() const {
        Entries entries;
        for (std::size_t token = 0; token < model_.tokens; ++token) {
            entries[{token, token}] = 1;
            entries[{token, model_.constant()}] = 1;
        }
        return entries;
    }

    /// Least power of two by which the least entry is 64 or more: large against the l2 norm's 10⁻⁶, and past SiLU.
    static Rational amplitude(const SparseVector& vector) {
        Rational least = abs(vector[0].value);
        for (const Entry& e : vector) least = std::min(least, abs(e.value));
        Rational factor = 1;
        while (least * factor < 64) factor *= 2;
        while (least * factor >= 128) factor /= 2;
        return factor;
    }

    void write_heads() {
        const Model& m = model_;
        const std::size_t heads = m.heads.size();
        for (std::size_t h = 0; h < heads; ++h) {
            const ReadingHead& head = m.heads[h];
            Rational squares;
            for (const Entry& e : head.query) {
                query_[{h * m.key_dimension + e.index, m.constant()}] = e.value * amplitude(head.query);
                squares += e.value * e.value;
            }
            // The kernel normalises the query and scales it by K^(−1/2).
            squares *= static_cast<std::int64_t>(m.key_dimension);
            output_[{m.feature(head.feature), h * value_dimension}] =
                head.factor * rounded_root(squares, float64).value();

            for (std::size_t token = 0; token < m.tokens; ++token) {
                const auto& steps = m.programs[head.program].steps[token];
                for (std::size_t s = 0; s < m.steps; ++s) {
                    const std::size_t row = s * heads + h;
                    if (s >= steps.size()) {
                        beta_[{row, token}] = -128;  // 2σ(−128) is 0, 2σ(0) is 1, 2σ(128) is 2
                        continue;
                    }
                    const UnitStep& step = steps[s];
                    const Rational factor = amplitude(step.key);
                    for (const Entry& e : step.key)
                        key_[{row * m.key_dimension + e.index, token}] = e.value * factor;
                    value_[{row * value_dimension, token}] = step.value;
                    beta_[{row, token}] = step.beta == 2 ? 128 : 0;
                }
            }
        }
    }

    Entries logits() const {
        Entries entries;
        Rational most_square;
        for (std::size_t c = 0; c < model_.features.points.size(); ++c) {
            Rational square;
            for (std::size_t f = 0; f < model_.features.points[c].size(); ++f) {
                const Rational& coordinate = model_.features.points[c][f];
                entries[{c, model_.feature(f)}] = 2 * coordinate;
                square += coordinate * coordinate;
            }
            entries[{c, model_.constant()}] = -square;
            most_square = std::max(most_square, square);
        }
        // Tokens that are no class never win: the largest logit is ‖P‖² ≥ 0.
        for (std::size_t id = model_.features.points.size(); id < model_.vocabulary; ++id)
            entries[{id, model_.constant()}] = -1 - most_square;
        return entries;
    }

    const Model& model_;
    std::vector<Tensor> tensors_;
    Entries query_;
    Entries key_;
    Entries value_;
    Entries beta_;
    Entries output_;
};

double ratio(std::size_t numerator, std::size_t denominator) {
    return static_cast<double>(numerator) / static_cast<double>(denominator);
}

std::string model_class(const Model& model) {
    return model.is_product ? "GatedDeltaProductForCausalLM" : "DeltaNetForCausalLM";
}

std::string config(const Model& model) {
    const std::size_t heads = model.heads.size();
    nlohmann::ordered_json json{
        {"architectures", {model_class(model)}},
        {"model_type", model.is_product ? "gated_deltaproduct" : "delta_net"},
        {"torch_dtype", "float32"},
        {"attn_mode", "fused_recurrent"},
        {"num_hidden_layers", 1},
        {"hidden_size", model.width},
        {"num_heads", heads},
    };
    // Widths are powers of two, so that the factors are exact.
    if (model.is_product) {
        json["head_dim"] = model.key_dimension;
        json["expand_v"] = ratio(value_dimension, model.key_dimension);
        json["num_householder"] = model.steps;
        json["use_forget_gate"] = false;
        json["use_output_gate"] = false;
    } else {
        json["expand_k"] = ratio(heads * model.key_dimension, model.width);
        json["expand_v"] = ratio(heads * value_dimension, model.width);
        json["qk_activation"] = "identity";
        json["qk_norm"] = "l2";
        json["use_beta"] = true;
        json["use_gate"] = false;
    }
    json["allow_neg_eigval"] = true;
    json["use_short_conv"] = false;
    json["hidden_ratio"] = nullptr;
    json["intermediate_size"] = intermediate_size;
    json["hidden_act"] = "swish";
    json["norm_eps"] =
        static_cast<double>(std::int64_t{1} << 30U) *
        static_cast<double>(std::int64_t{1} << (2U * static_cast<unsigned>(model.norm_exponent) - 30U));
    json["vocab_size"] = model.vocabulary;
    json["bos_token_id"] = 0;
    json["eos_token_id"] = nullptr;
    json["pad_token_id"] = nullptr;
    json["tie_word_embeddings"] = false;
    return json.dump(2) + "\n";
}

/// A class: what the argmax tells.
struct ClassLabel {
    nlohmann::ordered_json json;
    std::string text;
};

std::string labels(const FiniteNetwork& finite, const nlohmann::ordered_json& classes) {
    nlohmann::ordered_json json{
        {"bos", 0}, {"symbols", nlohmann::ordered_json::object()}, {"classes", classes}};
    for (Symbol symbol = 0; symbol < finite.alphabet.size(); ++symbol)
        json["symbols"][finite.alphabet.name(symbol)] = symbol + 1;
    return json.dump(2) + "\n";
}

std::string readme(const Model& model, const FiniteNetwork& finite, const std::string& classes) {
    std::string ids = "0";
    for (Symbol symbol = 0; symbol < std::min<std::size_t>(finite.alphabet.size(), 3); ++symbol)
        ids += fmt::format(", {}", symbol + 1);
    return fmt::format(
        "# {0} for flash-linear-attention\n\n"
        "An automaton in the weights of an unmodified `{0}`, written by `linac export --format fla`.\n"
        "After BOS and every token, the argmax of the logits is {1}.\n\n"
        "```python\n"
        "import torch\n"
        "from fla.models import {0}\n"
        "model = {0}.from_pretrained(\".\").cuda().eval()\n"
        "print(model(torch.tensor([[{2}]]).cuda()).logits.argmax(-1))\n"
        "```\n\n"
        "`labels.json` has the tokens of the symbols and what each class is. Token 0 is BOS, and starts "
        "every word.\n\n"
        "The model is to run in float32 and as `config.json` says, with `attn_mode` `fused_recurrent`. Then "
        "its state is exact\n"
        "after every word: keys are dyadic when normalised, β is 0, 1 or 2, and all numbers and sums have at "
        "most 24 bits.\n"
        "`norm_eps` is so large that every RMSNorm is the identity.\n",
        model_class(model), classes, ids);
}

nlohmann::ordered_json class_labels(const FiniteNetwork& finite, const std::vector<std::size_t>& states,
                                    const std::vector<StateName>& names) {
    auto classes = nlohmann::ordered_json::array();
    for (const std::size_t state : states) {
        nlohmann::ordered_json label{{"id", classes.size()}};
        if (!names.empty())
            label["state"] =
                names[state].name ? nlohmann::ordered_json(*names[state].name) : nlohmann::ordered_json();
        else
            label["word"] = symbol_names(finite.word(state), finite.alphabet);
        label["weight"] = to_string(finite.weights[state]);
        classes.push_back(std::move(label));
    }
    return classes;
}

FlaCheckpoint checkpoint(const Network& network, const FlaOptions& options) {
    FiniteNetwork finite = finite_network(network, options.most_states);
    Model model;
    model.tokens = finite.alphabet.size() + 1;
    std::vector<StateName> names;
    if (options.automaton) names = state_names(finite, *options.automaton);

    nlohmann::ordered_json classes = nlohmann::ordered_json::array();
    std::string meaning;
    if (options.classes == FlaClasses::states) {
        std::vector<std::size_t> order(finite.states.size());
        for (std::size_t state = 0; state < order.size(); ++state) order[state] = state;
        if (!names.empty())
            std::stable_sort(order.begin(), order.end(),
                             [&](std::size_t a, std::size_t b) { return names[a].index < names[b].index; });
        model.features = state_features(finite);
        const std::vector<Vector> points = model.features.points;
        for (std::size_t c = 0; c < order.size(); ++c) model.features.points[c] = points[order[c]];
        classes = class_labels(finite, order, names);
        meaning =
            names.empty()
                ? "the state that the word read so far leads to; of each, `labels.json` has a shortest word"
                : "the automaton's state after the word read so far";
    } else {
        const std::set<Rational> weights(finite.weights.begin(), finite.weights.end());
        model.features = weight_features(finite, {weights.begin(), weights.end()});
        for (const Rational& weight : weights)
            classes.push_back({{"id", classes.size()}, {"weight", to_string(weight)}});
        meaning = "the weight of the word read so far";
    }
    require_margin(model.features);

    plan_steps(model, finite);
    plan_reads(model, finite);
    plan_norms(model);
    std::size_t slots = 0;
    for (const BlockProgram& program : model.programs) {
        slots = std::max(slots, program.slots);
        model.steps = std::max(model.steps, program.most_steps());
    }
    model.key_dimension = power_of_two(slots);
    model.vocabulary = std::max(model.tokens, model.features.points.size());
    model.width = power_of_two(model.tokens + 1 + model.features.functionals.size());
    const std::size_t numbers =
        model.width *
        (model.steps * model.heads.size() * (model.key_dimension + value_dimension) + 2 * model.vocabulary);
    if (numbers > max_fla_numbers)
        throw Error::impossible(
            fmt::format("the checkpoint would have {} numbers, more than {}: {} delta steps a token in {} "
                        "heads",
                        numbers, max_fla_numbers, model.steps, model.heads.size()));

    FlaCheckpoint result;
    result.model = model_class(model);
    result.weights = Weights(model).tensors();
    result.config = config(model);
    result.labels = labels(finite, classes);
    result.readme = readme(model, finite, meaning);
    result.classes = model.features.points.size();
    result.heads = model.heads.size();
    result.key_dimension = model.key_dimension;
    result.steps = model.steps;
    for (const Tensor& tensor : result.weights.tensors)
        result.numbers += tensor.bytes.size() / size_of(tensor.type);
    return result;
}

}  // namespace

Result<FlaCheckpoint> fla_checkpoint(const Network& network, const FlaOptions& options) {
    return capture([&] { return checkpoint(network, options); });
}

}  // namespace linac
