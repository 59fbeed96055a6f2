// Row spaces: what an automaton's rows (1, α M_w) can be after t symbols, as spaces with reduced echelon bases.
//
// Coordinate 0 is the constant 1, coordinate 1 + i the weight of state i. Reading a symbol takes a space to the next; what
// it does to the basis of the one, in the basis of the other, is a matrix T_σ:  (row i of the one) M_σ = T_σ[i] · (the other).
//
//     RowSpaces spaces(automaton);
//     const ExactTimes exact(spaces);
//     exact.at(3)                        the span of all (1, α M_w), |w| = 3
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

#include "automata/weighted.hpp"
#include "exact/matrix.hpp"
#include "proof/effort.hpp"

namespace linac {

struct RowSpace {
    std::vector<SparseVector> rows;  ///< in reduced echelon form
    std::vector<std::size_t> pivots;

    [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
};

struct SpaceStep {
    std::vector<std::vector<SparseVector>> letters;  ///< T_σ by symbol, row by row
    /// For each coordinate of the next space, whose factors F_j are known from their products with the T_σ, which of those
    /// make it: Σ c · (T_σ F)[k], at index σ·rows + k. Empty for a coordinate that no T_σ reaches.
    std::vector<SparseVector> left_inverse;
};

class RowSpaces {
  public:
    RowSpaces(const WeightedAutomaton& automaton, Effort& effort);

    [[nodiscard]] const WeightedAutomaton& automaton() const noexcept { return automaton_; }
    /// The span of (1, α).
    [[nodiscard]] const RowSpace* initial();
    /// The span of all row · M_σ, and of more vectors.
    [[nodiscard]] const RowSpace* next(const RowSpace& space, const std::vector<SparseVector>& more = {});
    /// The space `to` contains all row · M_σ of `from`.
    [[nodiscard]] const SpaceStep& step(const RowSpace& from, const RowSpace& to);
    [[nodiscard]] SparseVector read(const SparseVector& row, Symbol symbol) const;
    /// Each of the space's rows times η, the constant left out.
    [[nodiscard]] std::vector<Rational> weights(const RowSpace& space) const;

  private:
    const RowSpace* spanned(const std::vector<SparseVector>& rows);

    const WeightedAutomaton& automaton_;
    Effort& effort_;
    std::vector<SparseMatrix> transition_;  // with the constant
    std::vector<std::unique_ptr<RowSpace>> spaces_;
    std::map<std::pair<const RowSpace*, const RowSpace*>, SpaceStep> steps_;
    std::map<const RowSpace*, const RowSpace*> next_;
    std::multimap<std::size_t, const RowSpace*> by_hash_;
};

/// A space for every time, each of which contains what the one before leads to.
class Times {
  public:
    virtual ~Times() = default;
    [[nodiscard]] virtual const RowSpace& at(std::size_t t) = 0;
};

/// The span of all (1, α M_w) with |w| = t.
class ExactTimes : public Times {
  public:
    explicit ExactTimes(RowSpaces& spaces) : spaces_(spaces), at_{spaces.initial()} {}
    [[nodiscard]] const RowSpace& at(std::size_t t) override;

  private:
    RowSpaces& spaces_;
    std::vector<const RowSpace*> at_;
};

/// From time `start` on, for each remainder modulo the period, the span of the exact spaces at all such times.
class PeriodicTimes : public Times {
  public:
    PeriodicTimes(RowSpaces& spaces, ExactTimes& exact, std::size_t start, std::size_t period);
    [[nodiscard]] const RowSpace& at(std::size_t t) override;

  private:
    std::size_t start_;
    std::vector<const RowSpace*> at_;
};

}  // namespace linac
