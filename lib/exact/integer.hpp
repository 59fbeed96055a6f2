// Integer: a FLINT integer that frees itself, for the other files of lib/exact.
//
// A bare temporary where Rational's care for fractions is not wanted; it passes for FLINT's fmpz_t.
//
//     Integer power;
//     fmpz_one(power);
//     fmpz_mul_2exp(power, power, 100);   // 2^100
#pragma once

#include <flint/fmpz.h>

namespace linac {

class Integer {
  public:
    Integer() noexcept { fmpz_init(value_); }
    Integer(const Integer&) = delete;
    Integer& operator=(const Integer&) = delete;
    ~Integer() { fmpz_clear(value_); }
    operator fmpz*() noexcept { return value_; }              // NOLINT(google-explicit-constructor)
    operator const fmpz*() const noexcept { return value_; }  // NOLINT(google-explicit-constructor)

  private:
    fmpz_t value_;
};

}  // namespace linac
