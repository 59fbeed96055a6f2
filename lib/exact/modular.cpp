#include "exact/modular.hpp"

namespace linac {

std::optional<Residue> PrimeField::reduce(const Rational& value) const {
    const Residue numerator = fmpz_fdiv_ui(fmpq_numref(value.flint()), modulus_.n);
    if (value.is_integer()) return numerator;
    const Residue denominator = fmpz_fdiv_ui(fmpq_denref(value.flint()), modulus_.n);
    if (denominator == 0) return std::nullopt;
    return multiply(numerator, inverse(denominator));
}

Residue PrimeStream::next() {
    if (taken_ < first_.size()) return first_[taken_++];
    do candidate_ -= 2;
    while (n_is_prime(candidate_) == 0);  // a proof: FLINT's test has no pseudoprimes below 2^64
    return candidate_;
}

std::optional<ModularMatrix> ModularMatrix::reduce(const SparseMatrix& matrix, const PrimeField& field) {
    ModularMatrix result;
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        for (const Entry& e : matrix.row(i)) {
            const std::optional<Residue> value = field.reduce(e.value);
            if (!value) return std::nullopt;
            if (*value == 0) continue;
            result.columns_.push_back(static_cast<std::uint32_t>(e.index));
            result.entries_.emplace_back(*value, field);
        }
        result.offsets_.push_back(result.entries_.size());
    }
    return result;
}

std::optional<std::vector<ResidueEntry>> reduce(const SparseVector& vector, const PrimeField& field) {
    std::vector<ResidueEntry> result;
    for (const Entry& e : vector) {
        const std::optional<Residue> value = field.reduce(e.value);
        if (!value) return std::nullopt;
        if (*value != 0) result.push_back({static_cast<std::uint32_t>(e.index), *value});
    }
    return result;
}

}  // namespace linac
