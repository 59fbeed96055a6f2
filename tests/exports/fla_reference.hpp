// The models of flash-linear-attention from their definitions, in the machine's single precision: what a checkpoint's
// tensors compute.
//
//     FlaReference model(checkpoint);               // has read nothing
//     EXPECT_EQ(model.read(0), class_of_the_empty_word);
#pragma once

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "exports/fla_checkpoint.hpp"

namespace linac::tests {

class FlaReference {
  public:
    explicit FlaReference(const FlaCheckpoint& checkpoint)
        : config_(nlohmann::json::parse(checkpoint.config)) {
        for (const Tensor& tensor : checkpoint.weights.tensors) {
            Matrix& matrix = tensors_[tensor.name];
            matrix.columns = tensor.shape.back();
            std::size_t count = 1;
            for (const std::size_t size : tensor.shape) count *= size;
            matrix.entries.resize(count);
            for (const Entry& e : nonzeros(tensor)) matrix.entries[e.index] = to_float(e.value);
        }
        is_product_ = config_["model_type"] == "gated_deltaproduct";
        heads_ = config_["num_heads"];
        steps_ = is_product_ ? config_["num_householder"].get<std::size_t>() : 1;
        keys_ = tensors_.at(attention + "q_proj.weight").rows() / heads_;
        values_ = tensors_.at(attention + "v_proj.weight").rows() / heads_ / steps_;
        state_.resize(heads_ * keys_ * values_);
    }

    /// The argmax of the logits after one more token. Throws if it is not the only one.
    std::size_t read(std::size_t token) {
        Floats x = row("model.embeddings.weight", token);
        const Floats h = norm(x, "model.layers.0.attn_norm.weight");
        const Floats q = activated(linear(attention + "q_proj.weight", h), is_product_);
        const Floats k = activated(linear(attention + "k_proj.weight", h), is_product_);
        const Floats v = activated(linear(attention + "v_proj.weight", h), true);
        const Floats b = linear(attention + "b_proj.weight", h);
        for (std::size_t step = 0; step < steps_; ++step)
            for (std::size_t head = 0; head < heads_; ++head) {
                const std::size_t at = step * heads_ + head;
                update(head, unit(part(k, at, keys_)), part(v, at, values_), 2 / (1 + std::exp(-b[at])));
            }
        Floats o;
        for (std::size_t head = 0; head < heads_; ++head) {
            Floats read(values_);
            const Floats query = unit(part(q, head, keys_));
            for (std::size_t i = 0; i < keys_; ++i)
                for (std::size_t j = 0; j < values_; ++j)
                    read[j] += query[i] / std::sqrt(static_cast<float>(keys_)) * entry(head, i, j);
            for (const float value : norm(read, attention + "o_norm.weight")) o.push_back(value);
        }
        add(x, linear(attention + "o_proj.weight", o));
        const Floats m = norm(x, "model.layers.0.mlp_norm.weight");
        Floats gate = activated(linear("model.layers.0.mlp.gate_proj.weight", m), true);
        const Floats up = linear("model.layers.0.mlp.up_proj.weight", m);
        for (std::size_t i = 0; i < gate.size(); ++i) gate[i] *= up[i];
        add(x, linear("model.layers.0.mlp.down_proj.weight", gate));
        return only_largest(linear("lm_head.weight", norm(x, "model.norm.weight")));
    }

  private:
    using Floats = std::vector<float>;
    struct Matrix {
        std::size_t columns = 1;
        Floats entries;
        [[nodiscard]] std::size_t rows() const { return entries.size() / columns; }
    };
    inline static const std::string attention = "model.layers.0.attn.";

    static float to_float(const Rational& value) {
        return static_cast<float>(std::stod(to_string(value.numerator())) /
                                  std::stod(to_string(value.denominator())));
    }
    float& entry(std::size_t head, std::size_t i, std::size_t j) {
        return state_[(head * keys_ + i) * values_ + j];
    }
    static Floats part(const Floats& x, std::size_t index, std::size_t size) {
        const auto first = x.begin() + static_cast<std::ptrdiff_t>(index * size);
        return {first, first + static_cast<std::ptrdiff_t>(size)};
    }
    static void add(Floats& x, const Floats& y) {
        for (std::size_t i = 0; i < x.size(); ++i) x[i] += y[i];
    }
    static Floats activated(Floats x, bool is_silu) {
        if (is_silu)
            for (float& value : x) value = value / (1 + std::exp(-value));
        return x;
    }
    static Floats unit(Floats x) {
        float squares = 0;
        for (const float value : x) squares += value * value;
        for (float& value : x) value /= std::sqrt(squares + 1e-6F);
        return x;
    }
    Floats row(const std::string& name, std::size_t index) const {
        const Matrix& matrix = tensors_.at(name);
        return part(matrix.entries, index, matrix.columns);
    }
    Floats linear(const std::string& name, const Floats& x) const {
        const Matrix& matrix = tensors_.at(name);
        if (matrix.columns != x.size()) throw std::logic_error(name + " has another width");
        Floats y(matrix.rows());
        for (std::size_t i = 0; i < y.size(); ++i)
            for (std::size_t j = 0; j < x.size(); ++j) y[i] += matrix.entries[i * x.size() + j] * x[j];
        return y;
    }
    Floats norm(Floats x, const std::string& name) const {
        float squares = 0;
        for (const float value : x) squares += value * value;
        const float root =
            std::sqrt(squares / static_cast<float>(x.size()) + config_["norm_eps"].get<float>());
        const Floats& weight = tensors_.at(name).entries;
        for (std::size_t i = 0; i < x.size(); ++i) x[i] = x[i] / root * weight[i];
        return x;
    }
    void update(std::size_t head, const Floats& k, Floats v, float beta) {
        for (std::size_t i = 0; i < keys_; ++i)
            for (std::size_t j = 0; j < values_; ++j) v[j] -= k[i] * entry(head, i, j);
        for (std::size_t i = 0; i < keys_; ++i)
            for (std::size_t j = 0; j < values_; ++j) entry(head, i, j) += k[i] * (beta * v[j]);
    }
    static std::size_t only_largest(const Floats& logits) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < logits.size(); ++i)
            if (logits[i] > logits[best]) best = i;
        for (std::size_t i = 0; i < logits.size(); ++i)
            if (i != best && logits[i] == logits[best]) throw std::logic_error("two logits are the largest");
        return best;
    }

    nlohmann::json config_;
    std::map<std::string, Matrix> tensors_;
    bool is_product_ = false;
    std::size_t heads_ = 0;
    std::size_t steps_ = 0;
    std::size_t keys_ = 0;
    std::size_t values_ = 0;
    Floats state_;
};

}  // namespace linac::tests
