// Arithmetic modulo word-sized primes, for searches whose result is afterwards proved over ℚ.
//
// For a prime p, the rationals whose denominator p does not divide form a ring ℤ_(p) with a homomorphism onto
// 𝔽_p, a/b ↦ a b⁻¹ mod p. So what is non-zero modulo p is non-zero over ℚ, and vectors that are independent
// modulo p are independent over ℚ; never the other way round. A prime that divides a denominator is skipped.
// Primes just below 2^62 fit FLINT's small integers, leave room for sums of eight products in two words
// (row_sum.hpp), and keep the number of searches low.
//
//     PrimeStream primes;
//     const PrimeField field(primes.next());
//     assert(field.multiply(2, *field.reduce(Rational(1, 2))) == 1);
#pragma once

#include <flint/nmod_vec.h>
#include <flint/ulong_extras.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "exact/matrix.hpp"

namespace linac {

/// An element of 𝔽_p, 0 ≤ residue < p.
using Residue = std::uint64_t;

class PrimeField {
  public:
    /// `prime` below 2^62.
    explicit PrimeField(Residue prime) { nmod_init(&modulus_, prime); }

    [[nodiscard]] Residue prime() const noexcept { return modulus_.n; }
    [[nodiscard]] const nmod_t& modulus() const noexcept { return modulus_; }
    [[nodiscard]] Residue add(Residue left, Residue right) const noexcept {
        const Residue sum = left + right;
        return sum >= modulus_.n ? sum - modulus_.n : sum;
    }
    [[nodiscard]] Residue negate(Residue value) const noexcept { return value == 0 ? 0 : modulus_.n - value; }
    [[nodiscard]] Residue multiply(Residue left, Residue right) const noexcept {
        return nmod_mul(left, right, modulus_);
    }
    /// value⁻¹, for value ≠ 0.
    [[nodiscard]] Residue inverse(Residue value) const { return n_invmod(value, modulus_.n); }
    /// The image of an integer.
    [[nodiscard]] Residue reduce_integer(const fmpz* value) const noexcept {
        if (COEFF_IS_MPZ(*value)) return reduce_large(value);
        const auto prime = static_cast<fmpz>(modulus_.n);
        const fmpz rest = *value<prime&& * value> - prime ? *value : *value % prime;
        return static_cast<Residue>(rest < 0 ? rest + prime : rest);
    }
    /// The image of a rational, or nothing if the prime divides its denominator.
    [[nodiscard]] std::optional<Residue> reduce(const Rational& value) const;

  private:
    [[nodiscard]] Residue reduce_large(const fmpz* value) const noexcept;

    nmod_t modulus_;
};

/// A fixed factor with Shoup's quotient ⌊factor · 2^64 / p⌋: products without a division.
struct Multiplier {
    Residue factor;
    Residue quotient;

    Multiplier(Residue value, const PrimeField& field)
        : factor(value), quotient(n_mulmod_precomp_shoup(value, field.prime())) {}
    [[nodiscard]] Residue times(Residue value, Residue prime) const noexcept {
        return n_mulmod_shoup(factor, value, quotient, prime);
    }
};

/// Distinct primes below 2^62: descending, after some given ones, so that a search can be repeated; or at
/// random.
class PrimeStream {
  public:
    PrimeStream() = default;
    /// Begins with the given distinct primes below 2^61; small ones mislead more often, which tests want.
    explicit PrimeStream(std::vector<Residue> first) : first_(std::move(first)) {}
    /// Primes between 2^61 and 2^62, each drawn with equal chances.
    [[nodiscard]] static PrimeStream random(std::uint64_t seed);

    [[nodiscard]] Residue next();

  private:
    std::vector<Residue> first_;
    std::size_t taken_ = 0;
    Residue candidate_ = (Residue{1} << 62U) + 1;
    std::optional<std::mt19937_64> engine_;
    std::vector<Residue> drawn_;
};

/// A non-zero modulo p and where it stands.
struct ResidueEntry {
    std::uint32_t index;
    Residue value;
};

/// Sparse rows modulo p one after the other: the non-zeros of row i by ascending column.
class ResidueRows {
  public:
    [[nodiscard]] std::size_t size() const noexcept { return offsets_.size() - 1; }
    [[nodiscard]] std::size_t nonzeros() const noexcept { return entries_.size(); }
    [[nodiscard]] const ResidueEntry* begin(std::size_t row) const { return entries_.data() + offsets_[row]; }
    [[nodiscard]] const ResidueEntry* end(std::size_t row) const {
        return entries_.data() + offsets_[row + 1];
    }
    [[nodiscard]] std::size_t length(std::size_t row) const { return offsets_[row + 1] - offsets_[row]; }

    void append(ResidueEntry entry) { entries_.push_back(entry); }
    void end_row() { offsets_.push_back(entries_.size()); }

  private:
    std::vector<std::size_t> offsets_ = {0};
    std::vector<ResidueEntry> entries_;
};

}  // namespace linac
