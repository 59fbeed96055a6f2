// Bounded machine: the finite automaton that follows a machine while its registers stay within a bound.
//
// Its states are the machine's configurations, and one more for every word with a prefix that leads beyond:
//
//     weight(w) = 1 if the machine accepts w, 0 if not, and left_the_bound if w has left the bound.
//
//     assert(weight(bounded(a_n_b_n, 3), aabb) == 1 && weight(bounded(a_n_b_n, 3), aaaa) == left_the_bound);
#pragma once

#include "automata/counter.hpp"
#include "automata/stack.hpp"

namespace linac {

/// Weight of a word that has left the bound.
inline constexpr std::int64_t left_the_bound = -1;

/// Most states of a bounded machine.
inline constexpr std::size_t max_bounded_states = 100'000;

/// Of a valid machine without ε-moves, with counters of absolute value at most `bound`. Throws impossible
/// above `max_states` states.
[[nodiscard]] WeightedAutomaton bounded(const CounterMachine& machine, std::size_t bound,
                                        std::size_t max_states = max_bounded_states);

/// The same with at most `bound` symbols on each stack.
[[nodiscard]] WeightedAutomaton bounded(const StackMachine& machine, std::size_t bound,
                                        std::size_t max_states = max_bounded_states);

}  // namespace linac
