// The sum of the weights of all words, by ascending length:
//
//     total(A) = Σ_n Σ_{|w| = n} weight(w) = Σ_n α M^n η = α (I − M)⁻¹ η,      M = Σ_σ M_σ,
//
// where it converges: iff every eigenvalue of the matrix of the minimal automaton of n ↦ α M^n η lies inside the
// unit circle, for its values are a linear recurrence. If even Σ_σ |M_σ| has such eigenvalues only, the sum
// converges absolutely, and the order of the words does not matter. For a probabilistic automaton the total is the
// probability of ending. Source: Berstel and Reutenauer 2011; geometric_series.hpp.
//
//     assert(total(half_of_a).value == 2);  // Σ_n (1/2)^n
#pragma once

#include "automata/weighted.hpp"

namespace linac {

struct Total {
    Rational value;
    /// Σ_σ |M_σ| converges too. If not, the sum may converge absolutely still, but that is not decided.
    bool is_absolute = false;
};

/// Throws impossible, naming a cycle, if the sum does not converge, or over a limit of geometric_series.
[[nodiscard]] Total total(const WeightedAutomaton& automaton);

}  // namespace linac
