#include "exports/safetensors_export.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "exports/architecture.hpp"
#include "exports/layout.hpp"
#include "formats/network_file.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// Turns matrices into tensors, and keeps account of what is rounded.
class Exporter {
  public:
    explicit Exporter(const FloatFormat& format) { report_.format = format; }

    void matrix(const Matrix& matrix) {
        const std::size_t columns = matrix.columns;
        SparseVector weights;
        SparseVector biases;
        for (const Block& block : matrix.blocks) {
            for (std::size_t input = 0; input < block.map->inputs(); ++input)
                for (const Entry& e : block.map->column(input)) {
                    const std::size_t row = block.row + e.index;
                    const std::size_t column = block.column + input;
                    weights.push_back(
                        {matrix.is_transposed ? column * columns + row : row * columns + column, e.value});
                }
            for (const Entry& e : block.map->bias()) biases.push_back({block.row + e.index, e.value});
        }
        std::sort(weights.begin(), weights.end(),
                  [](const Entry& a, const Entry& b) { return a.index < b.index; });
        weight(matrix.name + ".weight", {matrix.rows, columns}, weights);
        if (matrix.has_bias) add(matrix.name + ".bias", {matrix.rows}, biases);
    }

    TensorFile tensors() {
        // The indices, of 8 bytes each, come first, so that every tensor begins at a multiple of its numbers' size.
        std::stable_partition(tensors_.begin(), tensors_.end(),
                              [](const Tensor& tensor) { return tensor.type == TensorType::i64; });
        return {{{"format", "pt"}}, std::move(tensors_)};
    }
    RoundingReport report() { return std::move(report_); }

  private:
    void weight(const std::string& name, const std::vector<std::size_t>& shape, const SparseVector& entries) {
        const bool is_large = shape[1] > 0 && shape[0] > max_dense_entries / shape[1];
        if (!is_large || entries.size() * sparse_fraction >= shape[0] * shape[1])
            return add(name, shape, entries);
        note_rounding(name, shape, entries);
        std::vector<std::int64_t> indices;
        SparseVector values;
        for (const Entry& e : entries) {
            indices.push_back(static_cast<std::int64_t>(e.index / shape[1]));
            values.push_back({values.size(), e.value});
        }
        for (const Entry& e : entries) indices.push_back(static_cast<std::int64_t>(e.index % shape[1]));
        tensors_.push_back(integer_tensor(name + ".indices", {2, entries.size()}, indices));
        tensors_.push_back(float_tensor(name + ".values", report_.format, {entries.size()}, values));
    }
    void add(const std::string& name, const std::vector<std::size_t>& shape, const SparseVector& entries) {
        note_rounding(name, shape, entries);
        tensors_.push_back(float_tensor(name, report_.format, shape, entries));
    }
    void note_rounding(const std::string& name, const std::vector<std::size_t>& shape,
                       const SparseVector& entries) {
        for (const Entry& e : entries) {
            ++report_.constants;
            auto stored = rounded(e.value, report_.format);
            if (!stored) throw beyond(report_.format, name, shape, e.index);
            if (*stored != e.value)
                report_.rounded.push_back({name, index_in(shape, e.index), e.value, *std::move(stored)});
        }
    }

    std::vector<Tensor> tensors_;
    RoundingReport report_;
};

std::string readme(const Network& network, const SafetensorsExport& exported) {
    return fmt::format(
        R"(# A linac network for PyTorch

{} layer{} of {}, compiled from an automaton over {} symbol{}: the output after every token is the automaton's weight of
the word so far. {}

    from linac_torch import Network          # apps/pytorch/linac_torch.py of linac
    network = Network.load("this folder")
    weights, lengths = network.run(["a word", "another"])   # [B, T+1], after 0, 1, 2, ... symbols

| file | |
|---|---|
| model.safetensors | the weights |
| config.json | shapes, the alphabet |
| labels.json | the names and roles of residual dimensions, heads and units |
| report.json | every constant that was rounded, and by how much |
| precision.json | up to which length of words all is exact, and how far off it can be |
| network.json | the network itself, every constant exact; linac reads it |

The tensors are as flash-linear-attention's `fused_recurrent_*` operators take them, with scale 1 and nothing normalised.
lib/exports/safetensors_layout.md of linac describes all of it.
)",
        network.layers.size(), network.layers.size() == 1 ? "" : "s",
        network.target.empty() ? "heads" : printable(network.target), network.alphabet.size(),
        network.alphabet.size() == 1 ? "" : "s", describe(exported.rounding));
}

}  // namespace

SafetensorsExport export_network(const Network& network, const FloatFormat& format) {
    Exporter exporter(format);
    auto& listed = const_cast<Network&>(network);  // NOLINT(*-const-cast): listing the maps changes nothing
    for (const Matrix& matrix : layout(listed)) exporter.matrix(matrix);
    return {exporter.tensors(), write_config(network, format), write_labels(network), exporter.report()};
}

std::map<std::string, std::string> export_files(const Network& network, const SafetensorsExport& exported) {
    return {{"model.safetensors", write_safetensors(exported.tensors)},
            {"config.json", exported.config},
            {"labels.json", exported.labels},
            {"report.json", write_rounding_report(exported.rounding)},
            {"network.json", write_network(network)},
            {"README.md", readme(network, exported)}};
}

}  // namespace linac
