#include "precision/decision_diagram.hpp"

#include <algorithm>

#include "hash.hpp"
#include "precision/range.hpp"

namespace linac {
namespace {

constexpr std::size_t least_places = std::size_t{1} << 12U;

}  // namespace

std::size_t DiagramsHash::operator()(std::span<const Diagram> functions) const {
    std::size_t hash = functions.size();
    for (const Diagram function : functions) hash = mixed(hash, static_cast<std::size_t>(function));
    return hash;
}

std::size_t DecisionDiagrams::NodeHash::operator()(Diagram inner) const {
    return mixed(DiagramsHash()(diagrams->children(inner)), diagrams->node(inner).level);
}

bool DecisionDiagrams::NodeEqual::operator()(Diagram left, Diagram right) const {
    const auto of_left = diagrams->children(left);
    return diagrams->node(left).level == diagrams->node(right).level &&
           std::equal(of_left.begin(), of_left.end(), diagrams->children(right).begin());
}

DecisionDiagrams::DecisionDiagrams(std::size_t symbols, std::size_t max_nodes)
    : symbols_(symbols),
      max_nodes_(max_nodes),
      unique_(16, NodeHash{this}, NodeEqual{this}),
      computed_(least_places) {
    static_cast<void>(constant(0));
}

Diagram DecisionDiagrams::added(const Node& node) {
    if (nodes_.size() == max_nodes_) throw Full();
    nodes_.push_back(node);
    if (computed_.size() < nodes_.size()) computed_.assign(2 * computed_.size(), {});
    return static_cast<Diagram>(nodes_.size() - 1);
}

Diagram DecisionDiagrams::constant(const Rational& value) {
    const auto found = constants_.find(value);
    if (found != constants_.end()) return found->second;
    const auto own = static_cast<Diagram>(nodes_.size());
    values_.push_back(value);
    static_cast<void>(added({0, static_cast<std::uint32_t>(values_.size() - 1), own, grain_of(value)}));
    constants_.emplace(value, own);
    return own;
}

Diagram DecisionDiagrams::choice(std::size_t age, std::span<const Diagram> children) {
    if (std::all_of(children.begin(), children.end(), [&](Diagram child) { return child == children[0]; }))
        return children[0];
    Node inner{static_cast<std::uint32_t>(age + 1), static_cast<std::uint32_t>(children_.size()),
               node(children[0]).largest, Range::any};
    for (const Diagram child : children) {
        inner.grain = std::min(inner.grain, grain(child));
        if (node(child).largest != inner.largest && abs(largest(child)) > abs(value(inner.largest)))
            inner.largest = node(child).largest;
    }
    children_.insert(children_.end(), children.begin(), children.end());
    const Diagram own = added(inner);
    const auto [place, is_new] = unique_.insert(own);
    if (is_new) return own;
    nodes_.pop_back();
    children_.resize(inner.first);
    return *place;
}

Diagram DecisionDiagrams::child(Diagram function, std::uint32_t level, std::size_t symbol) const {
    return node(function).level == level ? children(function)[symbol] : function;
}

Diagram DecisionDiagrams::given(Diagram function, std::size_t age, std::size_t symbol) const {
    return child(function, static_cast<std::uint32_t>(age + 1), symbol);
}

DecisionDiagrams::Computed& DecisionDiagrams::place_of(Operation operation, Diagram left, Diagram right) {
    const std::size_t hash = mixed(mixed(static_cast<std::size_t>(operation), static_cast<std::size_t>(left)),
                                   static_cast<std::size_t>(right));
    return computed_[hash & (computed_.size() - 1)];
}

Diagram DecisionDiagrams::of_constants(Operation operation, Diagram left, Diagram right) {
    switch (operation) {
        case Operation::sum:
            return constant(value(left) + value(right));
        case Operation::product:
            return constant(value(left) * value(right));
        case Operation::rectified:
            return value(left).sign() < 0 ? Diagram::zero : left;
        case Operation::absolute:
            return constant(abs(value(left)));
        case Operation::support:
            return value(left).is_zero() ? Diagram::zero : constant(1);
        case Operation::older:
        case Operation::none:
            break;
    }
    return left;
}

Diagram DecisionDiagrams::apply(Operation operation, Diagram left, Diagram right) {
    const std::uint32_t level = std::max(node(left).level, node(right).level);
    ++work_;
    if (level == 0) return of_constants(operation, left, right);
    const Computed& known = place_of(operation, left, right);
    if (known.operation == operation && known.left == left && known.right == right) return known.result;
    std::vector<Diagram> results(symbols_);
    for (std::size_t symbol = 0; symbol < symbols_; ++symbol) {
        const Diagram left_child = child(left, level, symbol);
        const Diagram right_child = child(right, level, symbol);
        switch (operation) {  // what ends early
            case Operation::sum:
                results[symbol] = sum(left_child, right_child);
                break;
            case Operation::product:
                results[symbol] = product(left_child, right_child);
                break;
            default:
                results[symbol] = apply(operation, left_child, right_child);
        }
    }
    const std::size_t age = operation == Operation::older ? level : level - 1;
    const Diagram result = choice(age, results);
    place_of(operation, left, right) = {operation, left, right, result};  // the cache may have grown
    return result;
}

Diagram DecisionDiagrams::sum(Diagram left, Diagram right) {
    if (left == Diagram::zero) return right;
    if (right == Diagram::zero) return left;
    return apply(Operation::sum, std::min(left, right), std::max(left, right));
}

Diagram DecisionDiagrams::product(Diagram left, Diagram right) {
    if (left == Diagram::zero || right == Diagram::zero) return Diagram::zero;
    if (is_constant(left) && value(left).is_one()) return right;
    if (is_constant(right) && value(right).is_one()) return left;
    return apply(Operation::product, std::min(left, right), std::max(left, right));
}

Diagram DecisionDiagrams::rectified(Diagram function) {
    return apply(Operation::rectified, function, Diagram::zero);
}

Diagram DecisionDiagrams::absolute(Diagram function) {
    return apply(Operation::absolute, function, Diagram::zero);
}

Diagram DecisionDiagrams::support(Diagram function) {
    return apply(Operation::support, function, Diagram::zero);
}

Diagram DecisionDiagrams::older(Diagram function) {
    return apply(Operation::older, function, Diagram::zero);
}

}  // namespace linac
