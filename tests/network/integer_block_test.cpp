#include "network/integer_block.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"

namespace linac::integer_block_test {
namespace {

AffineMap random_map(std::size_t inputs, std::size_t outputs) {
    AffineMap map(inputs, outputs);
    for (const Entry& e : *tests::sparse_vectors(outputs, 60)) map.add_bias(e.index, e.value);
    for (std::size_t i = 0; i < inputs; ++i) map.set_column(i, *tests::sparse_vectors(outputs, 60));
    return map;
}

FeedForward random_block(std::size_t inputs) {
    FeedForward block;
    for (std::size_t stage = *tests::between(1, 4); stage > 0; --stage) {
        const std::size_t outputs = *tests::between(1, 4);
        block.stages.push_back(random_map(inputs, outputs));
        inputs = outputs;
    }
    return block;
}

/// W x + b, with ReLU between the stages.
Vector value(const FeedForward& block, Vector x, bool expect_integers) {
    for (std::size_t s = 0; s < block.stages.size(); ++s) {
        Vector y = dense(block.stages[s].bias(), block.stages[s].outputs());
        for (std::size_t i = 0; i < x.size(); ++i)
            for (const Entry& e : block.stages[s].column(i)) y[e.index] += e.value * x[i];
        for (Rational& unit : y) {
            if (expect_integers) RC_ASSERT(unit.is_integer());
            if (s + 1 < block.stages.size() && unit < 0) unit = 0;
        }
        x = std::move(y);
    }
    return x;
}

RC_GTEST_PROP(IntegerBlock, is_the_block_scaled_by_rows, ()) {
    const std::size_t inputs = *tests::between(1, 4);
    const FeedForward block = random_block(inputs);
    const IntegerBlock integers(block);
    RC_ASSERT(is_integer(integers.scaled()));
    const Vector x = *rc::gen::container<Vector>(
        inputs, rc::gen::map(tests::between(0, 12),
                             [](std::size_t n) { return Rational(static_cast<std::int64_t>(n) - 6); }));
    const Vector expected = value(block, x, false);
    const Vector found = value(integers.scaled(), x, true);
    for (std::size_t u = 0; u < expected.size(); ++u)
        RC_ASSERT(found[u] / integers.scale()[u] == expected[u]);
}

TEST(IntegerBlock, leaves_an_empty_block_empty) {
    EXPECT_TRUE(IntegerBlock(FeedForward()).scaled().stages.empty());
    EXPECT_TRUE(is_integer(FeedForward()));
}

}  // namespace
}  // namespace linac::integer_block_test
