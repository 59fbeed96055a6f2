// The characteristic polynomial det(λI − A) of a rational matrix, factored over ℚ: the eigenvalues that are rational
// are its linear factors.
//
//     const auto factors = characteristic_factors(swap);                 // of (0 1; 1 0)
//     assert(in_lambda(factors) == "(λ − 1) (λ + 1)");
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exact/matrix.hpp"

namespace linac {

struct PolynomialFactor {
    Vector coefficients;  ///< coprime integers, the constant first, the last positive; irreducible
    std::size_t multiplicity = 1;

    /// The root of a linear factor.
    [[nodiscard]] std::optional<Rational> root() const {
        if (coefficients.size() != 2) return std::nullopt;
        return -coefficients[0] / coefficients[1];
    }

    friend bool operator==(const PolynomialFactor&, const PolynomialFactor&) = default;
};

/// Of a square matrix; by ascending degree, then by coefficients. Their product is det(λI − A) times
/// an integer.
[[nodiscard]] std::vector<PolynomialFactor> characteristic_factors(const SparseMatrix& matrix);

/// Such as "(λ − 1)³ (2λ + 1) (λ² − λ − 1)"; "1" for no factor.
[[nodiscard]] std::string in_lambda(const std::vector<PolynomialFactor>& factors);

}  // namespace linac
