// Sums of multiples of rows modulo a prime, Σ c_i r_i, reduced once at the end.
//
// A column takes two words. Products of residues are below p·2^62, as p < 2^62; eight of them and a column
// below p·2^64 are below 3p·2^64 < 2^128, and two conditional subtractions of multiples of p·2^64 bring the
// column below p·2^64 again. So a product costs a multiplication and an addition, and no division.
//
//     RowSum sum(field, 2);
//     const Residue row[] = {1, 2};
//     sum.add_rows({{row, 3}}, 0, 2), sum.add(0, 5);
//     assert(sum.take(0) == 8 && sum.take(1) == 6);
#pragma once

#include <span>

#include "exact/modular.hpp"

namespace linac {

class RowSum {
  public:
    /// A row, from the first column of interest on, and its factor.
    struct Term {
        const Residue* row;
        Residue factor;
    };
    static constexpr std::size_t most_terms = 8;

    RowSum(const PrimeField& field, std::size_t columns) : field_(field), columns_(columns, 0) {}

    [[nodiscard]] std::size_t columns() const noexcept { return columns_.size(); }

    void add(std::size_t column, Residue value) { columns_[column] = folded(columns_[column] + value); }
    void add_product(std::size_t column, Residue left, Residue right) {
        columns_[column] = folded(columns_[column] + Wide{left} * right);
    }
    /// Adds at most `most_terms` multiples of rows to the columns from `first` to before `last`.
    void add_rows(std::span<const Term> terms, std::size_t first, std::size_t last);

    /// The residue of a column, which becomes 0.
    [[nodiscard]] Residue take(std::size_t column) {
        const Wide value = columns_[column];
        columns_[column] = 0;
        Residue residue = 0;
        NMOD_RED2(residue, static_cast<Residue>(value >> 64U), static_cast<Residue>(value), field_.modulus());
        return residue;
    }

  private:
    __extension__ using Wide = unsigned __int128;

    /// The same modulo p, below p·2^64, of a value below 2p·2^64.
    [[nodiscard]] Wide folded(Wide value) const {
        const Wide unit = Wide{field_.prime()} << 64U;
        return value >= unit ? value - unit : value;
    }
    template <std::size_t count>
    void add_exactly(const Term* terms, std::size_t first, std::size_t last);

    PrimeField field_;
    std::vector<Wide> columns_;
};

}  // namespace linac
