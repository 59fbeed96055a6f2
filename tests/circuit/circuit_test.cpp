#include "circuit/circuit.hpp"

#include <gtest/gtest.h>

#include "error.hpp"
#include "support/circuits.hpp"

namespace linac::circuit_test {
namespace {

/// x₀ · ReLU(3 − 5 x₁), where x₀ is whether the word begins with symbol 0 and x₁ whether it ends with symbol 1.
ArithmeticCircuit example() {
    ArithmeticCircuit circuit(2, 2);
    const auto scaled = circuit.multiply(circuit.constant(-5), 3);
    const auto rectified = circuit.relu(circuit.add(scaled, circuit.constant(3)));
    circuit.set_output(circuit.multiply(0, rectified));
    return circuit;
}

TEST(ArithmeticCircuit, counts_gates_and_depth) {
    const ArithmeticCircuit circuit = example();
    EXPECT_EQ(circuit.counts(), (GateCounts{1, 1, 1, 1}));
    EXPECT_EQ(circuit.counts().size(), 4U);
    EXPECT_EQ(circuit.depth(), 4U);
    EXPECT_TRUE(tests::is_pruned(circuit));
}

TEST(ArithmeticCircuit, computes_its_output_gate_by_gate) {
    const ArithmeticCircuit circuit = example();
    EXPECT_EQ(circuit.evaluate({0, 0}), Rational(3));
    EXPECT_EQ(circuit.evaluate({0, 1}), Rational(0));
    EXPECT_EQ(circuit.evaluate({1, 0}), Rational(0));
    EXPECT_THROW((void)circuit.evaluate({0}), Error);
}

TEST(ArithmeticCircuit, has_each_constant_once) {
    ArithmeticCircuit circuit(0, 2);
    const auto third = circuit.constant({1, 3});
    EXPECT_NE(circuit.constant({1, 2}), third);
    EXPECT_EQ(circuit.constant({1, 3}), third);
    circuit.set_output(third);
    EXPECT_EQ(circuit.evaluate({}), Rational(1, 3));
    EXPECT_EQ(circuit.depth(), 0U);
}

TEST(ArithmeticCircuit, notices_gates_that_nothing_needs) {
    ArithmeticCircuit circuit = example();
    circuit.add(0, 1);
    EXPECT_FALSE(tests::is_pruned(circuit));
}

TEST(ArithmeticCircuit, keeps_a_gate_small) {
    EXPECT_LE(sizeof(Gate), 16U);
}

}  // namespace
}  // namespace linac::circuit_test
