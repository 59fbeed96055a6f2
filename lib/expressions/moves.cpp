#include "expressions/moves.hpp"

#include <algorithm>
#include <string>

namespace linac {

void check_states(std::size_t states, std::size_t max_states, const Alphabet& alphabet) {
    if (states > max_states)
        throw Error::impossible("the automaton has more than " + std::to_string(max_states) + " states",
                                "--max-states raises the limit");
    if (alphabet.size() > 0 && states > max_expression_rows / alphabet.size())
        throw Error::impossible("the automaton's states times its symbols are more than " +
                                std::to_string(max_expression_rows));
}

void check_moves(std::size_t moves) {
    if (moves > max_moves)
        throw Error::impossible("the automaton of the expression and those of its parts have more than " +
                                std::to_string(max_moves) + " transitions");
}

void put_in_order(std::vector<Move>& moves) {
    std::sort(moves.begin(), moves.end(), [](const Move& l, const Move& r) {
        return l.symbol != r.symbol ? l.symbol < r.symbol : l.to < r.to;
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < moves.size();) {
        Move move = std::move(moves[i]);
        for (++i; i < moves.size() && moves[i].symbol == move.symbol && moves[i].to == move.to; ++i)
            move.weight += moves[i].weight;
        if (!move.weight.is_zero()) moves[kept++] = std::move(move);
    }
    moves.resize(kept);
}

WeightedAutomaton automaton_of(const Alphabet& alphabet, const Rational& initial,
                               std::vector<std::vector<Move>> moves, const Vector& final) {
    WeightedAutomaton automaton(alphabet, moves.size());
    if (!initial.is_zero()) automaton.initial = unit(0, initial);
    automaton.final = sparse(final);
    for (std::size_t state = 0; state < moves.size(); ++state) {
        put_in_order(moves[state]);
        for (std::size_t i = 0; i < moves[state].size();) {
            const Symbol symbol = moves[state][i].symbol;
            SparseVector row;
            for (; i < moves[state].size() && moves[state][i].symbol == symbol; ++i)
                row.push_back({moves[state][i].to, std::move(moves[state][i].weight)});
            automaton.transition[symbol].set_row(state, std::move(row));
        }
        moves[state] = {};
    }
    return automaton;
}

}  // namespace linac
