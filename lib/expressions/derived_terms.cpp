#include "expressions/derived_terms.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "expressions/expansion.hpp"

namespace linac {
namespace {

/// Most members of all the sets of derived terms.
constexpr std::size_t max_members = 50'000'000;

using Subset = std::vector<ExpressionId>;

/// The sets that the letters lead to, by symbol; sets that are empty are left out.
std::map<Symbol, Subset> successors(const Subset& subset, Expansions& expansions) {
    std::map<Symbol, Subset> result;
    for (const ExpressionId id : subset)
        for (const Move& move : expansions.of(id))
            result[move.symbol].push_back(static_cast<ExpressionId>(move.to));
    for (auto& [symbol, next] : result) {
        std::sort(next.begin(), next.end());
        next.erase(std::unique(next.begin(), next.end()), next.end());
    }
    return result;
}

}  // namespace

WeightedAutomaton derived_term_automaton(const RationalExpression& expression, std::size_t max_states) {
    ExpressionSet& set = *expression.set;
    Expansions expansions(set);
    std::vector<ExpressionId> states;
    std::unordered_map<ExpressionId, std::size_t> number;
    std::vector<std::vector<Move>> moves;
    std::size_t move_count = 0;
    const auto state_of = [&](ExpressionId id) {
        const auto [at, is_new] = number.emplace(id, states.size());
        if (is_new) {
            states.push_back(id);
            check_states(states.size(), max_states, expression.alphabet);
        }
        return at->second;
    };
    if (!expression.term.weight.is_zero()) state_of(expression.term.expression);
    for (std::size_t i = 0; i < states.size(); ++i) {
        moves.push_back(expansions.of(states[i]));
        move_count += moves.back().size();
        check_moves(move_count);
        for (Move& move : moves.back()) move.to = state_of(static_cast<ExpressionId>(move.to));
    }
    Vector final;
    for (const ExpressionId id : states) final.push_back(set.constant(id));
    WeightedAutomaton automaton =
        trimmed(automaton_of(expression.alphabet, expression.term.weight, std::move(moves), final));
    for (std::size_t i = 0; i < automaton.size(); ++i) automaton.states[i] = std::to_string(i);
    return automaton;
}

Dfa deterministic_automaton(const RationalExpression& expression, std::size_t max_states) {
    Expansions expansions(*expression.set);
    Dfa dfa{expression.alphabet, 0, std::vector<std::vector<std::size_t>>(expression.alphabet.size()), {}};
    std::map<Subset, std::size_t> number;
    std::vector<const Subset*> subsets;
    std::size_t members = 0;
    const auto state_of = [&](Subset subset) {
        const auto [at, is_new] = number.emplace(std::move(subset), subsets.size());
        if (is_new) {
            subsets.push_back(&at->first);
            check_states(subsets.size(), max_states, expression.alphabet);
            members += at->first.size();
            if (members > max_members)
                throw Error::impossible(
                    "the states of the deterministic automaton, which are sets, have more than " +
                    std::to_string(max_members) + " members");
        }
        return at->second;
    };
    state_of(expression.term.weight.is_zero() ? Subset{} : Subset{expression.term.expression});
    for (std::size_t i = 0; i < subsets.size(); ++i) {
        const bool accepts = std::ranges::any_of(
            *subsets[i], [&](ExpressionId id) { return !expression.set->constant(id).is_zero(); });
        dfa.output.emplace_back(accepts ? 1 : 0);
        auto next = successors(*subsets[i], expansions);
        for (Symbol symbol = 0; symbol < dfa.next.size(); ++symbol) {
            const auto at = next.find(symbol);
            dfa.next[symbol].push_back(state_of(at == next.end() ? Subset{} : std::move(at->second)));
        }
    }
    return dfa;
}

}  // namespace linac
