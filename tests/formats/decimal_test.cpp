#include "formats/decimal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <charconv>

#include "error.hpp"
#include "exact/floating.hpp"
#include "support/random_automata.hpp"

namespace linac::tests::decimal_test {
namespace {

Rational value_of(const std::string& text) {
    const ParsedDecimal parsed = parse_decimal(text);
    EXPECT_TRUE(parsed.decimal) << text << ": " << parsed.message;
    return parsed.decimal ? parsed.decimal->value : Rational();
}

TEST(ParseDecimal, reads_numbers_as_programs_print_them) {
    EXPECT_EQ(value_of("0"), Rational(0));
    EXPECT_EQ(value_of("-12"), Rational(-12));
    EXPECT_EQ(value_of(".5"), Rational(1, 2));
    EXPECT_EQ(value_of("+5."), Rational(5));
    EXPECT_EQ(value_of("-.25"), Rational(-1, 4));
    EXPECT_EQ(value_of("1e-05"), Rational(1, 100'000));
    EXPECT_EQ(value_of("6.25E+2"), Rational(625));
    EXPECT_EQ(value_of("1.5e3"), Rational(1500));
    EXPECT_EQ(value_of("3/12"), Rational(1, 4));
    EXPECT_EQ(value_of("1e400"), power(10, 400));
    EXPECT_EQ(value_of("0.1"), Rational(1, 10));
}

TEST(ParseDecimal, tells_the_unit_of_the_last_digit) {
    EXPECT_EQ(parse_decimal("0.250").decimal->unit, Rational(1, 1000));
    EXPECT_EQ(parse_decimal("8.1496940618e-07").decimal->unit, Rational(1) / power(10, 17));
    EXPECT_EQ(parse_decimal("12").decimal->unit, Rational(1));
    EXPECT_EQ(parse_decimal("12e3").decimal->unit, Rational(1000));
    EXPECT_EQ(parse_decimal("1/2").decimal->unit, Rational(0));
}

TEST(ParseDecimal, says_what_is_wrong_and_where) {
    const auto expect = [](const std::string& text, const std::string& message, std::size_t offset) {
        const ParsedDecimal parsed = parse_decimal(text);
        EXPECT_FALSE(parsed.decimal) << text;
        EXPECT_EQ(parsed.message, message) << text;
        EXPECT_EQ(parsed.offset, offset) << text;
    };
    expect("", "a number without digits", 0);
    expect("-", "a number without digits", 1);
    expect(".", "a number without digits", 0);
    expect("nan", "a number without digits", 0);
    expect("0x1p3", "a text that is not a number", 1);
    expect("1.2.3", "a text that is not a number", 3);
    expect("1e", "an exponent without digits", 2);
    expect("1e+", "an exponent without digits", 2);
    expect("1e401", "an exponent beyond 400", 2);
    expect("1e-99999999999999999999999", "an exponent beyond 400", 2);
    expect("1e5x", "a text that is not a number", 3);
    expect("1/0", "a denominator of 0", 2);
    expect("1/", "a number without digits", 2);
    expect("1/2/3", "a text that is not a number", 3);
    expect(std::string(max_digits + 1, '1'), "a number of more than 100000 digits", 0);
}

RC_GTEST_PROP(ParseDecimal, reads_every_binary64_number_within_half_a_unit_of_it, ()) {
    const auto bits = *rc::gen::arbitrary<std::uint64_t>();
    const auto number = from_float_bits(bits, float64);
    RC_PRE(number.has_value());
    const std::string text = *shortest_decimal(*number);
    RC_ASSERT(rounded(value_of(text), float64) == number);
}

RC_GTEST_PROP(ExactDecimal, is_read_back, ()) {
    const Rational value = Rational(*rc::gen::arbitrary<std::int32_t>()) /
                           (power(2, *between(0, 40)) * power(5, *between(0, 40)));
    const auto text = exact_decimal(value);
    RC_ASSERT(text.has_value());
    RC_ASSERT(value_of(*text) == value);
    RC_ASSERT(parse_rational(*text) == value);
}

TEST(ExactDecimal, has_as_few_digits_as_it_can) {
    EXPECT_EQ(exact_decimal(Rational(-5, 8)), "-0.625");
    EXPECT_EQ(exact_decimal(Rational(1, 1000)), "0.001");
    EXPECT_EQ(exact_decimal(Rational(-7)), "-7");
    EXPECT_EQ(exact_decimal(Rational(0)), "0");
    EXPECT_EQ(exact_decimal(Rational(12345, 100)), "123.45");
}

TEST(ExactDecimal, is_none_where_another_prime_divides_the_denominator) {
    EXPECT_EQ(exact_decimal(Rational(1, 3)), std::nullopt);
    EXPECT_EQ(exact_decimal(Rational(1, 70)), std::nullopt);
    EXPECT_EQ(exact_decimal(Rational(1) / power(7, 3000)), std::nullopt);
}

TEST(ExactDecimal, is_refused_above_the_limit_of_files) {
    EXPECT_EQ(exact_decimal(Rational(1) / power(2, max_digits))->size(), max_digits + 2);
    EXPECT_THROW((void)exact_decimal(Rational(1) / power(2, max_digits + 1)), Error);
    EXPECT_THROW((void)exact_decimal(power(10, max_digits)), Error);
}

TEST(ShortestDecimal, is_the_nearest_number_in_few_digits) {
    EXPECT_EQ(shortest_decimal(Rational(1, 3)), "0.3333333333333333");
    EXPECT_EQ(shortest_decimal(Rational(1, 10)), "0.1");
    EXPECT_EQ(shortest_decimal(Rational(-2)), "-2");
    EXPECT_EQ(shortest_decimal(Rational(1, 300'000)), "3.3333333333333333e-06");
    EXPECT_EQ(shortest_decimal(power(10, 309)), std::nullopt);
    EXPECT_EQ(shortest_decimal(Rational(1) / power(10, 400)), std::nullopt);
}

}  // namespace
}  // namespace linac::tests::decimal_test
