// Rational: an exact element of ℚ in lowest terms, q > 0.
//
// Numerator and denominator are FLINT integers: below 2^62 they live in the object itself (16 bytes in
// all, no allocation), above they are GMP integers. All arithmetic is exact; division by zero throws
// std::domain_error.
//
//     const Rational third(1, 3);
//     const Rational sum = third + *parse_rational("0.05");   // exactly 23/60
//     assert(to_string(sum) == "23/60");
#pragma once

#include <flint/fmpq.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace linac {

class Rational {
  public:
    Rational() noexcept { fmpq_init(value_); }
    Rational(std::int64_t integer) noexcept {  // NOLINT(google-explicit-constructor): as in the field ℚ ⊃ ℤ
        fmpq_init(value_);
        fmpz_set_si(fmpq_numref(value_), integer);
    }
    /// numerator / denominator in lowest terms.
    Rational(std::int64_t numerator, std::int64_t denominator);
    Rational(const Rational& other) {
        fmpq_init(value_);
        fmpq_set(value_, other.value_);
    }
    Rational(Rational&& other) noexcept {
        fmpq_init(value_);
        fmpq_swap(value_, other.value_);
    }
    Rational& operator=(const Rational& other) {
        if (this != &other) fmpq_set(value_, other.value_);
        return *this;
    }
    Rational& operator=(Rational&& other) noexcept {
        fmpq_swap(value_, other.value_);
        return *this;
    }
    ~Rational() { fmpq_clear(value_); }

    [[nodiscard]] bool is_zero() const noexcept { return fmpz_is_zero(fmpq_numref(value_)) != 0; }
    [[nodiscard]] bool is_one() const noexcept {
        return fmpz_is_one(fmpq_numref(value_)) != 0 && is_integer();
    }
    [[nodiscard]] bool is_integer() const noexcept { return fmpz_is_one(fmpq_denref(value_)) != 0; }
    /// Whether the denominator is a power of two.
    [[nodiscard]] bool is_dyadic() const;
    /// −1, 0 or 1.
    [[nodiscard]] int sign() const noexcept { return fmpz_sgn(fmpq_numref(value_)); }
    [[nodiscard]] std::size_t numerator_bits() const noexcept { return fmpz_bits(fmpq_numref(value_)); }
    [[nodiscard]] std::size_t denominator_bits() const noexcept { return fmpz_bits(fmpq_denref(value_)); }
    [[nodiscard]] Rational numerator() const;
    [[nodiscard]] Rational denominator() const;
    /// The value as an integer, if it is one that fits.
    [[nodiscard]] std::optional<std::int64_t> as_int64() const noexcept;

    Rational& operator+=(const Rational& other) {
        if (is_integer() && other.is_integer())
            fmpz_add(fmpq_numref(value_), fmpq_numref(value_), fmpq_numref(other.value_));
        else
            fmpq_add(value_, value_, other.value_);
        return *this;
    }
    Rational& operator-=(const Rational& other) {
        if (is_integer() && other.is_integer())
            fmpz_sub(fmpq_numref(value_), fmpq_numref(value_), fmpq_numref(other.value_));
        else
            fmpq_sub(value_, value_, other.value_);
        return *this;
    }
    Rational& operator*=(const Rational& other) {
        if (is_integer() && other.is_integer())
            fmpz_mul(fmpq_numref(value_), fmpq_numref(value_), fmpq_numref(other.value_));
        else
            fmpq_mul(value_, value_, other.value_);
        return *this;
    }
    Rational& operator/=(const Rational& other);
    /// *this += left · right, without a temporary for integers; for those of a word, by machine arithmetic that
    /// notices an overflow.
    void add_product(const Rational& left, const Rational& right) {
        if (is_word() && left.is_word() && right.is_word()) {
            slong product = 0;
            slong sum = 0;
            const bool fits =
                !__builtin_mul_overflow(*fmpq_numref(left.value_), *fmpq_numref(right.value_), &product) &&
                !__builtin_add_overflow(product, *fmpq_numref(value_), &sum);
            if (fits && sum >= COEFF_MIN && sum <= COEFF_MAX) {
                *fmpq_numref(value_) = sum;
                return;
            }
        }
        if (is_integer() && left.is_integer() && right.is_integer())
            fmpz_addmul(fmpq_numref(value_), fmpq_numref(left.value_), fmpq_numref(right.value_));
        else
            fmpq_addmul(value_, left.value_, right.value_);
    }
    void negate() noexcept { fmpq_neg(value_, value_); }
    void set_zero() noexcept { fmpq_zero(value_); }

    friend Rational operator+(Rational left, const Rational& right) { return std::move(left += right); }
    friend Rational operator-(Rational left, const Rational& right) { return std::move(left -= right); }
    friend Rational operator*(Rational left, const Rational& right) { return std::move(left *= right); }
    friend Rational operator/(Rational left, const Rational& right) { return std::move(left /= right); }
    friend Rational operator-(Rational value) {
        value.negate();
        return value;
    }
    friend bool operator==(const Rational& left, const Rational& right) noexcept {
        return fmpq_equal(left.value_, right.value_) != 0;
    }
    friend std::strong_ordering operator<=>(const Rational& left, const Rational& right) {
        return fmpq_cmp(left.value_, right.value_) <=> 0;
    }

    /// The FLINT number inside, for the other files of lib/exact.
    [[nodiscard]] const fmpq* flint() const noexcept { return value_; }
    [[nodiscard]] fmpq* flint() noexcept { return value_; }

  private:
    /// Whether it is an integer that FLINT keeps in a word, and not in allocated memory.
    [[nodiscard]] bool is_word() const noexcept {
        return *fmpq_denref(value_) == 1 && !COEFF_IS_MPZ(*fmpq_numref(value_));
    }

    fmpq_t value_;
};

/// |value|.
[[nodiscard]] Rational abs(Rational value);

/// base^exponent.
[[nodiscard]] Rational power(const Rational& base, std::uint64_t exponent);

/// The root of the square of a rational number; none of another number.
[[nodiscard]] std::optional<Rational> square_root(const Rational& value);

/// Of integers: the greatest common divisor, the least common multiple, and left / right where it is an
/// integer.
[[nodiscard]] Rational gcd(const Rational& left, const Rational& right);
[[nodiscard]] Rational lcm(const Rational& left, const Rational& right);
[[nodiscard]] Rational exact_quotient(const Rational& left, const Rational& right);

/// The integer with these digits, the first the most significant, each less than `base` ≥ 2.
[[nodiscard]] Rational integer_from_digits(std::span<const std::uint64_t> digits, std::uint64_t base);

/// The same for equal values.
[[nodiscard]] std::size_t hash_of(const Rational& value);

/// `p` or `p/q`, lowest terms, q > 0.
[[nodiscard]] std::string to_string(const Rational& value);

/// What keeps a text from being a rational number.
enum class NumberError { no_digits, zero_denominator, trailing_text, too_long };

/// Most digits that parse_rational accepts; a longer number in a file is taken for an attack or an accident.
inline constexpr std::size_t max_digits = 100'000;

/// A rational number, or what is wrong with the text and at which byte.
struct ParsedNumber {
    std::optional<Rational> value;
    NumberError error = NumberError::no_digits;  ///< meaningful if there is no value
    std::size_t offset = 0;                      ///< byte at which the error lies
};

/// Reads `[+-]digits`, `[+-]digits/digits` or a finite decimal `[+-]digits.digits`; decimals are exact (0.05
/// is 1/20).
[[nodiscard]] ParsedNumber parse_number(std::string_view text);

/// The same without the reason.
[[nodiscard]] inline std::optional<Rational> parse_rational(std::string_view text) {
    return parse_number(text).value;
}

}  // namespace linac
