// A growing set of independent rows modulo a prime in dense storage: the half of EchelonBasis (echelon.hpp)
// for rows without many zeros.
//
// Columns are kept in an order of their own, pivots first: row i is 0 before column i, 1 at it, and anything
// after it. A vector v is reduced by c_i = v_i − Σ_{k<i} c_k r_{ki}, v − Σ c_i r_i, eight rows at a time
// (row_sum.hpp). Cost: (rank)·(columns − rank/2) products.
#pragma once

#include "exact/row_sum.hpp"

namespace linac {

/// The reduced row echelon form of a subspace: rows by ascending pivot, each 1 at its pivot and 0 at the
/// others.
struct ReducedResidues {
    std::vector<std::size_t> pivots;
    ResidueRows rows;
};

class DenseEchelon {
  public:
    DenseEchelon(const PrimeField& field, std::size_t columns);

    [[nodiscard]] std::size_t rank() const noexcept { return rank_; }
    [[nodiscard]] std::size_t columns() const noexcept { return column_at_.size(); }
    [[nodiscard]] std::size_t pivot(std::size_t row) const { return column_at_[row]; }

    /// Reduces `vector` and leaves it zero. Returns the first column at which something is left, columns() if
    /// nothing is.
    [[nodiscard]] std::size_t eliminate(std::vector<Residue>& vector);
    /// Adds what the last eliminate() left, which was not nothing, with `pivot` the column that it returned.
    void append(std::size_t pivot);
    /// Adds a row that is zero at all pivots; its first entry is its pivot.
    void append_reduced(const ResidueEntry* begin, const ResidueEntry* end);

    /// Appends the non-zeros of a row.
    void append_row(std::size_t row, std::vector<ResidueEntry>& entries) const;
    [[nodiscard]] ReducedResidues reduced() const;

  private:
    [[nodiscard]] const Residue* row_at(std::size_t row) const { return rows_.data() + row * columns(); }
    /// sum −= Σ c_i r_i over the rows from `start` to before `end`, at most eight, with c_i from sum.
    void subtract_rows(std::size_t start, std::size_t end);
    void swap_columns(std::size_t left, std::size_t right);

    PrimeField field_;
    std::size_t rank_ = 0;
    std::vector<std::size_t> column_at_;  // which column stands where
    std::vector<std::size_t> place_of_;   // its inverse
    std::vector<Residue> rows_;           // row-major
    std::vector<Residue> rest_;           // by place, what eliminate() left
    RowSum sum_;
};

}  // namespace linac
