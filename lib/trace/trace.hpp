// Trace: an automaton and a network read the same word, step by step.
//
//     Trace both(automaton, network);                  // have read BOS, the empty word
//     both.step(symbol);
//     both.equal()                                     whether the two weights of the prefix are equal
#pragma once

#include <cstddef>
#include <optional>

#include "trace/automaton_trace.hpp"
#include "trace/network_trace.hpp"

namespace linac {

class Trace {
  public:
    /// Throws bad_input if the alphabets differ. The automaton's symbols are put in the network's order.
    Trace(const Automaton& automaton, const Network& network);
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;

    void step(Symbol symbol);
    /// Tokens read after BOS.
    [[nodiscard]] std::size_t length() const noexcept { return length_; }
    [[nodiscard]] bool equal() const { return automaton_.now().weight == network_.now().output; }
    /// The least length at which the weights differed, so far.
    [[nodiscard]] std::optional<std::size_t> first_difference() const noexcept { return first_difference_; }

    [[nodiscard]] const AutomatonTrace& automaton() const noexcept { return automaton_; }
    [[nodiscard]] const NetworkTrace& network() const noexcept { return network_; }

  private:
    void compare();

    AutomatonTrace automaton_;
    NetworkTrace network_;
    std::size_t length_ = 0;
    std::optional<std::size_t> first_difference_;
};

/// The automaton with its symbols in the order of `alphabet`. Throws bad_input naming a symbol that only one has.
[[nodiscard]] Automaton reordered(const Automaton& automaton, const Alphabet& alphabet);

}  // namespace linac
