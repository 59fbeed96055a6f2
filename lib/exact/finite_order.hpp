// Finite order: whether the powers of a square matrix over ℚ are finitely many.
//
// They are iff its minimal polynomial is z^a times cyclotomic polynomials, each once: then every eigenvalue is
// 0 or a root of unity, and the Jordan blocks of the roots of unity have size 1. Otherwise all powers differ.
// Source: Mandel and Simon 1977, On finite semigroups of matrices.
//
//     SparseMatrix shear = SparseMatrix::identity(2);
//     shear.add(0, 1, 1);
//     assert(!has_finite_order(shear));
#pragma once

#include "exact/matrix.hpp"

namespace linac {

/// Of a square matrix.
[[nodiscard]] bool has_finite_order(const SparseMatrix& matrix);

}  // namespace linac
