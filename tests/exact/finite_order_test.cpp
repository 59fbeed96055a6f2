#include "exact/finite_order.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "support/oracle.hpp"
#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::tests::finite_order_test {
namespace {

SparseMatrix of_rows(const std::vector<std::vector<std::int64_t>>& rows) {
    SparseMatrix matrix(rows.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows.size(); ++j) matrix.add(i, j, rows[i][j]);
    return matrix;
}

/// With the characteristic polynomial z^n + Σ coefficients[i] z^i, which is minimal too.
SparseMatrix companion(const std::vector<std::int64_t>& coefficients) {
    const std::size_t n = coefficients.size();
    SparseMatrix matrix(n, n);
    for (std::size_t i = 0; i + 1 < n; ++i) matrix.add(i, i + 1, 1);
    for (std::size_t i = 0; i < n; ++i) matrix.add(n - 1, i, -coefficients[i]);
    return matrix;
}

SparseMatrix direct_sum(const SparseMatrix& left, const SparseMatrix& right) {
    SparseMatrix matrix(left.rows() + right.rows(), left.rows() + right.rows());
    for (std::size_t i = 0; i < left.rows(); ++i) matrix.set_row(i, left.row(i));
    for (std::size_t i = 0; i < right.rows(); ++i)
        for (const Entry& e : right.row(i)) matrix.add(left.rows() + i, left.rows() + e.index, e.value);
    return matrix;
}

const std::map<std::size_t, std::vector<std::int64_t>>& cyclotomics() {
    static const std::map<std::size_t, std::vector<std::int64_t>> all{
        {1, {-1}},    {2, {1}},          {3, {1, 1}},          {4, {1, 0}},         {5, {1, 1, 1, 1}},
        {6, {1, -1}}, {8, {1, 0, 0, 0}}, {10, {1, -1, 1, -1}}, {12, {1, 0, -1, 0}}, {9, {1, 0, 0, 1, 0, 0}}};
    return all;
}

TEST(FiniteOrder, does_what_its_header_shows) {
    SparseMatrix shear = SparseMatrix::identity(2);
    shear.add(0, 1, 1);
    EXPECT_FALSE(has_finite_order(shear));
}

TEST(FiniteOrder, of_small_matrices) {
    EXPECT_TRUE(has_finite_order(SparseMatrix(0, 0)));
    EXPECT_TRUE(has_finite_order(SparseMatrix(3, 3)));
    EXPECT_TRUE(has_finite_order(SparseMatrix::identity(4)));
    EXPECT_TRUE(has_finite_order(of_rows({{0, 5}, {0, 0}})));   // nilpotent
    EXPECT_TRUE(has_finite_order(of_rows({{0, 5}, {0, 1}})));   // idempotent
    EXPECT_TRUE(has_finite_order(of_rows({{0, -1}, {1, 1}})));  // order 6
    EXPECT_FALSE(has_finite_order(of_rows({{0, 1}, {1, 1}})));  // golden ratio
    EXPECT_FALSE(has_finite_order(of_rows({{2}})));
    EXPECT_FALSE(has_finite_order(of_rows({{1, 1}, {0, 1}})));  // a Jordan block
    EXPECT_TRUE(has_finite_order(of_rows({{0, 1, 0}, {0, 0, 1}, {0, 0, 1}})));
    SparseMatrix half(1, 1);
    half.add(0, 0, Rational(1, 2));
    EXPECT_FALSE(has_finite_order(half));
}

/// Eigenvalues on the unit circle that are no roots of unity: (3 ± 4i)/5, and Salem numbers' conjugates.
TEST(FiniteOrder, of_rotations_of_infinite_order) {
    SparseMatrix rotation(2, 2);
    rotation.set_row(0, {{0, Rational(3, 5)}, {1, Rational(-4, 5)}});
    rotation.set_row(1, {{0, Rational(4, 5)}, {1, Rational(3, 5)}});
    EXPECT_FALSE(has_finite_order(rotation));
    EXPECT_FALSE(has_finite_order(companion({1, 1, 0, -1, -1, -1, -1, -1, 0, 1})));  // Lehmer's polynomial
}

TEST(FiniteOrder, of_sums_of_cyclotomic_companions) {
    for (const auto& [k, left] : cyclotomics())
        for (const auto& [l, right] : cyclotomics()) {
            EXPECT_TRUE(has_finite_order(direct_sum(companion(left), companion(right)))) << k << " " << l;
            SparseMatrix joined = direct_sum(companion(left), companion(right));
            joined.add(left.size() - 1, left.size(), 1);  // equal ones become one Jordan block
            EXPECT_EQ(has_finite_order(joined), k != l) << k << " " << l;
        }
    SparseMatrix large = SparseMatrix(3, 3);
    for (const auto& entry : cyclotomics()) large = direct_sum(large, companion(entry.second));
    EXPECT_TRUE(has_finite_order(large));
    large.add(0, 1, 7);
    EXPECT_TRUE(has_finite_order(large));
    large.add(large.rows() - 1, large.rows() - 1, 1);
    EXPECT_FALSE(has_finite_order(large));
}

std::vector<OracleVector> power(const std::vector<OracleVector>& matrix, std::size_t exponent) {
    const auto times = [&](std::vector<OracleVector> left, const std::vector<OracleVector>& right) {
        for (OracleVector& row : left) row = multiply(row, right, matrix.size());
        return left;
    };
    if (exponent == 1) return matrix;
    const std::vector<OracleVector> half = power(matrix, exponent / 2);
    return exponent % 2 == 0 ? times(half, half) : times(times(half, half), matrix);
}

/// Over ℚ an n×n matrix with n ≤ 4 and finitely many powers has M^(n+120) = M^n: k ∈ {1, 2, 3, 4, 5, 6, 8, 10, 12}
/// where φ(k) ≤ 4.
RC_GTEST_PROP(FiniteOrder, agrees_with_the_powers, ()) {
    const std::size_t n = *between(1, 4);
    const auto entries = drawn_numbers(n * n, 6);
    SparseMatrix matrix(n, n);
    const std::int64_t values[] = {0, 0, 0, 1, 1, -1};
    for (std::size_t i = 0; i < n * n; ++i) matrix.add(i / n, i % n, values[entries[i]]);
    const bool expected = power(to_oracle(matrix), n + 120) == power(to_oracle(matrix), n);
    RC_CLASSIFY(expected, "finite");
    RC_ASSERT(has_finite_order(matrix) == expected);
}

/// S⁻¹MS has the order of M.
RC_GTEST_PROP(FiniteOrder, does_not_depend_on_the_basis, ()) {
    auto at = cyclotomics().begin();
    std::advance(at, *between(0, cyclotomics().size() - 1));
    const SparseMatrix matrix = direct_sum(companion(at->second), SparseMatrix::identity(1));
    const std::size_t n = matrix.rows();
    const SparseMatrix basis = *sparse_matrices(n, n, 60);
    const auto inverse = solve(basis, SparseMatrix::identity(n));
    RC_PRE(inverse.has_value());
    RC_ASSERT(has_finite_order(multiply(multiply(*inverse, matrix), basis)));
}

}  // namespace
}  // namespace linac::tests::finite_order_test
