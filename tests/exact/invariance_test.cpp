#include "exact/invariance.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "exact/integer_matrix.hpp"
#include "exact/span.hpp"
#include "support/random_automata.hpp"

namespace linac::invariance_test {
namespace {

/// Whether the proof succeeds; every prime of the stream in turn.
bool proves(const RowSystem& system, const LiftedRows& lifted, PrimeStream primes = {}) {
    const ReducibleSystem reducible(system);
    InvarianceProof proof(reducible, lifted);
    while (!proof.complete()) {
        const auto image = reducible.modulo(primes.next());
        if (image && !proof.holds_modulo(*image)) return false;
    }
    return true;
}

LiftedRows lifted_rows(const InvariantSpan& span) {
    LiftedRows lifted{span.pivots, {}};
    for (std::size_t i = 0; i < span.rank(); ++i) {
        const IntegerMatrix row = to_integers(std::vector<SparseVector>{span.basis.row(i)});
        lifted.rows.push_back({row.rows[0], row.denominator});
    }
    return lifted;
}

TEST(InvarianceProof, RejectsWhatIsNotInvariant) {
    SparseMatrix cycle(3, 3);
    for (std::size_t i = 0; i < 3; ++i) cycle.add(i, (i + 1) % 3, 1);
    const RowSystem system{3, {{{0, 1}, {1, 1}, {2, 1}}}, {&cycle, 1}};
    const IntegerRow all{{{0, 1}, {1, 1}, {2, 1}}, 1};
    EXPECT_TRUE(proves(system, {{0}, {all}}));
    EXPECT_FALSE(proves(system, {{}, {}}));                                // the generator is not in it
    EXPECT_FALSE(proves(system, {{0}, {{{{0, 2}, {1, 2}, {2, 1}}, 2}}}));  // another line
    EXPECT_FALSE(proves(system, {{0, 1}, {{{{0, 1}, {2, 1}}, 1}, {{{1, 1}}, 1}}}));  // not closed
    EXPECT_TRUE(proves({3, {}, {&cycle, 1}}, {{}, {}}));
    EXPECT_TRUE(proves({3, {}, {&cycle, 1}, {{0, 1}, {1, -1}}}, {{0}, {all}}));
    EXPECT_FALSE(proves({3, {}, {&cycle, 1}, unit(1)}, {{0}, {all}}));  // not annihilated
}

TEST(InvarianceProof, DenseOrSparseRejectsAChangeOfAnyEntry) {
    for (const int density : {100, 12}) {
        tests::RandomAutomata random(3);
        constexpr std::size_t rank = 6;
        constexpr std::size_t size = 14;
        SparseMatrix basis = SparseMatrix::identity(size);
        for (std::size_t i = 0; i < size; ++i)
            basis.set_row(i, sum(basis.row(i), random.sparse_vector(size, density)));
        const SparseMatrix inverse = solve(basis, SparseMatrix::identity(size)).value();
        SparseMatrix block(size, size);  // maps the first `rank` unit vectors among themselves
        for (std::size_t i = 0; i < rank; ++i)
            block.set_row(i, sum(unit((i + 1) % rank), random.sparse_vector(rank, density)));
        const std::vector<SparseMatrix> operators = {multiply(multiply(inverse, block), basis)};
        const RowSystem system{size, {basis.row(0)}, operators};
        const InvariantSpan span = invariant_span(system);
        ASSERT_EQ(span.rank(), rank);
        const LiftedRows lifted = lifted_rows(span);
        EXPECT_TRUE(proves(system, lifted));
        const RowSystem without_generators{size, {}, operators};
        EXPECT_TRUE(proves(without_generators, lifted));
        for (std::size_t i = 0; i < rank; ++i)
            for (std::size_t e = 1; e < lifted.rows[i].numerators.size(); ++e) {
                LiftedRows changed = lifted;
                changed.rows[i].numerators[e].value += 1;
                EXPECT_FALSE(proves(without_generators, changed)) << i << ", " << e;
            }
    }
}

TEST(InvarianceProof, WhatPrimesHideIsNotBelieved) {
    // The right basis is (1, x); one with x plus a multiple of the first primes looks right modulo these.
    SparseMatrix matrix(2, 2);
    matrix.add(0, 0, 2), matrix.add(1, 1, 3), matrix.add(0, 1, 5);  // (1, −5)·M = … is not needed: see below
    const Rational x = -5;  // (1, x) M = (2, 5 + 3x) = 2 (1, x) iff x = −5
    const RowSystem system{2, {}, {&matrix, 1}};
    EXPECT_TRUE(proves(system, {{0}, {{{{0, 1}, {1, x}}, 1}}}));
    Rational product(1);
    PrimeStream primes;
    for (int k = 0; k < 6; ++k) {
        product *= static_cast<std::int64_t>(primes.next());
        EXPECT_FALSE(proves(system, {{0}, {{{{0, 1}, {1, x + product}}, 1}}})) << k;
        // The same over a denominator, and in what the generator or the functional has to satisfy.
        EXPECT_FALSE(proves(system, {{0}, {{{{0, 7}, {1, 7 * x + product}}, 7}}})) << k;
        EXPECT_FALSE(proves({2, {{{0, 1}, {1, x + product}}}, {}}, {{0}, {{{{0, 1}, {1, x}}, 1}}})) << k;
        EXPECT_FALSE(proves({2, {}, {}, {{0, 5}, {1, 1 + product}}}, {{0}, {{{{0, 1}, {1, x}}, 1}}})) << k;
    }
    EXPECT_TRUE(proves({2, {}, {}, {{0, 5}, {1, 1}}}, {{0}, {{{{0, 1}, {1, x}}, 1}}}));
}

TEST(InvarianceProof, NeedsMoreOfSmallPrimes) {
    SparseMatrix matrix(2, 2);
    matrix.add(0, 0, 2), matrix.add(1, 1, 3), matrix.add(0, 1, 5);
    const LiftedRows wrong{{0}, {{{{0, 1}, {1, Rational(-5 + 2 * 3 * 5 * 7)}}, 1}}};
    EXPECT_FALSE(proves({2, {}, {&matrix, 1}}, wrong, PrimeStream({2, 3, 5, 7})));
}

}  // namespace
}  // namespace linac::invariance_test
