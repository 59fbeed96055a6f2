#include "trace/transition.hpp"

#include <optional>

#include "error.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// vectorᵀ · matrix.
SparseVector combination(const SparseVector& vector, const SparseMatrix& matrix) {
    SparseVector total;
    for (const Entry& e : vector) total = sum(total, scaled(matrix.row(e.index), e.value));
    return total;
}

/// matrix += column · rowᵀ.
void add_outer(SparseMatrix& matrix, const SparseVector& column, const SparseVector& row) {
    if (row.empty()) return;
    for (const Entry& e : column) matrix.set_row(e.index, sum(matrix.row(e.index), scaled(row, e.value)));
}

/// The transition of one delta step after another.
void apply_delta(Transition& step, const SparseVector& key, const SparseVector& value,
                 const SparseVector& beta) {
    const Rational factor = entry(beta, 0);
    if (factor.is_zero()) return;
    const SparseVector row_of_a = combination(key, step.a);
    const SparseVector row_of_b = combination(key, step.b);
    add_outer(step.a, key, scaled(row_of_a, -factor));
    add_outer(step.b, key, scaled(sum(value, scaled(row_of_b, -1)), factor));
}

SparseMatrix diagonal(const SparseVector& entries, std::size_t size) {
    SparseMatrix matrix(size, size);
    for (const Entry& e : entries) matrix.set_row(e.index, unit(e.index, e.value));
    return matrix;
}

struct Builder {
    const Head& head;
    const std::vector<SparseVector>& values;
    std::size_t keys = head.key_dimension;
    std::size_t columns = head.value_dimension;

    [[nodiscard]] Transition unchanged() const {
        return {SparseMatrix::identity(keys), SparseMatrix(keys, columns)};
    }
    Transition operator()(const DeltaNetHead& /*head*/) const {
        Transition step = unchanged();
        apply_delta(step, values[0], values[1], values[2]);
        return step;
    }
    Transition operator()(const DeltaProductHead& product) const {
        Transition step = unchanged();
        for (std::size_t i = 0; i < product.steps.size(); ++i)
            apply_delta(step, values[3 * i], values[3 * i + 1], values[3 * i + 2]);
        return step;
    }
    Transition operator()(const Rwkv7Head& /*head*/) const {
        Transition step{diagonal(values[0], keys), SparseMatrix(keys, columns)};
        SparseVector removal;
        for (const Entry& e : values[1]) add_entry(removal, e.index, -(e.value * entry(values[2], e.index)));
        add_outer(step.a, removal, values[1]);
        add_outer(step.b, values[3], values[4]);
        return step;
    }
    Transition operator()(const PdHead& /*head*/) const {
        std::vector<std::optional<std::size_t>> target(keys);
        const auto refuse = [&](std::size_t column) {
            return Error::bad_input("head " + printable(head.label) + ": column " + std::to_string(column) +
                                    " of P is not one-hot");
        };
        for (const Entry& e : values[0]) {
            const std::size_t column = e.index % keys;
            if (!e.value.is_one() || target[column]) throw refuse(column);
            target[column] = e.index / keys;
        }
        Transition step{SparseMatrix(keys, keys), SparseMatrix(keys, columns)};
        for (std::size_t j = 0; j < keys; ++j) {
            if (!target[j]) throw refuse(j);
            const Rational weight = entry(values[1], j);
            if (!weight.is_zero()) step.a.add(*target[j], j, weight);
        }
        for (const Entry& e : values[2]) step.b.add(e.index / columns, e.index % columns, e.value);
        return step;
    }
    Transition operator()(const MlpHead& /*head*/) const {
        throw Error::impossible("an MLP-RNN is not linear in its state");
    }
};

}  // namespace

Transition transition(const Head& head, const std::vector<SparseVector>& values) {
    return std::visit(Builder{head, values}, head.recurrence);
}

Vector after(const Transition& transition, const Vector& state) {
    const std::size_t columns = transition.b.columns();
    Vector result(state.size());
    for (std::size_t i = 0; i < transition.a.rows(); ++i) {
        for (const Entry& e : transition.a.row(i))
            for (std::size_t j = 0; j < columns; ++j)
                result[i * columns + j].add_product(e.value, state[e.index * columns + j]);
        for (const Entry& e : transition.b.row(i)) result[i * columns + e.index] += e.value;
    }
    return result;
}

}  // namespace linac
