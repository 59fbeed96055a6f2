// Vectors and matrices over ℚ: sparse ones for automata and networks, dense ones for changes of basis.
//
// A sparse vector lists its non-zeros by ascending index; a sparse matrix is a list of sparse rows.
//
//     SparseMatrix swap(2, 2);
//     swap.add(0, 1, 1);
//     swap.add(1, 0, 1);
//     assert(swap.transposed() == swap);
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "exact/rational.hpp"

namespace linac {

using Vector = std::vector<Rational>;

/// One non-zero of a sparse vector.
struct Entry {
    std::size_t index = 0;
    Rational value;

    friend bool operator==(const Entry&, const Entry&) = default;
};

/// Non-zeros by strictly ascending index.
using SparseVector = std::vector<Entry>;

/// The non-zeros of a dense vector.
[[nodiscard]] SparseVector sparse(const Vector& vector);

/// The vector of length `size` with these non-zeros.
[[nodiscard]] Vector dense(const SparseVector& vector, std::size_t size);

/// The entry at `index`, 0 if it is not among the non-zeros.
[[nodiscard]] Rational entry(const SparseVector& vector, std::size_t index);

/// vector[index] += value, keeping the list sorted and free of zeros.
void add_entry(SparseVector& vector, std::size_t index, const Rational& value);

/// The sum of products of two sparse vectors.
[[nodiscard]] Rational dot(const SparseVector& left, const SparseVector& right);

/// `vector` with each value multiplied by `factor`.
[[nodiscard]] SparseVector scaled(SparseVector vector, const Rational& factor);

/// left + right.
[[nodiscard]] SparseVector sum(const SparseVector& left, const SparseVector& right);

/// The unit vector e_index.
[[nodiscard]] SparseVector unit(std::size_t index, const Rational& value = 1);

/// A rows × columns matrix by its non-zeros.
class SparseMatrix {
  public:
    SparseMatrix() = default;
    SparseMatrix(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns) {}
    [[nodiscard]] static SparseMatrix identity(std::size_t size);

    [[nodiscard]] std::size_t rows() const noexcept { return rows_.size(); }
    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t nonzeros() const noexcept;
    [[nodiscard]] const SparseVector& row(std::size_t index) const { return rows_[index]; }
    [[nodiscard]] Rational at(std::size_t row, std::size_t column) const { return entry(rows_[row], column); }

    /// (row, column) += value.
    void add(std::size_t row, std::size_t column, const Rational& value) {
        add_entry(rows_[row], column, value);
    }
    void set_row(std::size_t index, SparseVector row) { rows_[index] = std::move(row); }

    [[nodiscard]] SparseMatrix transposed() const;
    [[nodiscard]] bool is_identity() const;

    friend bool operator==(const SparseMatrix&, const SparseMatrix&) = default;

  private:
    std::vector<SparseVector> rows_;
    std::size_t columns_ = 0;
};

/// row vector · matrix (row.size() == matrix.rows()).
[[nodiscard]] Vector multiply(const Vector& row, const SparseMatrix& matrix);
/// matrix · column vector (column.size() == matrix.columns()).
[[nodiscard]] Vector multiply(const SparseMatrix& matrix, const Vector& column);
[[nodiscard]] SparseMatrix multiply(const SparseMatrix& left, const SparseMatrix& right);
[[nodiscard]] Rational dot(const Vector& left, const Vector& right);

/// X with matrix · X = right, if the square matrix is invertible.
[[nodiscard]] std::optional<SparseMatrix> solve(const SparseMatrix& matrix, const SparseMatrix& right);

/// The reduced row echelon basis of the row space; the pivots are the first non-zeros of its rows.
[[nodiscard]] SparseMatrix row_space(const SparseMatrix& matrix);

/// A basis, row by row, of the columns x with matrix · x = 0.
[[nodiscard]] SparseMatrix null_space(const SparseMatrix& matrix);

}  // namespace linac
