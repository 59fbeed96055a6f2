// ReluCircuit: a feed-forward block drawn as a graph of ReLU units, each an affine form of earlier ones. Building
// it arranges the units in stages and carries every value that a later stage needs through the stages between
// (a value that is ≥ 0 passes ReLU unchanged).
//
//     ReluCircuit circuit;
//     const Form x = circuit.input(3), y = circuit.input(5);         // residual dimensions, 0 or 1
//     const Form both = circuit.relu(x + y - Form(1), "x and y");    // AND
//     circuit.output(7, both);                                       // residual dimension 7 += x AND y
//     layer.feed_forward = circuit.build(labels_of_the_residual_stream);
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compile/form.hpp"
#include "network/network.hpp"

namespace linac {

/// What a unit is called, and its role if it has one.
struct UnitName {
    UnitName(std::string text) : label(std::move(text)) {}  // NOLINT(google-explicit-constructor)
    UnitName(const char* text) : label(text) {}             // NOLINT(google-explicit-constructor)
    UnitName(std::string text, UnitRole what) : label(std::move(text)), role(what) {}

    std::string label;
    std::optional<UnitRole> role;
};

class ReluCircuit {
  public:
    /// Throws impossible as soon as the block has more than `max_nonzeros` non-zeros.
    explicit ReluCircuit(std::size_t max_nonzeros) : max_nonzeros_(max_nonzeros) {}

    /// A residual dimension whose value is never negative, or that only units of the first stage read.
    Form input(std::size_t residual_dimension);
    /// A form over such residual dimensions, as one over the block's inputs.
    Form input(const Form& residual);
    /// A form over the block's inputs alone as one over the residual stream; nothing if it is over units too.
    [[nodiscard]] std::optional<Form> over_residual(const Form& form) const;
    /// max(0, form).
    Form relu(const Form& form, UnitName name);
    /// A form that is never negative and that is used more than once: a unit if that is shorter.
    Form shared(const Form& form, UnitName name);
    /// The residual dimension receives the form.
    void output(std::size_t residual_dimension, const Form& form);

    [[nodiscard]] bool has_outputs() const noexcept { return !outputs_.empty(); }

    /// `on` · value for a form with |value| ≤ bound and `on` 0 or 1, by one unit: ReLU(value + 2·bound·on −
    /// bound) is on · (value + bound).
    Form gate(const Form& value, const Rational& bound, const Form& on, UnitName name);

    /// The block for inputs with these labels, such as the residual stream.
    [[nodiscard]] FeedForward build(const std::vector<std::string>& input_labels,
                                    std::size_t output_count) const;
    [[nodiscard]] FeedForward build(const std::vector<std::string>& residual) const {
        return build(residual, residual.size());
    }

  private:
    struct Node {
        Form form;                 // of a unit, over nodes
        std::size_t level = 0;     // 0: an input
        std::size_t last_use = 0;  // highest level that reads it
        std::size_t residual = 0;  // of an input
        UnitName name;
    };

    void use(const Form& form, std::size_t level);

    std::size_t max_nonzeros_;
    std::size_t nonzeros_ = 0;
    std::size_t depth_ = 0;  // highest level of a unit
    std::vector<Node> nodes_;
    std::map<std::size_t, std::size_t> inputs_;  // node by residual dimension
    std::map<std::size_t, Form> outputs_;
};

/// Throws impossible: the network has more non-zeros than allowed.
[[noreturn]] void refuse_size(std::size_t max_nonzeros);

}  // namespace linac
