#include "compile/arithmetic.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"

namespace linac::arithmetic_test {
namespace {

using Matrix = std::vector<Vector>;

Matrix identity(std::size_t d) {
    Matrix matrix(d, Vector(d));
    for (std::size_t i = 0; i < d; ++i) matrix[i][i] = 1;
    return matrix;
}

Vector times(const Vector& row, const Matrix& matrix) {
    Vector product(matrix.empty() ? 0 : matrix[0].size());
    for (std::size_t i = 0; i < matrix.size(); ++i)
        for (std::size_t j = 0; j < product.size(); ++j) product[j] += row[i] * matrix[i][j];
    return product;
}

/// A head of value dimension 1 that follows a plan by the formulas of its kind.
class Head {
  public:
    Head(ArithmeticPlan plan, const Vector& start, bool is_rwkv7)
        : plan_(std::move(plan)), state_(plan_.keys), is_rwkv7_(is_rwkv7) {
        std::copy(start.begin(), start.end(), state_.begin());
    }

    void step(std::size_t position, const Matrix& previous) {
        const ArithmeticStep& step = plan_.steps[position];
        Vector key = dense(step.key, plan_.keys);
        if (step.column)
            for (const Tap& tap : step.column_taps)
                key[tap.coordinate] += tap.factor * previous[tap.component][*step.column];
        const Rational along = dot(key, state_);
        const Vector rate = dense(step.learning_rate, plan_.keys);
        for (std::size_t i = 0; i < plan_.keys; ++i)
            state_[i] -= (is_rwkv7_ ? rate[i] : step.beta) * key[i] * along;
    }

    /// The read for a current product z.
    [[nodiscard]] Rational read(std::size_t position, const Matrix& previous, const Vector& z) const {
        Rational sum;
        for (const Tap& tap : plan_.steps[position].product_reads)
            sum += tap.factor * state_[tap.coordinate] * dot(previous[tap.component], z);
        for (const Tap& tap : plan_.steps[position].current_reads)
            sum += tap.factor * state_[tap.coordinate] * z[tap.component];
        return sum;
    }

  private:
    ArithmeticPlan plan_;
    Vector state_;
    bool is_rwkv7_;
};

Vector random_vector(tests::RandomAutomata& random, std::size_t d) {
    Vector vector;
    for (std::size_t i = 0; i < d; ++i) vector.push_back(random.rational());
    return vector;
}

/// Each row and each column has one ±1 at most; all of them have unless `partial`.
Matrix random_transfer(tests::RandomAutomata& random, std::size_t d, bool partial) {
    std::vector<std::size_t> rows(d);
    for (std::size_t i = 0; i < d; ++i) {
        rows[i] = i;
        std::swap(rows[i], rows[random.below(i + 1)]);
    }
    Matrix matrix(d, Vector(d));
    for (std::size_t j = 0; j < d; ++j)
        if (!partial || random.below(3) > 0) matrix[rows[j]][j] = random.below(2) == 0 ? 1 : -1;
    return matrix;
}

/// Blocks of random matrices: after every token the read is (row at the block's start) · z for every z.
void expect_multiplies(Route route, std::size_t d, std::size_t block, bool partial) {
    tests::RandomAutomata random(static_cast<unsigned>(100 * d + block));
    Vector row = random_vector(random, d);
    Head head(arithmetic_plan(route, d, block), row, route == Route::overwrite);
    Matrix previous = identity(d);  // before the first block there is none
    for (std::size_t b = 0; b < 6; ++b) {
        row = times(row, previous);
        for (std::size_t p = 0; p < block; ++p) {
            const std::size_t position = b % 2 * block + p;
            head.step(position, previous);
            const Vector z = random_vector(random, d);
            ASSERT_EQ(head.read(position, previous, z), dot(row, z)) << "block " << b << ", position " << p;
        }
        if (route == Route::transfer)
            previous = random_transfer(random, d, partial);
        else
            for (Vector& r : previous) r = random_vector(random, d);
    }
}

TEST(ArithmeticPlan, overwrites_by_rwkv7_steps) {
    for (std::size_t d = 1; d <= 6; ++d)
        for (const std::size_t spare : {0U, 1U, 7U}) expect_multiplies(Route::overwrite, d, d + spare, false);
}

TEST(ArithmeticPlan, averages_by_deltanet_steps) {
    for (std::size_t d = 1; d <= 4; ++d)
        for (const std::size_t spare : {0U, 1U, 9U})
            expect_multiplies(Route::average, d, 2 * d * d + 2 * d + spare, false);
}

TEST(ArithmeticPlan, transfers_by_deltanet_swaps) {
    for (std::size_t d = 1; d <= 6; ++d)
        for (const std::size_t spare : {0U, 1U, 9U}) {
            expect_multiplies(Route::transfer, d, d + spare, false);
            expect_multiplies(Route::transfer, d, 2 * d + spare, true);
        }
}

TEST(TransferBlock, is_there_for_signed_partial_permutations_alone) {
    WeightedAutomaton automaton(tests::letters(1), 2);
    automaton.transition[0].set_row(0, unit(1));
    automaton.transition[0].set_row(1, unit(0, -1));
    EXPECT_EQ(transfer_block(automaton), 2U);
    automaton.transition[0].set_row(1, {});
    EXPECT_EQ(transfer_block(automaton), 4U);
    automaton.transition[0].set_row(1, unit(1));  // two transitions into one state
    EXPECT_EQ(transfer_block(automaton), std::nullopt);
    automaton.transition[0].set_row(1, unit(0, 2));
    EXPECT_EQ(transfer_block(automaton), std::nullopt);
    automaton.transition[0].set_row(1, {{0, 1}, {1, 1}});
    EXPECT_EQ(transfer_block(automaton), std::nullopt);
}

/// span{α M_w : m divides |w|} by multiplying out every word of m letters.
SparseMatrix plain_carry(const WeightedAutomaton& automaton, std::size_t block) {
    std::vector<SparseMatrix> products{SparseMatrix::identity(automaton.size())};
    for (std::size_t i = 0; i < block; ++i) {
        std::vector<SparseMatrix> longer;
        for (const SparseMatrix& product : products)
            for (const SparseMatrix& matrix : automaton.transition)
                longer.push_back(multiply(product, matrix));
        products = std::move(longer);
    }
    SparseMatrix basis(1, automaton.size());
    basis.set_row(0, automaton.initial);
    basis = row_space(basis);
    while (true) {
        SparseMatrix all(basis.rows() * (products.size() + 1), automaton.size());
        std::size_t next = 0;
        for (std::size_t i = 0; i < basis.rows(); ++i) all.set_row(next++, basis.row(i));
        for (const SparseMatrix& product : products) {
            const SparseMatrix image = multiply(basis, product);
            for (std::size_t i = 0; i < image.rows(); ++i) all.set_row(next++, image.row(i));
        }
        SparseMatrix grown = row_space(all);
        if (grown.rows() == basis.rows()) return basis;
        basis = std::move(grown);
    }
}

RC_GTEST_PROP(BlockCarries, span_what_block_boundaries_reach, ()) {
    const WeightedAutomaton automaton =
        *tests::weighted_automata({.max_states = 5, .max_letters = 2, .density_percent = 30});
    BlockCarries carries(automaton);
    for (const std::size_t block : {1U, 2U, 3U, 4U, 2U})
        RC_ASSERT(carries.carry(block) == plain_carry(automaton, block));
}

}  // namespace
}  // namespace linac::arithmetic_test
