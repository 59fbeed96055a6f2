#include "analysis/permutation_group.hpp"

#include <algorithm>
#include <utility>

namespace linac {

namespace {

constexpr auto unseen = static_cast<std::size_t>(-1);

Permutation product(const Permutation& left, const Permutation& right) {
    Permutation result(left.size());
    for (std::size_t i = 0; i < left.size(); ++i) result[i] = right[left[i]];
    return result;
}

Permutation inverse(const Permutation& element) {
    Permutation result(element.size());
    for (std::size_t i = 0; i < element.size(); ++i) result[element[i]] = i;
    return result;
}

/// The first point it moves, `size` for the identity.
std::size_t first_moved(const Permutation& element) {
    std::size_t point = 0;
    while (point < element.size() && element[point] == point) ++point;
    return point;
}

Permutation identity(std::size_t degree) {
    Permutation result(degree);
    for (std::size_t i = 0; i < degree; ++i) result[i] = i;
    return result;
}

std::size_t moved_points(const PermutationGroup& group) {
    std::vector<bool> moved(group.degree(), false);
    for (const Permutation& g : group.generators())
        for (std::size_t i = 0; i < g.size(); ++i)
            if (g[i] != i) moved[i] = true;
    return static_cast<std::size_t>(std::count(moved.begin(), moved.end(), true));
}

Rational integer(std::size_t value) {
    return {static_cast<std::int64_t>(value)};
}

Rational factorial(std::size_t n) {
    Rational result = 1;
    for (std::size_t i = 2; i <= n; ++i) result *= integer(i);
    return result;
}

}  // namespace

PermutationGroup::PermutationGroup(std::size_t degree, const std::vector<Permutation>& generators)
    : degree_(degree) {
    for (const Permutation& generator : generators) insert(generator);
}

Rational PermutationGroup::order() const {
    Rational result = 1;
    for (const Level& level : levels_) result *= integer(level.representatives.size());
    return result;
}

bool PermutationGroup::contains(const Permutation& element) const {
    return contains(element, 0);
}

bool PermutationGroup::insert(const Permutation& element) {
    if (contains(element, 0)) return false;
    generators_.push_back(element);
    extend(0, element);
    return true;
}

bool PermutationGroup::contains(Permutation element, std::size_t level) const {
    for (; level < levels_.size(); ++level) {
        const Level& at = levels_[level];
        const std::size_t position = at.position[element[at.base_point]];
        if (position == unseen) return false;
        if (position == 0) continue;  // the identity
        const Permutation& divisor = at.inverses[position];
        for (std::size_t& image : element) image = divisor[image];
    }
    return first_moved(element) == element.size();
}

void PermutationGroup::add_representative(std::size_t level, Permutation element) {
    words_ += 2 * degree_;
    if (words_ > max_group_words)
        throw Error::impossible("the permutation group needs more than 512 MiB of working memory",
                                "a group on fewer points may fit");
    Level& at = levels_[level];
    at.position[element[at.base_point]] = at.representatives.size();
    at.inverses.push_back(inverse(element));
    at.representatives.push_back(std::move(element));
}

void PermutationGroup::extend(std::size_t level, const Permutation& element) {
    if (level == levels_.size()) {
        levels_.push_back({first_moved(element), {}, std::vector<std::size_t>(degree_, unseen), {}, {}});
        add_representative(level, identity(degree_));
    }
    words_ += degree_;
    levels_[level].generators.push_back(element);
    const std::size_t generators = levels_[level].generators.size();
    const std::size_t known = levels_[level].representatives.size();
    // Pairs of an old representative and an old generator were examined before.
    for (std::size_t i = 0; i < levels_[level].representatives.size(); ++i)
        for (std::size_t g = i < known ? generators - 1 : 0; g < generators; ++g) {
            const Level& at = levels_[level];  // deeper levels may move it
            Permutation moved = product(at.representatives[i], at.generators[g]);
            const std::size_t position = at.position[moved[at.base_point]];
            if (position == unseen) {
                add_representative(level, std::move(moved));
                continue;
            }
            const Permutation schreier = product(moved, at.inverses[position]);
            if (!contains(schreier, level + 1)) extend(level + 1, schreier);
        }
}

PermutationGroup derived_subgroup(const PermutationGroup& group) {
    PermutationGroup derived(group.degree());
    const std::vector<Permutation>& generators = group.generators();
    for (std::size_t i = 0; i < generators.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            derived.insert(product(inverse(product(generators[j], generators[i])),
                                   product(generators[i], generators[j])));
    for (std::size_t i = 0; i < derived.generators().size(); ++i)
        for (const Permutation& g : generators)
            derived.insert(product(product(inverse(g), derived.generators()[i]), g));
    return derived;
}

bool is_solvable(const PermutationGroup& group) {
    PermutationGroup term = group;
    for (Rational order = term.order(); !order.is_one();) {
        term = derived_subgroup(term);
        Rational next = term.order();
        if (next == order) return false;
        order = std::move(next);
    }
    return true;
}

bool commute(const std::vector<Permutation>& permutations) {
    for (std::size_t i = 0; i < permutations.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (product(permutations[i], permutations[j]) != product(permutations[j], permutations[i]))
                return false;
    return true;
}

Rational common_order(const std::vector<Permutation>& permutations) {
    Rational result = 1;
    for (const Permutation& permutation : permutations)
        for (const auto& cycle : cycles(permutation)) result = lcm(result, integer(cycle.size()));
    return result;
}

bool is_abelian(const PermutationGroup& group) {
    return commute(group.generators());
}

bool is_cyclic(const PermutationGroup& group) {
    return is_abelian(group) && common_order(group.generators()) == group.order();
}

std::string describe(const PermutationGroup& group) {
    const Rational order = group.order();
    if (order.is_one()) return "trivial group";
    const std::string of_order = " of order " + to_string(order);
    if (is_cyclic(group)) return "cyclic group" + of_order;
    const std::size_t points = moved_points(group);
    if (order == factorial(points)) return "symmetric group S_" + std::to_string(points) + of_order;
    if (order + order == factorial(points)) return "alternating group A_" + std::to_string(points) + of_order;
    if (is_abelian(group)) return "abelian group" + of_order;
    return (is_solvable(group) ? "solvable group" : "non-solvable group") + of_order;
}

}  // namespace linac
