#include "exact/zero.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"

namespace linac {
namespace {

using Word = std::vector<std::size_t>;

TEST(FirstNonzeroWord, ExampleOfTheHeader) {
    SparseMatrix swap(2, 2);
    swap.add(0, 1, 1), swap.add(1, 0, 1);
    EXPECT_EQ(first_nonzero_word(unit(0), {&swap, 1}, unit(1), 2), Word{0});
    EXPECT_EQ(first_nonzero_word(unit(0), {&swap, 1}, unit(0), 2), Word{});
    EXPECT_FALSE(first_nonzero_word(unit(0), {&swap, 1}, {}, 2));
    EXPECT_FALSE(first_nonzero_word(unit(0), {}, unit(1), 2));
}

RC_GTEST_PROP(FirstNonzeroWord, does_not_depend_on_the_primes, ()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 8);
    const int density = *rc::gen::element(10, 20, 40);
    std::vector<SparseMatrix> operators;
    for (int k = *rc::gen::inRange(1, 4); k > 0; --k)
        operators.push_back(*tests::sparse_matrices(size, size, density));
    // Factors of 2·3·5·7 hide words from the small primes.
    const SparseVector initial =
        scaled(*tests::sparse_vectors(size, density), *rc::gen::element(Rational(1), Rational(210)));
    const SparseVector final = *tests::sparse_vectors(size, density);
    const auto expected = first_nonzero_word(initial, operators, final, size);
    RC_ASSERT(first_nonzero_word(initial, operators, final, size,
                                 PrimeStream({2, 3, 5, 7, 11, 13, 17, 19})) == expected);
    if (!expected) return;
    Vector row = dense(initial, size);
    for (const std::size_t symbol : *expected) row = multiply(row, operators[symbol]);
    RC_ASSERT(!dot(row, dense(final, size)).is_zero());
}

}  // namespace
}  // namespace linac
