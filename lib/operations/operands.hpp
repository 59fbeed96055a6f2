// What the operations on several automata share: one alphabet, distinct names.
//
// A series over an alphabet is one over every larger alphabet: words with other symbols weigh 0. So the automata of
// an operation may have different alphabets; the result has all symbols, those of the first automaton first, in its
// order, then those that each of the others adds.
//
//     std::vector<WeightedAutomaton> automata = {over_ab, over_bc};
//     share_alphabet(automata);  // both over a b c
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "automata/weighted.hpp"

namespace linac {

/// The symbols of all of them, in the order in which they are met.
[[nodiscard]] Alphabet united(const std::vector<WeightedAutomaton>& automata);

/// Gives all automata the united alphabet. Throws impossible if one becomes larger than a result may be.
void share_alphabet(std::vector<WeightedAutomaton>& automata);

/// Makes the names of states distinct over all automata: left alone if they are, else p of the k-th automaton
/// becomes k.p, or all become numbers where that would be too long for a file.
void name_apart(std::vector<WeightedAutomaton>& automata);

/// A name that none of the states has: `name`, with as many ' as that takes.
[[nodiscard]] std::string unused_name(std::string name, const std::vector<std::string>& states);

/// Gives the states that come from pairs the names p,q; numbers if two of those were equal, as those of (a,b  c)
/// and (a  b,c), or were too long for a file.
void name_pairs(WeightedAutomaton& automaton, const std::vector<std::pair<std::size_t, std::size_t>>& pairs,
                const std::vector<std::string>& left, const std::vector<std::string>& right);

}  // namespace linac
