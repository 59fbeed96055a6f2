// Echelon basis: a growing set of independent row vectors modulo a prime, and its reduced row echelon form.
//
// Every row is monic at its pivot, the first column at which it is not zero, and no two rows share a pivot. A
// vector is reduced by one pass over its columns that subtracts the row of each pivot it meets; it is
// independent iff something is left. Cost: the non-zeros of the rows that are subtracted.
//
//     EchelonBasis basis(field, 3);
//     std::vector<Residue> vector = {0, 2, 4};
//     assert(basis.insert(vector) && basis.pivot(0) == 1);
#pragma once

#include <vector>

#include "exact/modular.hpp"

namespace linac {

/// The reduced row echelon form of a subspace: rows by ascending pivot, each 1 at its pivot and 0 at the
/// others.
struct ReducedResidues {
    std::vector<std::size_t> pivots;
    ResidueRows rows;
};

class EchelonBasis {
  public:
    EchelonBasis(const PrimeField& field, std::size_t columns);

    [[nodiscard]] std::size_t rank() const noexcept { return pivots_.size(); }
    [[nodiscard]] std::size_t columns() const noexcept { return row_of_column_.size(); }
    /// The i-th vector inserted, reduced by those before it and made monic.
    [[nodiscard]] const ResidueRows& rows() const noexcept { return rows_; }
    [[nodiscard]] std::size_t pivot(std::size_t row) const { return pivots_[row]; }
    /// Multiplications spent on insertions so far.
    [[nodiscard]] std::size_t work() const noexcept { return work_; }

    /// Reduces `vector`; if something is left, adds it to the basis and returns true. Leaves `vector` zero.
    bool insert(std::vector<Residue>& vector);
    /// Whether `vector` lies in the span. Leaves `vector` zero.
    [[nodiscard]] bool contains(std::vector<Residue>& vector);
    [[nodiscard]] ReducedResidues reduced() const;

  private:
    static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);
    /// Reduces `vector` and returns the first column at which something is left, columns() if nothing is.
    std::size_t eliminate(std::vector<Residue>& vector);

    PrimeField field_;
    ResidueRows rows_;
    std::vector<std::size_t> pivots_;
    std::vector<std::uint32_t> row_of_column_;
    std::size_t work_ = 0;
};

}  // namespace linac
