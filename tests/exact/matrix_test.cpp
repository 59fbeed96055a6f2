#include "exact/matrix.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "support/oracle.hpp"
#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::tests::matrix_test {
namespace {

constexpr int density = 50;  // in a hundred

std::size_t draw_size() {
    return *between(1, 6);
}

SparseVector draw_vector(std::size_t size) {
    return *sparse_vectors(size, density);
}

SparseMatrix draw_matrix(std::size_t rows, std::size_t columns) {
    return *sparse_matrices(rows, columns, density);
}

std::vector<OracleVector> oracle_product(const SparseMatrix& left, const SparseMatrix& right) {
    std::vector<OracleVector> rows;
    for (const OracleVector& row : to_oracle(left))
        rows.push_back(multiply(row, to_oracle(right), right.columns()));
    return rows;
}

TEST(SparseMatrix, does_what_its_header_shows) {
    SparseMatrix swap(2, 2);
    swap.add(0, 1, 1);
    swap.add(1, 0, 1);
    EXPECT_EQ(swap.transposed(), swap);
    EXPECT_EQ(multiply(swap, swap), SparseMatrix::identity(2));
}

RC_GTEST_PROP(SparseVector, keeps_exactly_the_nonzeros, ()) {
    const std::size_t size = draw_size();
    Vector values(size);
    for (Rational& value : values) value = *sparse_rationals(density);
    const SparseVector vector = sparse(values);
    RC_ASSERT(agrees(vector, to_oracle(values)));
    RC_ASSERT(dense(vector, size) == values);
    for (std::size_t i = 0; i < size; ++i) RC_ASSERT(entry(vector, i) == values[i]);
    RC_ASSERT(entry(vector, size + 5) == 0);
}

RC_GTEST_PROP(SparseVector, adds_entries_in_any_order, ()) {
    const std::size_t size = draw_size();
    SparseVector vector = draw_vector(size);
    OracleVector expected = to_oracle(vector, size);
    for (const std::size_t index : drawn_numbers(size)) {
        const Rational value = *small_rationals();
        add_entry(vector, index, value);
        expected[index] += to_oracle(value);
        RC_ASSERT(agrees(vector, expected));
    }
}

RC_GTEST_PROP(SparseVector, sums_scalings_and_products_agree_with_boost, ()) {
    const std::size_t size = draw_size();
    const SparseVector left = draw_vector(size);
    const SparseVector right = draw_vector(size);
    const Rational factor = *small_rationals();
    const OracleVector x = to_oracle(left, size);
    const OracleVector y = to_oracle(right, size);
    OracleVector total(size);
    OracleVector multiple(size);
    for (std::size_t i = 0; i < size; ++i) {
        total[i] = x[i] + y[i];
        multiple[i] = x[i] * to_oracle(factor);
    }
    RC_ASSERT(agrees(sum(left, right), total));
    RC_ASSERT(agrees(scaled(left, factor), multiple));
    RC_ASSERT(agrees(dot(left, right), dot(x, y)));
    RC_ASSERT(agrees(dot(dense(left, size), dense(right, size)), dot(x, y)));
    RC_ASSERT(sum(left, scaled(left, -1)).empty());
}

TEST(SparseVector, units_have_one_entry_or_none) {
    EXPECT_EQ(unit(3), (SparseVector{{3, 1}}));
    EXPECT_EQ(unit(3, Rational(1, 2)), (SparseVector{{3, Rational(1, 2)}}));
    EXPECT_TRUE(unit(3, 0).empty());
}

RC_GTEST_PROP(SparseMatrix, products_agree_with_boost, ()) {
    const std::size_t rows = draw_size();
    const std::size_t inner = draw_size();
    const std::size_t columns = draw_size();
    const SparseMatrix left = draw_matrix(rows, inner);
    const SparseMatrix right = draw_matrix(inner, columns);
    const SparseMatrix product = multiply(left, right);
    RC_ASSERT(product.columns() == columns);
    RC_ASSERT(agrees(product, oracle_product(left, right)));

    const Vector row = dense(draw_vector(rows), rows);
    RC_ASSERT(agrees(multiply(row, left), multiply(to_oracle(row), to_oracle(left), inner)));
    const Vector column = dense(draw_vector(inner), inner);
    OracleVector expected;
    for (const OracleVector& matrix_row : to_oracle(left))
        expected.push_back(dot(matrix_row, to_oracle(column)));
    RC_ASSERT(agrees(multiply(left, column), expected));
}

RC_GTEST_PROP(SparseMatrix, transposing_swaps_rows_and_columns, ()) {
    const std::size_t rows = draw_size();
    const std::size_t columns = draw_size();
    const SparseMatrix matrix = draw_matrix(rows, columns);
    const SparseMatrix transposed = matrix.transposed();
    RC_ASSERT(transposed.rows() == columns);
    RC_ASSERT(transposed.columns() == rows);
    RC_ASSERT(transposed.nonzeros() == matrix.nonzeros());
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < columns; ++j) RC_ASSERT(transposed.at(j, i) == matrix.at(i, j));
    RC_ASSERT(transposed.transposed() == matrix);
}

RC_GTEST_PROP(SparseMatrix, identity_is_neutral, ()) {
    const std::size_t size = draw_size();
    const SparseMatrix matrix = draw_matrix(size, size);
    const SparseMatrix identity = SparseMatrix::identity(size);
    RC_ASSERT(identity.is_identity());
    RC_ASSERT(multiply(identity, matrix) == matrix);
    RC_ASSERT(multiply(matrix, identity) == matrix);
    RC_ASSERT(matrix.is_identity() == (matrix == identity));
}

/// Whether Gaussian elimination in Boost's rationals finds a pivot in every column.
bool is_invertible(std::vector<OracleVector> rows) {
    const std::size_t size = rows.size();
    for (std::size_t column = 0; column < size; ++column) {
        std::size_t pivot = column;
        while (pivot < size && rows[pivot][column] == 0) ++pivot;
        if (pivot == size) return false;
        std::swap(rows[pivot], rows[column]);
        for (std::size_t i = column + 1; i < size; ++i) {
            const Oracle factor = rows[i][column] / rows[column][column];
            for (std::size_t j = column; j < size; ++j) rows[i][j] -= factor * rows[column][j];
        }
    }
    return true;
}

RC_GTEST_PROP(Solve, finds_the_solution_exactly_when_the_matrix_is_invertible, ()) {
    const std::size_t size = draw_size();
    const std::size_t columns = draw_size();
    const SparseMatrix matrix = draw_matrix(size, size);
    const SparseMatrix right = draw_matrix(size, columns);
    const std::optional<SparseMatrix> solution = solve(matrix, right);
    RC_ASSERT(solution.has_value() == is_invertible(to_oracle(matrix)));
    if (solution) RC_ASSERT(agrees(right, oracle_product(matrix, *solution)));
}

}  // namespace
}  // namespace linac::tests::matrix_test
