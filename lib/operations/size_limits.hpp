// How large the automaton that an operation makes may become: as large as one that a file can hold.
//
//     ResultSize size(alphabet.size());
//     size.add_states(left.size() + right.size());  // throws impossible before any memory is taken
#pragma once

#include <cstddef>

#include "automata/weighted.hpp"

namespace linac {

/// Most states of a result, and most states times symbols: what a file may have.
inline constexpr std::size_t max_result_states = 1'000'000;
inline constexpr std::size_t max_result_rows = 16'000'000;
/// Most transitions of a result: with more, its file would be longer than one that is read.
inline constexpr std::size_t max_result_transitions = 20'000'000;
/// Most bytes of the digits of all its weights together, and of all its names, for the same reason.
inline constexpr std::size_t max_result_bytes = std::size_t{1} << 26U;

/// Counts what a result is made of while it is made. Each function throws impossible, naming the limit, if that is
/// too much.
class ResultSize {
  public:
    explicit ResultSize(std::size_t symbols) : symbols_(symbols) {}

    void add_states(std::size_t count);
    void add_transitions(std::size_t count);
    /// The digits of the numbers.
    void add_digits(const SparseVector& values);
    /// A row of transitions, or the initial or final weights: their number and their digits.
    void add(const SparseVector& values) {
        add_transitions(values.size());
        add_digits(values);
    }
    /// All of an automaton.
    void add(const WeightedAutomaton& automaton);

    [[nodiscard]] std::size_t states() const noexcept { return states_; }

  private:
    std::size_t symbols_;
    std::size_t states_ = 0;
    std::size_t transitions_ = 0;
    std::size_t bits_ = 0;
};

}  // namespace linac
