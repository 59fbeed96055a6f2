// The transitions of a file in the order in which it lists them, before its states and its alphabet are all known.
//
//     ArcList arcs;
//     arcs.add(0, 1, symbol, Rational(1, 2));
//     arcs.add_epsilon(1, 0, 1);
//     EpsilonAutomaton automaton = std::move(arcs).automaton(alphabet, states);   // repeated transitions add up
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "automata/epsilon.hpp"

namespace linac {

struct Arc {
    std::size_t from = 0;
    std::size_t to = 0;
    std::optional<Symbol> symbol;  ///< none reads nothing
    Rational weight;
};

class ArcList {
  public:
    void add(std::size_t from, std::size_t to, Symbol symbol, Rational weight) {
        arcs_.push_back({from, to, symbol, std::move(weight)});
    }
    void add_epsilon(std::size_t from, std::size_t to, Rational weight) {
        arcs_.push_back({from, to, std::nullopt, std::move(weight)});
    }
    [[nodiscard]] const std::vector<Arc>& arcs() const noexcept { return arcs_; }

    /// The automaton with these transitions, repeated ones added up; initial and final weights are 0.
    [[nodiscard]] EpsilonAutomaton automaton(Alphabet alphabet, std::vector<std::string> states) &&;

  private:
    std::vector<Arc> arcs_;
};

/// What is over a limit of automaton files with so many states and symbols, if anything.
[[nodiscard]] std::optional<std::string> over_size_limit(std::size_t states, std::size_t symbols);

}  // namespace linac
