// Zero test of a linear representation (α, M, η): is α M_w η = 0 for all words w, and if not, for which
// first?
//
// Zero: the invariant span of α, proved over ℚ (span.hpp), is annihilated by η; or, where it is smaller, the
// mirror image: the span of η under the M_σ from the left is annihilated by α.
// Not zero: a word whose weight is non-zero modulo a prime has a non-zero weight. That no earlier word, in
// shortlex order, has one: all weights of words of that length or shorter, times a common denominator, are
// integers of absolute value below 2^b (weight_bound.hpp); each searched prime divides those of the earlier
// words, so they are 0 as soon as the product of these primes exceeds 2^b.
//
//     SparseMatrix swap(2, 2);
//     swap.add(0, 1, 1), swap.add(1, 0, 1);
//     assert(*decide_zero({2, unit(0), {&swap, 1}, unit(1)}).word == std::vector<std::size_t>{0});
#pragma once

#include "exact/span.hpp"

namespace linac {

/// α ∈ ℚ^{1×size}, the size × size matrices M_σ, which are not copied, and η ∈ ℚ^{size×1}. The matrices may
/// be given as two diagonal blocks, the latter in `second`.
struct Representation {
    std::size_t size;
    SparseVector initial;
    std::span<const SparseMatrix> operators;
    SparseVector final;
    std::span<const SparseMatrix> second = {};
};

/// An invariant span that contains α and is annihilated by η; or, for the mirror image (η, Mᵀ, α), one that
/// contains η and is annihilated by α.
struct ZeroProof {
    InvariantSpan span;
    bool mirrored = false;
};

struct ZeroDecision {
    /// The shortlex-least word, as indices into the operators, of non-zero weight; nothing if all are 0.
    std::optional<std::vector<std::size_t>> word;
    ZeroProof proof;  ///< meaningful if there is no word
};

[[nodiscard]] ZeroDecision decide_zero(const Representation& representation, PrimeStream primes = {});

/// The same without proofs, modulo random primes.
struct ProbableDecision {
    std::optional<std::vector<std::size_t>> word;  ///< one of non-zero weight, with certainty
    /// The chance that a first word was missed is below 2^(−error_bits).
    std::size_t error_bits = 0;
    std::size_t primes = 0;
};

[[nodiscard]] ProbableDecision probably_zero(const Representation& representation, std::uint64_t seed);

}  // namespace linac
