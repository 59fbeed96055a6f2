#include "support/isomorphism.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace linac::tests {
namespace {

/// Colours the states of two automata at once: 0 … n−1 are those of the left one, n … 2n−1 those of the right.
class StateMatcher {
  public:
    /// Of the same alphabet and size.
    StateMatcher(const WeightedAutomaton& left, const WeightedAutomaton& right)
        : left_(&left), right_(&right), edges_(2 * left.size()) {
        add_edges(left, 0);
        add_edges(right, left.size());
    }

    /// π, by states of the left one.
    [[nodiscard]] std::optional<std::vector<std::size_t>> match() const {
        const std::size_t size = left_->size();
        std::map<std::pair<Rational, Rational>, std::size_t> ids;
        std::vector<std::size_t> colours(2 * size);
        for (std::size_t i = 0; i < 2 * size; ++i) {
            const WeightedAutomaton& automaton = i < size ? *left_ : *right_;
            const std::size_t state = i < size ? i : i - size;
            colours[i] =
                ids.emplace(std::pair(entry(automaton.initial, state), entry(automaton.final, state)),
                            ids.size())
                    .first->second;
        }
        return extend(std::move(colours));
    }

  private:
    /// Whether it leaves the state, its symbol, its weight by number, and the state at its other end.
    using Edge = std::tuple<bool, Symbol, std::size_t, std::size_t>;
    using Colours = std::vector<std::size_t>;

    void add_edges(const WeightedAutomaton& automaton, std::size_t first) {
        for (Symbol symbol = 0; symbol < automaton.transition.size(); ++symbol)
            for (std::size_t i = 0; i < automaton.size(); ++i)
                for (const Entry& step : automaton.transition[symbol].row(i)) {
                    const std::size_t weight = weights_.emplace(step.value, weights_.size()).first->second;
                    edges_[first + i].emplace_back(true, symbol, weight, first + step.index);
                    edges_[first + step.index].emplace_back(false, symbol, weight, first + i);
                }
    }

    /// Splits colours by the colours of neighbours until none splits; says how many there are.
    std::size_t refine(Colours& colours) const {
        std::size_t count = 0;
        while (true) {
            std::map<std::pair<std::size_t, std::vector<Edge>>, std::size_t> ids;
            Colours next(colours.size());
            for (std::size_t i = 0; i < colours.size(); ++i) {
                std::vector<Edge> seen = edges_[i];
                for (Edge& edge : seen) std::get<3>(edge) = colours[std::get<3>(edge)];
                std::sort(seen.begin(), seen.end());
                next[i] = ids.emplace(std::pair(colours[i], std::move(seen)), ids.size()).first->second;
            }
            colours = std::move(next);
            if (ids.size() == count) return count;
            count = ids.size();
        }
    }

    [[nodiscard]] std::optional<std::vector<std::size_t>> extend(Colours colours) const {
        const std::size_t size = left_->size();
        const std::size_t count = refine(colours);
        std::vector<std::vector<std::size_t>> of_left(count);
        std::vector<std::vector<std::size_t>> of_right(count);
        for (std::size_t i = 0; i < size; ++i) {
            of_left[colours[i]].push_back(i);
            of_right[colours[size + i]].push_back(i);
        }
        std::optional<std::size_t> smallest;  // of the colours that leave a choice
        for (std::size_t colour = 0; colour < count; ++colour) {
            const std::size_t states = of_left[colour].size();
            if (states != of_right[colour].size()) return std::nullopt;
            if (states > 1 && (!smallest || states < of_left[*smallest].size())) smallest = colour;
        }
        if (!smallest) {
            std::vector<std::size_t> images(size);
            for (std::size_t i = 0; i < size; ++i) images[i] = of_right[colours[i]].front();
            return are_images(images) ? std::optional(std::move(images)) : std::nullopt;
        }
        const std::size_t first = of_left[*smallest].front();
        for (const std::size_t candidate : of_right[*smallest]) {
            Colours tried = colours;
            tried[first] = tried[size + candidate] = count;
            if (auto images = extend(std::move(tried))) return images;
        }
        return std::nullopt;
    }

    /// The definition.
    [[nodiscard]] bool are_images(const std::vector<std::size_t>& images) const {
        const auto renumbered = [&images](const SparseVector& vector) {
            SparseVector result;
            for (const Entry& part : vector) add_entry(result, images[part.index], part.value);
            return result;
        };
        if (renumbered(left_->initial) != right_->initial || renumbered(left_->final) != right_->final)
            return false;
        for (Symbol symbol = 0; symbol < left_->transition.size(); ++symbol)
            for (std::size_t i = 0; i < left_->size(); ++i)
                if (renumbered(left_->transition[symbol].row(i)) != right_->transition[symbol].row(images[i]))
                    return false;
        return true;
    }

    const WeightedAutomaton* left_;
    const WeightedAutomaton* right_;
    std::vector<std::vector<Edge>> edges_;  // by state
    std::map<Rational, std::size_t> weights_;
};

}  // namespace

bool isomorphic(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    return left.alphabet == right.alphabet && left.size() == right.size() &&
           StateMatcher(left, right).match().has_value();
}

}  // namespace linac::tests
