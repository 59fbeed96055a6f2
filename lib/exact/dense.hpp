// A dense FLINT matrix over ℚ that frees itself, for the other files of lib/exact.
#pragma once

#include <flint/fmpq_mat.h>

#include "exact/matrix.hpp"

namespace linac {

class DenseMatrix {
  public:
    explicit DenseMatrix(const SparseMatrix& matrix) {
        init(matrix.rows(), matrix.columns());
        for (std::size_t i = 0; i < matrix.rows(); ++i)
            for (const Entry& e : matrix.row(i)) fmpq_set(at(i, e.index), e.value.flint());
    }
    DenseMatrix(std::size_t rows, std::size_t columns) { init(rows, columns); }
    DenseMatrix(const DenseMatrix&) = delete;
    DenseMatrix& operator=(const DenseMatrix&) = delete;
    ~DenseMatrix() { fmpq_mat_clear(matrix_); }

    [[nodiscard]] fmpq* at(std::size_t row, std::size_t column) {
        return fmpq_mat_entry(matrix_, static_cast<slong>(row), static_cast<slong>(column));
    }
    fmpq_mat_struct* get() { return matrix_; }

  private:
    void init(std::size_t rows, std::size_t columns) {
        fmpq_mat_init(matrix_, static_cast<slong>(rows), static_cast<slong>(columns));
    }
    fmpq_mat_t matrix_;
};

}  // namespace linac
