// Random automata, the same for the same numbers on every machine: drawn by std::mt19937_64, whose sequence the C++
// standard fixes, with bounded draws by rejection, so that each value has exactly the same chance.
//
//     const WeightedAutomaton automaton = random_weighted({.states = 5, .alphabet = Alphabet({"a", "b"}), .seed = 1});
#pragma once

#include <cstdint>

#include "automata/dfa.hpp"
#include "automata/permutation.hpp"

namespace linac {

struct RandomShape {
    std::size_t states = 3;
    Alphabet alphabet;
    /// The chance, from 0 to 1, that there is a transition from one given state to another on a symbol, and that a
    /// state is initial, or final.
    Rational density = Rational(1, 2);
    Vector weights = {1};  ///< what they weigh, each of the list with the same chance; 0 is no transition
    std::uint64_t seed = 1;
};

/// Most chances for a transition: states times states times symbols.
inline constexpr std::size_t max_random_chances = 1'000'000'000;

/// A weighted automaton. If by chance no state were initial, or final, one is. Throws bad_input for a density that
/// is no chance, no weights, or numbers above 2⁶⁴ in the density; impossible over a limit.
[[nodiscard]] WeightedAutomaton random_weighted(const RandomShape& shape);

/// Every symbol is one of all permutations of the states, each with the same chance; the first state is initial,
/// states are final as above. There must be a state.
[[nodiscard]] PermutationAutomaton random_permutation(const RandomShape& shape);

/// Every symbol leads from each state to one of all states, each with the same chance, and transitions weigh 1; the
/// first state is initial, states are final as above. There must be a state.
[[nodiscard]] WeightedAutomaton random_deterministic(const RandomShape& shape);

}  // namespace linac
