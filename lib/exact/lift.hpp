// Lifting: a reduced row echelon basis over ℚ from its images modulo primes.
//
// Images with the same rank and pivots are joined by the Chinese remainder theorem; each entry is then the
// rational of small numerator and denominator that has the joint residue, if there is one (Wang 1981). The
// entries of a row share most of their denominator, so each is first multiplied by the denominator found so
// far. Nothing here is proved: the result has to be checked over ℚ, and more primes give it another try. Of
// two images of one subspace the one of larger rank is right, and among equal ranks the one whose pivots come
// first in lexicographic order; the other prime is then known to mislead and is dropped.
#pragma once

#include "exact/echelon.hpp"

namespace linac {

/// An integer vector over a common denominator.
struct IntegerRow {
    SparseVector numerators;
    Rational denominator = 1;
};

/// Rows of a candidate basis, 1 (that is, the denominator) at their own pivot and 0 at the other pivots.
struct LiftedRows {
    std::vector<std::size_t> pivots;
    std::vector<IntegerRow> rows;
};

class Lift {
  public:
    /// Takes an image. Returns false if it is known to be wrong.
    bool add(const PrimeField& field, ReducedResidues image);

    [[nodiscard]] std::size_t count() const noexcept { return primes_.size(); }
    /// The basis that has these images, or nothing if there is none of small enough entries.
    [[nodiscard]] std::optional<LiftedRows> reconstruct() const;

  private:
    std::vector<Residue> primes_;
    std::vector<ReducedResidues> images_;
};

}  // namespace linac
