// The exact half of an invariant span: whether rows lie in the span of a basis in reduced row echelon form,
// over ℤ.
#pragma once

#include "exact/lift.hpp"
#include "exact/shortlex.hpp"

namespace linac {

/// A matrix as integers over one common denominator.
struct IntegerMatrix {
    std::vector<SparseVector> rows;
    Rational denominator = 1;
};
[[nodiscard]] IntegerMatrix to_integers(const std::vector<SparseVector>& rows);
[[nodiscard]] IntegerMatrix to_integers(const SparseMatrix& matrix);

/// Whether every generator y, and every row y of V M_σ for every operator, has y = y_π V, with V the lifted
/// rows.
[[nodiscard]] bool is_invariant(const RowSystem& system, const LiftedRows& lifted);

}  // namespace linac
