// A run of a weighted automaton on a word of any length, which chooses its method by what it costs.
//
// Short words, and those on which numbers stay short, go symbol by symbol (WeightedRun). On others the row grows
// with every symbol; after some symbols its growth is known, and where a tree of products (exact/word_product.hpp)
// is the faster way for the rest, that is taken.
//
//     LongRun run(automaton);
//     run.read(word);                            // in parts of any size
//     assert(run.weight() == weight(automaton, word));
#pragma once

#include <optional>
#include <span>

#include "automata/weighted.hpp"
#include "exact/word_product.hpp"

namespace linac {

class LongRun {
  public:
    /// The automaton must outlive it.
    explicit LongRun(const WeightedAutomaton& automaton);

    /// Back to the empty word.
    void restart();
    void read(std::span<const Symbol> part);
    /// Of what was read since the start.
    [[nodiscard]] Rational weight();

  private:
    /// Whether the tree is faster for symbols that come after the ones read so far.
    [[nodiscard]] bool prefers_tree(std::size_t symbols);
    /// Reads the first pending symbols one by one, until growth is known.
    void sound();
    void read_pending();

    const WeightedAutomaton* automaton_;
    WeightedRun run_;                           // up to where the tree begins
    std::size_t steps_ = 0;                     // of run_
    std::optional<WordProduct> product_;        // made when it is first needed
    std::optional<WordProduct::Integers> row_;  // after part of a word went through the tree
    Word pending_;
};

}  // namespace linac
