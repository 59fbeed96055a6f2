#include "analysis/transforms.hpp"

#include <utility>

namespace linac::tests {

WeightedAutomaton in_basis(const WeightedAutomaton& automaton, const SparseMatrix& basis) {
    const std::size_t size = automaton.size();
    const SparseMatrix inverse = solve(basis, SparseMatrix::identity(size)).value();
    WeightedAutomaton result = automaton;
    result.initial = sparse(multiply(dense(automaton.initial, size), basis));
    for (SparseMatrix& matrix : result.transition) matrix = multiply(multiply(inverse, matrix), basis);
    result.final = sparse(multiply(inverse, dense(automaton.final, size)));
    return result;
}

SparseMatrix draw_basis(std::size_t size) {
    SparseMatrix basis(size, size);
    for (std::size_t i = 0; i < size; ++i)
        basis.add(i, i,
                  *rc::gen::suchThat(small_rationals(), [](const Rational& r) { return !r.is_zero(); }));
    for (std::size_t step = 0; size > 1 && step < 2 * size; ++step) {
        const auto from = *rc::gen::inRange<std::size_t>(0, size);
        const auto to = *rc::gen::inRange<std::size_t>(0, size);
        if (from == to) continue;
        basis.set_row(to, sum(basis.row(to), scaled(basis.row(from), *small_rationals())));
    }
    return basis;
}

WeightedAutomaton direct_sum(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    WeightedAutomaton result(left.alphabet, left.size() + right.size());
    const auto shifted = [&](SparseVector vector) {
        for (Entry& e : vector) e.index += left.size();
        return vector;
    };
    result.initial = sum(left.initial, shifted(right.initial));
    result.final = sum(left.final, shifted(right.final));
    for (Symbol s = 0; s < left.alphabet.size(); ++s) {
        for (std::size_t i = 0; i < left.size(); ++i)
            result.transition[s].set_row(i, left.transition[s].row(i));
        for (std::size_t i = 0; i < right.size(); ++i)
            result.transition[s].set_row(left.size() + i, shifted(right.transition[s].row(i)));
    }
    return result;
}

WeightedAutomaton only_word(const Alphabet& alphabet, const Word& word, const Rational& weight) {
    WeightedAutomaton result(alphabet, word.size() + 1);
    result.initial = unit(0);
    for (std::size_t i = 0; i < word.size(); ++i) result.transition[word[i]].add(i, i + 1, 1);
    result.final = unit(word.size(), weight);
    return result;
}

WeightedAutomaton cyclic(const Vector& values) {
    WeightedAutomaton result(letters(1), values.size());
    result.initial = unit(0);
    result.final = sparse(values);
    for (std::size_t i = 0; i < values.size(); ++i) result.transition[0].add(i, (i + 1) % values.size(), 1);
    return result;
}

}  // namespace linac::tests
