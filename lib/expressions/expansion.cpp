#include "expressions/expansion.hpp"

#include <utility>

namespace linac {

using Kind = ExpressionSet::Kind;

namespace {

ExpressionId id_of(const Move& move) {
    return static_cast<ExpressionId>(move.to);
}

}  // namespace

const std::vector<Move>& Expansions::of(ExpressionId id) {
    std::vector<ExpressionId> open = {id};
    while (!open.empty()) {
        const ExpressionId top = open.back();
        if (is_known(top)) {
            open.pop_back();
            continue;
        }
        const std::size_t before = open.size();
        for (const ExpressionId part : needed(top))
            if (!is_known(part)) open.push_back(part);
        if (open.size() > before) continue;
        open.pop_back();
        store(top, expanded(top));
    }
    return known_[id].moves;
}

std::vector<ExpressionId> Expansions::needed(ExpressionId id) const {
    switch (set_->kind(id)) {
        case Kind::zero:
        case Kind::one:
        case Kind::letter:
            return {};
        case Kind::sum:
        case Kind::star: {
            std::vector<ExpressionId> parts;
            for (const Term& term : set_->terms(id)) parts.push_back(term.expression);
            return parts;
        }
        case Kind::product:
            if (set_->constant(set_->left(id)).is_zero()) return {set_->left(id)};
            return {set_->left(id), set_->right(id)};
        default:
            return {set_->left(id), set_->right(id)};
    }
}

void Expansions::add(std::vector<Move>& moves, Symbol symbol, const Term& term) const {
    if (term.weight.is_zero()) return;
    check_moves(count_ + moves.size() + 1);
    moves.push_back({symbol, term.expression, term.weight});
}

std::vector<Move> Expansions::expanded(ExpressionId id) {
    std::vector<Move> moves;
    switch (set_->kind(id)) {
        case Kind::zero:
        case Kind::one:
            break;
        case Kind::letter:
            add(moves, set_->symbol(id), ExpressionSet::one());
            break;
        case Kind::sum:
            for (const Term& term : set_->terms(id))
                for (const Move& move : known_[term.expression].moves)
                    add(moves, move.symbol, {term.weight * move.weight, id_of(move)});
            break;
        case Kind::product: {
            const ExpressionId left = set_->left(id);
            const ExpressionId right = set_->right(id);
            for (const Move& move : known_[left].moves)
                add(moves, move.symbol, set_->product(Term{move.weight, id_of(move)}, Term{1, right}));
            const Rational constant = set_->constant(left);
            if (constant.is_zero()) break;
            for (const Move& move : known_[right].moves)
                add(moves, move.symbol, {constant * move.weight, id_of(move)});
            break;
        }
        case Kind::star: {
            const Term body = set_->terms(id)[0];
            const Rational factor = set_->constant(id) * body.weight;
            for (const Move& move : known_[body.expression].moves)
                add(moves, move.symbol, set_->product(Term{factor * move.weight, id_of(move)}, Term{1, id}));
            break;
        }
        case Kind::hadamard:
            add_combined(moves, Kind::hadamard, set_->left(id), set_->right(id));
            break;
        case Kind::shuffle:
            add_interleaved(moves, Kind::shuffle, set_->left(id), set_->right(id));
            break;
        case Kind::infiltration: {
            const ExpressionId left = set_->left(id);
            const ExpressionId right = set_->right(id);
            add_interleaved(moves, Kind::infiltration, left, right);
            add_combined(moves, Kind::infiltration, left, right);
            break;
        }
    }
    return moves;
}

void Expansions::add_combined(std::vector<Move>& moves, Kind kind, ExpressionId left, ExpressionId right) {
    for_each_match(known_[left].moves, known_[right].moves, [&](const Move& l, const Move& r) {
        add(moves, l.symbol, set_->combination(kind, {l.weight, id_of(l)}, {r.weight, id_of(r)}));
    });
}

void Expansions::add_interleaved(std::vector<Move>& moves, Kind kind, ExpressionId left, ExpressionId right) {
    for (const Move& move : known_[left].moves)
        add(moves, move.symbol, set_->combination(kind, {move.weight, id_of(move)}, {1, right}));
    for (const Move& move : known_[right].moves)
        add(moves, move.symbol, set_->combination(kind, {1, left}, {move.weight, id_of(move)}));
}

void Expansions::store(ExpressionId id, std::vector<Move> moves) {
    put_in_order(moves);
    for (Move& move : moves) set_->keep(move.weight);
    moves.shrink_to_fit();
    count_ += moves.size();
    if (known_.size() <= id) known_.resize(set_->size());
    known_[id] = {true, std::move(moves)};
}

}  // namespace linac
