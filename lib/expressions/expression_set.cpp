#include "expressions/expression_set.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "hash.hpp"

namespace linac {
namespace {

constexpr std::size_t machine_bits = 62;  // FLINT keeps shorter integers without memory of their own

std::size_t added(std::size_t left, std::size_t right) {
    return left > std::numeric_limits<std::size_t>::max() - right ? std::numeric_limits<std::size_t>::max()
                                                                  : left + right;
}

}  // namespace

Term scaled(Term term, const Rational& factor) {
    if (factor.is_zero()) return ExpressionSet::zero();
    term.weight *= factor;
    return term;
}

std::size_t ExpressionSet::Hash::operator()(ExpressionId id) const {
    const Node& node = set->nodes_[id];
    std::size_t hash = mixed(0, static_cast<std::size_t>(node.kind));
    if (!set->has_terms(node)) return mixed(mixed(hash, node.left), node.right);
    for (const Term& term : set->terms(id)) hash = mixed(mixed(hash, term.expression), hash_of(term.weight));
    return hash;
}

bool ExpressionSet::Equal::operator()(ExpressionId left, ExpressionId right) const {
    const Node& one = set->nodes_[left];
    const Node& other = set->nodes_[right];
    if (one.kind != other.kind) return false;
    if (!set->has_terms(one)) return one.left == other.left && one.right == other.right;
    return std::ranges::equal(set->terms(left), set->terms(right));
}

ExpressionSet::ExpressionSet(Semiring semiring) : semiring_(semiring), index_(0, Hash{this}, Equal{this}) {
    nodes_.push_back({Kind::zero, 0, 0, 1, 0});
    nodes_.push_back({Kind::one, 0, 0, 1, 1});
}

std::size_t ExpressionSet::length(const Term& term) const {
    return added(nodes_[term.expression].length, term.weight.is_one() ? 0 : 1);
}

void ExpressionSet::keep(Rational& weight) {
    if (semiring_ == Semiring::boolean && !weight.is_zero()) weight = 1;
    const std::size_t above = weight.numerator_bits();
    const std::size_t below = weight.denominator_bits();
    if (above <= machine_bits && below <= machine_bits) return;
    if (std::max(above, below) > max_expression_weight_bits)
        throw Error::impossible("a weight of more than 10000 digits comes up in the expression");
    long_bits_ += above + below;
    if (long_bits_ > max_expression_bits)
        throw Error::impossible(
            "the long weights of the expression and of what is derived from it come to more than 128 MiB");
}

ExpressionId ExpressionSet::made(Node node) {
    if (nodes_.size() >= max_expressions)
        throw Error::impossible("the expression and what is derived from it have more than " +
                                std::to_string(max_expressions) + " parts");
    const auto id = static_cast<ExpressionId>(nodes_.size());
    nodes_.push_back(std::move(node));
    const auto [at, is_new] = index_.insert(id);
    if (!is_new)
        nodes_.pop_back();
    else
        keep(nodes_.back().constant);
    return *at;
}

ExpressionId ExpressionSet::made(Kind kind, const std::vector<Term>& terms, Rational constant) {
    const std::size_t first = terms_.size();
    std::size_t length = kind == Kind::star ? 1 : terms.size() - 1;
    for (const Term& term : terms) length = added(length, this->length(term));
    if (first + terms.size() > std::numeric_limits<std::uint32_t>::max())
        throw Error::impossible("the sums of the expression and of what is derived from it are too long");
    terms_.insert(terms_.end(), terms.begin(), terms.end());
    const std::size_t before = nodes_.size();
    const ExpressionId id = made({kind, static_cast<std::uint32_t>(first),
                                  static_cast<std::uint32_t>(terms.size()), length, std::move(constant)});
    if (nodes_.size() == before)
        terms_.resize(first);
    else
        for (std::size_t i = first; i < terms_.size(); ++i) keep(terms_[i].weight);
    return id;
}

Term ExpressionSet::letter(Symbol symbol) {
    return {1, made({Kind::letter, static_cast<std::uint32_t>(symbol), 0, 1, 0})};
}

Term ExpressionSet::sum(std::vector<Term> terms) {
    std::sort(terms.begin(), terms.end(),
              [](const Term& l, const Term& r) { return l.expression < r.expression; });
    std::vector<Term> collected;
    for (Term& term : terms) {
        if (!collected.empty() && collected.back().expression == term.expression)
            collected.back().weight += term.weight;
        else
            collected.push_back(std::move(term));
        if (semiring_ == Semiring::boolean && !collected.back().weight.is_zero()) collected.back().weight = 1;
        if (collected.back().weight.is_zero()) collected.pop_back();
    }
    if (collected.empty()) return zero();
    if (collected.size() == 1) {
        keep(collected[0].weight);
        return collected[0];
    }
    Rational constant_term = 0;
    for (const Term& term : collected) constant_term += constant(term);
    return {1, made(Kind::sum, collected, std::move(constant_term))};
}

Term ExpressionSet::product(const Term& left, const Term& right) {
    Term result{left.weight * right.weight, 0};
    if (result.weight.is_zero()) return zero();
    keep(result.weight);
    if (kind(left.expression) == Kind::one) {
        result.expression = right.expression;
    } else if (kind(right.expression) == Kind::one) {
        result.expression = left.expression;
    } else {
        const Node& first = nodes_[left.expression];
        const Node& second = nodes_[right.expression];
        result.expression = made({Kind::product, left.expression, right.expression,
                                  added(first.length, second.length), first.constant * second.constant});
    }
    return result;
}

Term ExpressionSet::product(const std::vector<Term>& factors) {
    Term result = one();
    for (std::size_t i = factors.size(); i > 0; --i) result = product(factors[i - 1], result);
    return result;
}

std::optional<Term> ExpressionSet::star(const Term& body) {
    if (body.weight.is_zero()) return one();
    const Rational c = constant(body);
    if (semiring_ == Semiring::rational && abs(c) >= Rational(1)) return std::nullopt;
    Rational constant_term = semiring_ == Semiring::boolean ? Rational(1) : Rational(1) / (Rational(1) - c);
    if (kind(body.expression) == Kind::one) {
        keep(constant_term);
        return one(constant_term);
    }
    return Term{1, made(Kind::star, {body}, std::move(constant_term))};
}

Term ExpressionSet::combination(Kind kind, const Term& left, const Term& right) {
    Term result{left.weight * right.weight, 0};
    if (result.weight.is_zero()) return zero();
    keep(result.weight);
    const bool left_is_one = this->kind(left.expression) == Kind::one;
    const bool right_is_one = this->kind(right.expression) == Kind::one;
    const Node& first = nodes_[left.expression];
    const Node& second = nodes_[right.expression];
    if (left_is_one || right_is_one) {
        if (kind == Kind::hadamard) {
            Rational weight = result.weight * first.constant * second.constant;
            keep(weight);
            return one(weight);
        }
        result.expression = left_is_one ? right.expression : left.expression;
        return result;
    }
    // c(E & F) = c(E : F) = c(E &: F) = c(E) c(F): ε is read from ε and ε alone.
    result.expression =
        made({kind, left.expression, right.expression, added(added(first.length, second.length), 1),
              first.constant * second.constant});
    return result;
}

}  // namespace linac
