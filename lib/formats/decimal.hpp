// Numbers as programs print them: decimals that may have an exponent, read exactly; and rationals as decimals.
//
//     [+-] ( digits [. [digits]] | . digits ) [ (e | E) [+-] digits ]      or      [+-] digits / digits
//
//     assert(parse_decimal("1e-05").decimal->value == Rational(1, 100'000));
//     assert(exact_decimal(Rational(-5, 8)) == "-0.625");
//     assert(shortest_decimal(Rational(1, 3)) == "0.3333333333333333");
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "exact/rational.hpp"

namespace linac {

/// The most by which an exponent moves the point. Every binary64 number is printed with less; a short text could
/// otherwise ask for any amount of memory.
inline constexpr std::size_t max_decimal_exponent = 400;

struct Decimal {
    Rational value;
    Rational unit;  ///< of the last digit: 1/1000 for 0.250; 0 for p/q, which is not rounded

    friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// A number, or what is wrong with the text and at which byte.
struct ParsedDecimal {
    std::optional<Decimal> decimal;
    std::string message;     ///< if there is none: "a number without digits"
    std::size_t offset = 0;  ///< byte at which the error lies
};

[[nodiscard]] ParsedDecimal parse_decimal(std::string_view text);

/// The decimal that is the value itself; none unless the denominator is 2^i·5^j. Throws impossible if it has more than
/// max_digits digits.
[[nodiscard]] std::optional<std::string> exact_decimal(const Rational& value);

/// Of the binary64 number that is nearest to the value the shortest decimal that is nearest to no other. None if the
/// value is beyond the largest such number, or is not 0 and rounds to 0.
[[nodiscard]] std::optional<std::string> shortest_decimal(const Rational& value);

}  // namespace linac
