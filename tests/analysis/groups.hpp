// Permutations and maps by brute force: sets of all products, without bases, classes or Cayley graphs.
#pragma once

#include <set>
#include <vector>

namespace linac::tests {

using Map = std::vector<std::size_t>;

/// First `left`, then `right`.
inline Map composed(const Map& left, const Map& right) {
    Map result(left.size());
    for (std::size_t i = 0; i < left.size(); ++i) result[i] = right[left[i]];
    return result;
}

inline Map identity_map(std::size_t size) {
    Map result(size);
    for (std::size_t i = 0; i < size; ++i) result[i] = i;
    return result;
}

/// All products of the maps, the empty one among them.
inline std::set<Map> closure(std::size_t size, const std::vector<Map>& maps) {
    std::set<Map> all = {identity_map(size)};
    std::vector<Map> open = {identity_map(size)};
    while (!open.empty()) {
        const Map map = open.back();
        open.pop_back();
        for (const Map& generator : maps)
            if (Map next = composed(map, generator); all.insert(next).second) open.push_back(next);
    }
    return all;
}

/// The products of all commutators of a set of maps that is a group with identity `unit`.
inline std::set<Map> derived(const std::set<Map>& group, const Map& unit) {
    const auto inverse = [&](const Map& map) {
        for (Map last = map;;) {
            Map next = composed(last, map);
            if (next == unit || map == unit) return last;
            last = next;
        }
    };
    std::set<Map> commutators;
    for (const Map& g : group)
        for (const Map& h : group)
            commutators.insert(composed(composed(inverse(g), inverse(h)), composed(g, h)));
    std::set<Map> all = {unit};
    std::vector<Map> open = {unit};
    while (!open.empty()) {
        const Map map = open.back();
        open.pop_back();
        for (const Map& c : commutators)
            if (Map next = composed(map, c); all.insert(next).second) open.push_back(next);
    }
    return all;
}

inline bool has_trivial_derived_term(std::set<Map> group, const Map& unit) {
    while (group.size() > 1) {
        std::set<Map> next = derived(group, unit);
        if (next.size() == group.size()) return false;
        group = std::move(next);
    }
    return true;
}

}  // namespace linac::tests
