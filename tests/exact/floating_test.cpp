#include "exact/floating.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

namespace linac::tests::floating_test {
namespace {

/// The exact value of a double, by another way than the code under test.
Rational exactly(double value) {
    int exponent = 0;
    const double mantissa = std::frexp(value, &exponent);
    const Rational integer(static_cast<std::int64_t>(std::ldexp(mantissa, 53)));
    const Rational scale = power(2, static_cast<std::uint64_t>(std::abs(exponent - 53)));
    return exponent >= 53 ? integer * scale : integer / scale;
}

TEST(Floating, does_what_its_header_shows) {
    EXPECT_EQ(rounded(Rational(1, 3), float16), Rational(1365, 4096));
    EXPECT_EQ(float_bits(Rational(-2), float32), 0xC000'0000);
    EXPECT_EQ(from_float_bits(0x3F80, bfloat16), 1);
}

TEST(Floating, names) {
    for (const FloatFormat& format : all_float_formats) EXPECT_EQ(float_format_by_name(format.name), format);
    EXPECT_FALSE(float_format_by_name("f8"));
}

/// Every number of the 16-bit formats: its value by the definition, and back.
TEST(Floating, all_numbers_of_two_bytes) {
    for (const FloatFormat& format : {bfloat16, float16}) {
        const int fraction_bits = format.precision - 1;
        std::size_t numbers = 0;
        for (std::uint64_t bits = 0; bits < 65536; ++bits) {
            const auto exponent = static_cast<int>((bits & 0x7FFFU) >> static_cast<unsigned>(fraction_bits));
            const auto fraction =
                static_cast<double>(bits & ((1U << static_cast<unsigned>(fraction_bits)) - 1U));
            const auto value = from_float_bits(bits, format);
            if (exponent == 2 * format.max_exponent + 1) {
                EXPECT_FALSE(value);
                continue;
            }
            ++numbers;
            const double significand = std::ldexp(fraction, -fraction_bits) + (exponent > 0 ? 1 : 0);
            const double expected = std::ldexp(significand, std::max(exponent, 1) - format.max_exponent);
            ASSERT_EQ(value, exactly((bits & 0x8000U) != 0 ? -expected : expected)) << bits;
            ASSERT_TRUE(holds(format, *value));
            ASSERT_EQ(float_bits(*value, format), bits == 0x8000 ? 0 : bits);
        }
        EXPECT_EQ(numbers, 65536U - (std::size_t{2} << static_cast<unsigned>(fraction_bits)));
    }
}

/// Between neighbours of a 16-bit format: the nearer one, of two the even one; beyond the last, none.
TEST(Floating, rounds_to_the_nearest_and_to_even) {
    for (const FloatFormat& format : {bfloat16, float16}) {
        const std::uint64_t infinity = format == float16 ? 0x7C00 : 0x7F80;
        for (std::uint64_t bits = 0; bits + 1 < infinity; ++bits) {
            const Rational below = *from_float_bits(bits, format);
            const Rational above = *from_float_bits(bits + 1, format);
            const Rational middle = (below + above) / 2;
            const Rational little = (above - below) / 1000003;
            ASSERT_EQ(rounded(middle, format), bits % 2 == 0 ? below : above) << bits;
            ASSERT_EQ(rounded(middle - little, format), below);
            ASSERT_EQ(rounded(middle + little, format), above);
            ASSERT_EQ(rounded(-middle - little, format), -above);
        }
        const Rational largest = *from_float_bits(infinity - 1, format);
        const Rational half_step = (largest - *from_float_bits(infinity - 2, format)) / 2;
        EXPECT_EQ(rounded(largest + half_step - Rational(1, 1000), format), largest);
        EXPECT_FALSE(rounded(largest + half_step, format));
        EXPECT_FALSE(float_bits(-largest - half_step, format));
    }
}

RC_GTEST_PROP(Floating, agrees_with_the_machine, ()) {
    const auto bits = *rc::gen::arbitrary<std::uint64_t>();
    const auto low_bits = *rc::gen::arbitrary<std::uint32_t>();
    const auto value = std::bit_cast<double>(bits);
    const auto single = std::bit_cast<float>(low_bits);
    if (std::isfinite(value)) {
        const Rational exact = exactly(value);
        RC_ASSERT(from_float_bits(bits, float64) == exact);
        RC_ASSERT(holds(float64, exact));
        if (value != 0) RC_ASSERT(float_bits(exact, float64) == bits);
        const auto narrow = static_cast<float>(value);
        if (std::isfinite(narrow))
            RC_ASSERT(rounded(exact, float32) == exactly(narrow));
        else
            RC_ASSERT(!rounded(exact, float32));
    } else {
        RC_ASSERT(!from_float_bits(bits, float64));
    }
    if (std::isfinite(single)) RC_ASSERT(from_float_bits(low_bits, float32) == exactly(single));
}

/// A quotient of two doubles is rounded correctly by the machine.
RC_GTEST_PROP(Floating, quotients_agree_with_the_machine, ()) {
    const auto numerator = *rc::gen::arbitrary<std::int64_t>();
    const auto denominator = *rc::gen::arbitrary<std::int64_t>();
    const std::int64_t p = numerator % (std::int64_t{1} << 53);
    const std::int64_t q = denominator % (std::int64_t{1} << 53);
    RC_PRE(q != 0);
    const double quotient = static_cast<double>(p) / static_cast<double>(q);
    RC_ASSERT(rounded(Rational(p) / Rational(q), float64) == exactly(quotient));
}

/// The machine's root is the nearest; this one is that or a neighbour.
RC_GTEST_PROP(Floating, roots_are_next_to_those_of_the_machine, ()) {
    const auto value = *rc::gen::arbitrary<std::uint32_t>();
    const Rational root = rounded_root(Rational(std::int64_t{value}), float64).value();
    const double nearest = std::sqrt(static_cast<double>(value));
    RC_ASSERT(root >= exactly(std::nextafter(nearest, 0.0)));
    RC_ASSERT(root <= exactly(std::nextafter(nearest, 1e300)));
}

TEST(Floating, roots_of_squares_are_exact) {
    EXPECT_EQ(rounded_root(0, float32), 0);
    EXPECT_EQ(rounded_root(Rational(9, 64), float32), Rational(3, 8));
    EXPECT_EQ(rounded_root(power(2, 40), float16), std::nullopt);
    EXPECT_EQ(rounded_root(Rational(1) / power(2, 200), float32), Rational(1) / power(2, 100));
}

TEST(Floating, far_outside) {
    const Rational huge = power(10, 100000);
    for (const FloatFormat& format : all_float_formats) {
        EXPECT_FALSE(rounded(huge, format));
        EXPECT_EQ(rounded(Rational(1) / huge, format), 0);
        EXPECT_FALSE(holds(format, huge));
        EXPECT_FALSE(holds(format, Rational(1) / huge));
        EXPECT_FALSE(holds(format, Rational(1, 3)));
    }
}

}  // namespace
}  // namespace linac::tests::floating_test
