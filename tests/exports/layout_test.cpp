#include "exports/layout.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "support/random_networks.hpp"

namespace linac::layout_test {
namespace {

/// A head of K×V whose parameters are constants, all different: the numbers from `first` on.
Head constant_head(Head head, std::size_t keys, std::size_t values, std::int64_t first) {
    head.key_dimension = keys;
    head.value_dimension = values;
    for (const Parameter& parameter : parameters(head)) {
        *parameter.map = AffineMap(1, parameter.outputs);
        for (std::size_t i = 0; i < parameter.outputs; ++i) parameter.map->add_bias(i, first++);
    }
    head.output = AffineMap(values, 1);
    for (std::size_t i = 0; i < values; ++i) head.output.add(0, i, first++);
    return head;
}

/// The biases of a matrix, row by row.
std::vector<std::int64_t> biases(const std::vector<Matrix>& list, const std::string& name) {
    for (const Matrix& matrix : list) {
        if (matrix.name != name) continue;
        std::vector<std::int64_t> rows(matrix.rows);
        for (const Block& block : matrix.blocks)
            for (const Entry& e : block.map->bias())
                rows.at(block.row + e.index) = e.value.as_int64().value();
        return rows;
    }
    throw std::runtime_error("no matrix " + name);
}

Network with_heads(std::vector<Head> heads) {
    Network network;
    network.alphabet = Alphabet({"a"});
    network.residual = {"x"};
    network.embedding = AffineMap(2, 1);
    network.layers.push_back({"", std::move(heads), {}});
    network.readout = AffineMap(1, 1);
    return network;
}

using Numbers = std::vector<std::int64_t>;

TEST(Layout, delta_products_have_rows_by_step_then_head_then_dimension) {
    Head head;
    head.kind = HeadKind::deltaproduct;
    head.parameters.resize(6);
    // A head of K = 2, V = 1: step 0 has k = 0 1, v = 2, β = 3; step 1 has k = 4 5, v = 6, β = 7; r = 8 9.
    Network network = with_heads({constant_head(head, 2, 1, 0), constant_head(head, 2, 1, 100)});
    const std::vector<Matrix> list = layout(network);
    EXPECT_EQ(biases(list, "model.layers.0.attn.0.k_proj"), (Numbers{0, 1, 100, 101, 4, 5, 104, 105}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.0.v_proj"), (Numbers{2, 102, 6, 106}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.0.b_proj"), (Numbers{3, 103, 7, 107}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.0.q_proj"), (Numbers{8, 9, 108, 109}));
}

TEST(Layout, rwkv_and_pd_heads_have_projections_of_their_own) {
    Head rwkv;
    rwkv.kind = HeadKind::rwkv7;
    rwkv.parameters.resize(5);
    Head pd;
    pd.kind = HeadKind::pd;
    pd.parameters.resize(3);
    Network network = with_heads(
        {constant_head(rwkv, 1, 2, 0), constant_head(pd, 2, 1, 10), constant_head(rwkv, 1, 2, 30)});
    const std::vector<Matrix> list = layout(network);
    // In the order of the file: w, κ, a, k, v, r.
    EXPECT_EQ(biases(list, "model.layers.0.attn.0.w_proj"), (Numbers{0, 30}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.0.kk_proj"), (Numbers{1, 31}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.0.a_proj"), (Numbers{2, 32}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.0.k_proj"), (Numbers{3, 33}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.0.v_proj"), (Numbers{4, 5, 34, 35}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.0.r_proj"), (Numbers{6, 36}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.1.p_proj"), (Numbers{10, 11, 12, 13}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.1.d_proj"), (Numbers{14, 15}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.1.b_proj"), (Numbers{16, 17}));
    EXPECT_EQ(biases(list, "model.layers.0.attn.1.q_proj"), (Numbers{18, 19}));
}

TEST(Layout, heads_are_grouped_by_kind_and_shape) {
    Head deltanet;
    deltanet.parameters.resize(3);
    Head mlp;
    mlp.kind = HeadKind::mlp_rnn;
    mlp.update.stages = {AffineMap(2, 1)};
    mlp.state = {""};
    const Network network = with_heads({constant_head(deltanet, 1, 1, 0), constant_head(deltanet, 2, 1, 0),
                                        constant_head(mlp, 1, 1, 0), constant_head(deltanet, 1, 1, 0),
                                        constant_head(mlp, 1, 1, 0)});
    std::vector<std::vector<std::size_t>> groups;
    for (const HeadGroup& group : head_groups(network.layers[0])) groups.push_back(group.heads);
    EXPECT_EQ(groups, (std::vector<std::vector<std::size_t>>{{0, 3}, {1}, {2}, {4}}));
}

RC_GTEST_PROP(Layout, every_map_is_in_one_matrix_and_fits, ()) {
    Network network = *tests::networks();
    std::set<const AffineMap*> maps;
    for_each_map(network, [&](const std::string& /*path*/, const AffineMap& map) { maps.insert(&map); });
    std::set<std::string> names;
    for (const Matrix& matrix : layout(network)) {
        RC_ASSERT(names.insert(matrix.name).second);
        std::size_t entries = 0;
        for (const Block& block : matrix.blocks) {
            RC_ASSERT(maps.erase(block.map) == 1U);
            RC_ASSERT(matrix.has_bias || block.map->bias().empty());
            const std::size_t rows = matrix.is_transposed ? block.map->inputs() : block.map->outputs();
            const std::size_t columns = matrix.is_transposed ? block.map->outputs() : block.map->inputs();
            RC_ASSERT(block.row + rows <= matrix.rows);
            RC_ASSERT(block.column + columns <= matrix.columns);
            entries += rows * columns;
        }
        RC_ASSERT(entries == matrix.rows * matrix.columns);
    }
    RC_ASSERT(maps.empty());
}

}  // namespace
}  // namespace linac::layout_test
