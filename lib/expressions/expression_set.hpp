// Weighted rational expressions over an alphabet A, hash-consed: equal expressions are one node.
//
//     E ::= \z | \e | a | k₁E₁ + … + kₙEₙ | E F | (kE)* | E & F | E : F | E &: F,      a ∈ A, k ∈ ℚ,
//
// denote series A* → ℚ: 0; ε; a; sum; product (concatenation); star Σ_n (kE)^n; Hadamard product E(w) F(w); shuffle;
// infiltration, the shuffle that may also read a letter for both. The constant term c(E) is the weight of ε. The star
// is defined iff |c(kE)| < 1, and c((kE)*) = 1/(1 − c(kE)). Weights commute, so they stand in front: what is made is a
// Term, a weight times an expression. Made expressions are normalised by Vcsn's trivial identities and those of
// weights: `E + \z = E`, `kE + hE = (k+h)E`, `0E = \z`, `E \z = \z E = \z`, `E \e = \e E = E`, `\z* = \e`.
//
// Over the Boolean semiring weights are 0 and 1 with 1 + 1 = 1, every star is defined, and a series is a language.
//
// Source: Sakarovitch 2009, Elements of Automata Theory, III.2; Demaille 2016, Derived-term automata for extended
// weighted rational expressions.
//
//     ExpressionSet set;
//     const Term half_a = scaled(set.letter(0), Rational(1, 2));
//     const Term star = *set.star(half_a);                         // (<1/2>a)*
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_set>
#include <vector>

#include "automata/alphabet.hpp"
#include "exact/rational.hpp"

namespace linac {

/// An expression of a set, by number; that of a part is less than that of the whole.
using ExpressionId = std::uint32_t;

/// weight · expression. The weight of `\z` is 0, and that of everything else is not.
struct Term {
    Rational weight;
    ExpressionId expression = 0;

    friend bool operator==(const Term&, const Term&) = default;
};

[[nodiscard]] Term scaled(Term term, const Rational& factor);

/// Most bits of the numerator or denominator of a weight in an expression: about ten thousand decimal digits.
inline constexpr std::size_t max_expression_weight_bits = 33'220;
/// Most bits of all the long weights that are kept with one set of expressions.
inline constexpr std::size_t max_expression_bits = std::size_t{1} << 30U;
/// Most expressions in a set.
inline constexpr std::size_t max_expressions = 4'000'000;

class ExpressionSet {
  public:
    enum class Semiring { rational, boolean };
    enum class Kind : std::uint8_t { zero, one, letter, sum, product, star, hadamard, shuffle, infiltration };

    explicit ExpressionSet(Semiring semiring = Semiring::rational);
    ExpressionSet(const ExpressionSet&) = delete;
    ExpressionSet& operator=(const ExpressionSet&) = delete;
    ~ExpressionSet() = default;

    // Each throws impossible over the limits above.
    [[nodiscard]] static Term zero() { return {0, 0}; }
    [[nodiscard]] static Term one(const Rational& weight = 1) {
        return weight.is_zero() ? zero() : Term{weight, 1};
    }
    [[nodiscard]] Term letter(Symbol symbol);
    [[nodiscard]] Term sum(std::vector<Term> terms);
    [[nodiscard]] Term product(const Term& left, const Term& right);
    /// The product of all, nested to the right.
    [[nodiscard]] Term product(const std::vector<Term>& factors);
    /// Nothing if it does not converge.
    [[nodiscard]] std::optional<Term> star(const Term& body);
    /// `kind` is hadamard, shuffle or infiltration.
    [[nodiscard]] Term combination(Kind kind, const Term& left, const Term& right);

    [[nodiscard]] Kind kind(ExpressionId id) const { return nodes_[id].kind; }
    /// Of a letter.
    [[nodiscard]] Symbol symbol(ExpressionId id) const { return nodes_[id].left; }
    /// Of a sum, by ascending expression, at least two unless weighted; of a star its body, one.
    [[nodiscard]] std::span<const Term> terms(ExpressionId id) const {
        return {terms_.data() + nodes_[id].left, nodes_[id].right};
    }
    /// Of a product, Hadamard product, shuffle or infiltration.
    [[nodiscard]] ExpressionId left(ExpressionId id) const { return nodes_[id].left; }
    [[nodiscard]] ExpressionId right(ExpressionId id) const { return nodes_[id].right; }

    /// c(E).
    [[nodiscard]] const Rational& constant(ExpressionId id) const { return nodes_[id].constant; }
    [[nodiscard]] Rational constant(const Term& term) const {
        return term.weight * nodes_[term.expression].constant;
    }
    /// Letters, operators and weights in the expression written out, parts that are shared counted each time; at most
    /// the largest number.
    [[nodiscard]] std::size_t length(ExpressionId id) const { return nodes_[id].length; }
    [[nodiscard]] std::size_t length(const Term& term) const;

    [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
    [[nodiscard]] Semiring semiring() const noexcept { return semiring_; }

    /// Makes of a weight what it is in the semiring, and counts its bits where it is long: it is kept with the set.
    /// Throws impossible over the limits.
    void keep(Rational& weight);

  private:
    struct Node {
        Kind kind = Kind::zero;
        std::uint32_t left = 0;
        std::uint32_t right = 0;
        std::size_t length = 0;
        Rational constant;
    };
    struct Hash {
        const ExpressionSet* set;
        std::size_t operator()(ExpressionId id) const;
    };
    struct Equal {
        const ExpressionSet* set;
        bool operator()(ExpressionId left, ExpressionId right) const;
    };

    [[nodiscard]] bool has_terms(const Node& node) const noexcept {
        return node.kind == Kind::sum || node.kind == Kind::star;
    }
    /// The node, which is added if it is new.
    ExpressionId made(Node node);
    ExpressionId made(Kind kind, const std::vector<Term>& terms, Rational constant);

    Semiring semiring_;
    std::vector<Node> nodes_;
    std::vector<Term> terms_;
    std::size_t long_bits_ = 0;
    std::unordered_set<ExpressionId, Hash, Equal> index_;
};

}  // namespace linac
