#include "exact/integer_matrix.hpp"

#include <flint/fmpz_mat.h>

namespace linac {

IntegerMatrix to_integers(const std::vector<SparseVector>& rows) {
    IntegerMatrix result{rows, 1};
    for (const SparseVector& row : rows)
        for (const Entry& e : row)
            if (!e.value.is_integer() && e.value.denominator() != result.denominator)
                result.denominator = lcm(result.denominator, e.value.denominator());
    if (!result.denominator.is_one())
        for (SparseVector& row : result.rows) row = scaled(std::move(row), result.denominator);
    return result;
}

IntegerMatrix to_integers(const SparseMatrix& matrix) {
    std::vector<SparseVector> rows;
    for (std::size_t i = 0; i < matrix.rows(); ++i) rows.push_back(matrix.row(i));
    return to_integers(rows);
}

namespace {

/// A FLINT integer matrix that frees itself.
class DenseIntegers {
  public:
    DenseIntegers(std::size_t rows, std::size_t columns) {
        fmpz_mat_init(matrix_, static_cast<slong>(rows), static_cast<slong>(columns));
    }
    DenseIntegers(const DenseIntegers&) = delete;
    DenseIntegers& operator=(const DenseIntegers&) = delete;
    ~DenseIntegers() { fmpz_mat_clear(matrix_); }

    [[nodiscard]] fmpz* at(std::size_t row, std::size_t column) {
        return fmpz_mat_entry(matrix_, static_cast<slong>(row), static_cast<slong>(column));
    }
    [[nodiscard]] fmpz_mat_struct* get() { return matrix_; }

  private:
    fmpz_mat_t matrix_;
};

void fill(DenseIntegers& target, std::size_t row, const SparseVector& values) {
    for (const Entry& e : values) fmpz_set(target.at(row, e.index), fmpq_numref(e.value.flint()));
}

}  // namespace

SparseMatrix integer_product(const SparseMatrix& left, const SparseMatrix& right) {
    const IntegerMatrix factor = to_integers(right);
    std::vector<IntegerMatrix> rows;
    for (std::size_t i = 0; i < left.rows(); ++i) rows.push_back(to_integers({left.row(i)}));
    SparseMatrix result(left.rows(), right.columns());
    const auto set_row = [&](std::size_t i, SparseVector row) {
        const Rational denominator = rows[i].denominator * factor.denominator;
        if (!denominator.is_one())
            for (Entry& e : row) e.value /= denominator;
        result.set_row(i, std::move(row));
    };

    // FLINT's product pays off for large, mostly full matrices; sparse ones keep to their non-zeros.
    constexpr std::size_t least_dense = 12;
    const auto mostly_full = [](const SparseMatrix& matrix) {
        return 4 * matrix.nonzeros() > matrix.rows() * matrix.columns();
    };
    if (left.rows() < least_dense || !mostly_full(left) || !mostly_full(right)) {
        Vector sums(right.columns());
        for (std::size_t i = 0; i < left.rows(); ++i) {
            for (const Entry& e : rows[i].rows[0])
                for (const Entry& f : factor.rows[e.index]) sums[f.index].add_product(e.value, f.value);
            set_row(i, sparse(sums));
            for (Rational& value : sums) value.set_zero();
        }
        return result;
    }
    DenseIntegers dense_left(left.rows(), left.columns());
    DenseIntegers dense_right(right.rows(), right.columns());
    DenseIntegers product(left.rows(), right.columns());
    for (std::size_t i = 0; i < left.rows(); ++i) fill(dense_left, i, rows[i].rows[0]);
    for (std::size_t i = 0; i < right.rows(); ++i) fill(dense_right, i, factor.rows[i]);
    fmpz_mat_mul(product.get(), dense_left.get(), dense_right.get());
    for (std::size_t i = 0; i < left.rows(); ++i) {
        SparseVector row;
        for (std::size_t j = 0; j < right.columns(); ++j) {
            if (fmpz_is_zero(product.at(i, j)) != 0) continue;
            Rational value;
            fmpz_swap(fmpq_numref(value.flint()), product.at(i, j));
            row.push_back({j, std::move(value)});
        }
        set_row(i, std::move(row));
    }
    return result;
}

}  // namespace linac
