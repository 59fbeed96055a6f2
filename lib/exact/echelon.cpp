#include "exact/echelon.hpp"

#include <algorithm>
#include <numeric>

#include "error.hpp"
#include "exact/limits.hpp"

namespace linac {

namespace {

/// vector −= factor · row, where `row` is monic and `factor` the entry of `vector` at its pivot.
void subtract(std::vector<Residue>& vector, Residue factor, const ResidueRows& rows, std::size_t row,
              const PrimeField& field) {
    const Multiplier multiplier(field.negate(factor), field);
    const Residue prime = field.prime();
    for (const ResidueEntry* e = rows.begin(row); e != rows.end(row); ++e) {
        Residue& place = vector[e->index];
        place = field.add(place, multiplier.times(e->value, prime));
    }
}

/// Appends the non-zeros of `vector` from column `first` on, divided by the entry there, and clears them.
void move_row(std::vector<Residue>& vector, std::size_t first, ResidueRows& rows, const PrimeField& field) {
    check_words((rows.nonzeros() + vector.size()) * (sizeof(ResidueEntry) / sizeof(Residue)));
    const Multiplier inverse(field.inverse(vector[first]), field);
    for (std::size_t j = first; j < vector.size(); ++j) {
        if (vector[j] == 0) continue;
        rows.append({static_cast<std::uint32_t>(j), inverse.times(vector[j], field.prime())});
        vector[j] = 0;
    }
    rows.end_row();
}

}  // namespace

EchelonBasis::EchelonBasis(const PrimeField& field, std::size_t columns)
    : field_(field), row_of_column_(columns, none) {}

std::size_t EchelonBasis::eliminate(std::vector<Residue>& vector) {
    std::size_t first = columns();
    for (std::size_t j = 0; j < columns(); ++j) {
        if (vector[j] == 0) continue;
        const std::uint32_t row = row_of_column_[j];
        if (row == none) {
            first = std::min(first, j);
        } else {
            work_ += rows_.length(row);
            subtract(vector, vector[j], rows_, row, field_);
        }
    }
    work_ += columns();
    return first;
}

bool EchelonBasis::insert(std::vector<Residue>& vector) {
    if (dense_) {
        work_ += rank() * columns();
        const std::size_t first = dense_->eliminate(vector);
        if (first < columns()) dense_->append(first);
        return first < columns();
    }
    const std::size_t before = work_;
    const std::size_t first = eliminate(vector);
    const std::size_t sparse_cost = advantage * (work_ - before);
    const std::size_t dense_cost = rank() * columns();
    regret_ = regret_ + sparse_cost - std::min(dense_cost, regret_ + sparse_cost);
    if (first == columns()) return false;
    row_of_column_[first] = static_cast<std::uint32_t>(rank());
    pivots_.push_back(first);
    move_row(vector, first, rows_, field_);
    if (regret_ > advantage * rank() * columns()) become_dense();
    return true;
}

void EchelonBasis::become_dense() {
    dense_.emplace(field_, columns());
    for (std::size_t row = 0; row < rows_.size(); ++row)
        dense_->append_reduced(rows_.begin(row), rows_.end(row));
    rows_ = {};
}

bool EchelonBasis::contains(std::vector<Residue>& vector) {
    if (dense_) return dense_->eliminate(vector) == columns();
    const std::size_t first = eliminate(vector);
    std::fill(vector.begin(), vector.end(), 0);
    return first == columns();
}

void EchelonBasis::get_row(std::size_t row, std::vector<ResidueEntry>& entries) const {
    entries.clear();
    if (dense_)
        dense_->append_row(row, entries);
    else
        entries.assign(rows_.begin(row), rows_.end(row));
}

ReducedResidues EchelonBasis::reduced() const {
    if (dense_) return dense_->reduced();
    std::vector<std::size_t> order(rank());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t l, std::size_t r) { return pivots_[l] < pivots_[r]; });

    // From the last pivot to the first, so that only finished rows, zero at all later pivots, are subtracted.
    ResidueRows finished;
    std::vector<std::uint32_t> finished_of_column(columns(), none);
    std::vector<Residue> vector(columns(), 0);
    for (auto row = order.rbegin(); row != order.rend(); ++row) {
        for (const ResidueEntry* e = rows_.begin(*row); e != rows_.end(*row); ++e)
            vector[e->index] = e->value;
        const std::size_t pivot = pivots_[*row];
        for (std::size_t j = pivot + 1; j < columns(); ++j)
            if (vector[j] != 0 && finished_of_column[j] != none)
                subtract(vector, vector[j], finished, finished_of_column[j], field_);
        finished_of_column[pivot] = static_cast<std::uint32_t>(finished.size());
        move_row(vector, pivot, finished, field_);
    }

    ReducedResidues result;
    for (std::size_t i = 0; i < rank(); ++i) {
        result.pivots.push_back(pivots_[order[i]]);
        const std::size_t row = rank() - 1 - i;
        for (const ResidueEntry* e = finished.begin(row); e != finished.end(row); ++e) result.rows.append(*e);
        result.rows.end_row();
    }
    return result;
}

}  // namespace linac
