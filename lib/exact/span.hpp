// Invariant span: the smallest subspace of ℚ^{1×n} that contains given rows g and is closed under given
// matrices M_σ acting from the right, span{g M_w : w a word}, by its reduced row echelon basis V.
//
// V is found modulo primes and lifted, then proved over ℚ: with π its pivot columns (V_π = I), a row y lies
// in ⟨V⟩ iff y = y_π V. If that holds for every g and every row of every V M_σ, then span ⊆ ⟨V⟩; and as V has
// as many rows as vectors g M_w are independent modulo some prime, hence over ℚ, the two are equal. A wrong
// prime can only cost time. Source: Schützenberger 1961, Tzeng 1992 for the span; the check is the usual one
// for lifted solutions.
//
//     SparseMatrix swap(2, 2);
//     swap.add(0, 1, 1), swap.add(1, 0, 1);
//     assert(invariant_span({2, {unit(0)}, {&swap, 1}}).is_whole());
#pragma once

#include "exact/lift.hpp"
#include "exact/shortlex.hpp"

namespace linac {

struct InvariantSpan {
    SparseMatrix basis;               ///< V, r×n, in reduced row echelon form
    std::vector<std::size_t> pivots;  ///< π, ascending: column pivots[i] of V is the unit vector e_i

    [[nodiscard]] std::size_t rank() const noexcept { return pivots.size(); }
    /// Whether V = I.
    [[nodiscard]] bool is_whole() const noexcept { return rank() == basis.columns(); }
};

/// The invariant span, proved. Throws Error::impossible beyond max_working_words.
[[nodiscard]] InvariantSpan invariant_span(const RowSystem& system, PrimeStream primes = {});

/// y_π, the coordinates in V of a row y of the span.
[[nodiscard]] SparseVector coordinates(const InvariantSpan& span, const SparseVector& row);

/// (V M)_π, the matrix of M's action on the span in the basis V.
[[nodiscard]] SparseMatrix induced(const InvariantSpan& span, const SparseMatrix& matrix);

/// Gathers the images of one span modulo primes until its basis is lifted and proved.
class SpanProof {
  public:
    explicit SpanProof(const RowSystem& system) : system_(&system) {}

    /// Whether the next prime should be searched afresh: nothing is known yet or what is known may mislead.
    /// Otherwise it is enough to replay the words that were independent before.
    [[nodiscard]] bool wants_search() const noexcept { return wants_search_; }
    /// Takes what a search modulo a prime found; the span if that completes the proof.
    [[nodiscard]] std::optional<InvariantSpan> add(const PrimeField& field, Search search);
    /// Repeats the last search modulo another prime; the span if that completes the proof.
    [[nodiscard]] std::optional<InvariantSpan> add_replayed(const ModularSystem& image);

  private:
    [[nodiscard]] std::optional<InvariantSpan> add_basis(const PrimeField& field, const EchelonBasis& basis);

    const RowSystem* system_;
    Lift lift_;
    std::vector<Link> links_;
    std::size_t next_attempt_ = 1;  // number of primes
    bool wants_search_ = true;
};

}  // namespace linac
