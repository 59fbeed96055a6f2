// Mata's text (.mata): a finite automaton over a set of symbols, without weights.
//
//     @NFA-explicit
//     %Alphabet-auto
//     %Initial q0
//     %Final q1
//     q0 a q1            # from, symbol, to
//
// What is read, where a line that ends in `\` goes on in the next and # begins a comment:
//
//     file       = section { declaration | transition }, one a line
//     section    = "@NFA-explicit" | "@NFA"
//     transition = state symbol state | state symbol "&" state
//     declaration = "%Initial" set | "%Final" formula | "%Epsilon" set
//                | "%States-enum" { state } | "%States-marked" | "%States-auto"
//                | "%Alphabet-enum" { symbol } | "%Alphabet-marked" | "%Alphabet-numbers" | "%Alphabet-chars"
//                | "%Alphabet-utf" | "%Alphabet-auto" | "%Name" … | "%Attribute" …
//     set        = { name } | name { "|" name }, with parentheses
//     formula    = set | conjunction of "!" name and "!" "(" set ")": every other state | "\true" | "\false"
//     name       = characters other than blanks, " ( ) & | ! # % @ \, or any in quotes, with \" and \\ inside
//
// Declarations stand anywhere; lists on several lines add up. States-enum and Alphabet-enum (States and Alphabet alone too) list all states and
// symbols; marked ones begin with q and a; numbers, chars and utf keep symbols to numerals and to characters. Without a
// list, states and symbols are those that appear, in order of appearance. A transition given twice is one. What reads
// nothing are the symbols of %Epsilon, and 4294967295, as Mata numbers it; they are not in the alphabet.
// Source: Chocholatý et al. 2024, Mata: a fast and simple finite automata library; its AUTOMATAFORMAT.md and parser.
//
//     const ForeignAutomaton read = read_mata(text, "a.mata").value();
//     assert(read.is_weight_free);
//     std::string copy = write_mata(read.content.automaton);
#pragma once

#include <string>
#include <string_view>

#include "error.hpp"
#include "formats/foreign.hpp"

namespace linac {

/// Reads a file's text; errors carry file, line and column. Every weight of what it returns is 0 or 1.
[[nodiscard]] Result<ForeignAutomaton> read_mata(std::string_view text, const std::string& source);

/// The text of the automaton; reading it gives an equal automaton. Throws impossible if a weight is neither 0 nor 1, if
/// Mata cannot tell a name from an operator, and over a limit of the reader.
[[nodiscard]] std::string write_mata(const WeightedAutomaton& automaton);

/// The symbol that reads nothing without being declared: the largest number of 32 bits.
inline constexpr std::string_view mata_epsilon = "4294967295";

}  // namespace linac
