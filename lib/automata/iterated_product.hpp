// Iterated matrix product: the weighted automaton that reads k×k matrices A₁, A₂, … entry by entry, row by
// row, and computes one entry of their product,
//
//     weight(entries of A₁ … A_T) = (A₁ ⋯ A_T)[row][column],      weight(ε) = (identity)[row][column].
//
// A word that ends within a matrix weighs 0. Source: iterated 3×3 products in Merrill et al. 2026.
//
// It carries row `row` of the product: state "r.c.pi" holds entry i of that row before the matrix that is
// being read, "r.c.qj" entry j of the row after it, as far as it has been summed up, when the next symbol is
// the matrix's entry (r, c). Entry x sends p_r to q_c with weight x and keeps everything else that is still
// needed: 39 states for k = 3, and none too many.
//
//     const WeightedAutomaton entry = iterated_product({.size = 2, .values = {0, 1, -1}});
//     assert(weight(entry, {1, 0, 0, 1}) == 1);                // of the identity matrix
//     assert(weight(entry, {1, 0, 0, 1, 2, 1, 0, 1}) == -1);   // times ((−1, 1), (0, 1))
#pragma once

#include <cstddef>

#include "automata/weighted.hpp"

namespace linac {

struct IteratedProduct {
    std::size_t size = 3;  ///< k
    Vector values;         ///< the alphabet: the entries that a matrix may have, distinct
    std::size_t row = 0;   ///< of the entry that is computed
    std::size_t column = 0;
};

/// Most states times symbols of an automaton of an iterated product.
inline constexpr std::size_t max_iterated_product_rows = 1'000'000;

/// Throws bad_input if there is no such entry, no value, or one twice; impossible beyond the limit.
[[nodiscard]] WeightedAutomaton iterated_product(const IteratedProduct& product);

}  // namespace linac
