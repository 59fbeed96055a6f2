#include "circuit/step.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "support/random_automata.hpp"

namespace linac::step_test {
namespace {

Shape gate_at(std::uint32_t depth, bool is_nonnegative = false) {
    return {Shape::Kind::gate, is_nonnegative, depth};
}

/// The least depth of a sum of terms at these depths, by trying every pair to add first.
std::uint32_t least_depth(std::vector<std::uint32_t> depths) {
    if (depths.size() == 1) return depths.front();
    std::uint32_t least = 1000;
    for (std::size_t i = 0; i < depths.size(); ++i)
        for (std::size_t j = i + 1; j < depths.size(); ++j) {
            std::vector<std::uint32_t> rest;
            for (std::size_t k = 0; k < depths.size(); ++k)
                if (k != i && k != j) rest.push_back(depths[k]);
            rest.push_back(std::max(depths[i], depths[j]) + 1);
            least = std::min(least, least_depth(std::move(rest)));
        }
    return least;
}

RC_GTEST_PROP(Step, sums_have_the_least_depth, ()) {
    const auto depths = *rc::gen::container<std::vector<std::uint32_t>>(
        *tests::between(1, 5), rc::gen::map(tests::between(0, 6), [](std::size_t depth) {
            return static_cast<std::uint32_t>(depth);
        }));
    ValuePool pool(2);
    Profile profile;
    for (const std::uint32_t depth : depths) profile.push_back(gate_at(depth));
    StepBuilder builder(pool, {profile}, 3);
    StepBuilder::Sum sum(builder);
    for (std::size_t i = 0; i < depths.size(); ++i) sum.add(builder.input(0, i));
    const Value value = sum.value();
    RC_ASSERT(value.shape.index == least_depth(depths));
    RC_ASSERT(builder.finish({value}).gates.size() == depths.size() - 1);
}

/// Two one-hot symbols, a table that is 1 for the first and 3 for the second, and a gate.
class Folding : public testing::Test {
  protected:
    Value one_and_three() { return builder_.input(0, 2); }
    Value gate() { return builder_.input(0, 3); }
    Value sum_of(const std::vector<std::pair<Rational, Value>>& terms, const Rational& constant = 0) {
        StepBuilder::Sum sum(builder_);
        sum.add(constant);
        for (const auto& [factor, value] : terms) sum.add(factor, value);
        return sum.value();
    }
    [[nodiscard]] bool is_constant(const Value& value, const Rational& expected) const {
        return value.shape.kind == Shape::Kind::constant && pool_.constant_at(value.shape.index) == expected;
    }
    std::size_t gates_of(const Value& value) { return builder_.finish({value}).gates.size(); }

    ValuePool pool_{2};
    Profile profile_{gate_at(0, true), gate_at(0, true), pool_.table({1, 3}), gate_at(4)};
    StepBuilder builder_{pool_, {profile_}, 10};
};

TEST_F(Folding, of_zero_and_one) {
    EXPECT_TRUE(is_constant(builder_.multiply(builder_.constant(0), gate()), 0));
    EXPECT_EQ(builder_.multiply(builder_.constant(1), gate()).reference, gate().reference);
    EXPECT_EQ(sum_of({{1, gate()}, {5, builder_.constant(0)}}).reference, gate().reference);
    EXPECT_TRUE(is_constant(sum_of({{1, gate()}, {-1, gate()}}), 0));
    EXPECT_EQ(gates_of(gate()), 0U);
}

TEST_F(Folding, of_tables) {
    const Value square = builder_.multiply(one_and_three(), one_and_three());
    EXPECT_EQ(square.shape, pool_.table({1, 9}));
    EXPECT_EQ(builder_.relu(sum_of({{-1, square}}, 5)).shape, pool_.table({4, 0}));
    EXPECT_TRUE(is_constant(builder_.relu(sum_of({{-1, square}})), 0));
    EXPECT_TRUE(is_constant(sum_of({{2, one_and_three()}, {-2, one_and_three()}}, 7), 7));
    EXPECT_EQ(gates_of(square), 0U);
}

TEST_F(Folding, of_a_table_that_a_gate_needs) {
    // x₀ + 3 x₁ = 1 + 2 x₁: a product and a sum; with − 1 only the product is left.
    EXPECT_EQ(gates_of(builder_.as_gate(one_and_three())), 2U);
}

TEST_F(Folding, of_a_constant_into_a_table) {
    EXPECT_EQ(gates_of(sum_of({{1, one_and_three()}, {1, gate()}}, -1)), 2U);
}

TEST_F(Folding, of_relu) {
    const Value token = builder_.input(0, 1);
    EXPECT_EQ(builder_.relu(token).reference, token.reference);
    const Value rectified = builder_.relu(gate());
    EXPECT_EQ(builder_.relu(rectified).reference, rectified.reference);
    const Value sum = sum_of({{2, rectified}, {1, token}}, 1);
    EXPECT_EQ(builder_.relu(sum).reference, sum.reference);
    EXPECT_NE(builder_.relu(sum_of({{-1, rectified}})).reference, rectified.reference);
}

TEST_F(Folding, of_equal_gates) {
    const Value first = builder_.multiply(gate(), one_and_three());
    const Value second = builder_.multiply(one_and_three(), gate());
    EXPECT_EQ(first.reference, second.reference);
    const Step step = builder_.finish({first, gate(), second});
    EXPECT_EQ(step.outputs[0].shape, gate_at(5));
    EXPECT_EQ(step.outputs[2].shape, (Shape{Shape::Kind::same, false, 0}));
}

TEST(ValuePool, one_symbol_keeps_its_inputs) {
    ValuePool one(1);
    EXPECT_EQ(one.table({2}).kind, Shape::Kind::table);
    EXPECT_EQ(one.table({0}).kind, Shape::Kind::constant);
    ValuePool two(2);
    EXPECT_EQ(two.table({2, 2}).kind, Shape::Kind::constant);
}

TEST(Step, a_gate_beyond_its_reach_is_noticed) {
    ValuePool pool(2);
    StepBuilder builder(pool, {{gate_at(0), gate_at(0)}}, 1);
    const Value product = builder.multiply(builder.input(0, 0), builder.input(0, 1));
    EXPECT_THROW(builder.multiply(product, product), std::logic_error);
}

}  // namespace
}  // namespace linac::step_test
