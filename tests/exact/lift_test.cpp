#include "exact/lift.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "exact/modular_matrix.hpp"
#include "support/random_automata.hpp"

namespace linac::lift_test {
namespace {

/// The image of a basis in reduced row echelon form; the prime must not divide a denominator.
ReducedResidues image(const SparseMatrix& basis, const std::vector<std::size_t>& pivots,
                      const PrimeField& field) {
    return {pivots, ReducibleRows(basis).modulo(field).value()};
}

SparseMatrix to_matrix(const LiftedRows& lifted, std::size_t columns) {
    SparseMatrix result(lifted.rows.size(), columns);
    for (std::size_t i = 0; i < lifted.rows.size(); ++i)
        result.set_row(i, scaled(lifted.rows[i].numerators, 1 / lifted.rows[i].denominator));
    return result;
}

/// Rationals of all sizes, some of them multiples of the first prime.
Rational draw_large() {
    Rational value = *tests::small_rationals();
    const auto factors = *rc::gen::inRange(0, 4);
    for (int i = 0; i < factors; ++i) value *= *rc::gen::arbitrary<std::int64_t>();
    if (*rc::gen::inRange(0, 4) == 0) value /= *rc::gen::inRange<std::int64_t>(1, 1'000'000'007);
    if (*rc::gen::inRange(0, 6) == 0) value *= static_cast<std::int64_t>(PrimeStream().next());
    return value;
}

RC_GTEST_PROP(Lift, returns_the_basis_once_there_are_enough_primes, ()) {
    // Rows e_i + (anything on the columns from 3 on).
    constexpr std::size_t columns = 6;
    SparseMatrix basis(3, columns);
    for (std::size_t i = 0; i < 3; ++i) {
        basis.add(i, i, 1);
        for (std::size_t j = 3; j < columns; ++j) basis.add(i, j, draw_large());
    }
    Lift lift;
    PrimeStream primes;
    std::optional<LiftedRows> lifted;
    for (int k = 0; k < 40; ++k) {
        const PrimeField field(primes.next());
        RC_ASSERT(lift.add(field, image(basis, {0, 1, 2}, field)));
        lifted = lift.reconstruct();
    }
    RC_ASSERT(lifted.has_value());
    RC_ASSERT(lifted->pivots == (std::vector<std::size_t>{0, 1, 2}));
    RC_ASSERT(to_matrix(*lifted, columns) == basis);
}

TEST(Lift, PrefersLargerRanksAndEarlierPivots) {
    PrimeStream primes;
    const auto add = [&](Lift& lift, const SparseMatrix& basis, const std::vector<std::size_t>& pivots) {
        const PrimeField field(primes.next());
        return lift.add(field, image(basis, pivots, field));
    };
    SparseMatrix late(1, 3);
    late.add(0, 2, 1);
    SparseMatrix early(1, 3);
    early.add(0, 0, 1), early.add(0, 2, Rational(2, 3));
    SparseMatrix plane(2, 3);
    plane.add(0, 1, 1), plane.add(1, 2, 1);
    Lift lift;
    EXPECT_FALSE(lift.reconstruct());
    EXPECT_TRUE(add(lift, late, {2}));
    EXPECT_TRUE(add(lift, early, {0}));
    EXPECT_EQ(lift.count(), 1U);
    EXPECT_FALSE(add(lift, late, {2}));
    EXPECT_TRUE(add(lift, early, {0}));
    EXPECT_EQ(lift.count(), 2U);
    EXPECT_EQ(to_matrix(*lift.reconstruct(), 3), early);
    EXPECT_TRUE(add(lift, plane, {1, 2}));
    EXPECT_FALSE(add(lift, early, {0}));
    EXPECT_EQ(to_matrix(*lift.reconstruct(), 3), plane);
}

}  // namespace
}  // namespace linac::lift_test
