// What of a network is not a number: config.json, its shape and alphabet, and labels.json, the names and roles of its parts.
// safetensors_layout.md describes both.
//
//     const std::string config = write_config(network, float32);
//     const Network same_shape = read_architecture(config, write_labels(network), stored_numbers, "DIR").value();
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "exact/floating.hpp"
#include "network/network.hpp"

namespace linac {

/// For errors of a folder that lacks something.
inline constexpr auto folder_hint = "linac export NET --format safetensors writes such folders";

[[nodiscard]] std::string write_config(const Network& network, const FloatFormat& format);
[[nodiscard]] std::string write_labels(const Network& network);

/// The network that has this shape and these names (empty ones, without labels), with maps of zeros. `stored_numbers`
/// is how many numbers there are for them: a shape that needs more biases is refused before it takes memory. `folder`
/// names the files in errors.
[[nodiscard]] Result<Network> read_architecture(std::string_view config,
                                                const std::optional<std::string>& labels,
                                                std::size_t stored_numbers, const std::string& folder);

}  // namespace linac
