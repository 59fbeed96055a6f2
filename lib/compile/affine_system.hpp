// Affine system: the recurrence that a direct construction puts into heads,
//
//     h₀ = initial,   h_t = A_σ h_{t−1} + b_σ,   weight = read · h_t + constant,
//
// h a column. A weighted automaton is one with A_σ = M_σᵀ and b = 0; an automaton with a constant functional
// (M_σ c = c for all σ) is one of a dimension less. The candidates are equivalent systems for one automaton,
// from which a target takes the one that it can hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "automata/weighted.hpp"

namespace linac {

struct AffineSystem {
    std::string description;               ///< such as "minimal automaton of dimension 2"
    std::vector<std::string> coordinates;  ///< names, for messages and labels
    bool is_of_states = true;              ///< whether they are weights of the automaton's states
    SparseVector initial;
    std::vector<SparseMatrix> matrix;  ///< A_σ by symbol
    std::vector<SparseVector> offset;  ///< b_σ by symbol
    SparseVector read;
    Rational constant;

    [[nodiscard]] std::size_t size() const noexcept { return coordinates.size(); }
    /// Whether all offsets are zero.
    [[nodiscard]] bool is_linear() const noexcept;
};

/// The automaton itself.
[[nodiscard]] AffineSystem system_of(const WeightedAutomaton& automaton, std::string description);

/// The minimal automaton without the coordinate `left_out`, which its constant functional expresses by the
/// others; nothing if there is no constant functional or it does not involve that coordinate.
class ConstantFunctional {
  public:
    explicit ConstantFunctional(const WeightedAutomaton& minimal);
    [[nodiscard]] bool exists() const noexcept { return !functional_.empty(); }
    /// Coordinates that can be left out.
    [[nodiscard]] const SparseVector& coordinates() const noexcept { return functional_; }
    [[nodiscard]] AffineSystem without(std::size_t left_out) const;

  private:
    const WeightedAutomaton& automaton_;
    SparseVector functional_;  // c with M_σ c = c and α c = 1
};

/// Distinct integers x₁ … x_d, the smallest by absolute value: 0, 1, −1, 2, −2, …
[[nodiscard]] Vector interpolation_points(std::size_t count);

/// a with a_i = p(x_i)/Π_{j≠i}(x_i − x_j), so that diag(x) − a 1ᵀ has the characteristic polynomial
/// p(λ) = λ^d + Σ_i coefficients[i] λ^i (Lagrange interpolation). `points` are distinct.
[[nodiscard]] Vector rank_one_part(const Vector& points, const Vector& coefficients);

/// For a minimal automaton over one letter: A = diag(x) − a 1ᵀ with distinct integers x_i and a_i =
/// p(x_i)/Π_{j≠i}(x_i − x_j), p the characteristic polynomial, which is similar to the (cyclic) minimal
/// automaton; the read is 1ᵀ.
[[nodiscard]] AffineSystem diagonal_plus_rank_one_system(const WeightedAutomaton& minimal);

/// The parts of the system between which no matrix has a non-zero; each becomes a head. The constant goes to
/// none.
[[nodiscard]] std::vector<AffineSystem> components(const AffineSystem& system);

}  // namespace linac
