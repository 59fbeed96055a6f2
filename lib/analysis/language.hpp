// The language of an automaton whose weights are not negative: the set of the words that do not weigh 0, its
// support.
//
// Sums of such weights do not cancel, so that a word is in the language iff some path reads it. The subset
// construction tells: after a word the states that a path with it leads to are a set, and what the next symbol
// makes of it depends on the set alone. ε-transitions only say which states come along; whether their weights add
// up to finite sums does not matter. Source: Rabin and Scott 1959.
//
//     const Dfa machine = language({count_of_paths, SparseMatrix(n, n)});
//     assert(output(machine, word) == (weight(count_of_paths, word) == 0 ? 0 : 1));
#pragma once

#include <cstddef>

#include "analysis/determinize.hpp"
#include "automata/epsilon.hpp"

namespace linac {

/// Most sets of states times symbols, and most memory that the sets take: 256 MiB.
inline constexpr std::size_t max_language_rows = 16'000'000;
inline constexpr std::size_t max_language_bytes = std::size_t{1} << 28U;

/// The minimal machine with output 1 for words of the language and 0 for others. Throws impossible if a weight on a
/// path from an initial to a final state is negative, naming it, or over a limit: `max_states` sets of states,
/// before the machine is made minimal.
[[nodiscard]] Dfa language(const EpsilonAutomaton& automaton, std::size_t max_states = default_dfa_states);

}  // namespace linac
