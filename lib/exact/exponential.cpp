#include "exact/exponential.hpp"

#include <mpfr.h>

// After mpfr.h and before FLINT's own headers, which declare the conversions to MPFR only then.
#include <flint/fmpq.h>
#include <flint/fmpz.h>
#include <gmp.h>

namespace linac {
namespace {

class Real {
  public:
    explicit Real(mpfr_prec_t precision) { mpfr_init2(value_, precision); }
    ~Real() { mpfr_clear(value_); }
    Real(const Real&) = delete;
    Real& operator=(const Real&) = delete;
    [[nodiscard]] mpfr_ptr get() noexcept { return value_; }

  private:
    mpfr_t value_;
};

/// The value itself, a positive number.
Rational exact(Real& real) {
    mpz_t mantissa;
    mpz_init(mantissa);
    const mpfr_exp_t exponent = mpfr_get_z_2exp(mantissa, real.get());
    Rational value;
    fmpz_set_mpz(fmpq_numref(value.flint()), mantissa);
    mpz_clear(mantissa);
    const Rational scale = power(2, static_cast<std::uint64_t>(exponent < 0 ? -exponent : exponent));
    return exponent < 0 ? value / scale : value * scale;
}

/// A bound of e^exponent from the side to which `direction` rounds.
Rational bound(const Rational& exponent, mpfr_prec_t precision, mpfr_rnd_t direction) {
    Real real(precision);
    mpq_t fraction;
    mpq_init(fraction);
    fmpq_get_mpq(fraction, exponent.flint());
    mpfr_set_q(real.get(), fraction, direction);
    mpq_clear(fraction);
    mpfr_exp(real.get(), real.get(), direction);
    return exact(real);
}

}  // namespace

std::optional<Rational> rounded_exponential(const Rational& exponent, const FloatFormat& format) {
    if (exponent.is_zero()) return Rational(1);
    // Beyond every format; and within it, the precisions below are those of numbers, not of their exponents.
    const Rational far(std::int64_t{2} * (format.max_exponent + format.precision));
    if (exponent > far) return std::nullopt;
    if (exponent < -far) return Rational(0);
    for (mpfr_prec_t precision = 2 * format.precision + 32;; precision *= 2) {
        auto below = rounded(bound(exponent, precision, MPFR_RNDD), format);
        const auto above = rounded(bound(exponent, precision, MPFR_RNDU), format);
        if (below == above) return below;
    }
}

}  // namespace linac
