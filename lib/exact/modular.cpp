#include "exact/modular.hpp"

#include <gmp.h>

#include <algorithm>

namespace linac {

Residue PrimeField::reduce_large(const fmpz* value) const noexcept {
    // Limb by limb with the prepared inverse; GMP would prepare one for every call.
    const __mpz_struct* integer = COEFF_TO_PTR(*value);
    Residue residue = 0;
    for (std::size_t limb = mpz_size(integer); limb-- > 0;)
        NMOD_RED2(residue, residue, mpz_getlimbn(integer, static_cast<mp_size_t>(limb)), modulus_);
    return mpz_sgn(integer) < 0 ? negate(residue) : residue;
}

std::optional<Residue> PrimeField::reduce(const Rational& value) const {
    const Residue numerator = reduce_integer(fmpq_numref(value.flint()));
    if (value.is_integer()) return numerator;
    const Residue denominator = reduce_integer(fmpq_denref(value.flint()));
    if (denominator == 0) return std::nullopt;
    return multiply(numerator, inverse(denominator));
}

PrimeStream PrimeStream::random(std::uint64_t seed) {
    PrimeStream stream;
    stream.engine_.emplace(seed);
    return stream;
}

Residue PrimeStream::next() {
    if (taken_ < first_.size()) return first_[taken_++];
    for (;;) {
        if (engine_)
            candidate_ = ((*engine_)() >> 3U) | (Residue{1} << 61U) | 1U;
        else
            candidate_ -= 2;
        if (n_is_prime(candidate_) == 0) continue;  // a proof: FLINT's test has no pseudoprimes below 2^64
        if (!engine_) return candidate_;
        if (std::find(drawn_.begin(), drawn_.end(), candidate_) != drawn_.end()) continue;
        drawn_.push_back(candidate_);
        return candidate_;
    }
}

}  // namespace linac
