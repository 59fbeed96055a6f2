#include "render/circuit_dot.hpp"

#include <gtest/gtest.h>

#include "error.hpp"

namespace linac::circuit_dot_test {
namespace {

TEST(CircuitDot, draws_gates_with_their_constants) {
    ArithmeticCircuit circuit(2, 1);
    const auto half = circuit.multiply(circuit.constant({1, 2}), 1);
    circuit.set_output(circuit.relu(circuit.add(0, half)));
    EXPECT_EQ(circuit_dot(circuit, Alphabet({"\"q"})),
              "digraph circuit {\n"
              "  node [shape=circle, fontname=\"sans-serif\", fontsize=11, width=0.35, margin=0.03];\n"
              "  edge [arrowsize=0.5];\n"
              "  { rank=source;\n"
              "    n0 [shape=box, height=0.3, label=\"\\\"q at 1\"];\n"
              "    n1 [shape=box, height=0.3, label=\"\\\"q at 2\"];\n"
              "    n0 -> n1 [style=invis];\n"
              "  }\n"
              "  n3 [label=\"× 1/2\"];\n"
              "  n1 -> n3;\n"
              "  n4 [label=\"+\"];\n"
              "  n0 -> n4;\n"
              "  n3 -> n4;\n"
              "  n5 [label=\"ReLU\", shape=diamond];\n"
              "  n4 -> n5;\n"
              "  output [shape=plaintext, label=\"output\"];\n"
              "  n5 -> output;\n"
              "}\n");
}

TEST(CircuitDot, draws_a_constant) {
    ArithmeticCircuit circuit(1, 1);
    circuit.set_output(circuit.constant(7));
    const std::string text = circuit_dot(circuit, Alphabet({"a"}));
    EXPECT_NE(text.find("n1 [shape=box, label=\"7\"];"), std::string::npos);
    EXPECT_EQ(text.find("n0"), std::string::npos);
}

TEST(CircuitDot, refuses_what_cannot_be_read) {
    ArithmeticCircuit circuit(1, 1);
    ArithmeticCircuit::Node node = 0;
    for (std::size_t i = 0; i <= max_drawn_gates; ++i) node = circuit.add(node, 0);
    circuit.set_output(node);
    EXPECT_THROW((void)circuit_dot(circuit, Alphabet({"a"})), Error);
}

}  // namespace
}  // namespace linac::circuit_dot_test
