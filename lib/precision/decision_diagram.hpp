// Decision diagrams: functions of the tokens that were read last, with exact values
//
//     f(…, τ₂, τ₁, τ₀) ∈ ℚ,   τ_a the token of age a,
//
// as algebraic decision diagrams (Bahar et al. 1997, Algebraic Decision Diagrams and Their Applications): a node asks for one token, the oldest
// first, and is shared by all that need it. Functions are equal iff their handles are. Where a network keeps a window
// of twenty tokens and multiplies the matrices of a finite monoid, the functions of all the windows' 2^20 contents
// have a few hundred nodes.
//
//     DecisionDiagrams diagrams(2, 1000);                                        // two symbols, 1000 nodes at most
//     const Diagram zero = diagrams.constant(0);
//     const Diagram newest_is_b = diagrams.choice(0, {zero, diagrams.constant(1)});
//     const Diagram both = diagrams.product(newest_is_b, diagrams.older(newest_is_b));  // τ₀ = τ₁ = b
//     assert(diagrams.given(both, 1, 0) == zero);
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <unordered_set>
#include <vector>

#include "exact/rational.hpp"

namespace linac {

/// A function; equal functions of the same DecisionDiagrams have equal handles. The first is 0.
enum class Diagram : std::uint32_t { zero = 0 };

/// Of several functions.
struct DiagramsHash {
    std::size_t operator()(std::span<const Diagram> functions) const;
};

class DecisionDiagrams {
  public:
    /// Thrown by what would make more nodes than allowed.
    struct Full {};

    DecisionDiagrams(std::size_t symbols, std::size_t max_nodes);
    DecisionDiagrams(const DecisionDiagrams&) = delete;
    DecisionDiagrams& operator=(const DecisionDiagrams&) = delete;
    ~DecisionDiagrams() = default;

    [[nodiscard]] Diagram constant(const Rational& value);
    /// The function that is children[σ] where τ_age = σ; the children ask for younger tokens only.
    [[nodiscard]] Diagram choice(std::size_t age, std::span<const Diagram> children);
    [[nodiscard]] Diagram choice(std::size_t age, std::initializer_list<Diagram> children) {
        return choice(age, std::span(children.begin(), children.size()));
    }

    [[nodiscard]] Diagram sum(Diagram left, Diagram right);
    [[nodiscard]] Diagram product(Diagram left, Diagram right);
    /// max(0, f).
    [[nodiscard]] Diagram rectified(Diagram function);
    /// |f|.
    [[nodiscard]] Diagram absolute(Diagram function);
    /// 1 where f is not 0, and 0 elsewhere.
    [[nodiscard]] Diagram support(Diagram function);
    /// Every age one more.
    [[nodiscard]] Diagram older(Diagram function);
    /// f where the token of this age, which none that f asks for exceeds, is the symbol.
    [[nodiscard]] Diagram given(Diagram function, std::size_t age, std::size_t symbol) const;

    [[nodiscard]] bool is_constant(Diagram function) const { return node(function).level == 0; }
    /// Of a constant.
    [[nodiscard]] const Rational& value(Diagram constant) const { return values_[node(constant).first]; }
    /// A value of the function whose absolute value is largest.
    [[nodiscard]] const Rational& largest(Diagram function) const { return value(node(function).largest); }
    /// The largest g such that all values, which are dyadic, are multiples of 2^g; Range::any of 0.
    [[nodiscard]] std::int64_t grain(Diagram function) const { return node(function).grain; }
    /// One more than the age of the oldest token that the function asks for, 0 for a constant.
    [[nodiscard]] std::size_t depth(Diagram function) const { return node(function).level; }

    /// Nodes visited so far.
    [[nodiscard]] std::size_t work() const noexcept { return work_; }

  private:
    struct Node {
        std::uint32_t level;  // 1 + age, 0 of a constant
        std::uint32_t first;  // its children in children_, or its value in values_
        Diagram largest;
        std::int64_t grain;
    };
    enum class Operation : std::uint32_t { none, sum, product, rectified, absolute, support, older };
    struct Computed {
        Operation operation = Operation::none;
        Diagram left{};
        Diagram right{};
        Diagram result{};
    };
    struct NodeHash {
        const DecisionDiagrams* diagrams;
        [[nodiscard]] std::size_t operator()(Diagram inner) const;
    };
    struct NodeEqual {
        const DecisionDiagrams* diagrams;
        [[nodiscard]] bool operator()(Diagram left, Diagram right) const;
    };

    [[nodiscard]] const Node& node(Diagram function) const {
        return nodes_[static_cast<std::uint32_t>(function)];
    }
    [[nodiscard]] std::span<const Diagram> children(Diagram inner) const {
        return {children_.data() + node(inner).first, symbols_};
    }
    [[nodiscard]] Diagram child(Diagram function, std::uint32_t level, std::size_t symbol) const;
    [[nodiscard]] Diagram apply(Operation operation, Diagram left, Diagram right);
    [[nodiscard]] Diagram of_constants(Operation operation, Diagram left, Diagram right);
    [[nodiscard]] Computed& place_of(Operation operation, Diagram left, Diagram right);
    [[nodiscard]] Diagram added(const Node& node);

    std::size_t symbols_;
    std::size_t max_nodes_;
    std::size_t work_ = 0;
    std::vector<Node> nodes_;
    std::vector<Diagram> children_;
    std::vector<Rational> values_;
    std::map<Rational, Diagram> constants_;
    std::unordered_set<Diagram, NodeHash, NodeEqual> unique_;
    std::vector<Computed> computed_;  // a cache, each place holds what was computed last
};

}  // namespace linac
