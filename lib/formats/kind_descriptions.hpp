// What files say of the kinds of heads that a network has, so that a program that reads such a file needs no table of kinds:
// it carries out the steps that it is told. For each kind, by its name:
//
//     {"title": "DeltaNet", "formula": "S ← S + β k (v - Sᵀk)ᵀ", "repeated": false, "receptance": "q_proj",
//      "parameters": [{"name": "key", "symbol": "k", "shape": "K", "tensor": "k_proj", "trained": null}, …],
//      "steps": ["read key", "correct value beta", "write key"]}
//
// network/head_kinds.hpp says what a step does. A shape is a product of dimensions, K and V, or "" for one number. A kind that
// is repeated goes several rounds through its steps, each with its own parameters.
//
//     described_kinds(network).text();
#pragma once

#include "formats/json_document.hpp"
#include "formats/json_tree.hpp"
#include "network/network.hpp"

namespace linac {

/// The kinds of the network's heads, in the order of the table.
[[nodiscard]] json::Tree described_kinds(const Network& network);

/// The kind of this name; throws bad_input if there is none.
[[nodiscard]] const HeadKindInfo& known_kind(const json::Value& name);

/// Throws bad_input unless these descriptions, of some kinds, are those of this program in all that matters for what the
/// heads compute and for where their tensors are.
void expect_described(const json::Value& kinds);

}  // namespace linac
