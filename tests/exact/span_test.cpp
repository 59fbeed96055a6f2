#include "exact/span.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "support/oracle.hpp"
#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::span_test {
namespace {

/// The reduced row echelon basis of the invariant span by the textbook, in rationals that are not the
/// library's.
std::vector<tests::OracleVector> oracle_span(const RowSystem& system) {
    std::vector<tests::OracleVector> basis;  // reduced at all times
    std::vector<std::size_t> pivots;
    std::vector<tests::OracleVector> open;
    for (const SparseVector& generator : system.generators)
        open.push_back(tests::to_oracle(generator, system.size));
    for (std::size_t at = 0; at < open.size(); ++at) {
        tests::OracleVector row = open[at];
        for (std::size_t i = 0; i < basis.size(); ++i) {
            const tests::Oracle factor = row[pivots[i]];
            for (std::size_t j = 0; j < system.size; ++j) row[j] -= factor * basis[i][j];
        }
        std::size_t pivot = 0;
        while (pivot < system.size && row[pivot] == 0) ++pivot;
        if (pivot == system.size) continue;
        const tests::Oracle lead = row[pivot];
        for (tests::Oracle& value : row) value /= lead;
        for (tests::OracleVector& other : basis) {
            const tests::Oracle factor = other[pivot];
            for (std::size_t j = 0; j < system.size; ++j) other[j] -= factor * row[j];
        }
        for (const SparseMatrix& matrix : system.operators)
            open.push_back(tests::multiply(row, tests::to_oracle(matrix), system.size));
        basis.push_back(std::move(row));
        pivots.push_back(pivot);
    }
    // A later row may have an earlier pivot; sorting by descending entries sorts by ascending pivots.
    std::sort(basis.begin(), basis.end(), [&](const auto& left, const auto& right) {
        std::size_t l = 0;
        std::size_t r = 0;
        while (left[l] == 0) ++l;
        while (right[r] == 0) ++r;
        return l < r;
    });
    return basis;
}

struct Drawn {
    std::vector<SparseMatrix> operators;
    RowSystem system;
};

/// A random system, with block structure often enough that its span is not everything.
Drawn draw_system() {
    Drawn drawn{{}, {*rc::gen::inRange<std::size_t>(0, 8), {}, {}}};
    const std::size_t size = drawn.system.size;
    const int density = tests::drawn_of({10, 25, 50, 100});
    const auto count = *rc::gen::inRange(0, 4);
    // Columns from `common` on are multiples of earlier ones plus a constant pattern, which keeps ranks low.
    const std::size_t rank = size == 0 ? 0 : *rc::gen::inRange<std::size_t>(0, size + 1);
    const SparseMatrix low =
        multiply(*tests::sparse_matrices(size, rank, 70), *tests::sparse_matrices(rank, size, 70));
    for (int k = 0; k < count; ++k)
        drawn.operators.push_back(*rc::gen::arbitrary<bool>()
                                      ? multiply(low, *tests::sparse_matrices(size, size, density))
                                      : *tests::sparse_matrices(size, size, density));
    const auto generators = *rc::gen::inRange(0, 3);
    for (int g = 0; g < generators; ++g)
        drawn.system.generators.push_back(*tests::sparse_vectors(size, density));
    return drawn;
}

void check_span(Drawn& drawn, const PrimeStream& primes) {
    drawn.system.operators = drawn.operators;
    const InvariantSpan span = invariant_span(drawn.system, primes);
    RC_ASSERT(tests::agrees(span.basis, oracle_span(drawn.system)));
    RC_ASSERT(span.rank() == span.basis.rows());
    for (std::size_t i = 0; i < span.rank(); ++i) RC_ASSERT(coordinates(span, span.basis.row(i)) == unit(i));
    for (const SparseMatrix& matrix : drawn.operators)
        RC_ASSERT(multiply(induced(span, matrix), span.basis) == multiply(span.basis, matrix));
    for (const SparseVector& generator : drawn.system.generators) {
        SparseMatrix row(1, span.rank());
        row.set_row(0, coordinates(span, generator));
        RC_ASSERT(multiply(row, span.basis).row(0) == generator);
    }
}

RC_GTEST_PROP(InvariantSpan, is_the_span_of_the_textbook, ()) {
    Drawn drawn = draw_system();
    check_span(drawn, PrimeStream());
}

RC_GTEST_PROP(InvariantSpan, does_not_believe_misleading_primes, ()) {
    // Modulo 2, 3, 5, … small weights vanish, ranks fall and pivots move all the time.
    Drawn drawn = draw_system();
    check_span(drawn, PrimeStream({2, 3, 5, 7, 11, 13, 17, 19, 23, 29}));
}

TEST(InvariantSpan, ExampleOfTheHeader) {
    SparseMatrix swap(2, 2);
    swap.add(0, 1, 1), swap.add(1, 0, 1);
    EXPECT_TRUE(invariant_span({2, {unit(0)}, {&swap, 1}}).is_whole());
    const InvariantSpan diagonal = invariant_span({2, {{{0, 2}, {1, 2}}}, {&swap, 1}});
    EXPECT_EQ(diagonal.basis.row(0), (SparseVector{{0, 1}, {1, 1}}));
    EXPECT_EQ(induced(diagonal, swap), SparseMatrix::identity(1));
}

TEST(InvariantSpan, OfNothing) {
    EXPECT_EQ(invariant_span({0, {}, {}}).rank(), 0U);
    EXPECT_TRUE(invariant_span({0, {}, {}}).is_whole());
    EXPECT_EQ(invariant_span({3, {}, {}}).rank(), 0U);
    EXPECT_EQ(invariant_span({3, {{}, {}}, {}}).basis, SparseMatrix(0, 3));
}

TEST(InvariantSpan, OfRankFifteenInFortyColumns) {
    // Every entry is large: it takes many primes.
    tests::RandomAutomata random(3);
    constexpr std::size_t rank = 15;
    constexpr std::size_t size = 40;
    SparseMatrix basis(size, size);
    for (std::size_t i = 0; i < size; ++i) basis.set_row(i, random.sparse_vector(size, 95));
    const SparseMatrix inverse = solve(basis, SparseMatrix::identity(size)).value();
    SparseMatrix block(size, size);  // maps the first `rank` unit vectors among themselves
    for (std::size_t i = 0; i < rank; ++i) block.set_row(i, random.sparse_vector(rank, 60));
    const std::vector<SparseMatrix> operators = {multiply(multiply(inverse, block), basis)};
    const RowSystem system{size, {basis.row(0)}, operators};
    const InvariantSpan span = invariant_span(system);
    EXPECT_EQ(span.rank(), rank);
    EXPECT_EQ(multiply(induced(span, operators[0]), span.basis), multiply(span.basis, operators[0]));
}

}  // namespace
}  // namespace linac::span_test
