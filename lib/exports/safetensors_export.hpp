// A network as a folder of tensors for PyTorch: kernel-level weights in the conventions of flash-linear-attention, what
// they mean, and which of them are rounded. safetensors_layout.md describes every file.
//
//     const SafetensorsExport exported = export_network(network, float32);
//     assert(exported.rounding.rounded.empty());                      // of 0, ±1 and dyadic constants
//     assert(import_network(export_files(network, exported), "DIR").value().network == network);
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "exports/rounding.hpp"
#include "formats/safetensors.hpp"
#include "network/network.hpp"

namespace linac {

// A matrix of more than so many entries is stored by its non-zeros if these are fewer than one in sparse_fraction.
inline constexpr std::size_t max_dense_entries = 65536;
inline constexpr std::size_t sparse_fraction = 16;

struct SafetensorsExport {
    TensorFile tensors;
    std::string config;  ///< config.json
    std::string labels;  ///< labels.json
    RoundingReport rounding;
};

/// Throws impossible if a constant is beyond the largest number of the format, naming its tensor and index, or if
/// the tensors are larger than a file may be.
[[nodiscard]] SafetensorsExport export_network(const Network& network, const FloatFormat& format);

/// The files of the folder, by their names: model.safetensors, config.json, labels.json, report.json, network.json
/// (the network itself, exactly) and README.md; all but precision.json (precision_report.hpp), which takes longer. Throws
/// impossible if one is over a limit of its reader.
[[nodiscard]] std::map<std::string, std::string> export_files(const Network& network,
                                                              const SafetensorsExport& exported);

}  // namespace linac
