// Pairs of automata that are equal, or nearly so, in every way that has misled a decision: for tests from a
// seed, without shrinking.
#pragma once

#include <functional>

#include "analysis/transforms.hpp"
#include "exact/modular.hpp"

namespace linac::tests {

struct Pair {
    WeightedAutomaton left;
    WeightedAutomaton right;
};

class Pairs {
  public:
    explicit Pairs(std::mt19937::result_type seed) : random_(seed) {}

    /// The number of kinds of pairs.
    static constexpr std::size_t kinds = 11;

    Pair draw(std::size_t kind);

    /// Primes that divide numerators, denominators and minors of small automata, in some order, or those that
    /// an automaton of kind 9 is made of.
    PrimeStream primes();

    std::size_t below(std::size_t bound) { return random_.below(bound); }

  private:
    WeightedAutomaton maybe(const WeightedAutomaton& one, const WeightedAutomaton& other);

    WeightedAutomaton in_some_basis(const WeightedAutomaton& automaton);

    Rational nonzero();

    /// One number more or less by something small, or by a multiple of the primes that are tried first.
    WeightedAutomaton slightly_changed(WeightedAutomaton automaton);

    static WeightedAutomaton negated(WeightedAutomaton automaton);

    static WeightedAutomaton scaled_by(WeightedAutomaton automaton, const Rational& factor);

    /// 1, or a product of small primes, or of the first large ones, or its reciprocal.
    Rational hidden_factor();

    /// Two automata of `size` states that differ first at a^(2·size−1): recurrences
    /// s_t = Σ_j c_j s_{t−size+j} from 0, …, 0, 1 with different c_0, which first multiplies s_{size−1}. A
    /// second letter multiplies all that by a constant.
    Pair late_difference(std::size_t size, std::size_t letter_count, bool tiny);

    /// Entries below the diagonal, and on it unless `with_diagonal`, left out.
    static WeightedAutomaton triangular(WeightedAutomaton automaton, bool with_diagonal);

    /// Every matrix a product through one or two dimensions.
    WeightedAutomaton with_low_rank(WeightedAutomaton automaton);

    /// Both added with weights.
    static WeightedAutomaton copies(WeightedAutomaton one, WeightedAutomaton other);

    /// `automaton`, with the states of `more` attached so that they are not read but reached from it.
    WeightedAutomaton with_blocks(const WeightedAutomaton& automaton, WeightedAutomaton more);

    RandomAutomata random_;
};

}  // namespace linac::tests
