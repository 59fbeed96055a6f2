#include "exact/dense_echelon.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "exact/limits.hpp"

namespace linac {

DenseEchelon::DenseEchelon(const PrimeField& field, std::size_t columns)
    : field_(field), column_at_(columns), place_of_(columns), rest_(columns, 0), sum_(field, columns) {
    std::iota(column_at_.begin(), column_at_.end(), std::size_t{0});
    place_of_ = column_at_;
}

void DenseEchelon::subtract_rows(std::size_t start, std::size_t end) {
    std::array<RowSum::Term, RowSum::most_terms> terms{};
    std::size_t count = 0;
    for (std::size_t i = start; i < end; ++i) {
        const Residue factor = field_.negate(sum_.take(i));
        if (factor == 0) continue;
        for (std::size_t j = i + 1; j < end; ++j) sum_.add_product(j, factor, row_at(i)[j]);
        terms[count++] = {row_at(i) + end, factor};
    }
    sum_.add_rows({terms.data(), count}, end, columns());
}

std::size_t DenseEchelon::eliminate(std::vector<Residue>& vector) {
    for (std::size_t j = 0; j < columns(); ++j) {
        if (vector[j] != 0) sum_.add(place_of_[j], vector[j]);
        vector[j] = 0;
    }
    for (std::size_t start = 0; start < rank_; start += RowSum::most_terms)
        subtract_rows(start, std::min(start + RowSum::most_terms, rank_));
    std::size_t first = columns();
    for (std::size_t place = rank_; place < columns(); ++place) {
        rest_[place] = sum_.take(place);
        if (rest_[place] != 0) first = std::min(first, column_at_[place]);
    }
    return first;
}

void DenseEchelon::append_reduced(const ResidueEntry* begin, const ResidueEntry* end) {
    std::fill(rest_.begin(), rest_.end(), 0);
    for (const ResidueEntry* e = begin; e != end; ++e) rest_[place_of_[e->index]] = e->value;
    append(begin->index);
}

void DenseEchelon::swap_columns(std::size_t left, std::size_t right) {
    if (left == right) return;
    for (std::size_t i = 0; i < rank_; ++i)
        std::swap(rows_[i * columns() + left], rows_[i * columns() + right]);
    std::swap(rest_[left], rest_[right]);
    std::swap(column_at_[left], column_at_[right]);
    place_of_[column_at_[left]] = left;
    place_of_[column_at_[right]] = right;
}

void DenseEchelon::append(std::size_t pivot) {
    check_words((rank_ + 1) * columns());
    swap_columns(rank_, place_of_[pivot]);
    const Multiplier inverse(field_.inverse(rest_[rank_]), field_);
    rows_.resize((rank_ + 1) * columns(), 0);
    Residue* row = rows_.data() + rank_ * columns();
    for (std::size_t place = rank_; place < columns(); ++place)
        row[place] = inverse.times(rest_[place], field_.prime());
    ++rank_;
}

void DenseEchelon::append_row(std::size_t row, std::vector<ResidueEntry>& entries) const {
    const Residue* values = row_at(row);
    for (std::size_t place = row; place < columns(); ++place)
        if (values[place] != 0)
            entries.push_back({static_cast<std::uint32_t>(column_at_[place]), values[place]});
}

ReducedResidues DenseEchelon::reduced() const {
    // With [U R] the rows, U upper triangular, the reduced form has U⁻¹ R outside the pivots: from the last
    // row up.
    const std::size_t others = columns() - rank_;
    std::vector<Residue> solution(rank_ * others);
    RowSum sum(field_, others);
    std::array<RowSum::Term, RowSum::most_terms> terms{};
    for (std::size_t i = rank_; i-- > 0;) {
        for (std::size_t j = 0; j < others; ++j) sum.add(j, row_at(i)[rank_ + j]);
        std::size_t count = 0;
        for (std::size_t k = i + 1; k < rank_; ++k) {
            if (row_at(i)[k] != 0)
                terms[count++] = {solution.data() + k * others, field_.negate(row_at(i)[k])};
            if (count == terms.size() || k + 1 == rank_) {
                sum.add_rows({terms.data(), count}, 0, others);
                count = 0;
            }
        }
        for (std::size_t j = 0; j < others; ++j) solution[i * others + j] = sum.take(j);
    }

    std::vector<std::size_t> order(rank_);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t l, std::size_t r) { return column_at_[l] < column_at_[r]; });
    std::vector<std::size_t> free(others);
    std::iota(free.begin(), free.end(), std::size_t{0});
    std::sort(free.begin(), free.end(),
              [&](std::size_t l, std::size_t r) { return column_at_[rank_ + l] < column_at_[rank_ + r]; });
    ReducedResidues result;
    for (const std::size_t i : order) {
        // The pivot is the first non-zero of its row.
        result.pivots.push_back(column_at_[i]);
        result.rows.append({static_cast<std::uint32_t>(column_at_[i]), 1});
        for (const std::size_t j : free)
            if (const Residue value = solution[i * others + j]; value != 0)
                result.rows.append({static_cast<std::uint32_t>(column_at_[rank_ + j]), value});
        result.rows.end_row();
    }
    return result;
}

}  // namespace linac
