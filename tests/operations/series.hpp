// Series by their values on all words up to a length, as maps from words to numbers, and the operations on them by
// definition: what lib/operations computes on automata is checked against this. Numbers are GMP's through Boost.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/brute_force.hpp"
#include "analysis/equality.hpp"
#include "operations/operands.hpp"
#include "support/random_automata.hpp"
#include "text.hpp"

namespace linac::tests {

inline constexpr std::size_t series_length = 6;

/// Non-zeros by word; symbols are single letters.
using Series = std::map<std::string, Plain>;

void add_to(Series& series, const std::string& word, const Plain& value);
Plain at(const Series& series, const std::string& word);

/// The values of an automaton, computed densely.
Series series_of(const WeightedAutomaton& automaton);

Series sum_of(const Series& left, const Series& right, const Plain& factor = 1);
Series product_of(const Series& left, const Series& right);

/// The solution of S* = 1 + S S*, from the empty word on.
Series star_of(const Series& series);

/// Calls `visit(word)` for all words over these letters up to the length, by ascending length.
template <class Visit>
void for_all_texts(const std::string& letters, std::size_t length, const Visit& visit) {
    std::vector<std::string> level = {""};
    for (std::size_t n = 0; n <= length; ++n) {
        std::vector<std::string> next;
        for (const std::string& word : level) {
            visit(word);
            for (const char letter : letters) next.push_back(word + letter);
        }
        level = std::move(next);
    }
}

/// The sum over all ways to choose the positions of the left word.
Series shuffle_of(const Series& left, const Series& right, const std::string& letters, std::size_t length);

Series shortened(const Series& series, std::size_t length);

/// The letters of the alphabet in one text.
std::string text_of(const Alphabet& alphabet);

/// An automaton of 0 … max_states states over one of some alphabets of up to two letters, none among them; weights
/// of both signs that often cancel, or whatever small numbers.
WeightedAutomaton draw_operand(std::size_t max_states = 4);

/// Equality on all words, over the united alphabet.
bool equal_everywhere(const WeightedAutomaton& left, const WeightedAutomaton& right);

/// Whether a file can hold it: names are distinct, rows ascend and have no zeros, and reading gives it back. (The
/// files need a symbol.)
bool is_sound(WeightedAutomaton automaton);

}  // namespace linac::tests
