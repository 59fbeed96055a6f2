#include "expressions/standard_automaton.hpp"

#include <string>
#include <unordered_map>
#include <utility>

#include "hash.hpp"

namespace linac {
namespace {

using Kind = ExpressionSet::Kind;

/// The automaton of a part of the expression. Its own initial state is not among the states: its moves are `first`, its
/// final weight is `constant`.
struct Part {
    Rational constant;
    std::vector<Move> first;
    std::vector<Entry> last;  // states with final weights
};

void scale(Part& part, const Rational& factor) {
    if (factor.is_one()) return;
    part.constant *= factor;
    for (Move& move : part.first) move.weight *= factor;
}

class StandardConstruction {
  public:
    StandardConstruction(const RationalExpression& expression, std::size_t max_states)
        : set_(*expression.set),
          alphabet_(expression.alphabet),
          max_states_(max_states),
          moves_(1),
          is_ordered_(1) {}

    WeightedAutomaton build(const Term& term) {
        visit(term.expression);
        Part whole = std::move(parts_.back());
        moves_[0] = std::move(whole.first);
        Vector final(moves_.size());
        final[0] = whole.constant;
        for (const Entry& e : whole.last) final[e.index] += e.value;
        WeightedAutomaton automaton = trimmed(automaton_of(alphabet_, term.weight, std::move(moves_), final));
        for (std::size_t i = 0; i < automaton.size(); ++i) automaton.states[i] = std::to_string(i);
        return automaton;
    }

  private:
    /// Each occurrence of a part in the expression gets states of its own; parts before wholes, without recursion.
    void visit(ExpressionId root) {
        struct Visit {
            ExpressionId id;
            bool has_parts;
        };
        std::vector<Visit> open = {{root, false}};
        while (!open.empty()) {
            const auto [id, has_parts] = open.back();
            open.pop_back();
            if (has_parts) {
                combine(id);
                continue;
            }
            open.push_back({id, true});
            switch (set_.kind(id)) {
                case Kind::zero:
                case Kind::one:
                case Kind::letter:
                    break;
                case Kind::sum:
                case Kind::star:
                    for (const Term& term : set_.terms(id)) open.push_back({term.expression, false});
                    break;
                default:
                    open.push_back({set_.right(id), false});
                    open.push_back({set_.left(id), false});
                    break;
            }
        }
    }

    Part take() {
        Part part = std::move(parts_.back());
        parts_.pop_back();
        return part;
    }

    void combine(ExpressionId id) {
        switch (set_.kind(id)) {
            case Kind::zero:
                parts_.push_back({0, {}, {}});
                return;
            case Kind::one:
                parts_.push_back({1, {}, {}});
                return;
            case Kind::letter: {
                const std::size_t state = new_state();
                add_move();
                parts_.push_back({0, {{set_.symbol(id), state, 1}}, {{state, 1}}});
                return;
            }
            case Kind::sum: {
                Part sum;
                for (const Term& term : set_.terms(id)) {  // the part of the first lies on top
                    Part part = take();
                    scale(part, term.weight);
                    sum.constant += part.constant;
                    append(sum.first, std::move(part.first));
                    append(sum.last, std::move(part.last));
                }
                parts_.push_back(std::move(sum));
                return;
            }
            case Kind::product: {
                Part right = take();
                Part left = take();
                parts_.push_back(product(std::move(left), std::move(right)));
                return;
            }
            case Kind::star: {
                Part body = take();
                scale(body, set_.terms(id)[0].weight);
                parts_.push_back(star(std::move(body)));
                return;
            }
            default: {
                Part right = take();
                Part left = take();
                parts_.push_back(pairs(set_.kind(id), std::move(left), std::move(right)));
                return;
            }
        }
    }

    template <class T>
    static void append(std::vector<T>& list, std::vector<T> more) {
        if (list.empty())
            list = std::move(more);
        else
            list.insert(list.end(), std::make_move_iterator(more.begin()),
                        std::make_move_iterator(more.end()));
    }

    /// From each last state on as `first`.
    void join(const std::vector<Entry>& last, const std::vector<Move>& first) {
        for (const Entry& e : last)
            for (const Move& move : first) {
                add_move();
                moves_[e.index].push_back({move.symbol, move.to, e.value * move.weight});
            }
    }

    Part product(Part left, Part right) {
        join(left.last, right.first);
        Part result{left.constant * right.constant, std::move(left.first), std::move(right.last)};
        if (!left.constant.is_zero())
            for (Move& move : right.first) {
                add_move();
                result.first.push_back({move.symbol, move.to, left.constant * move.weight});
            }
        if (!right.constant.is_zero())
            for (const Entry& e : left.last) {
                add_move();
                result.last.push_back({e.index, e.value * right.constant});
            }
        return result;
    }

    Part star(Part body) {
        const Rational constant = Rational(1) / (Rational(1) - body.constant);
        body.constant = constant;
        for (Move& move : body.first) move.weight *= constant;
        join(body.last, body.first);
        for (Entry& e : body.last) e.value *= constant;
        return body;
    }

    /// The states of both automata at once; `none` stands for the initial one.
    Part pairs(Kind kind, Part left, Part right) {
        put_in_order(left.first);
        put_in_order(right.first);
        const std::size_t none = 0;  // the state of that number is the initial one of the whole
        using Pair = std::pair<std::size_t, std::size_t>;
        const auto hash = [](const Pair& pair) { return mixed(mixed(0, pair.first), pair.second); };
        std::unordered_map<Pair, std::size_t, decltype(hash)> number(0, hash);
        std::vector<Pair> found;
        const auto final_weights = [none](const Part& part) {
            std::unordered_map<std::size_t, Rational> weights{{none, part.constant}};
            for (const Entry& e : part.last) weights[e.index] += e.value;
            return weights;
        };
        const auto left_final = final_weights(left);
        const auto right_final = final_weights(right);
        const auto add = [&](std::vector<Move>& to, Symbol symbol, const Pair& pair, const Rational& weight) {
            add_move();
            const auto [at, is_new] = number.emplace(pair, 0);
            if (is_new) {
                at->second = new_state();
                found.push_back(pair);
            }
            to.push_back({symbol, at->second, weight});
        };
        const auto moves_of = [&](const Pair& pair) {
            const std::vector<Move>& from_left = pair.first == none ? left.first : ordered(pair.first);
            const std::vector<Move>& from_right = pair.second == none ? right.first : ordered(pair.second);
            std::vector<std::pair<Pair, Move>> candidates;  // to which states come, which moves those above
            if (kind != Kind::hadamard) {
                for (const Move& m : from_left) candidates.push_back({{m.to, pair.second}, m});
                for (const Move& m : from_right) candidates.push_back({{pair.first, m.to}, m});
            }
            if (kind != Kind::shuffle)
                for_each_match(from_left, from_right, [&](const Move& l, const Move& r) {
                    check_moves(move_count_ + candidates.size());
                    candidates.push_back({{l.to, r.to}, {l.symbol, 0, l.weight * r.weight}});
                });
            std::vector<Move> result;
            for (const auto& [to, move] : candidates) add(result, move.symbol, to, move.weight);
            return result;
        };
        Part result{left.constant * right.constant, moves_of({none, none}), {}};
        for (std::size_t i = 0; i < found.size(); ++i) {
            const Pair pair = found[i];
            const std::size_t state = number.at(pair);
            moves_[state] = moves_of(pair);
            const auto l = left_final.find(pair.first);
            const auto r = right_final.find(pair.second);
            if (l != left_final.end() && r != right_final.end() && !l->second.is_zero() &&
                !r->second.is_zero())
                result.last.push_back({state, l->second * r->second});
        }
        return result;
    }

    /// The moves of a state of a part that is whole.
    const std::vector<Move>& ordered(std::size_t state) {
        if (!is_ordered_[state]) put_in_order(moves_[state]);
        is_ordered_[state] = true;
        return moves_[state];
    }

    std::size_t new_state() {
        moves_.emplace_back();
        is_ordered_.push_back(false);
        check_states(moves_.size(), max_states_, alphabet_);
        return moves_.size() - 1;
    }

    void add_move() { check_moves(++move_count_); }

    const ExpressionSet& set_;
    const Alphabet& alphabet_;
    std::size_t max_states_;
    std::vector<std::vector<Move>> moves_;  // by state; 0 is the initial one
    std::vector<bool> is_ordered_;          // the same, whether the moves are in order
    std::size_t move_count_ = 0;            // also those that are begun and ended in lists only
    std::vector<Part> parts_;
};

}  // namespace

WeightedAutomaton standard_automaton(const RationalExpression& expression, std::size_t max_states) {
    return StandardConstruction(expression, max_states).build(expression.term);
}

}  // namespace linac
