// A bound on the integers behind the weights of words: with d_α α, d_η η and all d M_σ integral, the weight
// of a word of length ℓ times d_α d^ℓ d_η is an integer, of absolute value at most
//
//     d_α d^ℓ d_η · |α| Z^ℓ |η|      with Z_ij = max_σ |(M_σ)_ij|.
//
// Powers of Z grow by its largest eigenvalue, which is often much less than its norm. They are bounded by
// vectors of integers times a power of two, always rounded up.
#pragma once

#include "exact/row_system.hpp"

namespace linac {

class WeightBound {
  public:
    /// Of the system's first generator α, its operators and its functional η. It must outlive the bound.
    explicit WeightBound(const ReducibleSystem& system) : system_(&system) {}

    /// A number b such that these integers are below 2^b for all words up to this length, from the sums
    /// of rows.
    [[nodiscard]] std::size_t quick_bits(std::size_t length) const;
    /// The same from |α| Z^k |η|: less, but takes as long as the search for such words.
    [[nodiscard]] std::size_t bits(std::size_t length) const;

  private:
    /// Of d_α d^ℓ d_η.
    [[nodiscard]] std::size_t denominator_bits(std::size_t length) const;

    const ReducibleSystem* system_;
};

}  // namespace linac
