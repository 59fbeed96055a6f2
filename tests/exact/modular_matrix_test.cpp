#include "exact/modular_matrix.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::modular_matrix_test {
namespace {

ModularMatrix image_of(const SparseMatrix& matrix, const PrimeField& field) {
    return {ReducibleRows(matrix).modulo(field).value(), matrix.columns()};
}

/// row · matrix, entry by entry.
std::vector<Residue> plain_product(const std::vector<Residue>& row, const SparseMatrix& matrix,
                                   const PrimeField& field) {
    std::vector<Residue> product(matrix.columns(), 0);
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        for (const Entry& e : matrix.row(i))
            product[e.index] = field.add(product[e.index], field.multiply(row[i], *field.reduce(e.value)));
    return product;
}

TEST(ModularMatrix, ExampleOfTheHeader) {
    const PrimeField field(PrimeStream().next());
    SparseMatrix matrix(2, 3);
    matrix.add(0, 1, Rational(1, 2)), matrix.add(1, 2, 5);
    const ModularMatrix image(*ReducibleRows(matrix).modulo(field), matrix.columns());
    RowSum sum(field, 3);
    const std::vector<Residue> row = {2, 3};
    image.add_product(row, sum);
    EXPECT_EQ(sum.take(0), 0U);
    EXPECT_EQ(sum.take(1), 1U);
    EXPECT_EQ(sum.take(2), 15U);
}

RC_GTEST_PROP(ModularMatrix, multiplies_rows_and_lists_their_entries, ()) {
    const PrimeField field(tests::drawn_of<Residue>({101, PrimeStream().next()}));
    // Blocks of different densities, so that some groups of eight rows are dense and others sparse.
    const auto rows = *tests::between(0, 30);
    const auto columns = *tests::between(1, 12);
    SparseMatrix matrix(rows, columns);
    for (std::size_t i = 0; i < rows; ++i) {
        const int density = (i / 8) % 2 == 0 ? 8 : 90;
        SparseVector row;
        for (const Entry& e : *tests::sparse_vectors(columns, density))
            if (i < 16 || e.index < columns / 2) row.push_back(e);
        matrix.set_row(i, row);
    }
    const ModularMatrix image = image_of(matrix, field);
    RC_ASSERT(image.rows() == rows);
    std::vector<Residue> row = tests::drawn_numbers(rows, field.prime());
    for (Residue& entry : row)
        if (*tests::between(0, 2) == 0) entry = 0;
    RowSum sum(field, columns);
    image.add_product(row, sum);
    const std::vector<Residue> expected = plain_product(row, matrix, field);
    for (std::size_t j = 0; j < columns; ++j) RC_ASSERT(sum.take(j) == expected[j]);

    for (std::size_t i = 0; i < rows; ++i) {
        std::vector<Residue> listed(columns, 0);
        std::size_t count = 0;
        image.for_each(i, [&](std::size_t column, Residue value) {
            listed[column] = value;
            ++count;
        });
        RC_ASSERT(count == image.length(i));
        for (std::size_t j = 0; j < columns; ++j) RC_ASSERT(listed[j] == *field.reduce(matrix.at(i, j)));
    }
}

RC_GTEST_PROP(ReducibleRows, bounds_entries_and_denominators, ()) {
    const SparseMatrix matrix = *tests::sparse_matrices(4, 5, 60);
    const ReducibleRows rows(matrix);
    const Rational bound = power(2, rows.entry_bits());
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        Rational sum;
        for (const Entry& e : matrix.row(i)) {
            RC_ASSERT(abs(e.value) < bound);
            RC_ASSERT((e.value * rows.denominator()).is_integer());
            sum += abs(e.value);
        }
        RC_ASSERT(sum < power(2, rows.row_bits()));
    }
    RC_ASSERT(rows.denominator() < power(2, rows.denominator_bits()));
}

TEST(ReducibleRows, SkipsADenominatorThatThePrimeDivides) {
    const Residue prime = PrimeStream().next();
    const PrimeField field(prime);
    const Rational p(static_cast<std::int64_t>(prime));
    EXPECT_FALSE(ReducibleRows(SparseVector{{0, 1}, {4, Rational(1) / p}}).modulo(field));
    SparseMatrix matrix(2, 2);
    matrix.add(0, 0, p);
    EXPECT_EQ(ReducibleRows(matrix).modulo(field)->nonzeros(), 0U);
    matrix.add(1, 0, Rational(1) / (p * p));
    EXPECT_FALSE(ReducibleRows(matrix).modulo(field));
}

TEST(LogCeiling, OfSmallNumbers) {
    const std::vector<std::size_t> expected = {0, 0, 1, 2, 2, 3, 3, 3, 3, 4};
    for (std::size_t n = 0; n < expected.size(); ++n) EXPECT_EQ(log_ceiling(n), expected[n]) << n;
}

}  // namespace
}  // namespace linac::modular_matrix_test
