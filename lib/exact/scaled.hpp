// Integers over one common denominator, reduced only when the denominator has grown: on long words this keeps
// numbers near their least size without a greatest common divisor at every step.
#pragma once

#include <cstddef>
#include <vector>

#include "exact/matrix.hpp"

namespace linac {

/// The common denominator of some integers that are kept elsewhere.
class CommonDenominator {
  public:
    [[nodiscard]] const Rational& value() const noexcept { return value_; }

    void reset(const Rational& value = 1) {
        value_ = value;
        reduced_bits_ = value_.numerator_bits();
    }
    /// The numerators were multiplied by the integer `factor`, or the quotients divided by it.
    void multiply(const Rational& factor) { value_ *= factor; }

    /// Whether it has grown by half since it was last reduced.
    [[nodiscard]] bool has_grown() const noexcept {
        constexpr std::size_t slack_bits = 64;
        return value_.numerator_bits() > reduced_bits_ + reduced_bits_ / 2 + slack_bits;
    }
    /// Divides the numerators and the denominator by their greatest common divisor.
    void reduce(std::vector<Rational>& numerators) {
        Rational divisor = value_;
        for (const Rational& n : numerators) {
            if (divisor.is_one()) break;
            if (!n.is_zero()) divisor = gcd(divisor, n);
        }
        if (!divisor.is_one()) {
            for (Rational& n : numerators)
                if (!n.is_zero()) n = exact_quotient(n, divisor);
            value_ = exact_quotient(value_, divisor);
        }
        reduced_bits_ = value_.numerator_bits();
    }

  private:
    Rational value_ = 1;
    std::size_t reduced_bits_ = 1;
};

}  // namespace linac
