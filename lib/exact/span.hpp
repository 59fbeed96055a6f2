// Invariant span: the smallest subspace of ℚ^{1×n} that contains given rows g and is closed under given
// matrices M_σ acting from the right, span{g M_w : w a word}, by its reduced row echelon basis V.
//
// V is found modulo primes and lifted, then proved over ℚ: with π its pivot columns (V_π = I), a row y lies
// in ⟨V⟩ iff y = y_π V. If that holds for every g and every row of every V M_σ, then span ⊆ ⟨V⟩; and as V has
// as many rows as vectors g M_w are independent modulo some prime, hence over ℚ, the two are equal. A wrong
// prime can only cost time. Source: Schützenberger 1961, Tzeng 1992 for the span; the check is the usual one
// for lifted solutions (invariance.hpp).
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

/// Gathers the images of one span modulo primes until its basis is lifted and proved, and proved to be
/// annihilated by the system's functional.
///
/// The entries of V depend on which columns come first. If the operators have two blocks, also the form for
/// the columns of the second before those of the first is tried, and the one that is lifted first is taken;
/// its pivots may then not be the first non-zeros of their rows. (For A ⊕ B in bases that differ by T, one
/// has the entries of T, the other those of T⁻¹.)
class SpanProof {
  public:
    explicit SpanProof(const ReducibleSystem& system) : system_(&system), turn_(system.system().turn()) {}

    /// Searches modulo a prime, with the system's image there, or repeats the last search if nothing speaks
    /// against it. If it meets a row that the functional does not annihilate, there is no proof.
    [[nodiscard]] Search search(const ModularSystem& image);
    /// Takes what a search found; sets span() if that completes the proof.
    void add(const ModularSystem& image, const Search& search, PrimeStream& primes);
    [[nodiscard]] const std::optional<InvariantSpan>& span() const noexcept { return span_; }

  private:
    /// Several images in one order of columns.
    struct Attempt {
        Lift lift;
        std::size_t next = 1;  ///< the number of images at which to reconstruct
    };
    [[nodiscard]] std::optional<LiftedRows> reconstruct(Attempt& attempt);
    [[nodiscard]] bool is_proved(const LiftedRows& lifted, const ModularSystem& image, PrimeStream& primes);
    [[nodiscard]] ReducedResidues turned(const PrimeField& field, const ReducedResidues& reduced) const;

    const ReducibleSystem* system_;
    std::size_t turn_;
    Attempt straight_;
    Attempt turned_;
    std::vector<Link> links_;
    std::optional<InvariantSpan> span_;
    bool wants_search_ = true;
    bool wants_turned_ = false;
};

}  // namespace linac
