#include "precision/kernel_network.hpp"

#include <algorithm>
#include <string>

namespace linac {

std::vector<Need> needs_of_tokens(const Network& network) {
    Need finite;
    for_each_map(network, [&](const std::string& /*path*/, const AffineMap& map) {
        const auto meet = [&](const SparseVector& entries) {
            for (const Entry& e : entries)
                finite.exponent = std::max(finite.exponent, need_of(abs(e.value), 0).exponent);
        };
        meet(map.bias());
        for (std::size_t input = 0; input < map.inputs(); ++input) meet(map.column(input));
    });
    std::vector<Need> needs(network.embedding.inputs(), finite);
    for (std::size_t token = 0; token < needs.size(); ++token)
        for (const Entry& e : network.embedding.column(token)) {
            needs[token].include(need_of(abs(e.value), grain_of(e.value)));
            if (!e.value.is_dyadic()) needs[token].precision = Need::impossible;
        }
    return needs;
}

}  // namespace linac
