#include "exports/fla_weights.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "exact/floating.hpp"
#include "formats/json_tree.hpp"

namespace linac {
namespace {

class Weights {
  public:
    explicit Weights(const FlaModel& model) : model_(model) {}

    TensorFile tensors() {
        const FlaModel& m = model_;
        const std::size_t heads = m.heads.size();
        const std::string layer = "model.layers.0.";
        write_heads();
        add("model.embeddings.weight", {m.vocabulary, m.width}, embedding());
        add_norm(layer + "attn_norm.weight", m.width);
        add(layer + "attn.q_proj.weight", {heads * m.key_dimension, m.width}, query_);
        add(layer + "attn.k_proj.weight", {m.steps * heads * m.key_dimension, m.width}, key_);
        add(layer + "attn.v_proj.weight", {m.steps * heads * fla_value_dimension, m.width}, value_);
        add(layer + "attn.b_proj.weight", {m.steps * heads, m.width}, beta_);
        add_norm(layer + "attn.o_norm.weight", fla_value_dimension);
        add(layer + "attn.o_proj.weight", {m.width, heads * fla_value_dimension}, output_);
        add_norm(layer + "mlp_norm.weight", m.width);
        add(layer + "mlp.gate_proj.weight", {fla_intermediate_size, m.width}, {});
        add(layer + "mlp.up_proj.weight", {fla_intermediate_size, m.width}, {});
        add(layer + "mlp.down_proj.weight", {m.width, fla_intermediate_size}, {});
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
        const Rational weight = power(2, model_.norm_exponent);
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
        const FlaModel& m = model_;
        const std::size_t heads = m.heads.size();
        for (std::size_t h = 0; h < heads; ++h) {
            const FlaHead& head = m.heads[h];
            Rational squares;
            for (const Entry& e : head.query) {
                query_[{h * m.key_dimension + e.index, m.constant()}] = e.value * amplitude(head.query);
                squares += e.value * e.value;
            }
            // The kernel normalises the query and scales it by K^(−1/2).
            squares *= static_cast<std::int64_t>(m.key_dimension);
            output_[{m.feature(head.feature), h * fla_value_dimension}] =
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
                    value_[{row * fla_value_dimension, token}] = step.value;
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

    const FlaModel& model_;
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

}  // namespace

TensorFile fla_weights(const FlaModel& model) {
    return Weights(model).tensors();
}

std::string fla_config(const FlaModel& model) {
    const std::size_t heads = model.heads.size();
    json::Tree json{
        {"architectures", {model.class_name()}},
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
        json["expand_v"] = ratio(fla_value_dimension, model.key_dimension);
        json["num_householder"] = model.steps;
        json["use_forget_gate"] = false;
        json["use_output_gate"] = false;
    } else {
        json["expand_k"] = ratio(heads * model.key_dimension, model.width);
        json["expand_v"] = ratio(heads * fla_value_dimension, model.width);
        json["qk_activation"] = "identity";
        json["qk_norm"] = "l2";
        json["use_beta"] = true;
        json["use_gate"] = false;
    }
    json["allow_neg_eigval"] = true;
    json["use_short_conv"] = false;
    json["hidden_ratio"] = {};
    json["intermediate_size"] = fla_intermediate_size;
    json["hidden_act"] = "swish";
    json["norm_eps"] = std::ldexp(1.0, static_cast<int>(2 * model.norm_exponent));
    json["vocab_size"] = model.vocabulary;
    json["bos_token_id"] = 0;
    json["eos_token_id"] = {};
    json["pad_token_id"] = {};
    json["tie_word_embeddings"] = false;
    return json.text(2) + "\n";
}

}  // namespace linac
