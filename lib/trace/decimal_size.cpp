#include "trace/decimal_size.hpp"

#include <array>
#include <cstdint>

namespace linac {
namespace {

constexpr std::size_t leading = 18;

/// A positive integer as head · 10^exponent, the head of 18 digits.
struct Leading {
    std::uint64_t head = 0;
    std::int64_t exponent = 0;
};

Leading leading_digits(std::string digits) {
    const auto exponent = static_cast<std::int64_t>(digits.size()) - static_cast<std::int64_t>(leading);
    digits.resize(leading, '0');
    return {std::stoull(digits), exponent};
}

std::string raised(std::int64_t exponent) {
    static const std::array<const char*, 10> digits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text;
    for (const char c : std::to_string(exponent))
        text += c == '-' ? "⁻" : digits[static_cast<std::size_t>(c - '0')];
    return text;
}

}  // namespace

std::string decimal_size(const Rational& value) {
    const std::string text = to_string(abs(value));
    const std::size_t slash = text.find('/');
    const std::string above = text.substr(0, slash);
    const std::string below = slash == std::string::npos ? "1" : text.substr(slash + 1);
    const Leading numerator = leading_digits(above);
    const Leading denominator = leading_digits(below);

    // numerator / denominator = quotient · 10^exponent, the quotient of 18 digits or 19.
    __extension__ using Wide = unsigned __int128;
    constexpr std::uint64_t shift = 1'000'000'000'000'000'000;  // 10^18
    Wide quotient = Wide{numerator.head} * shift / denominator.head;
    std::int64_t exponent = numerator.exponent - denominator.exponent - static_cast<std::int64_t>(leading);
    while (quotient >= 1000) {
        quotient /= 10;
        ++exponent;
    }
    quotient = (quotient + 5) / 10;  // two digits, or 100
    ++exponent;
    if (quotient == 100) {
        quotient = 10;
        ++exponent;
    }
    const auto two = static_cast<std::size_t>(quotient);
    std::string result = value.sign() < 0 ? "≈ -" : "≈ ";
    result += std::to_string(two / 10) + "." + std::to_string(two % 10);
    if (exponent + 1 != 0) result += "·10" + raised(exponent + 1);
    result += ", " + std::to_string(above.size());
    if (slash != std::string::npos) result += "/" + std::to_string(below.size());
    return result + (slash == std::string::npos && above.size() == 1 ? " digit" : " digits");
}

std::string brief(const Rational& value) {
    const std::string text = to_string(value);
    return text.size() <= longest_brief_number ? text : decimal_size(value);
}

}  // namespace linac
