#include "exact/characteristic.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"

namespace linac::tests::characteristic_test {
namespace {

SparseMatrix matrix_of(const std::vector<Vector>& rows) {
    SparseMatrix matrix(rows.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) matrix.set_row(i, sparse(rows[i]));
    return matrix;
}

std::string factored(const std::vector<Vector>& rows) {
    return in_lambda(characteristic_factors(matrix_of(rows)));
}

TEST(Characteristic, is_that_of_the_header) {
    EXPECT_EQ(factored({{0, 1}, {1, 0}}), "(λ − 1) (λ + 1)");
}

TEST(Characteristic, is_factored_over_the_rationals) {
    EXPECT_EQ(factored({{0, 1}, {1, 1}}), "(λ² − λ − 1)") << "Fibonacci";
    EXPECT_EQ(factored({{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}), "(λ − 1) (λ² + λ + 1)") << "a cycle of three";
    EXPECT_EQ(factored({{Rational(-1, 2), 0}, {5, Rational(-1, 2)}}), "(2λ + 1)²");
    EXPECT_EQ(factored({{0, 0, 0}, {0, 0, 0}, {0, 0, 3}}), "(λ − 3) λ²");
    EXPECT_EQ(factored({}), "1");
}

TEST(Characteristic, tells_rational_eigenvalues) {
    const auto factors = characteristic_factors(matrix_of({{Rational(2, 3), 1}, {0, -4}}));
    ASSERT_EQ(factors.size(), 2U);
    EXPECT_EQ(factors[0].root(), Rational(2, 3));
    EXPECT_EQ(factors[1].root(), Rational(-4));
    EXPECT_FALSE(characteristic_factors(matrix_of({{0, 2}, {1, 0}}))[0].root());
}

/// Cayley and Hamilton, the degree, and the trace.
RC_GTEST_PROP(Characteristic, vanishes_at_its_matrix, ()) {
    const std::size_t size = *between(1, 5);
    const SparseMatrix matrix = *sparse_matrices(size, size, 60);
    SparseMatrix product = SparseMatrix::identity(size);
    std::size_t degree = 0;
    Rational trace;
    for (const PolynomialFactor& factor : characteristic_factors(matrix)) {
        const Vector& c = factor.coefficients;
        RC_ASSERT(c.back().sign() > 0);
        SparseMatrix value(size, size);
        for (std::size_t power = c.size(); power-- > 0;) {
            value = multiply(value, matrix);
            for (std::size_t i = 0; i < size; ++i) value.add(i, i, c[power]);
        }
        for (std::size_t k = 0; k < factor.multiplicity; ++k) {
            product = multiply(product, value);
            degree += c.size() - 1;
            trace -= c[c.size() - 2] / c.back();
        }
    }
    RC_ASSERT(product.nonzeros() == 0U);
    RC_ASSERT(degree == size);
    for (std::size_t i = 0; i < size; ++i) trace -= matrix.at(i, i);
    RC_ASSERT(trace.is_zero());
}

}  // namespace
}  // namespace linac::tests::characteristic_test
