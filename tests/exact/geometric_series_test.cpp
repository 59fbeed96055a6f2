#include "exact/geometric_series.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "error.hpp"
#include "support/rapidcheck.hpp"

namespace linac::geometric_series_test {
namespace {

SparseMatrix matrix_of(const std::vector<Vector>& rows) {
    SparseMatrix matrix(rows.size(), rows.empty() ? 0 : rows[0].size());
    for (std::size_t i = 0; i < rows.size(); ++i) matrix.set_row(i, sparse(rows[i]));
    return matrix;
}

SparseMatrix added(const SparseMatrix& left, const SparseMatrix& right) {
    SparseMatrix result = left;
    for (std::size_t i = 0; i < left.rows(); ++i) result.set_row(i, sum(left.row(i), right.row(i)));
    return result;
}

std::optional<SparseMatrix> converged(const SparseMatrix& matrix) {
    auto series = geometric_series(matrix, SparseMatrix::identity(matrix.rows()));
    if (auto* sum = std::get_if<SparseMatrix>(&series)) return *sum;
    return std::nullopt;
}

DivergentCycle cycle_of(const SparseMatrix& matrix) {
    return std::get<DivergentCycle>(geometric_series(matrix, SparseMatrix::identity(matrix.rows())));
}

SparseMatrix drawn_matrix(int denominator, bool allow_negative) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 7);
    SparseMatrix matrix(size, size);
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = 0; j < size; ++j)
            if (*rc::gen::inRange(0, 3) == 0)
                matrix.add(i, j, Rational(*rc::gen::inRange(allow_negative ? -4 : 0, 5), denominator));
    return matrix;
}

/// The largest |λ|, by Gelfand's formula in doubles: ‖A^k‖^{1/k}, k = 2^20, scaled on the way. An estimate that knows
/// nothing of the code under test.
double spectral_radius(const SparseMatrix& matrix) {
    const std::size_t n = matrix.rows();
    std::vector<double> power(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (const Entry& e : matrix.row(i))
            power[i * n + e.index] =
                std::stod(to_string(e.value.numerator())) / std::stod(to_string(e.value.denominator()));
    double logarithm = 0;  // of the factor that was taken out of the power
    double exponent = 1;
    for (int k = 0; k < 20; ++k) {
        double norm = 0;
        for (const double x : power) norm = std::max(norm, std::abs(x));
        if (norm == 0) return 0;
        for (double& x : power) x /= norm;
        logarithm += std::log(norm);
        std::vector<double> square(n * n, 0);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                for (std::size_t l = 0; l < n; ++l) square[i * n + l] += power[i * n + j] * power[j * n + l];
        power = std::move(square);
        logarithm *= 2;
        exponent *= 2;
    }
    double norm = 0;
    for (const double x : power) norm = std::max(norm, std::abs(x));
    if (norm == 0) return 0;
    return std::exp((logarithm + std::log(norm)) / exponent);
}

TEST(GeometricSeries, example) {
    EXPECT_EQ(converged(matrix_of({{Rational(1, 2)}})), matrix_of({{2}}));
    EXPECT_EQ(converged(matrix_of({{Rational(-1, 2)}})), matrix_of({{Rational(2, 3)}}));
}

TEST(GeometricSeries, nilpotent_is_a_finite_sum) {
    EXPECT_EQ(converged(matrix_of({{0, 5, 0}, {0, 0, 7}, {0, 0, 0}})),
              matrix_of({{1, 5, 35}, {0, 1, 7}, {0, 0, 1}}));
}

TEST(GeometricSeries, refuses_with_the_cycle) {
    EXPECT_EQ(cycle_of(matrix_of({{1}})).weight, 1);
    EXPECT_EQ(cycle_of(matrix_of({{-1}})).weight, -1);
    EXPECT_EQ(cycle_of(matrix_of({{2}})).weight, 2);  // (I − A) has an inverse, but the sum does not converge
    const DivergentCycle cycle = cycle_of(matrix_of({{0, 9, 0}, {0, 0, 4}, {0, Rational(1, 4), 0}}));
    EXPECT_EQ(cycle.indices, (std::vector<std::size_t>{1, 2}));
    EXPECT_EQ(cycle.weight, 1);
}

// Each cycle weighs less than 1, but together they do not converge: eigenvalue 3/4 + 3/4.
TEST(GeometricSeries, many_light_cycles_may_diverge) {
    const Rational w(3, 4);
    EXPECT_EQ(cycle_of(matrix_of({{w, w}, {w, w}})).weight, w);
}

// The absolute values diverge (eigenvalue 6/5), the matrix is nilpotent, or has the eigenvalues ±i 3/4 √2 / …
TEST(GeometricSeries, signs_may_cancel) {
    const Rational w(3, 5);
    EXPECT_EQ(converged(matrix_of({{w, w}, {-w, -w}})), matrix_of({{1 + w, w}, {-w, 1 - w}}));
    const SparseMatrix turning = matrix_of({{w, w}, {-w, w}});  // eigenvalues (3 ± 3i)/5: |λ|² = 18/25
    ASSERT_TRUE(converged(turning));
    EXPECT_EQ(*converged(turning), added(SparseMatrix::identity(2), multiply(turning, *converged(turning))));
    EXPECT_FALSE(converged(matrix_of({{1, 1}, {-1, 1}})));
}

TEST(GeometricSeries, refuses_what_is_too_large) {
    const std::size_t size = max_block_rows + 1;
    SparseMatrix ring(size, size);
    for (std::size_t i = 0; i < size; ++i) ring.add(i, (i + 1) % size, Rational(1, 2));
    EXPECT_THROW((void)geometric_series(ring, SparseMatrix::identity(size)), Error);
}

TEST(GeometricSeries, few_right_sides_of_a_large_block_are_solved_for) {
    constexpr std::size_t size = 600;  // its inverse would be too large
    SparseMatrix ring(size, size);
    for (std::size_t i = 0; i < size; ++i) ring.add(i, (i + 1) % size, i == 0 ? Rational(1, 2) : Rational(1));
    SparseMatrix last(size, 3);
    last.add(size - 1, 2, 7);
    const auto sum = std::get<SparseMatrix>(geometric_series(ring, last));
    EXPECT_EQ(sum.at(0, 2), 7);  // 7/2 · Σ 2^−k
    EXPECT_EQ(sum.at(1, 2), 14);
    EXPECT_EQ(sum.nonzeros(), size);
    EXPECT_THROW((void)geometric_series(ring, SparseMatrix::identity(size)), Error);
}

TEST(GeometricSeries, a_long_chain_takes_its_length) {
    constexpr std::size_t size = 200'000;
    SparseMatrix chain(size, size);
    for (std::size_t i = 0; i + 1 < size; ++i) chain.add(i, i + 1, 1);
    SparseMatrix last(size, 1);
    last.add(size - 1, 0, 7);
    EXPECT_EQ(std::get<SparseMatrix>(geometric_series(chain, last)).at(0, 0), 7);
}

RC_GTEST_PROP(GeometricSeries, solves_and_agrees_with_the_spectral_radius, ()) {
    const SparseMatrix matrix = drawn_matrix(*rc::gen::inRange(1, 12), *rc::gen::arbitrary<bool>());
    const double radius = spectral_radius(matrix);
    const auto sum = converged(matrix);
    if (radius < 0.999) RC_ASSERT(sum.has_value());
    if (radius > 1.001) RC_ASSERT(!sum.has_value());
    if (sum) RC_ASSERT(*sum == added(SparseMatrix::identity(matrix.rows()), multiply(matrix, *sum)));
    RC_TAG(sum ? "converges" : "diverges");
}

RC_GTEST_PROP(GeometricSeries, cycle_is_one_of_non_zeros, ()) {
    const SparseMatrix matrix = drawn_matrix(2, true);
    const auto series = geometric_series(matrix, SparseMatrix::identity(matrix.rows()));
    RC_PRE(series.index() == 1);
    const auto& cycle = std::get<DivergentCycle>(series);
    Rational weight(1);
    for (std::size_t i = 0; i < cycle.indices.size(); ++i)
        weight = weight * matrix.at(cycle.indices[i], cycle.indices[(i + 1) % cycle.indices.size()]);
    RC_ASSERT(!weight.is_zero());
    RC_ASSERT(weight == cycle.weight);
}

RC_GTEST_PROP(SchurStable, by_the_roots, ()) {
    // ∏ (q_i z − p_i) ∏ (z² − 2a z + a² + b²) scaled to integers: roots p/q and a ± ib.
    Vector polynomial{1};
    const auto times = [&](const Vector& factor) {
        Vector product(polynomial.size() + factor.size() - 1);
        for (std::size_t i = 0; i < polynomial.size(); ++i)
            for (std::size_t j = 0; j < factor.size(); ++j)
                product[i + j].add_product(polynomial[i], factor[j]);
        polynomial = std::move(product);
    };
    bool stable = true;
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        const int p = *rc::gen::inRange(-8, 9);
        const int q = *rc::gen::inRange(6, 9);
        times({-p, q});
        stable = stable && std::abs(p) < q;
    }
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        const int a = *rc::gen::inRange(-6, 7);
        const int b = *rc::gen::inRange(-6, 7);
        times({a * a + b * b, -2 * a * 7, 49});  // roots (a ± ib)/7
        stable = stable && a * a + b * b < 49;
    }
    RC_ASSERT(is_schur_stable(polynomial) == stable);
}

}  // namespace
}  // namespace linac::geometric_series_test
