// The layout of a network as tensors, in both directions: which matrix holds which rows or columns of which affine
// maps. safetensors_layout.md describes it.
//
//     for (Matrix& matrix : layout(network))      // model.embeddings.weight, model.layers.0.attn.0.q_proj.weight, …
//         for (Block& block : matrix.blocks) …    // the maps stacked in it
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "network/network.hpp"

namespace linac {

/// Heads of a layer with one recurrence and the same dimensions, which run as one operator.
struct HeadGroup {
    HeadKind kind = HeadKind::deltanet;
    std::size_t key_dimension = 0;    ///< K
    std::size_t value_dimension = 0;  ///< V
    std::size_t steps = 0;            ///< a token, of a kind with several
    std::vector<std::size_t> heads;   ///< their places in the layer
};

/// In the order of their first heads. An MLP head is a group of its own.
[[nodiscard]] std::vector<HeadGroup> head_groups(const Layer& layer);

/// Where an affine map lies in a matrix.
struct Block {
    AffineMap* map;
    std::size_t row = 0;     ///< of its output 0
    std::size_t column = 0;  ///< of its input 0
};

/// Affine maps on top of each other, or side by side.
struct Matrix {
    std::string name;  ///< without ".weight" and ".bias"
    std::size_t rows = 0;
    std::size_t columns = 0;
    bool has_bias = true;
    bool is_transposed = false;  ///< a row for each input of its one block
    std::vector<Block> blocks;
};

/// All matrices of the network, in the order in which they are applied.
[[nodiscard]] std::vector<Matrix> layout(Network& network);

}  // namespace linac
