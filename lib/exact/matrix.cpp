#include "exact/matrix.hpp"

#include <algorithm>

#include "exact/dense.hpp"

namespace linac {

SparseVector sparse(const Vector& vector) {
    SparseVector result;
    for (std::size_t i = 0; i < vector.size(); ++i)
        if (!vector[i].is_zero()) result.push_back({i, vector[i]});
    return result;
}

Vector dense(const SparseVector& vector, std::size_t size) {
    Vector result(size);
    for (const Entry& e : vector) result[e.index] = e.value;
    return result;
}

namespace {

auto position(SparseVector& vector, std::size_t index) {
    return std::lower_bound(vector.begin(), vector.end(), index,
                            [](const Entry& e, std::size_t i) { return e.index < i; });
}

}  // namespace

Rational entry(const SparseVector& vector, std::size_t index) {
    const auto at = std::lower_bound(vector.begin(), vector.end(), index,
                                     [](const Entry& e, std::size_t i) { return e.index < i; });
    return at != vector.end() && at->index == index ? at->value : Rational();
}

void add_entry(SparseVector& vector, std::size_t index, const Rational& value) {
    const auto at = position(vector, index);
    if (at == vector.end() || at->index != index) {
        if (!value.is_zero()) vector.insert(at, {index, value});
        return;
    }
    at->value += value;
    if (at->value.is_zero()) vector.erase(at);
}

Rational dot(const SparseVector& left, const SparseVector& right) {
    Rational result;
    auto l = left.begin();
    auto r = right.begin();
    while (l != left.end() && r != right.end()) {
        if (l->index == r->index)
            result.add_product((l++)->value, (r++)->value);
        else if (l->index < r->index)
            ++l;
        else
            ++r;
    }
    return result;
}

SparseVector scaled(SparseVector vector, const Rational& factor) {
    if (factor.is_zero()) return {};
    for (Entry& e : vector) e.value *= factor;
    return vector;
}

SparseVector sum(const SparseVector& left, const SparseVector& right) {
    SparseVector result;
    auto l = left.begin();
    auto r = right.begin();
    while (l != left.end() || r != right.end()) {
        if (r == right.end() || (l != left.end() && l->index < r->index)) {
            result.push_back(*l++);
        } else if (l == left.end() || r->index < l->index) {
            result.push_back(*r++);
        } else {
            Rational value = (l++)->value;
            value += r->value;
            if (!value.is_zero()) result.push_back({r->index, std::move(value)});
            ++r;
        }
    }
    return result;
}

SparseVector unit(std::size_t index, const Rational& value) {
    if (value.is_zero()) return {};
    return {{index, value}};
}

SparseMatrix SparseMatrix::identity(std::size_t size) {
    SparseMatrix result(size, size);
    for (std::size_t i = 0; i < size; ++i) result.rows_[i] = unit(i);
    return result;
}

std::size_t SparseMatrix::nonzeros() const noexcept {
    std::size_t count = 0;
    for (const SparseVector& row : rows_) count += row.size();
    return count;
}

SparseMatrix SparseMatrix::transposed() const {
    SparseMatrix result(columns_, rows());
    for (std::size_t i = 0; i < rows(); ++i)
        for (const Entry& e : rows_[i]) result.rows_[e.index].push_back({i, e.value});
    return result;
}

bool SparseMatrix::is_identity() const {
    return *this == identity(rows());
}

Vector multiply(const Vector& row, const SparseMatrix& matrix) {
    Vector result(matrix.columns());
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i].is_zero()) continue;
        for (const Entry& e : matrix.row(i)) result[e.index].add_product(row[i], e.value);
    }
    return result;
}

Vector multiply(const SparseMatrix& matrix, const Vector& column) {
    Vector result(matrix.rows());
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        for (const Entry& e : matrix.row(i)) result[i].add_product(e.value, column[e.index]);
    return result;
}

SparseMatrix multiply(const SparseMatrix& left, const SparseMatrix& right) {
    SparseMatrix result(left.rows(), right.columns());
    Vector row(right.columns());
    for (std::size_t i = 0; i < left.rows(); ++i) {
        for (const Entry& l : left.row(i))
            for (const Entry& r : right.row(l.index)) row[r.index].add_product(l.value, r.value);
        result.set_row(i, sparse(row));
        for (Rational& value : row) value.set_zero();
    }
    return result;
}

Rational dot(const Vector& left, const Vector& right) {
    Rational result;
    for (std::size_t i = 0; i < left.size(); ++i) result.add_product(left[i], right[i]);
    return result;
}

namespace {

/// The first `rows` rows of a dense matrix.
SparseMatrix to_sparse(DenseMatrix& dense, std::size_t rows, std::size_t columns) {
    SparseMatrix result(rows, columns);
    for (std::size_t i = 0; i < rows; ++i) {
        SparseVector row;
        for (std::size_t j = 0; j < columns; ++j) {
            Rational value;
            fmpq_set(value.flint(), dense.at(i, j));
            if (!value.is_zero()) row.push_back({j, std::move(value)});
        }
        result.set_row(i, std::move(row));
    }
    return result;
}

}  // namespace

std::optional<SparseMatrix> solve(const SparseMatrix& matrix, const SparseMatrix& right) {
    DenseMatrix left_side(matrix);
    DenseMatrix right_side(right);
    DenseMatrix solution(right.rows(), right.columns());
    if (fmpq_mat_solve(solution.get(), left_side.get(), right_side.get()) == 0) return std::nullopt;
    return to_sparse(solution, right.rows(), right.columns());
}

SparseMatrix row_space(const SparseMatrix& matrix) {
    DenseMatrix reduced(matrix);
    const auto rank = static_cast<std::size_t>(fmpq_mat_rref(reduced.get(), reduced.get()));
    return to_sparse(reduced, rank, matrix.columns());
}

SparseMatrix null_space(const SparseMatrix& matrix) {
    const SparseMatrix reduced = row_space(matrix);
    std::vector<bool> is_pivot(matrix.columns(), false);
    for (std::size_t row = 0; row < reduced.rows(); ++row) is_pivot[reduced.row(row).front().index] = true;
    SparseMatrix basis(matrix.columns() - reduced.rows(), matrix.columns());
    std::size_t next = 0;
    for (std::size_t free = 0; free < matrix.columns(); ++free) {
        if (is_pivot[free]) continue;
        SparseVector solution = unit(free);
        for (std::size_t row = 0; row < reduced.rows(); ++row)
            add_entry(solution, reduced.row(row).front().index, -reduced.at(row, free));
        basis.set_row(next++, std::move(solution));
    }
    return basis;
}

}  // namespace linac
