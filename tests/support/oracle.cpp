#include "support/oracle.hpp"

namespace linac::tests {

Oracle to_oracle(const Rational& value) {
    return {OracleInteger(to_string(value.numerator())), OracleInteger(to_string(value.denominator()))};
}

OracleVector to_oracle(const Vector& vector) {
    OracleVector result;
    for (const Rational& value : vector) result.push_back(to_oracle(value));
    return result;
}

OracleVector to_oracle(const SparseVector& vector, std::size_t size) {
    OracleVector result(size);
    for (const Entry& e : vector) result[e.index] = to_oracle(e.value);
    return result;
}

std::vector<OracleVector> to_oracle(const SparseMatrix& matrix) {
    std::vector<OracleVector> rows;
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        rows.push_back(to_oracle(matrix.row(i), matrix.columns()));
    return rows;
}

bool agrees(const Rational& value, const Oracle& expected) {
    return to_string(value.numerator()) == numerator(expected).str() &&
           to_string(value.denominator()) == denominator(expected).str();
}

bool agrees(const Vector& vector, const OracleVector& expected) {
    bool equal = vector.size() == expected.size();
    for (std::size_t i = 0; equal && i < vector.size(); ++i) equal = agrees(vector[i], expected[i]);
    return equal;
}

bool agrees(const SparseVector& vector, const OracleVector& expected) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (expected[i] == 0) continue;
        if (at == vector.size() || vector[at].index != i || !agrees(vector[at].value, expected[i]))
            return false;
        ++at;
    }
    return at == vector.size();
}

bool agrees(const SparseMatrix& matrix, const std::vector<OracleVector>& expected) {
    bool equal = matrix.rows() == expected.size();
    for (std::size_t i = 0; equal && i < matrix.rows(); ++i) equal = agrees(matrix.row(i), expected[i]);
    return equal;
}

Oracle dot(const OracleVector& left, const OracleVector& right) {
    Oracle sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i) sum += left[i] * right[i];
    return sum;
}

OracleVector multiply(const OracleVector& row, const std::vector<OracleVector>& matrix, std::size_t columns) {
    OracleVector result(columns);
    for (std::size_t i = 0; i < row.size(); ++i)
        for (std::size_t j = 0; j < columns; ++j) result[j] += row[i] * matrix[i][j];
    return result;
}

Oracle naive_weight(const WeightedAutomaton& automaton, const Word& word) {
    OracleVector row = to_oracle(automaton.initial, automaton.size());
    for (const Symbol symbol : word)
        row = multiply(row, to_oracle(automaton.transition[symbol]), automaton.size());
    return dot(row, to_oracle(automaton.final, automaton.size()));
}

}  // namespace linac::tests
