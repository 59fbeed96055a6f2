// The gather's table: one AND unit for each position and each word that the window can hold there, whose
// outputs are what that word asks for. Exponential in the block, (|Σ|^m + 1)·|Σ|^{p+1} units at position p of
// a block, but a single stage: smaller than the chain for short blocks, and for one letter, where there is one
// word of each length.
#pragma once

#include "compile/gather.hpp"

namespace linac {

/// Adds columns and readout to the head's key and receptance.
void add_table(Gather& gather, ArithmeticHead& head);

/// A lower bound of the number of units of a dense automaton's table, at most `limit`: the words of two blocks
/// of m symbols, or the positions.
[[nodiscard]] std::size_t table_words(std::size_t block, std::size_t symbols, std::size_t limit);

}  // namespace linac
