#include "exact/integer_matrix.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::integer_matrix_test {
namespace {

RC_GTEST_PROP(IntegerMatrix, is_the_matrix_over_its_denominator, ()) {
    const SparseMatrix matrix = *tests::sparse_matrices(3, 4, 60);
    const IntegerMatrix integers = to_integers(matrix);
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        for (const Entry& e : integers.rows[i]) RC_ASSERT(e.value.is_integer());
        RC_ASSERT(scaled(integers.rows[i], 1 / integers.denominator) == matrix.row(i));
    }
}

RC_GTEST_PROP(IntegerProduct, is_the_product, ()) {
    const int density = tests::drawn_of({20, 95});
    const auto rows = tests::drawn_of<std::size_t>({1, 5, 14});
    const SparseMatrix left = *tests::sparse_matrices(rows, 6, density);
    const SparseMatrix right = *tests::sparse_matrices(6, 7, density);
    RC_ASSERT(integer_product(left, right) == multiply(left, right));
}

}  // namespace
}  // namespace linac::integer_matrix_test
