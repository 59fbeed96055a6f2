#include "exact/echelon.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "exact/limits.hpp"
#include "support/random_automata.hpp"

namespace linac {
namespace {

TEST(EchelonBasis, ExampleOfTheHeader) {
    const PrimeField field(PrimeStream().next());
    EchelonBasis basis(field, 3);
    std::vector<Residue> vector = {0, 2, 4};
    EXPECT_TRUE(basis.insert(vector));
    EXPECT_EQ(basis.pivot(0), 1U);
    EXPECT_EQ(vector, std::vector<Residue>(3, 0));
    vector = {0, 3, 6};
    EXPECT_TRUE(basis.contains(vector));
    vector = {0, 3, 5};
    EXPECT_FALSE(basis.contains(vector));
    EXPECT_EQ(vector, std::vector<Residue>(3, 0));
    EXPECT_EQ(basis.rank(), 1U);
}

/// The row at `index` of the reduced form as a dense vector.
std::vector<Residue> dense_row(const ReducedResidues& reduced, std::size_t index, std::size_t columns) {
    std::vector<Residue> row(columns, 0);
    for (const ResidueEntry* e = reduced.rows.begin(index); e != reduced.rows.end(index); ++e)
        row[e->index] = e->value;
    return row;
}

RC_GTEST_PROP(EchelonBasis, counts_and_reduces_all_subspaces_of_a_small_space, ()) {
    // Modulo 3 in four columns the span can be listed: 3^rank vectors.
    const PrimeField field(3);
    constexpr std::size_t columns = 4;
    const auto vectors = *rc::gen::container<std::vector<std::vector<Residue>>>(
        rc::gen::container<std::vector<Residue>>(columns, rc::gen::inRange<Residue>(0, 3)));
    std::set<std::vector<Residue>> span = {std::vector<Residue>(columns, 0)};
    EchelonBasis basis(field, columns);
    for (const std::vector<Residue>& vector : vectors) {
        std::vector<Residue> scratch = vector;
        const bool independent = span.count(vector) == 0;
        RC_ASSERT(basis.insert(scratch) == independent);
        if (!independent) continue;
        std::set<std::vector<Residue>> larger;
        for (std::vector<Residue> sum : span)
            for (int multiple = 0; multiple < 3; ++multiple) {
                larger.insert(sum);
                for (std::size_t j = 0; j < columns; ++j) sum[j] = field.add(sum[j], vector[j]);
            }
        span = larger;
    }
    const ReducedResidues reduced = basis.reduced();
    RC_ASSERT(reduced.pivots.size() == basis.rank());
    RC_ASSERT(std::is_sorted(reduced.pivots.begin(), reduced.pivots.end()));
    for (std::size_t i = 0; i < basis.rank(); ++i) {
        const std::vector<Residue> row = dense_row(reduced, i, columns);
        RC_ASSERT(span.count(row) == 1U);
        for (std::size_t k = 0; k < basis.rank(); ++k)
            RC_ASSERT(row[reduced.pivots[k]] == (i == k ? 1U : 0U));
        for (std::size_t j = 0; j < reduced.pivots[i]; ++j) RC_ASSERT(row[j] == 0U);
    }
}

TEST(EchelonBasis, RefusesMoreThanTheMemoryLimit) {
    EXPECT_NO_THROW(check_words(max_working_words));
    try {
        check_words(max_working_words + 1);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::impossible);
        EXPECT_EQ(error.message(), "the exact computation needs more than 2 GiB of working memory");
    }
}

}  // namespace
}  // namespace linac
