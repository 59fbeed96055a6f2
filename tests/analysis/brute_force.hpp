// What the analysis computes cleverly, computed by trying all words, in GMP rationals through Boost: no code
// is shared with lib/exact but the printing of numbers.
#pragma once

#include <boost/multiprecision/gmp.hpp>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "automata/weighted.hpp"

namespace linac::tests {

using Plain = boost::multiprecision::mpq_rational;
using PlainVector = std::vector<Plain>;

PlainVector to_plain(const SparseVector& vector, std::size_t size);

/// α, M_σ and η of an automaton as dense arrays.
struct PlainAutomaton {
    PlainVector initial;
    PlainVector final;
    std::vector<std::vector<PlainVector>> transition;

    explicit PlainAutomaton(const WeightedAutomaton& automaton)
        : initial(to_plain(automaton.initial, automaton.size())),
          final(to_plain(automaton.final, automaton.size())) {
        for (const SparseMatrix& matrix : automaton.transition) {
            transition.emplace_back();
            for (std::size_t i = 0; i < matrix.rows(); ++i)
                transition.back().push_back(to_plain(matrix.row(i), matrix.columns()));
        }
    }

    [[nodiscard]] PlainVector step(const PlainVector& row, Symbol symbol) const {
        PlainVector result(row.size());
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i] == 0) continue;
            for (std::size_t j = 0; j < row.size(); ++j)
                if (transition[symbol][i][j] != 0) result[j] += row[i] * transition[symbol][i][j];
        }
        return result;
    }
    [[nodiscard]] Plain value(const PlainVector& row) const {
        Plain sum = 0;
        for (std::size_t i = 0; i < row.size(); ++i) sum += row[i] * final[i];
        return sum;
    }
};

/// Calls `visit(word, weight)` for all words up to `max_length` in shortlex order, until it returns false.
void for_all_words(const WeightedAutomaton& automaton, std::size_t max_length,
                   const std::function<bool(const Word&, const Plain&)>& visit);

/// The weights of all words up to `max_length`, in shortlex order.
PlainVector all_weights(const WeightedAutomaton& automaton, std::size_t max_length);

/// The shortlex-least word up to `max_length` whose weights differ.
std::optional<Word> first_difference(const WeightedAutomaton& left, const WeightedAutomaton& right,
                                     std::size_t max_length);

/// The rank of some rows, by elimination.
std::size_t rank(std::vector<PlainVector> rows);

/// The rank of the block of the Hankel matrix H[u][v] = weight(uv) with |u|, |v| < n: for n states, of all of
/// H.
std::size_t hankel_rank(const WeightedAutomaton& automaton);

}  // namespace linac::tests
