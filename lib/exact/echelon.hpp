// Echelon basis: a growing set of independent row vectors modulo a prime, and its reduced row echelon form.
//
// Every row is monic at its pivot, the first column at which it is not zero, and no two rows share a pivot. A
// vector is reduced by subtracting the row of each pivot at which it is not zero; it is independent iff
// something is left. Rows are sparse at first, which costs their non-zeros, and become dense once that would
// have paid off.
//
//     EchelonBasis basis(field, 3);
//     std::vector<Residue> vector = {0, 2, 4};
//     assert(basis.insert(vector) && basis.pivot(0) == 1);
#pragma once

#include <vector>

#include "exact/dense_echelon.hpp"

namespace linac {

class EchelonBasis {
  public:
    EchelonBasis(const PrimeField& field, std::size_t columns);

    [[nodiscard]] std::size_t rank() const noexcept { return dense_ ? dense_->rank() : pivots_.size(); }
    [[nodiscard]] std::size_t columns() const noexcept { return row_of_column_.size(); }
    [[nodiscard]] std::size_t pivot(std::size_t row) const {
        return dense_ ? dense_->pivot(row) : pivots_[row];
    }
    /// Multiplications spent on insertions so far.
    [[nodiscard]] std::size_t work() const noexcept { return work_; }
    /// How many entries the rows have that are not known to be zero.
    [[nodiscard]] std::size_t extent() const noexcept {
        return dense_ ? rank() * columns() : rows_.nonzeros();
    }

    /// Reduces `vector`; if something is left, adds it to the basis and returns true. Leaves `vector` zero.
    bool insert(std::vector<Residue>& vector);
    /// Whether `vector` lies in the span. Leaves `vector` zero.
    [[nodiscard]] bool contains(std::vector<Residue>& vector);

    /// Sets `entries` to the non-zeros, in any order, of the row-th vector inserted, reduced by those before
    /// it and made monic.
    void get_row(std::size_t row, std::vector<ResidueEntry>& entries) const;
    [[nodiscard]] ReducedResidues reduced() const;

  private:
    static constexpr std::size_t advantage = 3;  // of a dense row over a sparse one, an entry
    static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);
    /// Reduces `vector` and returns the first column at which something is left, columns() if nothing is.
    std::size_t eliminate(std::vector<Residue>& vector);
    void become_dense();

    PrimeField field_;
    ResidueRows rows_;  // while sparse
    std::vector<std::size_t> pivots_;
    std::vector<std::uint32_t> row_of_column_;
    std::optional<DenseEchelon> dense_;
    std::size_t work_ = 0;
    std::size_t regret_ = 0;  // what sparse rows have cost more than dense ones would have
};

}  // namespace linac
