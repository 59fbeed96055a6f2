// Rational matrices as integers over common denominators, which keeps greatest common divisors out of long
// sums.
#pragma once

#include "exact/matrix.hpp"

namespace linac {

/// A matrix as integers over one common denominator.
struct IntegerMatrix {
    std::vector<SparseVector> rows;
    Rational denominator = 1;
};
[[nodiscard]] IntegerMatrix to_integers(const std::vector<SparseVector>& rows);
[[nodiscard]] IntegerMatrix to_integers(const SparseMatrix& matrix);

/// left · right, through integers.
[[nodiscard]] SparseMatrix integer_product(const SparseMatrix& left, const SparseMatrix& right);

}  // namespace linac
