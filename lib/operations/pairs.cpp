#include "operations/pairs.hpp"

#include <algorithm>
#include <unordered_map>

#include "operations/operands.hpp"
#include "operations/size_limits.hpp"

namespace linac {

namespace {

/// The pairs that are reached, numbered as they are met.
class Pairs {
  public:
    Pairs(std::size_t right_size, ResultSize& result_size)
        : right_size_(right_size), result_size_(result_size) {}

    std::size_t number(std::size_t left, std::size_t right) {
        const auto [at, is_new] = number_.try_emplace(left * right_size_ + right, pairs_.size());
        if (is_new) {
            result_size_.add_states(1);
            pairs_.emplace_back(left, right);
        }
        return at->second;
    }
    [[nodiscard]] const std::vector<std::pair<std::size_t, std::size_t>>& all() const noexcept {
        return pairs_;
    }

  private:
    std::size_t right_size_;
    ResultSize& result_size_;
    std::vector<std::pair<std::size_t, std::size_t>> pairs_;
    std::unordered_map<std::size_t, std::size_t> number_;
};

void sort(SparseVector& vector) {
    std::sort(vector.begin(), vector.end(),
              [](const Entry& left, const Entry& right) { return left.index < right.index; });
}

/// left ⊗ right.
SparseVector product_row(const SparseVector& left, const SparseVector& right, Pairs& pairs,
                         ResultSize& size) {
    size.add_transitions(left.size() * right.size());
    SparseVector row;
    row.reserve(left.size() * right.size());
    for (const Entry& l : left)
        for (const Entry& r : right) row.push_back({pairs.number(l.index, r.index), l.value * r.value});
    sort(row);
    size.add_digits(row);
    return row;
}

/// left ⊗ e_q + e_p ⊗ right, the row of (p, q).
SparseVector shuffle_row(const SparseVector& left, const SparseVector& right,
                         std::pair<std::size_t, std::size_t> state, Pairs& pairs, ResultSize& size) {
    const auto [p, q] = state;
    const Rational loops = entry(left, p) + entry(right, q);  // the only target that both may have
    size.add_transitions(left.size() + right.size());
    SparseVector row;
    row.reserve(left.size() + right.size());
    if (!loops.is_zero()) row.push_back({pairs.number(p, q), loops});
    for (const Entry& l : left)
        if (l.index != p) row.push_back({pairs.number(l.index, q), l.value});
    for (const Entry& r : right)
        if (r.index != q) row.push_back({pairs.number(p, r.index), r.value});
    sort(row);
    size.add_digits(row);
    return row;
}

enum class Kind { hadamard, shuffle };

/// Explores the pairs from the initial ones on.
WeightedAutomaton side_by_side(std::vector<WeightedAutomaton> automata, Kind kind) {
    share_alphabet(automata);
    for (WeightedAutomaton& automaton : automata) automaton = trimmed(automaton);
    const WeightedAutomaton& left = automata[0];
    const WeightedAutomaton& right = automata[1];
    const std::size_t symbols = left.alphabet.size();
    ResultSize result_size(symbols);
    Pairs pairs(right.size(), result_size);
    const SparseVector initial = product_row(left.initial, right.initial, pairs, result_size);
    std::vector<std::vector<SparseVector>> rows(symbols);
    for (std::size_t i = 0; i < pairs.all().size(); ++i) {
        const auto [p, q] = pairs.all()[i];
        for (Symbol s = 0; s < symbols; ++s) {
            const SparseVector& from_left = left.transition[s].row(p);
            const SparseVector& from_right = right.transition[s].row(q);
            rows[s].push_back(kind == Kind::hadamard
                                  ? product_row(from_left, from_right, pairs, result_size)
                                  : shuffle_row(from_left, from_right, {p, q}, pairs, result_size));
        }
    }
    WeightedAutomaton result(left.alphabet, pairs.all().size());
    result.initial = initial;
    const Vector left_final = dense(left.final, left.size());
    const Vector right_final = dense(right.final, right.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        const auto [p, q] = pairs.all()[i];
        const Rational value = left_final[p] * right_final[q];
        if (!value.is_zero()) result.final.push_back({i, value});
        for (Symbol s = 0; s < symbols; ++s) result.transition[s].set_row(i, std::move(rows[s][i]));
    }
    name_pairs(result, pairs.all(), left.states, right.states);
    return trimmed(result);
}

}  // namespace

WeightedAutomaton hadamard(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    return side_by_side({left, right}, Kind::hadamard);
}

WeightedAutomaton shuffle(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    return side_by_side({left, right}, Kind::shuffle);
}

}  // namespace linac
