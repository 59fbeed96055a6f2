#include "exact/rational.hpp"

#include <memory>
#include <stdexcept>
#include <vector>

#include "hash.hpp"
#include "text.hpp"

namespace linac {

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 0) throw std::domain_error("a denominator of 0");
    fmpq_init(value_);
    fmpz_set_si(fmpq_numref(value_), numerator);
    fmpz_set_si(fmpq_denref(value_), denominator);
    fmpq_canonicalise(value_);
}

bool Rational::is_dyadic() const {
    const fmpz* denominator = fmpq_denref(value_);
    return fmpz_val2(denominator) + 1 == fmpz_bits(denominator);
}

Rational Rational::numerator() const {
    Rational result;
    fmpz_set(fmpq_numref(result.value_), fmpq_numref(value_));
    return result;
}

Rational Rational::denominator() const {
    Rational result;
    fmpz_set(fmpq_numref(result.value_), fmpq_denref(value_));
    return result;
}

std::optional<std::int64_t> Rational::as_int64() const noexcept {
    if (!is_integer() || fmpz_fits_si(fmpq_numref(value_)) == 0) return std::nullopt;
    return fmpz_get_si(fmpq_numref(value_));
}

Rational& Rational::operator/=(const Rational& other) {
    if (other.is_zero()) throw std::domain_error("division by 0");
    if (!other.is_one()) fmpq_div(value_, value_, other.value_);
    return *this;
}

Rational abs(Rational value) {
    if (value.sign() < 0) value.negate();
    return value;
}

Rational power(const Rational& base, std::uint64_t exponent) {
    Rational result(1);
    Rational square = base;
    for (; exponent > 0; exponent >>= 1U) {
        if ((exponent & 1U) != 0) result *= square;
        if (exponent > 1) square *= Rational(square);
    }
    return result;
}

std::optional<Rational> square_root(const Rational& value) {
    if (fmpz_is_square(fmpq_numref(value.flint())) == 0 || fmpz_is_square(fmpq_denref(value.flint())) == 0)
        return std::nullopt;
    Rational root;
    fmpz_sqrt(fmpq_numref(root.flint()), fmpq_numref(value.flint()));
    fmpz_sqrt(fmpq_denref(root.flint()), fmpq_denref(value.flint()));
    return root;
}

Rational gcd(const Rational& left, const Rational& right) {
    Rational result;
    fmpz_gcd(fmpq_numref(result.flint()), fmpq_numref(left.flint()), fmpq_numref(right.flint()));
    return result;
}

Rational lcm(const Rational& left, const Rational& right) {
    Rational result;
    fmpz_lcm(fmpq_numref(result.flint()), fmpq_numref(left.flint()), fmpq_numref(right.flint()));
    return result;
}

Rational exact_quotient(const Rational& left, const Rational& right) {
    Rational result;
    fmpz_divexact(fmpq_numref(result.flint()), fmpq_numref(left.flint()), fmpq_numref(right.flint()));
    return result;
}

Rational integer_from_digits(std::span<const std::uint64_t> digits, std::uint64_t base) {
    // Words of as many digits as fit below 2^63, the first perhaps of fewer; then pairs, pairs of pairs, ….
    std::size_t in_a_word = 1;
    std::uint64_t word_base = base;
    for (constexpr std::uint64_t most = std::uint64_t{1} << 62U; word_base < most / base; ++in_a_word)
        word_base *= base;
    std::vector<Rational> parts;
    for (std::size_t left = digits.size(), begin = 0; left > 0;) {
        const std::size_t count = (left - 1) % in_a_word + 1;
        std::uint64_t word = 0;
        for (const std::uint64_t digit : digits.subspan(begin, count)) word = word * base + digit;
        parts.emplace_back(static_cast<std::int64_t>(word));
        begin += count;
        left -= count;
    }
    for (Rational part_base(static_cast<std::int64_t>(word_base)); parts.size() > 1;
         part_base *= Rational(part_base)) {
        std::vector<Rational> pairs;
        const std::size_t single = parts.size() % 2;
        if (single > 0) pairs.push_back(std::move(parts[0]));
        for (std::size_t i = single; i < parts.size(); i += 2) {
            parts[i + 1].add_product(parts[i], part_base);
            pairs.push_back(std::move(parts[i + 1]));
        }
        parts = std::move(pairs);
    }
    return parts.empty() ? Rational() : std::move(parts[0]);
}

std::size_t hash_of(const Rational& value) {
    constexpr ulong prime = 18446744073709551557U;  // the largest below 2⁶⁴
    return mixed(fmpz_fdiv_ui(fmpq_numref(value.flint()), prime),
                 fmpz_fdiv_ui(fmpq_denref(value.flint()), prime));
}

std::string to_string(const Rational& value) {
    const std::unique_ptr<char, decltype(&flint_free)> text(fmpq_get_str(nullptr, 10, value.flint()),
                                                            &flint_free);
    return text.get();
}

namespace {

/// Sets `target` to the decimal digits (at least one).
void set_digits(fmpz_t target, std::string_view digits) {
    constexpr std::size_t digits_of_a_word = 18;
    if (digits.size() > digits_of_a_word) {
        fmpz_set_str(target, std::string(digits).c_str(), 10);
        return;
    }
    slong number = 0;
    for (const char digit : digits) number = 10 * number + (digit - '0');
    fmpz_set_si(target, number);
}

}  // namespace

ParsedNumber parse_number(std::string_view text) {
    std::size_t at = 0;
    const auto failed = [](NumberError error, std::size_t offset) {
        return ParsedNumber{std::nullopt, error, offset};
    };
    const auto digits = [&] {
        const std::size_t first = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return text.substr(first, at - first);
    };

    const bool negative = !text.empty() && text[0] == '-';
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) ++at;
    const std::string_view whole = digits();
    if (whole.empty()) return failed(NumberError::no_digits, at);
    if (whole.size() > max_digits) return failed(NumberError::too_long, 0);

    Rational value;
    fmpz* numerator = fmpq_numref(value.flint());
    fmpz* denominator = fmpq_denref(value.flint());
    if (at < text.size() && text[at] == '.') {
        ++at;
        const std::string_view fraction = digits();
        if (fraction.empty()) return failed(NumberError::no_digits, at);
        if (fraction.size() > max_digits) return failed(NumberError::too_long, 0);
        set_digits(numerator, std::string(whole).append(fraction));
        fmpz_set_ui(denominator, 10);
        fmpz_pow_ui(denominator, denominator, fraction.size());
    } else if (at < text.size() && text[at] == '/') {
        const std::size_t below = ++at;
        const std::string_view divisor = digits();
        if (divisor.empty()) return failed(NumberError::no_digits, at);
        if (divisor.size() > max_digits) return failed(NumberError::too_long, 0);
        set_digits(numerator, whole);
        set_digits(denominator, divisor);
        if (fmpz_is_zero(denominator) != 0) {
            fmpz_one(denominator);
            return failed(NumberError::zero_denominator, below);
        }
    } else {
        set_digits(numerator, whole);
    }
    if (at != text.size()) return failed(NumberError::trailing_text, at);
    if (negative) fmpz_neg(numerator, numerator);
    if (!value.is_integer()) fmpq_canonicalise(value.flint());
    return ParsedNumber{std::move(value)};
}

}  // namespace linac
