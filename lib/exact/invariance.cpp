#include "exact/invariance.hpp"

#include <flint/fmpz_mat.h>

#include <algorithm>

namespace linac {

IntegerMatrix to_integers(const std::vector<SparseVector>& rows) {
    IntegerMatrix result{rows, 1};
    for (const SparseVector& row : rows)
        for (const Entry& e : row)
            if (!e.value.is_integer()) result.denominator = lcm(result.denominator, e.value.denominator());
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

/// A dense integer vector of which only the columns that were touched are ever cleared.
class Accumulator {
  public:
    explicit Accumulator(std::size_t size) : values_(size), touched_(size, false) {}

    void add_product(std::size_t column, const Rational& left, const Rational& right) {
        if (!touched_[column]) {
            touched_[column] = true;
            support_.push_back(column);
        }
        values_[column].add_product(left, right);
    }
    [[nodiscard]] const std::vector<std::size_t>& support() const noexcept { return support_; }
    [[nodiscard]] const Rational& operator[](std::size_t column) const { return values_[column]; }
    void clear() {
        for (const std::size_t column : support_) {
            values_[column].set_zero();
            touched_[column] = false;
        }
        support_.clear();
    }

  private:
    Vector values_;
    std::vector<bool> touched_;
    std::vector<std::size_t> support_;
};

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

class Checker {
  public:
    Checker(std::size_t size, const LiftedRows& lifted)
        : lifted_(lifted), row_of_column_(size, none), product_(size), combination_(size) {
        for (std::size_t i = 0; i < lifted.pivots.size(); ++i) row_of_column_[lifted.pivots[i]] = i;
        for (const IntegerRow& row : lifted.rows) nonzeros_ += row.numerators.size() - 1;
    }

    /// y = y_π V for an integer row y; a common denominator of y makes no difference.
    [[nodiscard]] bool contains(const SparseVector& row) {
        for (const Entry& e : row) product_.add_product(e.index, e.value, 1);
        return product_lies_in_span();
    }

    [[nodiscard]] bool is_closed(const IntegerMatrix& matrix) {
        const std::size_t rank = lifted_.rows.size();
        const std::size_t others = row_of_column_.size() - rank;
        // FLINT's product pays off for large, mostly full matrices; sparse ones keep to their non-zeros.
        constexpr std::size_t least_dense_rank = 12;
        if (rank >= least_dense_rank && 4 * nonzeros_ > rank * others && is_mostly_full(matrix))
            return is_closed_dense(matrix);
        for (const IntegerRow& basis_row : lifted_.rows) {
            multiply(basis_row.numerators, matrix);
            if (!product_lies_in_span()) return false;
        }
        return true;
    }

  private:
    static constexpr std::size_t none = no_parent;

    [[nodiscard]] static bool is_mostly_full(const IntegerMatrix& matrix) {
        std::size_t nonzeros = 0;
        for (const SparseVector& row : matrix.rows) nonzeros += row.size();
        return nonzeros >= matrix.rows.size();
    }

    void multiply(const SparseVector& row, const IntegerMatrix& matrix) {
        for (const Entry& e : row)
            for (const Entry& f : matrix.rows[e.index]) product_.add_product(f.index, e.value, f.value);
    }

    /// Whether L y = Σ_i y_{π_i} (L/d_i) N_i, with V_i = N_i / d_i and L the lcm of the d_i that occur.
    [[nodiscard]] bool product_lies_in_span() {
        Rational common(1);
        for (const std::size_t column : product_.support()) {
            const std::size_t i = row_of_column_[column];
            if (i == none || product_[column].is_zero()) continue;
            if (lifted_.rows[i].denominator != common) common = lcm(common, lifted_.rows[i].denominator);
        }
        for (const std::size_t column : product_.support()) {
            const std::size_t i = row_of_column_[column];
            if (i == none || product_[column].is_zero()) continue;
            const IntegerRow& row = lifted_.rows[i];
            Rational coefficient = product_[column];
            if (row.denominator != common) coefficient *= exact_quotient(common, row.denominator);
            for (const Entry& e : row.numerators)
                if (row_of_column_[e.index] == none) combination_.add_product(e.index, coefficient, e.value);
        }
        // Equal at the pivots by choice of coefficients; the other columns have to agree.
        bool equal = true;
        for (const std::size_t column : combination_.support()) {
            scaled_ = product_[column];
            scaled_ *= common;
            equal = equal && scaled_ == combination_[column];
        }
        for (const std::size_t column : product_.support()) {
            if (row_of_column_[column] != none || product_[column].is_zero()) continue;
            equal = equal && !combination_[column].is_zero();
        }
        product_.clear();
        combination_.clear();
        return equal;
    }

    /// The same for all rows at once: d Y = Y_π N on the other columns, with Y = N M and V = N / d.
    [[nodiscard]] bool is_closed_dense(const IntegerMatrix& matrix) {
        const std::size_t rank = lifted_.rows.size();
        const std::size_t others = row_of_column_.size() - rank;
        std::vector<std::size_t> place(row_of_column_.size(), none);  // of the other columns
        std::size_t count = 0;
        for (std::size_t j = 0; j < place.size(); ++j)
            if (row_of_column_[j] == none) place[j] = count++;

        Rational common(1);
        for (const IntegerRow& row : lifted_.rows)
            if (row.denominator != common) common = lcm(common, row.denominator);
        DenseIntegers basis(rank, others);
        DenseIntegers at_pivots(rank, rank);
        DenseIntegers elsewhere(rank, others);
        for (std::size_t i = 0; i < rank; ++i) {
            const Rational factor = exact_quotient(common, lifted_.rows[i].denominator);
            multiply(lifted_.rows[i].numerators, matrix);
            for (const std::size_t column : product_.support()) {
                scaled_ = product_[column];
                scaled_ *= factor;
                fmpz* target = row_of_column_[column] != none ? at_pivots.at(i, row_of_column_[column])
                                                              : elsewhere.at(i, place[column]);
                fmpz_set(target, fmpq_numref(scaled_.flint()));
            }
            product_.clear();
            for (const Entry& e : lifted_.rows[i].numerators)
                if (place[e.index] != none)
                    fmpz_mul(basis.at(i, place[e.index]), fmpq_numref(e.value.flint()),
                             fmpq_numref(factor.flint()));
        }
        DenseIntegers combined(rank, others);
        fmpz_mat_mul(combined.get(), at_pivots.get(), basis.get());
        fmpz_mat_scalar_mul_fmpz(elsewhere.get(), elsewhere.get(), fmpq_numref(common.flint()));
        return fmpz_mat_equal(combined.get(), elsewhere.get()) != 0;
    }

    const LiftedRows& lifted_;
    std::vector<std::size_t> row_of_column_;  // the basis row whose pivot a column is
    std::size_t nonzeros_ = 0;                // of the basis outside the pivots
    Accumulator product_;
    Accumulator combination_;
    Rational scaled_;
};

}  // namespace

bool is_invariant(const RowSystem& system, const LiftedRows& lifted) {
    Checker checker(system.size, lifted);
    const IntegerMatrix generators = to_integers(system.generators);
    for (const SparseVector& row : generators.rows)
        if (!checker.contains(row)) return false;
    return std::all_of(system.operators.begin(), system.operators.end(),
                       [&](const SparseMatrix& matrix) { return checker.is_closed(to_integers(matrix)); });
}

}  // namespace linac
