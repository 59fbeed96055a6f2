// Product along a long word: row · M_{w_1} M_{w_2} ⋯ M_{w_T} · column, for few square matrices M_σ and a word w
// over them.
//
// One symbol after the other multiplies T numbers of up to T bits by small ones: quadratic. Here denominators
// are cleared once, the word is cut into blocks, the matrix of each block is a balanced tree of products of
// numbers of equal length, and the row is multiplied by the blocks of the first half from the left, the column
// by those of the other half from the right. Factors that occur again near the leaves are multiplied once. With
// M(b) the time to multiply b bits, this takes O(n³ M(T) log T); the two sides and the halves of large products
// run in parallel.
//
//     const WordProduct product(matrices);
//     assert(product.value(row, {0, 1, 1}, column) == row * M[0] * M[1] * M[1] * column);
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "exact/matrix.hpp"

namespace linac {

class WordProduct {
  public:
    /// A vector as integers over a common denominator.
    struct Integers {
        Vector numerators;
        Rational denominator = 1;
    };

    /// Matrices n×n with n ≥ 1.
    explicit WordProduct(std::span<const SparseMatrix> matrices);
    ~WordProduct();
    WordProduct(WordProduct&&) noexcept;
    WordProduct& operator=(WordProduct&&) noexcept;
    WordProduct(const WordProduct&) = delete;
    WordProduct& operator=(const WordProduct&) = delete;

    /// row · M_w · column; the symbols of the word are indices of matrices.
    [[nodiscard]] Rational value(const Integers& row, std::span<const std::size_t> word,
                                 const Integers& column) const;
    /// row ← row · M_w, not in lowest terms.
    void advance(Integers& row, std::span<const std::size_t> word) const;

    /// About how many nanoseconds `value` takes, where each symbol adds `bits` bits; for choosing a method.
    [[nodiscard]] std::uint64_t estimate(std::size_t length, std::uint64_t bits) const;

  private:
    struct Matrices;
    std::unique_ptr<const Matrices> matrices_;
};

/// The vector as integers over its least common denominator.
[[nodiscard]] WordProduct::Integers to_integers(const SparseVector& vector, std::size_t size);

}  // namespace linac
