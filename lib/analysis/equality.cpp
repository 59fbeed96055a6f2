#include "analysis/equality.hpp"

#include "exact/zero.hpp"

namespace linac {

namespace {

/// left ⊕ (factor · right) of vectors, and of matrices as diagonal blocks.
SparseVector joined(SparseVector left, const SparseVector& right, std::size_t left_size,
                    const Rational& factor) {
    for (const Entry& e : right) left.push_back({left_size + e.index, factor * e.value});
    return left;
}

SparseMatrix joined(const SparseMatrix& left, const SparseMatrix& right) {
    SparseMatrix result(left.rows() + right.rows(), left.columns() + right.columns());
    for (std::size_t i = 0; i < left.rows(); ++i) result.set_row(i, left.row(i));
    for (std::size_t i = 0; i < right.rows(); ++i)
        result.set_row(left.rows() + i, joined({}, right.row(i), left.columns(), 1));
    return result;
}

}  // namespace

Comparison compare(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    std::vector<SparseMatrix> transition;
    for (Symbol s = 0; s < left.alphabet.size(); ++s)
        transition.push_back(joined(left.transition[s], right.transition[s]));
    std::optional<Word> word =
        first_nonzero_word(joined(left.initial, right.initial, left.size(), 1), transition,
                           joined(left.final, right.final, left.size(), -1), left.size() + right.size());
    if (!word) return {};
    Rational of_left = weight(left, *word);
    Rational of_right = weight(right, *word);
    return {Difference{std::move(*word), std::move(of_left), std::move(of_right)}};
}

}  // namespace linac
