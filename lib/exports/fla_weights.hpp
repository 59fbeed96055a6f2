// A planned model's parameters and configuration, as flash-linear-attention's classes read them.
//
// Linear maps are [outputs, inputs]; the rows of key, value and β projections are by step, then head, then dimension.
// Source: flash-linear-attention bc3b101, fla/models/{delta_net, gated_deltaproduct}, fla/layers/{delta_net,
// gated_deltaproduct}.py.
//
//     write("model.safetensors", write_safetensors(fla_weights(model)));
//     write("config.json", fla_config(model));
#pragma once

#include <string>

#include "exports/fla_model.hpp"
#include "formats/safetensors.hpp"

namespace linac {

[[nodiscard]] TensorFile fla_weights(const FlaModel& model);

/// The text of config.json.
[[nodiscard]] std::string fla_config(const FlaModel& model);

}  // namespace linac
