// Matrices modulo a prime, prepared for products from the left: dense where they are mostly full, sparse
// elsewhere, decided for eight rows at a time, so that a block-diagonal matrix keeps its empty blocks.
//
//     const ModularMatrix image(*ReducibleRows(matrix).modulo(field), matrix.columns());
//     image.add_product(row, sum);      // sum += row · matrix
#pragma once

#include "exact/row_sum.hpp"

namespace linac {

class ModularMatrix {
  public:
    ModularMatrix(const ResidueRows& rows, std::size_t columns);

    [[nodiscard]] std::size_t rows() const noexcept { return lengths_.size(); }
    [[nodiscard]] std::size_t nonzeros() const noexcept { return nonzeros_; }
    /// What a multiple of row `row` costs, in products.
    [[nodiscard]] std::size_t length(std::size_t row) const { return lengths_[row]; }

    /// sum += row · matrix, for a dense row.
    void add_product(const std::vector<Residue>& row, RowSum& sum) const;
    /// Calls visit(column, value) for the entries of a row that are not known to be zero.
    template <class Visit>
    void for_each(std::size_t row, const Visit& visit) const {
        const Group& group = groups_[row / group_rows];
        if (group.offset == sparse) {
            for (const ResidueEntry* e = sparse_.begin(row); e != sparse_.end(row); ++e)
                visit(e->index, e->value);
        } else {
            const Residue* values = dense_row(group, row);
            for (std::size_t j = group.first; j < group.last; ++j) visit(j, values[j - group.first]);
        }
    }

  private:
    static constexpr std::size_t group_rows = RowSum::most_terms;
    static constexpr std::size_t sparse = static_cast<std::size_t>(-1);
    /// Eight rows: zero outside the columns from `first` to before `last`.
    struct Group {
        std::size_t first;
        std::size_t last;
        std::size_t offset;  // into dense_, or `sparse`
    };
    [[nodiscard]] const Residue* dense_row(const Group& group, std::size_t row) const {
        return dense_.data() + group.offset + (row % group_rows) * (group.last - group.first);
    }

    std::size_t nonzeros_;
    std::vector<std::size_t> lengths_;
    std::vector<Group> groups_;
    std::vector<Residue> dense_;
    ResidueRows sparse_;  // rows of dense groups are empty here
};

/// ⌈log₂ n⌉, and 0 for n = 0.
[[nodiscard]] std::size_t log_ceiling(std::size_t n) noexcept;

/// Rational rows, prepared for being reduced modulo many primes. The rows are not copied.
class ReducibleRows {
  public:
    ReducibleRows() = default;
    explicit ReducibleRows(const SparseVector& row) : rows_({{&row, 0}}) { prepare(); }
    explicit ReducibleRows(const SparseMatrix& matrix) {
        add(matrix, 0);
        prepare();
    }
    /// Two diagonal blocks.
    ReducibleRows(const SparseMatrix& first, const SparseMatrix& second) {
        add(first, 0);
        add(second, first.columns());
        prepare();
    }

    /// The images, or nothing if the prime divides a denominator.
    [[nodiscard]] std::optional<ResidueRows> modulo(const PrimeField& field) const;

    /// All entries are below 2^entry_bits() in absolute value, the sum of a row's below 2^row_bits(),
    [[nodiscard]] std::size_t entry_bits() const noexcept { return entry_bits_; }
    [[nodiscard]] std::size_t row_bits() const noexcept { return row_bits_; }
    /// and integers over a common denominator below 2^denominator_bits().
    [[nodiscard]] std::size_t denominator_bits() const noexcept { return common_.numerator_bits(); }
    [[nodiscard]] const Rational& denominator() const noexcept { return common_; }

  private:
    struct Row {
        const SparseVector* entries;
        std::size_t first;  // the column of its entry 0
    };
    void add(const SparseMatrix& matrix, std::size_t first) {
        for (std::size_t i = 0; i < matrix.rows(); ++i) rows_.push_back({&matrix.row(i), first});
    }
    void prepare();

    struct Hash {
        std::size_t operator()(const fmpz* value) const noexcept {
            return fmpz_get_ui(value) + 31 * fmpz_bits(value);  // the low word of large powers of 2 is 0
        }
    };
    struct Equal {
        bool operator()(const fmpz* left, const fmpz* right) const noexcept {
            return fmpz_equal(left, right) != 0;
        }
    };

    std::vector<Row> rows_;
    std::vector<const fmpz*> denominators_;      // other than 1, each once
    std::vector<std::uint32_t> denominator_of_;  // by non-zero: 1 + its place there, 0 for the denominator 1
    std::size_t entry_bits_ = 0;
    std::size_t row_bits_ = 0;
    Rational common_ = 1;
};

}  // namespace linac
