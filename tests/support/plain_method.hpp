// The textbook method: Gaussian elimination over ℚ along a breadth-first search, without primes. Second
// opinion for the tests and the plain method beside the fast one in the benchmarks. Source: Tzeng 1992.
//
//     assert(plain_minimal_dimension(three_copies_of_parity) == 2);
#pragma once

#include "analysis/equality.hpp"

namespace linac {

/// compare() by elimination over ℚ; same verdict, same word.
[[nodiscard]] Comparison plain_compare(const WeightedAutomaton& left, const WeightedAutomaton& right);

/// The rank of the Hankel matrix: of F·B, with F a basis of span{α M_w} and B one of span{M_w η}.
[[nodiscard]] std::size_t plain_minimal_dimension(const WeightedAutomaton& automaton);

}  // namespace linac
