// A weighted automaton of finitely many values as a deterministic one with outputs.
//
// The states are the rows α M_w of the minimal weighted automaton, as far as they are finitely many. In it,
// α M_w = α M_v iff the residuals u ↦ weight(wu) and u ↦ weight(vu) are equal, because the columns M_u η span
// the space; so the result is the minimal Moore machine of the function. The rows are finitely many iff the
// function has finitely many values: a row is determined by its products with n columns M_u η that are a
// basis, and those are values. Source: Schützenberger 1961; Berstel and Reutenauer 2011.
//
//     assert(determinized(parity)->size() == 2);
//     assert(!determinized(fibonacci));
#pragma once

#include <cstddef>
#include <optional>

#include "automata/dfa.hpp"

namespace linac {

inline constexpr std::size_t default_dfa_states = 10'000;

/// Most memory of the rows: 256 MiB. A function of infinitely many values may meet it before the states' limit.
inline constexpr std::size_t max_row_bytes = std::size_t{1} << 28U;

/// Whether the automaton is deterministic and its transitions and initial weight are 1: its values are final
/// weights and 0.
[[nodiscard]] bool is_unweighted(const WeightedAutomaton& automaton);

/// The minimal Moore machine of w ↦ weight(w), numbered breadth-first; nothing if it has more than
/// `most_states` states or its rows take more than max_row_bytes, which a function of infinitely many values
/// always does.
[[nodiscard]] std::optional<Dfa> determinized(const WeightedAutomaton& automaton,
                                              std::size_t most_states = default_dfa_states);

}  // namespace linac
