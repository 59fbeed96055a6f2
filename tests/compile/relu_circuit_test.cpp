#include "compile/relu_circuit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "support/random_automata.hpp"

namespace linac::relu_circuit_test {
namespace {

constexpr std::size_t enough = 1'000'000;

/// What the block adds to the residual stream.
Vector added(const FeedForward& block, Vector x) {
    for (std::size_t s = 0; s < block.stages.size(); ++s) {
        const AffineMap& map = block.stages[s];
        Vector y = dense(map.bias(), map.outputs());
        for (std::size_t i = 0; i < x.size(); ++i)
            for (const Entry& e : map.column(i)) y[e.index] += e.value * x[i];
        if (s + 1 < block.stages.size())
            for (Rational& unit : y) unit = std::max(unit, Rational(0));
        x = std::move(y);
    }
    return x;
}

std::vector<std::string> labels(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back("dimension " + std::to_string(i));
    return names;
}

TEST(ReluCircuit, is_its_example) {
    ReluCircuit circuit(enough);
    const Form x = circuit.input(3), y = circuit.input(5);
    const Form both = circuit.relu(x + y - Form(Rational(1)), "x and y");
    circuit.output(7, both);
    const FeedForward block = circuit.build(labels(8));
    for (int a = 0; a < 2; ++a)
        for (int b = 0; b < 2; ++b) EXPECT_EQ(added(block, {9, 9, 9, a, 9, b, 9, 9})[7], a * b);
    EXPECT_EQ(block.labels, (std::vector<std::vector<std::string>>{{"x and y"}}));
}

/// Units over inputs and earlier units, of any depth; each is also computed by its definition.
RC_GTEST_PROP(ReluCircuit, computes_what_was_drawn, ()) {
    const std::size_t width = *tests::between(1, 4);
    Vector residual;
    for (std::size_t i = 0; i < width; ++i) residual.push_back(abs(*tests::small_rationals()));
    ReluCircuit circuit(enough);
    std::vector<std::pair<Form, Rational>> drawn;  // forms and their values, none negative
    for (std::size_t i = 0; i < width; ++i) drawn.emplace_back(circuit.input(i), residual[i]);
    Vector expected(width);
    const auto combination = [&](const Rational& bias) {
        std::pair<Form, Rational> sum(Form(bias), bias);
        for (const auto& [form, value] : drawn) {
            const Rational factor = *tests::sparse_rationals(40);
            sum.first.add_product(factor, form);
            sum.second += factor * value;
        }
        return sum;
    };
    const std::size_t units = *tests::between(0, 8);
    for (std::size_t i = 0; i < units; ++i) {
        const auto [form, value] = combination(*tests::small_rationals());
        drawn.emplace_back(circuit.relu(form, "unit " + std::to_string(i)), std::max(value, Rational(0)));
    }
    for (std::size_t i = 0; i < width; ++i) {
        const auto [form, value] = combination(*tests::small_rationals());
        circuit.output(i, form);
        circuit.output(i, Form(Rational(1)));  // outputs of one dimension add up
        expected[i] = value + 1;
    }
    const FeedForward block = circuit.build(labels(width));
    RC_ASSERT(added(block, residual) == expected);
    RC_ASSERT(block.labels.size() + 1 == block.stages.size());
}

RC_GTEST_PROP(ReluCircuit, gates_by_one_unit, ()) {
    const Rational value = *tests::small_rationals();
    const Rational bound = abs(value) + abs(*tests::small_rationals());
    const int on = static_cast<int>(*tests::between(0, 1));
    ReluCircuit circuit(enough);
    const Form x = circuit.input(0), negative = circuit.input(1), switched = circuit.input(2);
    circuit.output(3, circuit.gate(x - negative, bound, switched, "gate"));
    const FeedForward block = circuit.build(labels(4));
    const Rational zero;
    RC_ASSERT(added(block, {std::max(value, zero), std::max(-value, zero), on, 0})[3] ==
              Rational(on) * value);
    const auto& units = block.labels.at(0);
    RC_ASSERT(bound.is_zero() || std::count(units.begin(), units.end(), "gate") == 1);
}

TEST(ReluCircuit, makes_a_unit_of_a_long_form_that_is_shared) {
    ReluCircuit circuit(enough);
    Form sum;
    for (std::size_t i = 0; i < 5; ++i) sum += circuit.input(i);
    const Form shared = circuit.shared(sum, "sum");
    EXPECT_EQ(shared.terms.size(), 1U);
    EXPECT_EQ(circuit.shared(shared, "again").terms, shared.terms);
    circuit.output(5, shared);
    EXPECT_EQ(added(circuit.build(labels(6)), {1, 2, 3, 4, 5, 0})[5], 15);
}

TEST(ReluCircuit, keeps_the_role_of_a_unit_where_it_is_made) {
    ReluCircuit circuit(enough);
    const Form first = circuit.relu(circuit.input(0) + circuit.input(1), {"first", roles::Sum()});
    const Form second = circuit.relu(first - Form(Rational(1)), "second");
    circuit.output(2, first + second);
    const FeedForward block = circuit.build(labels(3));
    EXPECT_EQ(block.labels, (std::vector<std::vector<std::string>>{{"first"}, {"= first", "second"}}));
    EXPECT_EQ(block.roles.size(), 1U);
    EXPECT_EQ(block.roles.at({0, 0}), UnitRole(roles::Sum()));
}

TEST(ReluCircuit, stops_at_the_limit_of_non_zeros) {
    ReluCircuit circuit(10);
    const Form x = circuit.input(0);
    const auto draw = [&] {
        for (int i = 0; i < 100; ++i) circuit.relu(x + Form(Rational(1)), "unit");
    };
    try {
        draw();
        FAIL() << "no limit";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::impossible);
        EXPECT_NE(error.message().find("10 non-zeros"), std::string::npos) << error.message();
    }
}

}  // namespace
}  // namespace linac::relu_circuit_test
