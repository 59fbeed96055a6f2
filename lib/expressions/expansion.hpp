// The expansion of an expression: what it weighs at ε, and which expressions are left once a letter is read.
//
//     E = c(E) + Σ_a a · ∂_a E,      ∂_a E = Σ_i k_i E_i  a polynomial of expressions,
//
//     ∂_a a = \e,   ∂_a (E + F) = ∂_a E + ∂_a F,   ∂_a (E F) = ∂_a E · F + c(E) ∂_a F,   ∂_a E* = c(E*) ∂_a E · E*,
//     ∂_a (E & F) = ∂_a E & ∂_a F,   ∂_a (E : F) = ∂_a E : F + E : ∂_a F,
//     ∂_a (E &: F) = ∂_a E &: F + E &: ∂_a F + ∂_a E &: ∂_a F.
//
// Finitely many expressions are reached: at most one more than E has letters, where E has no & and :. Source: Antimirov
// 1996; Lombardy and Sakarovitch 2005, Derivatives of rational expressions with multiplicity; Demaille 2016.
//
//     Expansions expansions(set);
//     for (const Move& move : expansions.of(star.expression)) …   // (<1/2>a)*: 1/2 a to itself
#pragma once

#include <cstddef>
#include <vector>

#include "expressions/expression_set.hpp"
#include "expressions/moves.hpp"

namespace linac {

class Expansions {
  public:
    /// The set must outlive this; what is derived is added to it.
    explicit Expansions(ExpressionSet& set) : set_(&set) {}

    /// The terms of ∂_symbol E, by symbol, then expression; none has weight 0. Valid until the next call. Throws impossible over the
    /// limits.
    [[nodiscard]] const std::vector<Move>& of(ExpressionId id);

  private:
    struct Entry {
        bool is_known = false;
        std::vector<Move> moves;
    };

    [[nodiscard]] bool is_known(ExpressionId id) const { return id < known_.size() && known_[id].is_known; }
    [[nodiscard]] std::vector<ExpressionId> needed(ExpressionId id) const;
    [[nodiscard]] std::vector<Move> expanded(ExpressionId id);
    void add(std::vector<Move>& moves, Symbol symbol, const Term& term) const;
    void add_combined(std::vector<Move>& moves, ExpressionSet::Kind kind, ExpressionId left,
                      ExpressionId right);
    void add_interleaved(std::vector<Move>& moves, ExpressionSet::Kind kind, ExpressionId left,
                         ExpressionId right);
    void store(ExpressionId id, std::vector<Move> moves);

    ExpressionSet* set_;
    std::vector<Entry> known_;  // by expression
    std::size_t count_ = 0;
};

}  // namespace linac
