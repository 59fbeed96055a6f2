// Feed-forward block: a stack of affine maps with ReLU between them.
//
//     y = M_n ReLU( … ReLU(M_1 x))          no ReLU after the last
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "network/affine_map.hpp"
#include "network/roles.hpp"

namespace linac {

struct FeedForward {
    std::vector<AffineMap> stages;                 ///< inputs → width → … → outputs
    std::vector<std::vector<std::string>> labels;  ///< of the units after each stage but the last
    std::map<std::pair<std::size_t, std::size_t>, UnitRole> roles{};  ///< by stage and unit

    friend bool operator==(const FeedForward&, const FeedForward&) = default;
};

}  // namespace linac
