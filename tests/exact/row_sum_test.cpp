#include "exact/row_sum.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/oracle.hpp"
#include "support/rapidcheck.hpp"

namespace linac::row_sum_test {
namespace {

TEST(RowSum, ExampleOfTheHeader) {
    const PrimeField field(PrimeStream().next());
    RowSum sum(field, 2);
    const std::vector<Residue> row = {1, 2};
    const std::vector<RowSum::Term> terms = {{row.data(), 3}};
    sum.add_rows(terms, 0, 2), sum.add(0, 5);
    EXPECT_EQ(sum.take(0), 8U);
    EXPECT_EQ(sum.take(1), 6U);
    EXPECT_EQ(sum.take(0), 0U);
}

TEST(RowSum, HoldsTheLargestResidues) {
    for (const Residue prime : {Residue{2}, Residue{3}, PrimeStream().next()}) {
        const PrimeField field(prime);
        const std::vector<Residue> row(3, prime - 1);
        for (std::size_t count = 1; count <= RowSum::most_terms; ++count) {
            RowSum sum(field, 3);
            const std::vector<RowSum::Term> terms(count, {row.data(), prime - 1});
            constexpr std::size_t rounds = 1000;
            for (std::size_t round = 0; round < rounds; ++round) {
                sum.add_rows(terms, 0, 3);
                sum.add(1, prime - 1);
                sum.add_product(2, prime - 1, prime - 1);
            }
            // (−1)(−1) = 1
            EXPECT_EQ(sum.take(0), count * rounds % prime);
            EXPECT_EQ(sum.take(1), (count - 1) * rounds % prime);
            EXPECT_EQ(sum.take(2), (count + 1) * rounds % prime);
        }
    }
}

RC_GTEST_PROP(RowSum, is_the_sum, ()) {
    const Residue prime = tests::drawn_of<Residue>({2, 101, PrimeStream().next()});
    const PrimeField field(prime);
    constexpr std::size_t columns = 5;
    std::vector<tests::OracleInteger> expected(columns, 0);
    RowSum sum(field, columns);
    for (int step = *rc::gen::inRange(0, 6); step > 0; --step) {
        const auto first = *rc::gen::inRange<std::size_t>(0, columns);
        const auto last = *rc::gen::inRange<std::size_t>(first, columns + 1);
        const auto count = *rc::gen::inRange<std::size_t>(0, RowSum::most_terms + 1);
        std::vector<std::vector<Residue>> rows(count);
        for (auto& row : rows) row = tests::drawn_numbers(last - first, prime);
        std::vector<RowSum::Term> terms;
        for (const std::vector<Residue>& row : rows) {
            terms.push_back({row.data(), *rc::gen::inRange<Residue>(0, prime)});
            for (std::size_t j = first; j < last; ++j)
                expected[j] += tests::OracleInteger(terms.back().factor) * row[j - first];
        }
        sum.add_rows(terms, first, last);
    }
    for (std::size_t j = 0; j < columns; ++j) RC_ASSERT(expected[j] % prime == sum.take(j));
}

}  // namespace
}  // namespace linac::row_sum_test
