// Automaton with ε-transitions: a weighted automaton and a matrix E ∈ ℚ^{n×n}, E[i][j] the weight of the transition
// i → j that reads nothing.
//
//     weight(x₁…x_T) = α E* M_{x₁} E* … M_{x_T} E* η,      E* = Σ_k E^k = (I − E)⁻¹,
//
// where the sum converges: where every eigenvalue of E lies inside the unit circle. States that lie on no path from
// an initial to a final state do not count. Source: Mohri 2002, Generic ε-removal; Lombardy and Sakarovitch 2013, The
// validity of weighted automata.
//
//     EpsilonAutomaton coin{fibonacci, SparseMatrix(2, 2)};
//     coin.epsilon.add(0, 0, Rational(1, 2));                  // Σ_k (1/2)^k = 2
//     const WeightedAutomaton automaton = without_epsilon(coin);
#pragma once

#include <cstddef>

#include "automata/weighted.hpp"

namespace linac {

struct EpsilonAutomaton {
    WeightedAutomaton automaton;
    SparseMatrix epsilon;  ///< E

    friend bool operator==(const EpsilonAutomaton&, const EpsilonAutomaton&) = default;
};

/// The automaton without them, (E* M_σ, E* η); the same states, those on no path without transitions. Throws impossible,
/// naming a cycle of ε-transitions, where E* does not converge, and over a limit of geometric_series.
[[nodiscard]] WeightedAutomaton without_epsilon(const EpsilonAutomaton& automaton);

}  // namespace linac
