#include "exports/features.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "exact/floating.hpp"

namespace linac {
namespace {

/// Up to so many unit vectors are told apart by their coordinates.
constexpr std::size_t most_plain_states = 16;

Rational value_of(const Vector& functional, const Vector& state) {
    Rational value;
    for (std::size_t i = 0; i < state.size(); ++i) value.add_product(functional[i], state[i]);
    return value;
}

/// Fills in how safely the points, of which `states` are the states, are told apart.
void measure(Features& features, const std::vector<Vector>& states) {
    std::optional<Rational> margin;
    Rational terms;  // of a logit but ‖P‖²
    Rational most_square;
    for (const Vector& point : features.points) {
        Rational square;
        for (const Rational& p : point) square += p * p;
        most_square = std::max(most_square, square);
    }
    for (std::size_t f = 0; f < features.functionals.size(); ++f) {
        std::set<Rational> values;
        Rational most_value;
        for (const Vector& point : features.points) {
            values.insert(point[f]);
            most_value = std::max(most_value, abs(point[f]));
        }
        for (auto value = values.begin(); value != values.end() && std::next(value) != values.end();
             ++value) {
            const Rational gap = *std::next(value) - *value;
            if (!margin || gap * gap < *margin) margin = gap * gap;
        }
        Rational most_read;
        for (const Vector& state : states) {
            Rational read;
            for (std::size_t i = 0; i < state.size(); ++i) read += abs(features.functionals[f][i] * state[i]);
            most_read = std::max(most_read, read);
        }
        terms += 2 * most_value * most_read;
    }
    features.size = terms + most_square;
    features.margin = margin.value_or(1);
}

/// By state the coordinate that is not 0, none in the state 0; nothing if states are no distinct unit vectors, up to
/// factors.
std::optional<std::vector<std::optional<std::size_t>>> unit_states(const FiniteNetwork& finite) {
    std::vector<std::optional<std::size_t>> where;
    std::set<std::size_t> taken;
    for (const Vector& state : finite.states) {
        const SparseVector nonzeros = sparse(state);
        if (nonzeros.size() > 1) return std::nullopt;
        where.push_back(nonzeros.empty() ? std::nullopt : std::optional(nonzeros[0].index));
        if (!nonzeros.empty() && !taken.insert(nonzeros[0].index).second) return std::nullopt;
    }
    return where;
}

/// Two functionals with the values p and q in the p·base + q-th state, the state 0 counted first.
std::vector<Vector> digits(const FiniteNetwork& finite,
                           const std::vector<std::optional<std::size_t>>& where) {
    std::size_t base = 1;
    while (base * base < finite.states.size()) ++base;
    std::vector<Vector> functionals(2, Vector(finite.states[0].size()));
    std::size_t number = std::find(where.begin(), where.end(), std::nullopt) == where.end() ? 0 : 1;
    for (std::size_t state = 0; state < where.size(); ++state) {
        if (!where[state]) continue;
        const Rational& value = finite.states[state][*where[state]];
        functionals[0][*where[state]] = Rational(static_cast<std::int64_t>(number / base)) / value;
        functionals[1][*where[state]] = Rational(static_cast<std::int64_t>(number % base)) / value;
        ++number;
    }
    return functionals;
}

/// Coordinates that tell the states apart, each the one that adds most.
std::vector<Vector> coordinates(const FiniteNetwork& finite) {
    const std::size_t size = finite.states[0].size();
    std::vector<std::size_t> part(finite.states.size(), 0);  // of states not told apart so far
    std::size_t parts = 1;
    std::vector<Vector> functionals;
    while (parts < finite.states.size()) {
        std::vector<std::size_t> best;
        std::size_t best_parts = parts;
        std::size_t best_coordinate = 0;
        for (std::size_t i = 0; i < size; ++i) {
            std::map<std::pair<std::size_t, Rational>, std::size_t> number;
            std::vector<std::size_t> refined;
            for (std::size_t state = 0; state < finite.states.size(); ++state)
                refined.push_back(
                    number.try_emplace({part[state], finite.states[state][i]}, number.size()).first->second);
            if (number.size() <= best_parts) continue;
            best = std::move(refined);
            best_parts = number.size();
            best_coordinate = i;
        }
        part = std::move(best);  // states are distinct, so that some coordinate adds something
        parts = best_parts;
        functionals.push_back(dense(unit(best_coordinate), size));
    }
    return functionals;
}

}  // namespace

Features state_features(const FiniteNetwork& finite) {
    Features features;
    const auto where = finite.states.size() > most_plain_states ? unit_states(finite) : std::nullopt;
    features.functionals = where ? digits(finite, *where) : coordinates(finite);
    for (const Vector& state : finite.states) {
        Vector& point = features.points.emplace_back();
        for (const Vector& functional : features.functionals) point.push_back(value_of(functional, state));
    }
    measure(features, finite.states);
    return features;
}

Features weight_features(const FiniteNetwork& finite, const std::vector<Rational>& weights) {
    Features features;
    features.functionals.push_back(finite.readout);
    for (const Rational& weight : weights) features.points.push_back({weight - finite.constant});
    measure(features, finite.states);
    return features;
}

void require_margin(const Features& features) {
    // A feature is a sum of products, a logit one of F features and a constant; the model multiplies them by fewer than
    // twenty constants on the way. Each operation costs 2^−24 of `size` at most; 2^−22 is twice as much, on both sides
    // of the comparison.
    std::size_t operations = features.functionals.size() + 24;
    std::size_t most_terms = 0;
    for (const Vector& functional : features.functionals)
        most_terms = std::max(most_terms, sparse(functional).size());
    operations += most_terms;
    if (features.margin * power(2, 22) < features.size * static_cast<std::int64_t>(operations))
        throw Error::impossible("single precision does not tell the classes apart safely: logits of up to " +
                                to_string(features.size) + " differ by " + to_string(features.margin) +
                                " only");
}

}  // namespace linac
