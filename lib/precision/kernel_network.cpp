#include "precision/kernel_network.hpp"

#include <algorithm>
#include <string>

namespace linac {

Need need_of_token(const Network& network, std::size_t token) {
    Need need;
    for_each_map(network, [&](const std::string& /*path*/, const AffineMap& map) {
        const auto meet = [&](const SparseVector& entries) {
            for (const Entry& e : entries)
                need.exponent = std::max(need.exponent, need_of(abs(e.value), 0).exponent);
        };
        meet(map.bias());
        for (std::size_t input = 0; input < map.inputs(); ++input) meet(map.column(input));
    });
    for (const Entry& e : network.embedding.column(token)) {
        need.include(need_of(abs(e.value), grain_of(e.value)));
        if (!e.value.is_dyadic()) need.precision = Need::impossible;
    }
    return need;
}

}  // namespace linac
