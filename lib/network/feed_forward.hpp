// Feed-forward block: a stack of affine maps with ReLU between them.
//
//     y = M_n ReLU( … ReLU(M_1 x))          no ReLU after the last
#pragma once

#include <string>
#include <vector>

#include "network/affine_map.hpp"

namespace linac {

struct FeedForward {
    std::vector<AffineMap> stages;                 ///< inputs → width → … → outputs
    std::vector<std::vector<std::string>> labels;  ///< of the units after each stage but the last

    friend bool operator==(const FeedForward&, const FeedForward&) = default;
};

}  // namespace linac
