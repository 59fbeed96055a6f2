// The geometric series of a square matrix over ℚ, applied to a right side:
//
//     X = Σ_k A^k B = (I − A)⁻¹ B,
//
// where it converges. It does iff every eigenvalue of every diagonal block of A, a block for each strongly connected
// component of its non-zeros, lies inside the unit circle. A block without negative entries is decided by one solution
// of (I − A) x = 1, which is then positive (Collatz 1942, Wielandt 1950); another one by its absolute values, and if
// these do not converge by the Schur–Cohn test of its characteristic polynomial. All of it is exact.
//
//     SparseMatrix half(1, 1);
//     half.add(0, 0, Rational(1, 2));
//     const auto sum = geometric_series(half, SparseMatrix::identity(1));
//     assert(std::get<SparseMatrix>(sum).at(0, 0) == 2);
#pragma once

#include <variant>
#include <vector>

#include "exact/matrix.hpp"

namespace linac {

/// A cycle of non-zeros, i₁ → i₂ → … → i₁, in a block of the matrix whose powers do not tend to 0: one whose weight is
/// at least 1, where the search meets one.
struct DivergentCycle {
    std::vector<std::size_t> indices;  ///< i₁, i₂, …
    Rational weight;                   ///< the product of its entries
};

/// Largest block, in rows, that is decided, by dense matrices in seconds.
inline constexpr std::size_t max_block_rows = 1000;
/// The same where only the characteristic polynomial decides.
inline constexpr std::size_t max_schur_rows = 200;
/// Most that the square of its rows times its columns on the right side may be, of which its rows suffice.
inline constexpr std::size_t max_block_work = 27'000'000;

/// Most non-zeros of a result.
inline constexpr std::size_t max_series_nonzeros = 20'000'000;

/// X, or a cycle that keeps the series from converging. Throws impossible over a limit.
[[nodiscard]] std::variant<SparseMatrix, DivergentCycle> geometric_series(const SparseMatrix& matrix,
                                                                          const SparseMatrix& right);

/// Whether all roots of the polynomial lie inside the unit circle; its coefficients are integers, given from the
/// constant on, and the last one is not 0. Source: Schur 1918, Cohn 1922.
[[nodiscard]] bool is_schur_stable(Vector coefficients);

}  // namespace linac
