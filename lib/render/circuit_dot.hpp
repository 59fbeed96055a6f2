// An arithmetic circuit as a graph in the DOT language: inputs at the top, position by position, the output at the
// bottom, and an arrow from each operand to its gate. A constant is drawn in the gate that it goes into, such as × 1/2.
//
//     std::ofstream("circuit.dot") << circuit_dot(circuit, network.alphabet);
//     // dot -Tsvg circuit.dot > circuit.svg
//
// Node `n<i>` is node i of the circuit.
#pragma once

#include <cstddef>
#include <string>

#include "circuit/circuit.hpp"

namespace linac {

/// More cannot be read.
inline constexpr std::size_t max_drawn_gates = 1000;

/// Throws impossible if the circuit has more gates than that.
[[nodiscard]] std::string circuit_dot(const ArithmeticCircuit& circuit, const Alphabet& alphabet);

}  // namespace linac
