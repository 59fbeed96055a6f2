// Random automata whose states and symbols have names that a text format might stumble over.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "support/random_automata.hpp"

namespace linac::tests {

/// Distinct names of 1 … length pieces each.
std::vector<std::string> draw_names(std::size_t count, const std::vector<std::string>& pieces,
                                    std::size_t length);

/// Words and signs of Vcsn's formats, and what names seldom have, a byte order mark among them.
std::vector<std::string> odd_pieces();

/// An automaton of at most 6 states and 4 symbols with such names; half of them have single ASCII characters as symbols.
WeightedAutomaton draw_oddly_named_automaton();

}  // namespace linac::tests
