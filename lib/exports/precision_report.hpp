// precision.json of an exported folder: on which words the tensors give the exact weights in their dtype, and how far
// off they can be on others. safetensors_layout.md describes it.
//
//     const std::string text = write_precision_report(network, float32);
#pragma once

#include <string>

#include "exact/floating.hpp"
#include "network/network.hpp"

namespace linac {

/// In JSON: what can be certified quickly, for all words; linac precision goes further.
[[nodiscard]] std::string write_precision_report(const Network& network, const FloatFormat& format);

}  // namespace linac
