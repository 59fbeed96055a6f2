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
Oracle to_oracle(const Rational& value);
OracleVector to_oracle(const Vector& vector);
OracleVector to_oracle(const SparseVector& vector, std::size_t size);

/// The rows of the matrix.
std::vector<OracleVector> to_oracle(const SparseMatrix& matrix);

/// Whether `value` is the number `expected` in lowest terms over a positive denominator.
bool agrees(const Rational& value, const Oracle& expected);
bool agrees(const Vector& vector, const OracleVector& expected);

/// Whether the list holds exactly the non-zeros of `expected`, by ascending index.
bool agrees(const SparseVector& vector, const OracleVector& expected);
bool agrees(const SparseMatrix& matrix, const std::vector<OracleVector>& expected);
Oracle dot(const OracleVector& left, const OracleVector& right);

/// row · matrix.
OracleVector multiply(const OracleVector& row, const std::vector<OracleVector>& matrix, std::size_t columns);

/// α M_{x₁} … M_{x_T} η by the definition, in dense arithmetic.
Oracle naive_weight(const WeightedAutomaton& automaton, const Word& word);

}  // namespace linac::tests
