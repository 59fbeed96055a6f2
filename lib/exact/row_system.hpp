// Row systems: row vectors g ∈ ℚ^{1×n}, the n×n matrices M_σ that act on them from the right, and a column f
// that may be tested on them. What is asked of a system: the span of all g M_w (span.hpp), and whether every
// g M_w f is 0 (zero.hpp).
#pragma once

#include <span>

#include "exact/modular_matrix.hpp"

namespace linac {

/// The matrices are not copied. If `second` is not empty, it has as many matrices as `operators`, and the
/// operators are these and those as diagonal blocks.
struct RowSystem {
    std::size_t size;
    std::vector<SparseVector> generators;
    std::span<const SparseMatrix> operators;
    SparseVector functional = {};
    std::span<const SparseMatrix> second = {};

    /// The size of the first of two blocks, 0 if there is only one.
    [[nodiscard]] std::size_t turn() const noexcept { return second.empty() ? 0 : operators[0].rows(); }
};

/// The image of a row system modulo a prime.
struct ModularSystem {
    PrimeField field;
    std::size_t size;
    ResidueRows generators;
    std::vector<ModularMatrix> operators;
    std::vector<Residue> functional;  ///< dense
};

/// A row system, prepared for being reduced modulo many primes.
class ReducibleSystem {
  public:
    explicit ReducibleSystem(const RowSystem& system);

    [[nodiscard]] const RowSystem& system() const noexcept { return *system_; }
    /// The image, or nothing if the prime divides a denominator.
    [[nodiscard]] std::optional<ModularSystem> modulo(Residue prime) const;

    [[nodiscard]] const std::vector<ReducibleRows>& generators() const noexcept { return generators_; }
    [[nodiscard]] const std::vector<ReducibleRows>& operators() const noexcept { return operators_; }
    [[nodiscard]] const ReducibleRows& functional() const noexcept { return functional_; }

  private:
    const RowSystem* system_;
    std::vector<ReducibleRows> generators_;
    std::vector<ReducibleRows> operators_;
    ReducibleRows functional_;
};

}  // namespace linac
