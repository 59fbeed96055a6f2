#include "expressions/state_elimination.hpp"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "expressions/expression_text.hpp"

namespace linac {
namespace {

class StateElimination {
  public:
    /// States of the automaton, and two more: where words begin and end.
    StateElimination(const WeightedAutomaton& automaton, ExpressionSet& set)
        : set_(set), begin_(automaton.size()), end_(begin_ + 1), out_(end_ + 1), in_(end_ + 1) {
        for (const Entry& e : automaton.initial) add(begin_, e.index, ExpressionSet::one(e.value));
        for (const Entry& e : automaton.final) add(e.index, end_, ExpressionSet::one(e.value));
        for (Symbol symbol = 0; symbol < automaton.transition.size(); ++symbol)
            for (std::size_t from = 0; from < begin_; ++from)
                for (const Entry& e : automaton.transition[symbol].row(from))
                    add(from, e.index, scaled(set_.letter(symbol), e.value));
        for (std::size_t state = 0; state < begin_; ++state) queue_.emplace(cost(state), state);
    }

    Term run() {
        while (!queue_.empty()) {
            const std::size_t state = queue_.begin()->second;
            queue_.erase(queue_.begin());
            eliminate(state);
        }
        const auto at = out_[begin_].find(end_);
        return at == out_[begin_].end() ? ExpressionSet::zero() : set_.sum(std::move(at->second));
    }

  private:
    using Sum = std::vector<Term>;

    void add(std::size_t from, std::size_t to, const Term& term) {
        if (term.weight.is_zero()) return;
        check_written_length(set_.length(term));
        length_ += set_.length(term) + 1;
        check_written_length(length_);
        out_[from][to].push_back(term);
        in_[to].insert(from);
    }

    /// The sum of the terms, which are no longer there.
    Term taken(Sum& terms) {
        for (const Term& term : terms) length_ -= set_.length(term) + 1;
        return set_.sum(std::move(terms));
    }

    void eliminate(std::size_t state) {
        Term loop = ExpressionSet::one();
        if (const auto at = out_[state].find(state); at != out_[state].end()) {
            loop = *set_.star(taken(at->second));
            out_[state].erase(at);
            in_[state].erase(state);
        }
        std::vector<std::pair<std::size_t, Term>> after;
        for (auto& [to, terms] : out_[state]) after.emplace_back(to, set_.product(loop, taken(terms)));
        std::set<std::size_t> changed;
        for (const std::size_t from : in_[state]) {
            const auto at = out_[from].find(state);
            const Term before = taken(at->second);
            forget(from, changed);
            out_[from].erase(at);
            for (const auto& [to, term] : after) {
                forget(to, changed);
                add(from, to, set_.product(before, term));
            }
        }
        for (const auto& [to, term] : after) {
            forget(to, changed);
            in_[to].erase(state);
        }
        out_[state].clear();
        in_[state].clear();
        for (const std::size_t other : changed) queue_.emplace(cost(other), other);
    }

    /// Takes the state out of the queue, before its cost changes.
    void forget(std::size_t state, std::set<std::size_t>& changed) {
        if (state < begin_ && changed.insert(state).second) queue_.erase({cost(state), state});
    }

    [[nodiscard]] std::size_t cost(std::size_t state) const {
        const std::size_t loop = out_[state].contains(state) ? 1 : 0;
        return (in_[state].size() - loop) * (out_[state].size() - loop);
    }

    ExpressionSet& set_;
    std::size_t begin_;
    std::size_t end_;
    std::vector<std::map<std::size_t, Sum>> out_;
    std::vector<std::set<std::size_t>> in_;
    std::set<std::pair<std::size_t, std::size_t>> queue_;  // states by cost
    std::size_t length_ = 0;                               // of all that transitions carry
};

}  // namespace

RationalExpression expression_of(const WeightedAutomaton& automaton) {
    RationalExpression result{automaton.alphabet, std::make_unique<ExpressionSet>(), ExpressionSet::zero()};
    result.term = StateElimination(trimmed(automaton), *result.set).run();
    return result;
}

}  // namespace linac
