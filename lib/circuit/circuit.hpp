// Arithmetic circuit over ℚ: inputs, constants, and gates of fan-in 2, in an order in which every gate comes after
// its operands.
//
//     +  ×        of two nodes, one of which may be a constant
//     ReLU        max(0, x), the comparison gate of a feed-forward block
//
// The size is the number of gates; the depth is the number of gates on a longest path to the output. Inputs and
// constants count as neither. Input (t, s) is 1 if the t-th symbol of the word is s, otherwise 0.
//
//     const ArithmeticCircuit circuit = Unrolling(network).circuit(8);    // for words of 8 symbols
//     assert(circuit.evaluate(word) == weight(automaton, word));
//     assert(circuit.counts().size() == Unrolling(network).measure(8).counts.size());
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "automata/alphabet.hpp"
#include "exact/rational.hpp"

namespace linac {

enum class GateKind : std::uint8_t { input, constant, add, multiply, relu };

/// A node: of an input, `left` is the position from 0 and `right` the symbol; of a constant, `left` is its place in
/// the pool; of a gate, they are its operands, ReLU has the left one only.
struct Gate {
    GateKind kind = GateKind::input;
    std::uint32_t left = 0;
    std::uint32_t right = 0;

    friend bool operator==(const Gate&, const Gate&) = default;
};

/// Gates by kind.
struct GateCounts {
    std::uint64_t additions = 0;
    std::uint64_t products = 0;            ///< of two values that both depend on the word
    std::uint64_t constant_multiples = 0;  ///< of a constant and such a value
    std::uint64_t relus = 0;

    [[nodiscard]] std::uint64_t size() const noexcept {
        return additions + products + constant_multiples + relus;
    }
    GateCounts& operator+=(const GateCounts& other) noexcept;
    friend bool operator==(const GateCounts&, const GateCounts&) = default;
};

class ArithmeticCircuit {
  public:
    using Node = std::uint32_t;

    /// With the inputs of a word of `length` symbols: node position · symbols + symbol.
    ArithmeticCircuit(std::size_t length, std::size_t symbols);

    /// Equal constants are one node.
    Node constant(const Rational& value);
    Node add(Node left, Node right) { return append({GateKind::add, left, right}); }
    Node multiply(Node left, Node right) { return append({GateKind::multiply, left, right}); }
    Node relu(Node operand) { return append({GateKind::relu, operand, 0}); }
    void set_output(Node node) { output_ = node; }

    [[nodiscard]] std::size_t length() const noexcept { return length_; }
    [[nodiscard]] std::size_t symbols() const noexcept { return symbols_; }
    [[nodiscard]] const std::vector<Gate>& nodes() const noexcept { return nodes_; }
    [[nodiscard]] const Rational& constant_of(const Gate& gate) const { return constants_[gate.left]; }
    [[nodiscard]] Node output() const noexcept { return output_; }

    [[nodiscard]] GateCounts counts() const;
    /// Of every node, 0 for inputs and constants.
    [[nodiscard]] std::vector<std::uint32_t> depths() const;
    [[nodiscard]] std::uint32_t depth() const { return depths()[output_]; }

    /// The output's value, computed gate by gate. Throws bad_input for a word of another length.
    [[nodiscard]] Rational evaluate(const Word& word) const;

  private:
    Node append(Gate gate) {
        nodes_.push_back(gate);
        return static_cast<Node>(nodes_.size() - 1);
    }

    std::size_t length_;
    std::size_t symbols_;
    std::vector<Gate> nodes_;
    std::vector<Rational> constants_;
    std::vector<std::pair<Rational, Node>> constant_nodes_;  // ascending
    Node output_ = 0;
};

}  // namespace linac
