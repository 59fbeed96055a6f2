#include "exports/safetensors_export.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "exports/safetensors_import.hpp"
#include "formats/network_file.hpp"
#include "support/random_networks.hpp"

namespace linac::safetensors_export_test {
namespace {

/// One token dimension, a feed-forward block of `width` units with `weight` where a unit's number is a multiple of 64.
Network wide_network(std::size_t width, const Rational& weight) {
    Network network;
    network.alphabet = Alphabet({"a"});
    network.residual = {"x", "y"};
    network.embedding = AffineMap(2, 2);
    network.embedding.add(0, 1, 1);
    FeedForward block;
    block.stages = {AffineMap(2, width), AffineMap(width, width), AffineMap(width, 2)};
    block.labels = {std::vector<std::string>(width), std::vector<std::string>(width)};
    block.stages[0].add(0, 0, 1);
    for (std::size_t i = 0; i < width; i += 64) block.stages[1].add(width - 1 - i, i, weight);
    block.stages[2].add(1, 0, 1);
    network.layers.push_back({"", {}, std::move(block)});
    network.readout = AffineMap(2, 1);
    network.readout.add(0, 1, 1);
    return network;
}

const Tensor* find(const TensorFile& file, const std::string& name) {
    for (const Tensor& tensor : file.tensors)
        if (tensor.name == name) return &tensor;
    return nullptr;
}

TEST(SafetensorsExport, large_and_sparse_matrices_are_their_nonzeros) {
    const Network network = wide_network(512, Rational(1, 3));
    const SafetensorsExport exported = export_network(network, float32);
    EXPECT_EQ(find(exported.tensors, "model.layers.0.mlp.1.weight"), nullptr);
    const Tensor* indices = find(exported.tensors, "model.layers.0.mlp.1.weight.indices");
    const Tensor* values = find(exported.tensors, "model.layers.0.mlp.1.weight.values");
    ASSERT_NE(indices, nullptr);
    ASSERT_NE(values, nullptr);
    EXPECT_EQ(indices->shape, (std::vector<std::size_t>{2, 8}));
    EXPECT_EQ(values->shape, (std::vector<std::size_t>{8}));
    // By rows: 63, 127, …, whose columns go down.
    EXPECT_EQ(integers(*indices), (std::vector<std::int64_t>{63, 127, 191, 255, 319, 383, 447, 511,  //
                                                             448, 384, 320, 256, 192, 128, 64, 0}));
    // The report speaks of the matrix, however it is stored.
    ASSERT_EQ(exported.rounding.rounded.size(), 8U);
    EXPECT_EQ(exported.rounding.rounded[0].tensor, "model.layers.0.mlp.1.weight");
    EXPECT_EQ(exported.rounding.rounded[0].index, (std::vector<std::size_t>{63, 448}));
    const auto imported = import_network(export_files(network, exported), "DIR");
    EXPECT_EQ(imported.value().network, network);
    EXPECT_EQ(imported.value().reconstructed, 8U);
}

TEST(SafetensorsExport, others_are_dense) {
    const SafetensorsExport exported =
        export_network(wide_network(256, 1), float32);  // not more than 65536 entries
    const Tensor* weight = find(exported.tensors, "model.layers.0.mlp.1.weight");
    ASSERT_NE(weight, nullptr);
    EXPECT_EQ(weight->shape, (std::vector<std::size_t>{256, 256}));
}

TEST(SafetensorsExport, what_overflows_is_refused_by_its_place) {
    for (const std::size_t width : {100U, 512U}) {
        const auto exported = capture([&] { return export_network(wide_network(width, 70000), float16); });
        ASSERT_FALSE(exported);
        EXPECT_EQ(exported.error().kind(), Error::Kind::impossible);
        EXPECT_EQ(exported.error().message(), "tensor model.layers.0.mlp.1.weight at [" +
                                                  std::string(width == 100 ? "35, 64" : "63, 448") +
                                                  "]: a constant beyond the largest number of f16");
    }
}

TEST(SafetensorsExport, the_folder_has_its_files) {
    const Network network = wide_network(10, Rational(1, 3));
    const auto files = export_files(network, export_network(network, bfloat16));
    std::vector<std::string> names;
    for (const auto& [name, bytes] : files) names.push_back(name);
    EXPECT_EQ(names, (std::vector<std::string>{"README.md", "config.json", "labels.json", "model.safetensors",
                                               "network.json", "report.json"}));
    EXPECT_EQ(read_network(files.at("network.json"), "").value(), network);
    EXPECT_NE(files.at("README.md").find("1 of 5 constants are not held by bf16"), std::string::npos);
}

RC_GTEST_PROP(SafetensorsExport, tensors_are_aligned_and_the_report_complete, ()) {
    const Network network = *tests::networks();
    std::size_t constants = 0;
    std::size_t not_held = 0;
    for_each_map(network, [&](const std::string& /*path*/, const AffineMap& map) {
        const auto count = [&](const SparseVector& entries) {
            for (const Entry& e : entries) {
                ++constants;
                not_held += holds(bfloat16, e.value) ? 0U : 1U;
            }
        };
        count(map.bias());
        for (std::size_t i = 0; i < map.inputs(); ++i) count(map.column(i));
    });
    const SafetensorsExport exported = export_network(network, bfloat16);
    RC_ASSERT(exported.rounding.constants == constants);
    RC_ASSERT(exported.rounding.rounded.size() == not_held);
    for (const RoundedConstant& constant : exported.rounding.rounded)
        RC_ASSERT(constant.stored == rounded(constant.exact, bfloat16));
    std::size_t begin = 0;
    for (const Tensor& tensor : exported.tensors.tensors) {
        RC_ASSERT(begin % size_of(tensor.type) == 0U);
        begin += tensor.bytes.size();
    }
}

}  // namespace
}  // namespace linac::safetensors_export_test
