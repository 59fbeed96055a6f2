// The operations of a head's state against matrices of rational numbers: numbers and forms, and y, which keeps its value.
#include "network/state.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "support/random_automata.hpp"

namespace linac::state_test {
namespace {

constexpr std::size_t keys = 2;
constexpr std::size_t values = 2;

using Matrix = std::array<std::array<Rational, values>, keys>;

template <class Scalar>
Accumulator<Scalar> accumulator(const Vector& numbers) {
    Accumulator<Scalar> result(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (!numbers[i].is_zero()) result.touch(i) += numbers[i];
    return result;
}

Rational number(const Rational& value) {
    return value;
}
Rational number(const LinearForm& value) {
    return value.constant();
}
template <class Scalar>
Scalar scalar(const Rational& value) {
    Scalar result;
    result += value;
    return result;
}

/// A random sequence of operations on a state, on y, and on a matrix and a vector beside them.
template <class State>
void expect_the_operations_of_matrices() {
    using Scalar = typename State::Scalar;
    State state(keys, values);
    auto y = state.row();
    Matrix matrix;
    Vector vector(values);
    bool has_y = false;
    const auto draw = [](std::size_t size) {
        Vector numbers;
        for (std::size_t i = 0; i < size; ++i) numbers.push_back(*tests::sparse_rationals(80));
        return numbers;
    };
    for (std::size_t operation = 0; operation < 12; ++operation) {
        const Vector p = draw(keys);
        const Vector q = draw(values);
        const Rational factor = *tests::small_rationals();
        switch (has_y ? *tests::between(0, 6) : *tests::between(0, 1)) {
            case 0:
                state.combine(accumulator<Scalar>(p), y);
                for (std::size_t j = 0; j < values; ++j)
                    vector[j] = p[0] * matrix[0][j] + p[1] * matrix[1][j];
                has_y = true;
                break;
            case 1:
                state.set_row(accumulator<Scalar>(q), y);
                vector = q;
                has_y = true;
                break;
            case 2:
                state.delta(accumulator<Scalar>(q), scalar<Scalar>(factor), y);
                for (std::size_t j = 0; j < values; ++j) vector[j] = factor * (q[j] - vector[j]);
                break;
            case 3:
                state.scale_rows(accumulator<Scalar>(p), y);
                for (std::size_t i = 0; i < keys; ++i)
                    for (Rational& entry : matrix[i]) entry *= p[i];
                break;
            case 4:
                state.scale(scalar<Scalar>(factor), y);
                for (auto& row : matrix)
                    for (Rational& entry : row) entry *= factor;
                break;
            case 5:
                state.add_outer(accumulator<Scalar>(p), y);
                for (std::size_t i = 0; i < keys; ++i)
                    for (std::size_t j = 0; j < values; ++j) matrix[i][j] += p[i] * vector[j];
                break;
            default:
                state.permute({1, 1});
                for (std::size_t j = 0; j < values; ++j) {
                    matrix[1][j] += matrix[0][j];
                    matrix[0][j].set_zero();
                }
                has_y = false;  // in front of a permutation no step reads
        }
        for (std::size_t j = 0; has_y && j < values; ++j) RC_ASSERT(number(state.value(y, j)) == vector[j]);
        const auto entries = state.entries();
        for (std::size_t i = 0; i < keys; ++i)
            for (std::size_t j = 0; j < values; ++j)
                RC_ASSERT(number(entries[i * values + j]) == matrix[i][j]);
    }
}

RC_GTEST_PROP(ExactState, has_the_operations_of_matrices, ()) {
    expect_the_operations_of_matrices<ExactState>();
}

RC_GTEST_PROP(SymbolicState, has_the_operations_of_matrices, ()) {
    expect_the_operations_of_matrices<SymbolicState>();
}

}  // namespace
}  // namespace linac::state_test
