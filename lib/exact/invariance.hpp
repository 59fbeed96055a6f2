// Proof that the rows V of a lifted basis, with pivots π, span a space that contains the generators g of a
// row system, is closed under its operators M_σ, and is annihilated by its functional f:
//
//     g = g_π V,      V M_σ = (V M_σ)_π V,      V f = 0.
//
// An equation is exact arithmetic in disguise once it holds modulo primes whose product is larger than what
// could be left of it: let all |V_ij| < 2^v, all |(M_σ)_ij| < 2^m, the rows of V be integral over
// denominators e_i with lcm E, and M_σ over d. Then e_i d E times the difference of both sides in row i is an
// integer below 2^(2v + m + ⌈log n⌉ + ⌈log r⌉ + 1) e_i d E, and it is 0 if primes with a product above that
// divide it. Likewise for the others. The primes must not divide e_i, d.
#pragma once

#include "exact/lift.hpp"
#include "exact/row_system.hpp"

namespace linac {

class InvarianceProof {
  public:
    /// Both must outlive the proof.
    InvarianceProof(const ReducibleSystem& system, const LiftedRows& lifted);

    /// Checks the equations modulo a prime, with the system's image there; false if one does not hold, and
    /// then there is no proof. A prime that divides a denominator of V adds nothing.
    [[nodiscard]] bool holds_modulo(const ModularSystem& image);
    /// Whether the primes suffice.
    [[nodiscard]] bool complete() const noexcept { return checked_bits_ >= needed_bits_; }

  private:
    /// V modulo a prime: its entries outside the pivots, the columns renumbered.
    [[nodiscard]] std::optional<ResidueRows> others_modulo(const PrimeField& field) const;

    const LiftedRows& lifted_;
    std::size_t size_;
    std::vector<std::uint32_t> place_;  // of a column outside the pivots among those
    std::vector<std::size_t> others_;   // those
    std::size_t needed_bits_ = 0;
    std::size_t checked_bits_ = 0;
};

}  // namespace linac
