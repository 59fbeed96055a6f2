// The strongly connected components of a directed graph, without recursion. Source: Tarjan 1972.
//
// They are numbered so that an edge leads into the same component or into one of a smaller number.
//
//     // 0 → 1 → 2 → 1
//     const auto component = strong_components(3, [](std::size_t v) { return std::size_t{1}; },
//                                              [](std::size_t v, std::size_t) { return v == 1 ? 2u : 1u; });
//     assert((component == std::vector<std::size_t>{1, 0, 0}));
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace linac {

/// The component of each of `count` vertices; vertex v has `degree(v)` edges, the i-th to `successor(v, i)`.
template <class Degree, class Successor>
[[nodiscard]] std::vector<std::size_t> strong_components(std::size_t count, const Degree& degree,
                                                         const Successor& successor) {
    constexpr auto unseen = static_cast<std::size_t>(-1);
    std::vector<std::size_t> component(count, unseen);
    std::vector<std::size_t> index(count, unseen);
    std::vector<std::size_t> low(count);
    std::vector<std::size_t> edge(count, 0);
    std::vector<std::size_t> path;
    std::vector<std::size_t> open;
    std::size_t met = 0;
    std::size_t found = 0;
    const auto enter = [&](std::size_t v) {
        index[v] = low[v] = met++;
        path.push_back(v);
        open.push_back(v);
    };
    for (std::size_t root = 0; root < count; ++root) {
        if (index[root] != unseen) continue;
        enter(root);
        while (!path.empty()) {
            const std::size_t v = path.back();
            if (edge[v] < degree(v)) {
                const std::size_t w = successor(v, edge[v]++);
                if (index[w] == unseen)
                    enter(w);
                else if (component[w] == unseen)
                    low[v] = std::min(low[v], index[w]);
                continue;
            }
            path.pop_back();
            if (!path.empty()) low[path.back()] = std::min(low[path.back()], low[v]);
            if (low[v] != index[v]) continue;
            for (std::size_t w = count; w != v;) {
                w = open.back();
                open.pop_back();
                component[w] = found;
            }
            ++found;
        }
    }
    return component;
}

}  // namespace linac
