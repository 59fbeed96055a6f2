// Boost.Multiprecision rationals, an implementation of ℚ that shares no code with FLINT, to check lib/exact
// and the automata against; and the plainest evaluation of a weighted automaton in them.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "automata/weighted.hpp"

namespace linac::tests {

using Oracle = boost::multiprecision::cpp_rational;
using OracleInteger = boost::multiprecision::cpp_int;
using OracleVector = std::vector<Oracle>;

/// Only the printing of integers is shared with the code under test; that is tested by itself.
inline Oracle to_oracle(const Rational& value) {
    return {OracleInteger(to_string(value.numerator())), OracleInteger(to_string(value.denominator()))};
}

inline OracleVector to_oracle(const Vector& vector) {
    OracleVector result;
    for (const Rational& value : vector) result.push_back(to_oracle(value));
    return result;
}

inline OracleVector to_oracle(const SparseVector& vector, std::size_t size) {
    OracleVector result(size);
    for (const Entry& e : vector) result[e.index] = to_oracle(e.value);
    return result;
}

/// The rows of the matrix.
inline std::vector<OracleVector> to_oracle(const SparseMatrix& matrix) {
    std::vector<OracleVector> rows;
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        rows.push_back(to_oracle(matrix.row(i), matrix.columns()));
    return rows;
}

/// Whether `value` is the number `expected` in lowest terms over a positive denominator.
inline bool agrees(const Rational& value, const Oracle& expected) {
    return to_string(value.numerator()) == numerator(expected).str() &&
           to_string(value.denominator()) == denominator(expected).str();
}

inline bool agrees(const Vector& vector, const OracleVector& expected) {
    bool equal = vector.size() == expected.size();
    for (std::size_t i = 0; equal && i < vector.size(); ++i) equal = agrees(vector[i], expected[i]);
    return equal;
}

/// Whether the list holds exactly the non-zeros of `expected`, by ascending index.
inline bool agrees(const SparseVector& vector, const OracleVector& expected) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (expected[i] == 0) continue;
        if (at == vector.size() || vector[at].index != i || !agrees(vector[at].value, expected[i]))
            return false;
        ++at;
    }
    return at == vector.size();
}

inline bool agrees(const SparseMatrix& matrix, const std::vector<OracleVector>& expected) {
    bool equal = matrix.rows() == expected.size();
    for (std::size_t i = 0; equal && i < matrix.rows(); ++i) equal = agrees(matrix.row(i), expected[i]);
    return equal;
}

inline Oracle dot(const OracleVector& left, const OracleVector& right) {
    Oracle sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i) sum += left[i] * right[i];
    return sum;
}

/// row · matrix.
inline OracleVector multiply(const OracleVector& row, const std::vector<OracleVector>& matrix,
                             std::size_t columns) {
    OracleVector result(columns);
    for (std::size_t i = 0; i < row.size(); ++i)
        for (std::size_t j = 0; j < columns; ++j) result[j] += row[i] * matrix[i][j];
    return result;
}

/// α M_{x₁} … M_{x_T} η by the definition, in dense arithmetic.
inline Oracle naive_weight(const WeightedAutomaton& automaton, const Word& word) {
    OracleVector row = to_oracle(automaton.initial, automaton.size());
    for (const Symbol symbol : word)
        row = multiply(row, to_oracle(automaton.transition[symbol]), automaton.size());
    return dot(row, to_oracle(automaton.final, automaton.size()));
}

}  // namespace linac::tests
