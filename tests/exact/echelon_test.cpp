#include "exact/echelon.hpp"

#include <flint/nmod_mat.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <utility>

#include "exact/limits.hpp"
#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::echelon_test {
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
    std::vector<std::vector<Residue>> vectors(*tests::between(0, 8));
    for (auto& vector : vectors)
        for (const std::size_t entry : tests::drawn_numbers(columns, 3)) vector.push_back(entry);
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

/// The reduced row echelon form and its pivots by FLINT.
ReducedResidues flint_reduced(const std::vector<std::vector<Residue>>& rows, std::size_t columns,
                              const PrimeField& field) {
    nmod_mat_t matrix;
    nmod_mat_init(matrix, static_cast<slong>(rows.size()), static_cast<slong>(columns), field.prime());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < columns; ++j) nmod_mat_entry(matrix, i, j) = rows[i][j];
    const auto rank = static_cast<std::size_t>(nmod_mat_rref(matrix));
    ReducedResidues result;
    for (std::size_t i = 0; i < rank; ++i) {
        bool first = true;
        for (std::size_t j = 0; j < columns; ++j) {
            const Residue value = nmod_mat_entry(matrix, i, j);
            if (value == 0) continue;
            if (std::exchange(first, false)) result.pivots.push_back(j);
            result.rows.append({static_cast<std::uint32_t>(j), value});
        }
        result.rows.end_row();
    }
    nmod_mat_clear(matrix);
    return result;
}

RC_GTEST_PROP(EchelonBasis, agrees_with_flint_sparse_or_dense, ()) {
    const PrimeField field(tests::drawn_of<Residue>({2, 101, PrimeStream().next()}));
    const auto columns = *tests::between(1, 25);
    const auto percent = tests::drawn_of<std::size_t>({5, 20, 100});
    // Combinations of a few vectors, so that some are dependent.
    std::vector<std::vector<Residue>> rows;
    for (std::size_t left = *tests::between(0, 25); left > 0; --left) {
        std::vector<Residue> row(columns);
        for (Residue& entry : row)
            if (*tests::between(1, 100) <= percent) entry = *tests::between(0, field.prime() - 1);
        if (rows.size() > 2 && *rc::gen::inRange(0, 3) == 0)
            for (std::size_t j = 0; j < columns; ++j)
                row[j] = field.add(rows[0][j], field.multiply(2 % field.prime(), rows[rows.size() / 2][j]));
        rows.push_back(std::move(row));
    }
    EchelonBasis basis(field, columns);
    std::vector<std::vector<Residue>> independent;
    for (std::vector<Residue> row : rows) {
        const std::vector<Residue> copy = row;
        const bool contained = basis.contains(row);
        RC_ASSERT(row == std::vector<Residue>(columns, 0));
        row = copy;
        RC_ASSERT(basis.insert(row) == !contained);
        RC_ASSERT(row == std::vector<Residue>(columns, 0));
        if (contained) continue;
        independent.push_back(copy);
        // The new row is what is left of the vector: monic at its pivot and zero before it.
        std::vector<ResidueEntry> entries;
        basis.get_row(basis.rank() - 1, entries);
        std::size_t first = columns;
        for (const ResidueEntry& e : entries) {
            RC_ASSERT(e.value != 0U);
            first = std::min<std::size_t>(first, e.index);
            if (e.index == basis.pivot(basis.rank() - 1)) RC_ASSERT(e.value == 1U);
            for (std::size_t i = 0; i + 1 < basis.rank(); ++i) RC_ASSERT(e.index != basis.pivot(i));
        }
        RC_ASSERT(first == basis.pivot(basis.rank() - 1));
    }
    const ReducedResidues expected = flint_reduced(rows, columns, field);
    const ReducedResidues reduced = basis.reduced();
    RC_ASSERT(basis.rank() == expected.pivots.size());
    RC_ASSERT(independent.size() == expected.pivots.size());
    RC_ASSERT(reduced.pivots == expected.pivots);
    for (std::size_t i = 0; i < basis.rank(); ++i)
        RC_ASSERT(dense_row(reduced, i, columns) == dense_row(expected, i, columns));
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
}  // namespace linac::echelon_test
