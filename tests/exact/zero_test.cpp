#include "exact/zero.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::zero_test {
namespace {

using Word = std::vector<std::size_t>;

std::optional<Word> first_nonzero(const Representation& representation, const PrimeStream& primes = {}) {
    return decide_zero(representation, primes).word;
}

TEST(DecideZero, ExampleOfTheHeader) {
    SparseMatrix swap(2, 2);
    swap.add(0, 1, 1), swap.add(1, 0, 1);
    EXPECT_EQ(first_nonzero({2, unit(0), {&swap, 1}, unit(1)}), Word{0});
    EXPECT_EQ(first_nonzero({2, unit(0), {&swap, 1}, unit(0)}), Word{});
    EXPECT_FALSE(first_nonzero({2, unit(0), {&swap, 1}, {}}));
    EXPECT_FALSE(first_nonzero({2, {}, {&swap, 1}, unit(0)}));
    EXPECT_FALSE(first_nonzero({2, unit(0), {}, unit(1)}));
}

/// A representation of weight 0 often enough, in one block or two, its matrices, and factors of 2·3·5·7 that
/// hide words from the small primes.
struct Drawn {
    std::vector<SparseMatrix> first;
    std::vector<SparseMatrix> second;
    std::vector<SparseMatrix> whole;
    Representation representation;

    Drawn() {
        const auto first_size = *rc::gen::inRange<std::size_t>(1, 5);
        const auto second_size = *rc::gen::inRange<std::size_t>(0, 5);
        const std::size_t size = first_size + second_size;
        const int density = tests::drawn_of({10, 20, 40});
        for (int k = *rc::gen::inRange(1, 4); k > 0; --k) {
            first.push_back(*tests::sparse_matrices(first_size, first_size, density));
            whole.emplace_back(size, size);
            for (std::size_t i = 0; i < first_size; ++i) whole.back().set_row(i, first.back().row(i));
            if (second_size == 0) continue;
            second.push_back(*tests::sparse_matrices(second_size, second_size, density));
            for (std::size_t i = 0; i < second_size; ++i)
                for (const Entry& e : second.back().row(i))
                    whole.back().add(first_size + i, first_size + e.index, e.value);
        }
        representation = {
            size,
            scaled(*tests::sparse_vectors(size, density), tests::drawn_of({Rational(1), Rational(210)})),
            first, *tests::sparse_vectors(size, density), second};
    }
    Drawn(const Drawn&) = delete;
    Drawn& operator=(const Drawn&) = delete;
};

RC_GTEST_PROP(DecideZero, does_not_depend_on_the_primes, ()) {
    const Drawn drawn;
    const auto expected = first_nonzero(drawn.representation);
    RC_ASSERT(first_nonzero(drawn.representation, PrimeStream({2, 3, 5, 7, 11, 13, 17, 19})) == expected);
    RC_ASSERT(first_nonzero(drawn.representation,
                            PrimeStream::random(*rc::gen::arbitrary<std::uint64_t>())) == expected);
    if (!expected) return;
    Vector row = dense(drawn.representation.initial, drawn.representation.size);
    for (const std::size_t symbol : *expected) row = multiply(row, drawn.whole[symbol]);
    RC_ASSERT(!dot(row, dense(drawn.representation.final, drawn.representation.size)).is_zero());
}

RC_GTEST_PROP(DecideZero, proves_zero_by_an_invariant_span, ()) {
    const Drawn drawn;
    const Representation& r = drawn.representation;
    const ZeroDecision decision = decide_zero(r);
    if (decision.word) return;
    const InvariantSpan& span = decision.proof.span;
    const bool mirrored = decision.proof.mirrored;
    const auto contains = [&](const SparseVector& row) {
        SparseMatrix at_pivots(1, span.rank());
        at_pivots.set_row(0, coordinates(span, row));
        return multiply(at_pivots, span.basis).row(0) == row;
    };
    RC_ASSERT(contains(mirrored ? r.final : r.initial));
    for (const SparseMatrix& matrix : drawn.whole) {
        const SparseMatrix image = multiply(span.basis, mirrored ? matrix.transposed() : matrix);
        for (std::size_t i = 0; i < span.rank(); ++i) RC_ASSERT(contains(image.row(i)));
    }
    for (std::size_t i = 0; i < span.rank(); ++i)
        RC_ASSERT(dot(span.basis.row(i), mirrored ? r.initial : r.final).is_zero());
}

RC_GTEST_PROP(ProbablyZero, finds_the_same_word, ()) {
    const Drawn drawn;
    const ProbableDecision decision =
        probably_zero(drawn.representation, *rc::gen::arbitrary<std::uint64_t>());
    RC_ASSERT(decision.word == first_nonzero(drawn.representation));
    RC_ASSERT(decision.error_bits >= 40U);
}

TEST(DecideZero, TakesTheSmallerSpan) {
    // Two automata whose first states do the same; the others are reached in all ways, but never read.
    const std::vector<std::int64_t> diagonal = {2, 3, 5, 7, 2, 11, 13, 17};
    SparseMatrix first(4, 4);
    SparseMatrix second(4, 4);
    SparseVector initial;
    for (std::size_t i = 0; i < 8; ++i) {
        (i < 4 ? first : second).add(i % 4, i % 4, diagonal[i]);
        initial.push_back({i, 1});
    }
    const ZeroDecision decision = decide_zero({8, initial, {&first, 1}, {{0, 1}, {4, -1}}, {&second, 1}});
    EXPECT_FALSE(decision.word);
    EXPECT_TRUE(decision.proof.mirrored);
    EXPECT_EQ(decision.proof.span.rank(), 1U);
    EXPECT_EQ(decision.proof.span.basis.row(0), (SparseVector{{0, 1}, {4, -1}}));
    EXPECT_EQ(first_nonzero({8, initial, {&first, 1}, {{0, 1}, {5, -1}}, {&second, 1}}), Word{0});
}

}  // namespace
}  // namespace linac::zero_test
