#include "circuit/operations.hpp"

#include <gtest/gtest.h>

namespace linac::operations_test {
namespace {

Profile constants(ValuePool& pool, const std::vector<Rational>& values) {
    Profile profile;
    for (const Rational& value : values)
        profile.push_back({Shape::Kind::constant, false, pool.constant(value)});
    return profile;
}

Step built(ValuePool& pool, const Operation& operation, const std::vector<Profile>& inputs) {
    StepBuilder builder(pool, inputs, operation.reach);
    return builder.finish(operation.build(builder));
}

std::vector<Rational> values(const ValuePool& pool, const Step& step) {
    std::vector<Rational> result;
    for (const StepOutput& output : step.outputs) {
        EXPECT_EQ(output.shape.kind, Shape::Kind::constant);
        result.push_back(pool.constant_at(output.shape.index));
    }
    return result;
}

TEST(Operations, compose_and_apply_affine_maps) {
    ValuePool pool(2);
    // S ↦ ((1 2) (0 1)) S + (5 0)ᵀ after S ↦ ((0 1) (1 0)) S + (1 1)ᵀ.
    const Profile later = constants(pool, {1, 2, 0, 1, 5, 0});
    const Profile earlier = constants(pool, {0, 1, 1, 0, 1, 1});
    const Step both = built(pool, composition(2, 1), {later, earlier});
    EXPECT_EQ(values(pool, both), (std::vector<Rational>{2, 1, 1, 0, 8, 1}));
    EXPECT_TRUE(both.gates.empty());
    const Step applied =
        built(pool, application(2, 1), {constants(pool, values(pool, both)), constants(pool, {3, 4})});
    EXPECT_EQ(values(pool, applied), (std::vector<Rational>{18, 4}));
}

TEST(Operations, a_product_of_dense_blocks_is_as_deep_as_a_sum_of_products) {
    ValuePool pool(2);
    const Profile dense(4 * 4 + 4, {Shape::Kind::gate, false, 7});
    const Step step = built(pool, composition(4, 1), {dense, dense});
    EXPECT_EQ(step.outputs.front().rise, 3U);  // ×, then 4 terms
    EXPECT_EQ(step.outputs.back().rise, 4U);   // and a fifth, one level up
    EXPECT_EQ(step.gates.size(), 16U * 7U + 4U * 8U);
}

TEST(Operations, embeddings_are_tables) {
    Network network;
    network.alphabet = Alphabet({"a", "b"});
    network.residual = {"x", "same", "none"};
    network.embedding = AffineMap(3, 3);
    network.embedding.add(0, 0, 5);
    network.embedding.add(0, 1, 7);
    network.embedding.add(1, 1, 2);
    network.embedding.add(1, 2, 2);
    ValuePool pool(2);
    const Profile symbol = embedded_symbol(network, pool);
    ASSERT_EQ(symbol.size(), 5U);
    EXPECT_EQ(symbol[0], (Shape{Shape::Kind::gate, true, 0}));
    EXPECT_EQ(symbol[2], pool.table({7, 0}));
    EXPECT_EQ(symbol[3].kind, Shape::Kind::constant);
    EXPECT_EQ(pool.constant_at(symbol[3].index), Rational(2));
    EXPECT_EQ(symbol[4].index, 0U);
    EXPECT_EQ(pool.constant_at(embedded_start(network, pool)[2].index), Rational(5));
}

}  // namespace
}  // namespace linac::operations_test
