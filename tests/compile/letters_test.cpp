#include "compile/letters.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

#include "automata/permutation.hpp"
#include "support/oracle.hpp"
#include "support/random_automata.hpp"

namespace linac::letters_test {
namespace {

using tests::Oracle;
using tests::OracleVector;
using tests::to_oracle;

SparseMatrix matrix_of(const std::vector<std::vector<int>>& rows) {
    SparseMatrix matrix(rows.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows.size(); ++j) matrix.add(i, j, rows[i][j]);
    return matrix;
}

SparseMatrix permutation_matrix(const Permutation& permutation) {
    SparseMatrix matrix(permutation.size(), permutation.size());
    for (std::size_t i = 0; i < permutation.size(); ++i) matrix.set_row(permutation[i], unit(i));
    return matrix;
}

/// x − β k (k·x), by the definition.
OracleVector reflected(const Reflection& step, OracleVector x) {
    const OracleVector key = to_oracle(step.key, x.size());
    const Oracle factor = to_oracle(step.beta) * tests::dot(key, x);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] -= factor * key[i];
    return x;
}

/// Whether the steps take every unit vector e_j to column j of the matrix and leave the scratch at 0.
bool steps_make(const ReflectionProduct& product, const SparseMatrix& matrix) {
    for (std::size_t j = 0; j < matrix.columns(); ++j) {
        OracleVector x(matrix.rows() + product.scratch);
        x[j] = 1;
        for (const Reflection& step : product.steps) x = reflected(step, x);
        for (std::size_t i = 0; i < x.size(); ++i)
            if (x[i] != (i < matrix.rows() ? to_oracle(matrix.at(i, j)) : Oracle(0))) return false;
    }
    return true;
}

RC_GTEST_PROP(DeltaSteps, make_every_matrix_in_at_most_four_steps_a_changed_row, ()) {
    const WeightedAutomaton automaton = *rc::gen::resize(
        rc::kNominalSize,
        tests::weighted_automata({.max_states = 7, .max_letters = 1, .density_percent = 50}));
    const SparseMatrix matrix = automaton.transition[0].transposed();
    const ReflectionProduct product = delta_steps(matrix);
    RC_ASSERT(steps_make(product, matrix));
    std::size_t changed = 0;
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        if (matrix.row(i) != unit(i)) ++changed;
    RC_ASSERT(product.steps.size() <= 4 * changed);
}

RC_GTEST_PROP(DeltaSteps, make_a_permutation_in_n_minus_cycles_steps, ()) {
    Permutation permutation(*rc::gen::inRange<std::size_t>(1, 12));
    for (std::size_t i = 0; i < permutation.size(); ++i) permutation[i] = i;
    std::shuffle(permutation.begin(), permutation.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
    const SparseMatrix matrix = permutation_matrix(permutation);
    std::size_t moved_by_cycles = 0;  // n − #cycles, fixed points counted as cycles
    for (const auto& cycle : cycles(permutation)) moved_by_cycles += cycle.size() - 1;
    const ReflectionProduct product = delta_steps(matrix);
    RC_ASSERT(steps_make(product, matrix));
    RC_ASSERT(product.steps.size() == moved_by_cycles);
    RC_ASSERT(product.scratch == 0U);
}

RC_GTEST_PROP(DeltaSteps, take_one_step_more_for_each_weight_of_a_monomial_matrix, ()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 8);
    Permutation permutation(size);
    for (std::size_t i = 0; i < size; ++i) permutation[i] = i;
    std::shuffle(permutation.begin(), permutation.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
    SparseMatrix matrix(size, size);
    std::size_t steps = 0;
    for (const auto& cycle : cycles(permutation)) steps += cycle.size() - 1;
    for (std::size_t i = 0; i < size; ++i) {
        const int weight = *rc::gen::inRange(-2, 3);
        matrix.set_row(permutation[i], unit(i, weight));
        if (weight != 1) ++steps;
    }
    const ReflectionProduct product = delta_steps(matrix);
    RC_ASSERT(steps_make(product, matrix));
    RC_ASSERT(product.steps.size() <= steps);
}

TEST(DeltaSteps, take_none_for_the_identity_and_one_for_a_transposition) {
    EXPECT_TRUE(delta_steps(SparseMatrix::identity(3)).steps.empty());
    EXPECT_EQ(delta_steps(matrix_of({{0, 1}, {1, 0}})).steps.size(), 1U);
}

/// Every 3×3 matrix over {−1, 0, 1} with `diagonal` on the diagonal.
std::vector<SparseMatrix> small_matrices(int diagonal) {
    std::vector<SparseMatrix> matrices;
    for (int code = 0; code < 729; ++code) {
        int rest = code;
        std::vector<std::vector<int>> rows(3, std::vector<int>(3, diagonal));
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j)
                if (i != j) {
                    rows[i][j] = rest % 3 - 1;
                    rest /= 3;
                }
        matrices.push_back(matrix_of(rows));
    }
    return matrices;
}

bool is_symmetric_of_rank_at_most_one(const SparseMatrix& m) {
    for (std::size_t i = 0; i < m.rows(); ++i)
        for (std::size_t j = 0; j < m.rows(); ++j) {
            if (m.at(i, j) != m.at(j, i)) return false;
            for (std::size_t k = 0; k < m.rows(); ++k)
                for (std::size_t l = 0; l < m.rows(); ++l)
                    if (m.at(i, k) * m.at(j, l) != m.at(i, l) * m.at(j, k)) return false;
        }
    return true;
}

TEST(DeltaStep, is_found_for_exactly_the_symmetric_changes_of_rank_one) {
    for (const int diagonal : {-1, 0, 1, 2})
        for (const SparseMatrix& matrix : small_matrices(diagonal)) {
            SparseMatrix difference(3, 3);
            for (std::size_t i = 0; i < 3; ++i)
                difference.set_row(i, sum(unit(i), scaled(matrix.row(i), -1)));
            const auto step = delta_step(matrix, {});
            ASSERT_EQ(step.index() == 0, is_symmetric_of_rank_at_most_one(difference));
            if (step.index() == 0) {
                ASSERT_TRUE(steps_make({{std::get<Reflection>(step)}, 0}, matrix));
            }
        }
}

TEST(DeltaStep, writes_along_its_key) {
    // h ← (0, h₁) + (7, 0): clear coordinate 0 and write 7 there.
    const auto step = std::get<Reflection>(delta_step(matrix_of({{0, 0}, {0, 1}}), unit(0, 7)));
    EXPECT_EQ(step.key, unit(0));
    EXPECT_EQ(step.beta, 1);
    EXPECT_EQ(step.value, 7);
}

TEST(DeltaStep, says_why_there_is_none) {
    const auto reason = [](const SparseMatrix& matrix, const SparseVector& offset) {
        return std::get<Refusal>(delta_step(matrix, offset)).reason;
    };
    EXPECT_EQ(reason(matrix_of({{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}), {}), "I − A has rank 2, not at most 1");
    EXPECT_EQ(reason(matrix_of({{1, 1}, {0, 1}}), {}), "I − A has rank 1 but is no multiple of any k kᵀ");
    EXPECT_EQ(reason(matrix_of({{1, 0}, {0, 1}}), unit(1)),
              "A is the identity, but a constant is added, which a delta step cannot do");
    EXPECT_EQ(reason(matrix_of({{0, 0}, {0, 1}}), unit(1)),
              "the constant that is added does not lie along k");
}

/// diag(w) − (κ⊙a) κᵀ by the definition.
bool factors_make(const DiagonalPlusRankOne& factors, const SparseMatrix& matrix) {
    const std::size_t n = matrix.rows();
    const OracleVector w = to_oracle(factors.decay, n);
    const OracleVector key = to_oracle(factors.removal_key, n);
    const OracleVector a = to_oracle(factors.learning_rate, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            const Oracle value = (i == j ? w[i] : Oracle(0)) - key[i] * a[i] * key[j];
            if (value != to_oracle(matrix.at(i, j))) return false;
        }
    return true;
}

/// Whether some u, κ ∈ {−1, 0, 1}ⁿ with supp u ⊆ supp κ give the off-diagonal entries. For entries in {−1, 0,
/// 1} that is no restriction: scaled so that one u_i is 1, every other value is a quotient of entries, or
/// free.
bool has_small_factors(const SparseMatrix& matrix) {
    const std::size_t n = matrix.rows();
    std::size_t count = 1;
    for (std::size_t i = 0; i < 2 * n; ++i) count *= 3;
    for (std::size_t code = 0; code < count; ++code) {
        std::vector<int> value(2 * n);
        std::size_t rest = code;
        for (int& v : value) {
            v = static_cast<int>(rest % 3) - 1;
            rest /= 3;
        }
        bool fits = true;
        for (std::size_t i = 0; i < n && fits; ++i) {
            fits = value[i] == 0 || value[n + i] != 0;
            for (std::size_t j = 0; j < n && fits; ++j)
                fits = i == j || matrix.at(i, j) == Rational(value[i] * value[n + j]);
        }
        if (fits) return true;
    }
    return false;
}

TEST(DiagonalPlusRankOneForm, is_found_for_exactly_the_three_by_three_matrices_that_have_it) {
    for (const SparseMatrix& matrix : small_matrices(2)) {
        const auto factors = diagonal_plus_rank_one(matrix);
        ASSERT_EQ(factors.index() == 0, has_small_factors(matrix));
        if (factors.index() == 0) {
            ASSERT_TRUE(factors_make(std::get<DiagonalPlusRankOne>(factors), matrix));
        }
    }
}

TEST(DiagonalPlusRankOneForm, is_found_for_exactly_the_four_by_four_matrices_that_have_it) {
    std::mt19937 random(3);
    std::size_t found = 0;
    for (int round = 0; round < 150; ++round) {
        // Half of them are made from factors with one entry changed at most, so that both answers occur.
        std::vector<int> u(4);
        std::vector<int> key(4);
        for (std::size_t i = 0; i < 4; ++i) {
            u[i] = static_cast<int>(random() % 3) - 1;
            key[i] = static_cast<int>(random() % 3) - 1;
        }
        SparseMatrix matrix(4, 4);
        for (std::size_t i = 0; i < 4; ++i)
            for (std::size_t j = 0; j < 4; ++j)
                matrix.add(i, j, round % 2 == 0 ? u[i] * key[j] : static_cast<int>(random() % 3) - 1);
        const auto factors = diagonal_plus_rank_one(matrix);
        ASSERT_EQ(factors.index() == 0, has_small_factors(matrix));
        if (factors.index() != 0) continue;
        ++found;
        ASSERT_TRUE(factors_make(std::get<DiagonalPlusRankOne>(factors), matrix));
    }
    EXPECT_GT(found, 10U);
    EXPECT_LT(found, 140U);
}

RC_GTEST_PROP(DiagonalPlusRankOneForm, is_found_for_random_rational_factors, ()) {
    const auto n = *rc::gen::inRange<std::size_t>(1, 8);
    SparseMatrix matrix(n, n);
    std::vector<Rational> u(n);
    std::vector<Rational> key(n);
    for (std::size_t i = 0; i < n; ++i) {
        matrix.add(i, i, *tests::small_rationals());
        key[i] = *tests::small_rationals();
        if (!key[i].is_zero()) u[i] = *tests::small_rationals();
    }
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) matrix.add(i, j, u[i] * key[j]);
    const auto factors = diagonal_plus_rank_one(matrix);
    RC_ASSERT(factors.index() == 0U);
    RC_ASSERT(factors_make(std::get<DiagonalPlusRankOne>(factors), matrix));
}

TEST(OneHotForm, keeps_a_partial_permutation_a_permutation) {
    // Coordinate 1 is lost; P sends it where nothing else goes.
    const auto factors = std::get<OneHot>(one_hot(matrix_of({{0, 0, 3}, {0, 0, 0}, {1, 0, 0}})));
    EXPECT_EQ(factors.target, (std::vector<std::size_t>{2, 1, 0}));
    EXPECT_EQ(factors.weight, (SparseVector{{0, 1}, {2, 3}}));
}

TEST(OneHotForm, is_refused_where_a_coordinate_goes_two_ways) {
    const auto refusal = std::get<Refusal>(one_hot(matrix_of({{1, 0}, {1, 1}})));
    EXPECT_EQ(refusal.reason, "2 transitions leave");
    EXPECT_EQ(refusal.row, 0U);
}

}  // namespace
}  // namespace linac::letters_test
