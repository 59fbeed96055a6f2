#include "formats/decimal.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "error.hpp"
#include "exact/floating.hpp"
#include "formats/file_limits.hpp"
#include "text.hpp"

namespace linac {
namespace {

std::string_view digits_at(std::string_view text, std::size_t& at) {
    const std::size_t first = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return text.substr(first, at - first);
}

ParsedDecimal failed(std::string message, std::size_t offset) {
    return {std::nullopt, std::move(message), offset};
}

ParsedDecimal parse_fraction(std::string_view text) {
    ParsedNumber number = parse_number(text);
    if (number.value) return {Decimal{*std::move(number.value), 0}, {}, 0};
    switch (number.error) {
        case NumberError::no_digits:
            return failed("a number without digits", number.offset);
        case NumberError::zero_denominator:
            return failed("a denominator of 0", number.offset);
        case NumberError::too_long:
            return failed("a number of more than " + std::to_string(max_digits) + " digits", number.offset);
        default:
            return failed("a text that is not a number", number.offset);
    }
}

/// The exponent behind the e; `at` moves behind it. None if it has no digits.
std::optional<std::int64_t> take_exponent(std::string_view text, std::size_t& at) {
    const bool negative = text.substr(at, 1) == "-";
    if (negative || text.substr(at, 1) == "+") ++at;
    const std::string_view digits = digits_at(text, at);
    if (digits.empty()) return std::nullopt;
    std::int64_t exponent = 0;
    constexpr std::int64_t enough = 1'000'000'000;  // beyond every limit, and far from an overflow
    for (const char digit : digits) exponent = std::min(10 * exponent + (digit - '0'), enough);
    return negative ? -exponent : exponent;
}

Rational power_of_ten(std::int64_t exponent) {
    return exponent < 0 ? Rational(1) / power(10, static_cast<std::uint64_t>(-exponent))
                        : power(10, static_cast<std::uint64_t>(exponent));
}

}  // namespace

ParsedDecimal parse_decimal(std::string_view text) {
    if (text.find('/') != std::string_view::npos) return parse_fraction(text);
    std::size_t at = 0;
    const bool negative = text.substr(0, 1) == "-";
    if (negative || text.substr(0, 1) == "+") ++at;
    const std::string_view whole = digits_at(text, at);
    std::string_view fraction;
    if (text.substr(at, 1) == ".") fraction = digits_at(text, ++at);
    if (whole.empty() && fraction.empty()) return failed("a number without digits", whole.size() + negative);
    if (whole.size() + fraction.size() > max_digits)
        return failed("a number of more than " + std::to_string(max_digits) + " digits", 0);
    std::int64_t exponent = 0;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const std::size_t begin = ++at;
        const auto read = take_exponent(text, at);
        if (!read) return failed("an exponent without digits", begin);
        exponent = *read;
        if (std::abs(exponent) > static_cast<std::int64_t>(max_decimal_exponent))
            return failed("an exponent beyond " + std::to_string(max_decimal_exponent), begin);
    }
    if (at != text.size()) return failed("a text that is not a number", at);
    const Rational unit = power_of_ten(exponent - static_cast<std::int64_t>(fraction.size()));
    Rational value = *parse_rational(std::string(whole).append(fraction)) * unit;
    return {Decimal{negative ? -value : std::move(value), unit}, {}, 0};
}

std::optional<std::string> exact_decimal(const Rational& value) {
    if (value.is_integer()) return number_in_file(value);
    // The least n with value · 10^n an integer is the larger of i and j: ten divides out what it can, then what is
    // left must be a power of two or of five.
    Rational rest = value.denominator();
    std::size_t places = 0;
    for (const std::int64_t prime : {2, 5}) {
        std::size_t count = 0;
        // By the squares of the prime first: a denominator of 10^100000 takes a few dozen divisions.
        std::vector<Rational> powers{Rational(prime)};
        while ((rest / (powers.back() * powers.back())).is_integer())
            powers.push_back(powers.back() * powers.back());
        for (std::size_t i = powers.size(); i-- > 0;) {
            const Rational quotient = rest / powers[i];
            if (!quotient.is_integer()) continue;
            rest = quotient;
            count += std::size_t{1} << i;
        }
        places = std::max(places, count);
    }
    if (!rest.is_one()) return std::nullopt;
    std::string digits = number_in_file(abs(value * power(10, places)));
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > max_digits) (void)number_in_file(power(10, places));  // says that it is too long
    digits.insert(digits.size() - places, ".");
    return (value.sign() < 0 ? "-" : "") + digits;
}

std::optional<std::string> shortest_decimal(const Rational& value) {
    const auto bits = float_bits(value, float64);
    if (!bits) return std::nullopt;
    const auto number = std::bit_cast<double>(*bits);
    if (number == 0 && !value.is_zero()) return std::nullopt;
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return std::string(text.data(), end);
}

}  // namespace linac
