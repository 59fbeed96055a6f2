// Networks as graphs in the DOT language, ready for layout().
//
// A node is the embedding, a head, a feed-forward block or the readout; a layer is a frame around its nodes. An edge
// leads from what writes a dimension of the residual stream to what reads it, and tells which: a part reads a dimension
// if some parameter of it depends on it, and writes it if it can add to it. Heads of a layer that do the same at different
// places, such as the 24 rings of a router, are one node.
//
// Ids, in the SVG too: `embedding`, `layer-L-head-H` with the first of its heads, `layer-L-feed-forward`, `readout`;
// classes are `embedding`, `head`, `feed-forward`, `readout` and `feeds`.
//
//     const std::string picture = layout(network_dot(network), GraphvizFormat::svg).value();
//     assert(picture.find("id=\"layer-0-head-0\"") != std::string::npos);
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "network/network.hpp"

namespace linac {

/// What takes part in the residual stream, by ascending dimensions.
struct StreamPart {
    enum class Kind { embedding, head, feed_forward, readout };
    Kind kind = Kind::embedding;
    std::size_t layer = 0;           ///< of heads and feed-forward blocks
    std::vector<std::size_t> heads;  ///< of the layer
    std::vector<std::size_t> reads;
    std::vector<std::size_t> writes;
};

/// One part feeds another: the dimensions that the first writes and the second reads.
struct StreamEdge {
    std::size_t from = 0;  ///< parts by index
    std::size_t to = 0;
    std::vector<std::size_t> dimensions;
};

struct StreamGraph {
    std::vector<StreamPart> parts;  ///< in the order of execution
    std::vector<StreamEdge> edges;  ///< by from, to
};

/// `most_heads`: more heads of a layer than that of one kind, shape and role are one part.
[[nodiscard]] StreamGraph stream_graph(const Network& network, std::size_t most_heads = 1);

[[nodiscard]] std::string network_dot(const Network& network);

}  // namespace linac
