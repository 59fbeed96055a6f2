// The native automaton files, `linac 1 weighted`, `linac 1 permutation`, `linac 1 counter` and `linac 1 stack`;
// automata/README.md describes them.
//
//     linac 1 weighted
//     alphabet a b
//     $ -> 0 <1/2>              # initial weight; <1> if left out
//     0 -> 0 <1/2>a, <-3/4>b    # repeated transitions add up
//     0 -> $ <2>                # final weight
#pragma once

#include <string>
#include <string_view>

#include "automata/automaton.hpp"
#include "formats/file_limits.hpp"

namespace linac {

/// Reads a file's text; errors carry file, line and column. `source` is the name to show in them.
[[nodiscard]] Result<Automaton> read_automaton(std::string_view text, const std::string& source);

/// The text of the automaton; reading it gives an equal automaton. Throws impossible if it is over a limit of
/// the reader.
[[nodiscard]] std::string write_automaton(const Automaton& automaton,
                                          std::size_t max_bytes = max_automaton_file_bytes);

/// Most states of an automaton file.
inline constexpr std::size_t max_states = 1'000'000;

/// Most states times symbols: the rows of all transition matrices.
inline constexpr std::size_t max_rows = 16'000'000;

}  // namespace linac
