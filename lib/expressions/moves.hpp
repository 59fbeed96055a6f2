// A weighted automaton from the moves of its states, and what both constructions refuse.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "automata/weighted.hpp"

namespace linac {

/// One transition that leaves a state or an expression: symbol, weight, and where it goes.
struct Move {
    Symbol symbol = 0;
    std::size_t to = 0;
    Rational weight;
};

/// Most transitions: of the automaton of an expression, of its parts, and of all that is derived from them.
inline constexpr std::size_t max_moves = 1'000'000;
/// Most states times symbols of an automaton of an expression.
inline constexpr std::size_t max_expression_rows = 16'000'000;
inline constexpr std::size_t default_expression_states = 100'000;

/// Throws impossible if there are more states than max_states, or more rows of matrices than max_expression_rows.
void check_states(std::size_t states, std::size_t max_states, const Alphabet& alphabet);
/// Throws impossible if there are more than max_moves.
void check_moves(std::size_t moves);

/// By symbol, then target; those alike added up, and zeros left out.
void put_in_order(std::vector<Move>& moves);

/// Calls `visit(l, r)` for each pair of moves of the same symbol; both lists are in order. Costs the shorter list times
/// the logarithm of the longer, and the pairs.
template <class Visit>
void for_each_match(const std::vector<Move>& left, const std::vector<Move>& right, Visit&& visit) {
    const bool is_left_shorter = left.size() <= right.size();
    const std::vector<Move>& shorter = is_left_shorter ? left : right;
    const std::vector<Move>& longer = is_left_shorter ? right : left;
    const auto before = [](const Move& move, Symbol symbol) { return move.symbol < symbol; };
    for (const Move& move : shorter)
        for (auto at = std::lower_bound(longer.begin(), longer.end(), move.symbol, before);
             at != longer.end() && at->symbol == move.symbol; ++at)
            is_left_shorter ? visit(move, *at) : visit(*at, move);
}

/// States 0, 1, …, of which 0 is initial with weight `initial`; moves by state, in any order.
[[nodiscard]] WeightedAutomaton automaton_of(const Alphabet& alphabet, const Rational& initial,
                                             std::vector<std::vector<Move>> moves, const Vector& final);

}  // namespace linac
