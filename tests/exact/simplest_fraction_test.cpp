#include "exact/simplest_fraction.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

namespace linac::simplest_fraction_test {
namespace {

Rational back(const Rational& value, const FloatFormat& format) {
    return simplest_fraction(*rounded(value, format), format);
}

/// By search: denominators upwards, of each the numerator nearest to 0 that rounds to the value.
Rational by_search(const Rational& value, const FloatFormat& format) {
    for (std::int64_t denominator = 1;; ++denominator) {
        const Rational scaled = abs(value) * denominator;
        for (std::int64_t numerator = 0; scaled + denominator > numerator; ++numerator) {
            Rational fraction(value.sign() < 0 ? -numerator : numerator, denominator);
            if (rounded(fraction, format) == value) return fraction;
        }
    }
}

TEST(SimplestFraction, small_fractions_come_back) {
    for (const FloatFormat& format : {float16, float32, float64})
        for (std::int64_t q = 1; q <= 20; ++q)
            for (std::int64_t p = -20; p <= 20; ++p)
                EXPECT_EQ(back(Rational(p, q), format), Rational(p, q)) << p << "/" << q;
}

TEST(SimplestFraction, at_the_ends_of_a_format) {
    const Rational largest = *from_float_bits(0x7BFF, float16);
    EXPECT_EQ(largest, Rational(65504));
    EXPECT_EQ(simplest_fraction(largest, float16),
              Rational(65489));  // 65488 is halfway and goes to the even one
    const Rational least = *from_float_bits(1, float16);
    // From 1/2^25, which is halfway, to 3/2^25: the least q with 1/q below that.
    EXPECT_EQ(simplest_fraction(least, float16), Rational(1, (1 << 25) / 3 + 1));
    EXPECT_EQ(simplest_fraction(Rational(), float16), Rational());
}

RC_GTEST_PROP(SimplestFraction, is_what_a_search_finds, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    std::mt19937 random(seed);
    for (int i = 0; i < 5; ++i) {
        // Bit patterns between 1/8 and 8.
        const auto bits = static_cast<std::uint64_t>(0x3E00 + random() % 0x0300) | (random() % 2) << 15U;
        const Rational value = *from_float_bits(bits, bfloat16);
        RC_ASSERT(simplest_fraction(value, bfloat16) == by_search(value, bfloat16));
    }
}

RC_GTEST_PROP(SimplestFraction, rounds_to_the_number, ()) {
    const auto bits = *rc::gen::arbitrary<std::uint64_t>();
    for (const FloatFormat& format : all_float_formats) {
        const std::uint64_t kept =
            format.bytes == 8 ? bits : bits & ((std::uint64_t{1} << format.bytes * 8) - 1);
        const auto value = from_float_bits(kept, format);
        if (!value) continue;
        const Rational fraction = simplest_fraction(*value, format);
        RC_ASSERT(rounded(fraction, format) == *value);
        RC_ASSERT(fraction.denominator() <= value->denominator());
    }
}

}  // namespace
}  // namespace linac::simplest_fraction_test
