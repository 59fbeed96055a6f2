#include "trace/decimal_size.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"

namespace linac::decimal_size_test {
namespace {

TEST(DecimalSize, of_integers_and_fractions) {
    EXPECT_EQ(decimal_size(1), "≈ 1.0, 1 digit");
    EXPECT_EQ(decimal_size(-25), "≈ -2.5·10¹, 2 digits");
    EXPECT_EQ(decimal_size(Rational(1, 3)), "≈ 3.3·10⁻¹, 1/1 digits");
    EXPECT_EQ(decimal_size(Rational(1, 1'000'000)), "≈ 1.0·10⁻⁶, 1/7 digits");
    EXPECT_EQ(decimal_size(power(7, 250)), "≈ 1.9·10²¹¹, 212 digits");
    EXPECT_EQ(decimal_size(Rational(1) / power(10, 1000)), "≈ 1.0·10⁻¹⁰⁰⁰, 1/1001 digits");
}

TEST(DecimalSize, rounds_the_second_digit_and_carries) {
    EXPECT_EQ(decimal_size(1249), "≈ 1.2·10³, 4 digits");
    EXPECT_EQ(decimal_size(1250), "≈ 1.3·10³, 4 digits");
    EXPECT_EQ(decimal_size(9949), "≈ 9.9·10³, 4 digits");
    EXPECT_EQ(decimal_size(9950), "≈ 1.0·10⁴, 4 digits");
}

TEST(DecimalSize, brief_keeps_short_numbers) {
    EXPECT_EQ(brief(0), "0");
    EXPECT_EQ(brief(Rational(-1, 3)), "-1/3");
    EXPECT_EQ(brief(power(10, 23)), "100000000000000000000000");
    EXPECT_EQ(brief(power(10, 24)), "≈ 1.0·10²⁴, 25 digits");
}

/// The number that the text says, between its two neighbours of two digits.
RC_GTEST_PROP(DecimalSize, is_near_the_number, ()) {
    const auto numerator =
        power(*rc::gen::inRange<std::int64_t>(1, 1000), *rc::gen::inRange<std::uint64_t>(1, 60));
    const auto denominator =
        power(*rc::gen::inRange<std::int64_t>(1, 1000), *rc::gen::inRange<std::uint64_t>(1, 60));
    const Rational value = numerator / denominator;
    std::string text = decimal_size(value);
    const Rational head = *parse_rational(text.substr(4, 3));
    Rational scale = 1;
    const std::size_t ten = text.find("·10");
    if (ten != std::string::npos) {
        static const std::vector<std::string> raised = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
        std::string exponent = text.substr(ten + 4, text.find(',') - ten - 4);
        const bool is_negative = exponent.find("⁻") == 0;
        if (is_negative) exponent.erase(0, std::string("⁻").size());
        std::string digits;
        while (!exponent.empty())
            for (std::size_t d = 0; d < 10; ++d)
                if (exponent.find(raised[d]) == 0) {
                    digits += std::to_string(d);
                    exponent.erase(0, raised[d].size());
                    break;
                }
        scale = power(10, std::stoull(digits));
        if (is_negative) scale = Rational(1) / scale;
    }
    RC_ASSERT(abs(value / scale - head) <= Rational(51, 1000));
}

}  // namespace
}  // namespace linac::decimal_size_test
