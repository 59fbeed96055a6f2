#include "analysis/monoid.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <string_view>
#include <unordered_set>

#include "analysis/permutation_group.hpp"
#include "strong_components.hpp"

namespace linac {

bool TransitionMonoid::is_idempotent(std::size_t element) const {
    for (std::size_t q = 0; q < degree_; ++q)
        if (image(element, image(element, q)) != image(element, q)) return false;
    return true;
}

Word TransitionMonoid::word(std::size_t element) const {
    Word result;
    for (; element != 0; element = parent_[element]) result.push_back(last_symbol_[element]);
    std::reverse(result.begin(), result.end());
    return result;
}

std::optional<TransitionMonoid> transition_monoid(const Dfa& dfa, std::size_t most_elements) {
    TransitionMonoid monoid;
    const std::size_t degree = monoid.degree_ = dfa.size();
    const std::size_t symbols = monoid.symbols_ = dfa.next.size();
    const std::size_t most = std::min(most_elements, max_monoid_images / std::max<std::size_t>(degree, 1));

    std::vector<std::uint32_t>& images = monoid.images_;
    const auto bytes_of = [&](std::uint32_t element) {
        return std::string_view(reinterpret_cast<const char*>(images.data() + element * degree),
                                degree * sizeof(std::uint32_t));
    };
    const auto hash = [&](std::uint32_t element) { return std::hash<std::string_view>()(bytes_of(element)); };
    const auto equal = [&](std::uint32_t l, std::uint32_t r) { return bytes_of(l) == bytes_of(r); };
    std::unordered_set<std::uint32_t, decltype(hash), decltype(equal)> known(16, hash, equal);
    /// The number of the map that `image` gives.
    const auto find = [&](const auto& image, std::size_t parent, Symbol symbol) {
        const auto candidate = static_cast<std::uint32_t>(monoid.parent_.size());
        for (std::size_t q = 0; q < degree; ++q) images.push_back(static_cast<std::uint32_t>(image(q)));
        const auto [at, is_new] = known.insert(candidate);
        if (is_new) {
            monoid.parent_.push_back(static_cast<std::uint32_t>(parent));
            monoid.last_symbol_.push_back(static_cast<std::uint32_t>(symbol));
        } else {
            images.resize(images.size() - degree);
        }
        return *at;
    };

    find([](std::size_t q) { return q; }, 0, 0);
    for (std::size_t x = 0; x < monoid.size(); ++x)
        for (Symbol s = 0; s < symbols; ++s) {
            monoid.right_.push_back(
                find([&](std::size_t q) { return dfa.next[s][images[x * degree + q]]; }, x, s));
            if (monoid.size() > most) return std::nullopt;
        }
    if (monoid.size() > most) return std::nullopt;

    // s·(yb) = (s·y)·b, and y comes before yb.
    monoid.left_.resize(monoid.right_.size());
    for (std::size_t x = 0; x < monoid.size(); ++x)
        for (Symbol s = 0; s < symbols; ++s)
            monoid.left_[x * symbols + s] = static_cast<std::uint32_t>(
                x == 0 ? monoid.right(0, s)
                       : monoid.right(monoid.left(monoid.parent_[x], s), monoid.last_symbol_[x]));
    return monoid;
}

namespace {

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
}

/// A D-class that has an idempotent.
struct RegularClass {
    std::size_t idempotent = 0;
    std::vector<std::size_t> r_class;  ///< of the idempotent
    std::vector<std::size_t> group;    ///< its H-class
};

std::vector<RegularClass> regular_classes(const TransitionMonoid& monoid) {
    const std::size_t count = monoid.size();
    const auto degree = [&](std::size_t) { return monoid.symbols(); };
    const std::vector<std::size_t> r_class =
        strong_components(count, degree, [&](std::size_t x, std::size_t s) { return monoid.right(x, s); });
    const std::vector<std::size_t> l_class =
        strong_components(count, degree, [&](std::size_t x, std::size_t s) { return monoid.left(x, s); });
    std::vector<std::size_t> d_class(2 * count);  // R-classes, then L-classes, joined where they meet
    std::iota(d_class.begin(), d_class.end(), std::size_t{0});
    for (std::size_t x = 0; x < count; ++x)
        d_class[root_of(d_class, r_class[x])] = root_of(d_class, count + l_class[x]);

    std::vector<std::vector<std::size_t>> members(count);  // of each R-class
    for (std::size_t x = 0; x < count; ++x) members[r_class[x]].push_back(x);
    std::vector<bool> done(2 * count, false);
    std::vector<RegularClass> result;
    for (std::size_t e = 0; e < count; ++e) {
        const std::size_t in = root_of(d_class, r_class[e]);
        if (done[in] || !monoid.is_idempotent(e)) continue;
        done[in] = true;
        RegularClass found{e, std::move(members[r_class[e]]), {}};
        for (const std::size_t x : found.r_class)
            if (l_class[x] == l_class[e]) found.group.push_back(x);
        result.push_back(std::move(found));
    }
    return result;
}

/// The H-class of the idempotent, which fixes its image pointwise, as a group on that image.
PermutationGroup group_on_image(const TransitionMonoid& monoid, std::size_t idempotent,
                                const std::vector<std::size_t>& h_class) {
    std::vector<std::size_t> points;
    std::vector<std::size_t> position(monoid.degree());
    for (std::size_t q = 0; q < monoid.degree(); ++q) {
        if (monoid.image(idempotent, q) != q) continue;
        position[q] = points.size();
        points.push_back(q);
    }
    PermutationGroup group(points.size());
    const Rational order(static_cast<std::int64_t>(h_class.size()));
    Permutation permutation(points.size());
    for (std::size_t i = 0; i < h_class.size() && group.order() != order; ++i) {
        for (std::size_t p = 0; p < points.size(); ++p)
            permutation[p] = position[monoid.image(h_class[i], points[p])];
        group.insert(permutation);
    }
    return group;
}

SubgroupFacts facts(const PermutationGroup& group) {
    return {group.order(), is_solvable(group), describe(group)};
}

/// The group that the permutations generate, which commute and are transitive on at least one point: it is
/// as large as it has points, because only the identity fixes one of them.
SubgroupFacts transitive_abelian(const std::vector<Permutation>& generators, std::size_t points) {
    const Rational order(static_cast<std::int64_t>(points));
    if (points == 1) return {order, true, "trivial group"};
    const std::string kind = common_order(generators) == order ? "cyclic" : "abelian";
    return {order, true, kind + " group of order " + to_string(order)};
}

bool is_permutation(const std::vector<std::size_t>& map) {
    std::vector<bool> met(map.size(), false);
    for (const std::size_t image : map) {
        if (met[image]) return false;
        met[image] = true;
    }
    return true;
}

GroupContent content(const std::vector<SubgroupFacts>& subgroups) {
    GroupContent result = GroupContent::aperiodic;
    for (const SubgroupFacts& group : subgroups) {
        if (!group.solvable) return GroupContent::non_solvable;
        if (!group.order.is_one()) result = GroupContent::solvable;
    }
    return result;
}

}  // namespace

std::vector<SubgroupFacts> maximal_subgroups(const TransitionMonoid& monoid) {
    std::vector<SubgroupFacts> result;
    for (const RegularClass& found : regular_classes(monoid))
        result.push_back(facts(group_on_image(monoid, found.idempotent, found.group)));
    std::stable_sort(result.begin(), result.end(), [](const SubgroupFacts& left, const SubgroupFacts& right) {
        return right.order < left.order;
    });
    return result;
}

bool is_quasi_aperiodic(const TransitionMonoid& monoid) {
    constexpr auto outside = static_cast<std::size_t>(-1);
    constexpr auto unseen = static_cast<std::size_t>(-2);
    std::vector<std::size_t> distance(monoid.size(), outside);
    for (const RegularClass& found : regular_classes(monoid)) {
        for (const std::size_t x : found.r_class) distance[x] = unseen;
        std::vector<std::size_t> open = {found.idempotent};
        distance[found.idempotent] = 0;
        std::size_t period = 0;
        for (std::size_t i = 0; i < open.size(); ++i)
            for (Symbol s = 0; s < monoid.symbols(); ++s) {
                const std::size_t x = monoid.right(open[i], s);
                if (distance[x] == outside) continue;
                const std::size_t length = distance[open[i]] + 1;
                if (distance[x] == unseen) {
                    distance[x] = length;
                    open.push_back(x);
                }
                period = std::gcd(period, std::max(length, distance[x]) - std::min(length, distance[x]));
            }
        for (const std::size_t x : found.group)
            if (x != found.idempotent && distance[x] % period == 0) return false;
        for (const std::size_t x : found.r_class) distance[x] = outside;
    }
    return true;
}

std::optional<bool> MonoidClass::star_free() const {
    if (groups) return groups == GroupContent::aperiodic;
    if (content(subgroups) != GroupContent::aperiodic) return false;
    return std::nullopt;
}

MonoidClass classify(const Dfa& dfa, std::size_t most_elements) {
    const Dfa minimal = minimized(dfa);
    MonoidClass result;
    result.states = minimal.size();
    std::vector<Permutation> units;
    for (const auto& next : minimal.next)
        if (is_permutation(next)) units.push_back(next);
    const bool is_group = units.size() == minimal.next.size();
    if (!is_group) {
        if (const auto monoid = transition_monoid(minimal, most_elements)) {
            result.elements = static_cast<std::int64_t>(monoid->size());
            for (SubgroupFacts& group : maximal_subgroups(*monoid))
                if (std::find(result.subgroups.begin(), result.subgroups.end(), group) ==
                    result.subgroups.end())
                    result.subgroups.push_back(std::move(group));
            result.groups = content(result.subgroups);
            result.quasi_aperiodic = is_quasi_aperiodic(*monoid);
            return result;
        }
    }
    // Words of one length in a group: a and b, if they differ; if all symbols are one, the length decides.
    const bool differ = std::adjacent_find(units.begin(), units.end(), std::not_equal_to<>()) != units.end();
    if (differ || is_group) result.quasi_aperiodic = !differ;
    if (is_group && commute(units)) {  // all states are reachable
        result.subgroups.push_back(transitive_abelian(units, minimal.size()));
        result.elements = result.subgroups[0].order;
        result.groups = content(result.subgroups);
        return result;
    }
    try {
        const PermutationGroup group(minimal.size(), units);
        result.subgroups.push_back(facts(group));
        if (is_group) result.elements = group.order();
    } catch (const Error&) {
        return result;  // too large a group: undecided
    }
    const GroupContent found = content(result.subgroups);
    if (is_group || found == GroupContent::non_solvable) result.groups = found;
    return result;
}

std::string to_string(GroupContent groups) {
    switch (groups) {
        case GroupContent::aperiodic:
            return "aperiodic";
        case GroupContent::solvable:
            return "solvable";
        case GroupContent::non_solvable:
            break;
    }
    return "non-solvable";
}

}  // namespace linac
