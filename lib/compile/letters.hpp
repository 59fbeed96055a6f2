// What one letter asks of a head: the factors of a matrix A (and an offset b) in the form that each kind of
// head offers, or the reason why it has none.
//
//   DeltaNet       A = I − β k kᵀ,  b = β v k                delta_step
//   DeltaProduct   A = Π (I − β_j k_j k_jᵀ)                  delta_steps: every A, with scratch coordinates
//   RWKV-7         A = diag(w) + u κᵀ, supp u ⊆ supp κ       diagonal_plus_rank_one
//   PD             A = P D, one non-zero a column at most    one_hot
//   Gated DeltaNet A = α (I − β k kᵀ),  b = β v k            scaled_delta_step
//   KDA            A = (I − β k kᵀ) diag(w),  b = β v k      decayed_delta_step
//   diagonal       A = diag(w), any b
//
// `letter` has them for each kind of head, as values of the kind's parameters.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "exact/matrix.hpp"
#include "network/head_kinds.hpp"

namespace linac {

/// Why a matrix has no factors of some form, in words, such as "I − A has rank 3, not at most 1".
struct Refusal {
    std::string reason;
    /// The row of A at which the form breaks, for messages that name the state.
    std::size_t row = 0;
};

template <class Factors>
using Factored = std::variant<Factors, Refusal>;

/// I − β k kᵀ, with a write of v along k.
struct Reflection {
    SparseVector key;  ///< k, coprime integers
    Rational beta;     ///< 0 for the identity
    Rational value;    ///< v
};
[[nodiscard]] Factored<Reflection> delta_step(const SparseMatrix& matrix, const SparseVector& offset);

/// α (I − β k kᵀ), with a write of v along k.
struct ScaledReflection {
    Rational decay;  ///< α
    Reflection step;
};
[[nodiscard]] Factored<ScaledReflection> scaled_delta_step(const SparseMatrix& matrix,
                                                           const SparseVector& offset);

/// (I − β k kᵀ) diag(w), with a write of v along k.
struct DecayedReflection {
    SparseVector decay;  ///< w
    Reflection step;
};
[[nodiscard]] Factored<DecayedReflection> decayed_delta_step(const SparseMatrix& matrix,
                                                             const SparseVector& offset);

/// Reflections, first to last, whose product is A on the first n coordinates and which take scratch
/// coordinates n, n+1, … from 0 to 0. Steps: 0 for the identity, 1 for a reflection, n − #cycles for a
/// permutation and one more for each weight of a monomial matrix, otherwise 4 a changed row and 1 for a row
/// that is only scaled.
struct ReflectionProduct {
    std::vector<Reflection> steps;
    std::size_t scratch = 0;
};
[[nodiscard]] ReflectionProduct delta_steps(const SparseMatrix& matrix);

/// diag(w) − (κ⊙a) κᵀ.
struct DiagonalPlusRankOne {
    SparseVector decay;          ///< w
    SparseVector removal_key;    ///< κ, coprime integers
    SparseVector learning_rate;  ///< a
};
[[nodiscard]] Factored<DiagonalPlusRankOne> diagonal_plus_rank_one(const SparseMatrix& matrix);

/// P D with P column-one-hot: coordinate j moves to target[j] with weight[j]. P is a permutation matrix if it
/// can be.
struct OneHot {
    std::vector<std::size_t> target;
    SparseVector weight;
};
[[nodiscard]] Factored<OneHot> one_hot(const SparseMatrix& matrix);

/// What a head is given at a letter, so that it takes h to A h + b.
struct Letter {
    std::vector<SparseVector>
        values;  ///< of the parameters of its kind, round after round; fewer rounds leave h as it is
    std::size_t scratch = 0;  ///< coordinates beyond those of h, which begin and end as 0
};
[[nodiscard]] Factored<Letter> letter(HeadKind kind, const SparseMatrix& matrix, const SparseVector& offset);

/// The same of a letter that is read while h = 0: it makes b of it, in one round.
[[nodiscard]] std::vector<SparseVector> first_letter(HeadKind kind, std::size_t size,
                                                     const SparseVector& offset);

/// The rank of I − A.
[[nodiscard]] std::size_t rank_of_change(const SparseMatrix& matrix);

}  // namespace linac
