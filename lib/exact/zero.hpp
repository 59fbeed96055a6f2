// Zero test of a linear representation (α, M, η): is α M_w η = 0 for all words w, and if not, for which
// first?
//
// Zero: the invariant span of α, proved over ℚ (span.hpp), is annihilated by η.
// Not zero: a word whose weight is non-zero modulo a prime has a non-zero weight. That no earlier word, in
// shortlex order, has one: with d_α α, d_σ M_σ, d_η η integral, the weight of a word of length ℓ is up to a
// non-zero factor an integer of absolute value at most B = ‖d_α α‖ · max_σ ‖d_σ M_σ‖^ℓ · ‖d_η η‖; each
// searched prime divides it, so it is 0 as soon as their product exceeds B. Norms: row sums, with ‖α‖ their
// sum and ‖η‖ the largest, or the mirror.
//
//     SparseMatrix swap(2, 2);
//     swap.add(0, 1, 1), swap.add(1, 0, 1);
//     assert(*first_nonzero_word(unit(0), {&swap, 1}, unit(1), 2) == std::vector<std::size_t>{0});
#pragma once

#include <span>

#include "exact/modular.hpp"

namespace linac {

/// The shortlex-least word, as indices into `operators`, with α M_w η ≠ 0; nothing if the weights of all
/// words are 0. The operators are size × size.
[[nodiscard]] std::optional<std::vector<std::size_t>> first_nonzero_word(
    const SparseVector& initial, std::span<const SparseMatrix> operators, const SparseVector& final,
    std::size_t size, PrimeStream primes = {});

}  // namespace linac
