#include "precision/growth.hpp"

#include <algorithm>

namespace linac {
namespace {

Rational coefficient(const Growth& growth, std::size_t k) {
    return k < growth.size() ? growth[k] : Rational();
}

/// C(n, 0), …, C(n, last).
std::vector<Rational> binomials(const Rational& n, std::size_t last) {
    std::vector<Rational> row{1};
    for (std::size_t k = 0; k < last; ++k)
        row.push_back(row.back() * (n - static_cast<std::int64_t>(k)) / static_cast<std::int64_t>(k + 1));
    return row;
}

}  // namespace

Rational value_at(const Growth& growth, std::uint64_t s) {
    const std::vector<Rational> row = binomials(static_cast<std::int64_t>(s), growth.size());
    Rational value;
    for (std::size_t k = 0; k < growth.size(); ++k) value.add_product(growth[k], row[k]);
    return value;
}

void add_scaled(Growth& to, const Growth& growth, const Rational& factor) {
    if (to.size() < growth.size()) to.resize(growth.size());
    for (std::size_t k = 0; k < growth.size(); ++k) to[k].add_product(factor, growth[k]);
}

Growth larger(const Growth& left, const Growth& right) {
    Growth result;
    for (std::size_t k = 0; k < std::max(left.size(), right.size()); ++k)
        result.push_back(std::max(coefficient(left, k), coefficient(right, k)));
    return result;
}

/// C(s, i) C(s, j) = Σ_k C(k, i) C(i, k − j) C(s, k).
Growth product(const Growth& left, const Growth& right) {
    Growth result(left.size() + right.size() - 1);
    for (std::size_t i = 0; i < left.size(); ++i)
        for (std::size_t j = 0; j < right.size(); ++j)
            for (std::size_t k = std::max(i, j); k <= i + j; ++k) {
                const Rational ways = binomials(static_cast<std::int64_t>(k), i).back() *
                                      binomials(static_cast<std::int64_t>(i), k - j).back();
                result[k] += left[i] * right[j] * ways;
            }
    return result;
}

bool is_within_later(const Growth& growth, const Growth& bound) {
    for (std::size_t k = 0; k < std::max(growth.size(), bound.size()); ++k)
        if (coefficient(growth, k) > coefficient(bound, k) + coefficient(bound, k + 1)) return false;
    return true;
}

Growth through(std::vector<Rational> values) {
    Growth growth;
    while (!values.empty()) {
        growth.push_back(growth.empty() ? values.front() : std::max(Rational(), values.front()));
        for (std::size_t i = 0; i + 1 < values.size(); ++i) values[i] = values[i + 1] - values[i];
        values.pop_back();
    }
    while (growth.size() > 1 && growth.back().is_zero()) growth.pop_back();
    return growth;
}

}  // namespace linac
