#include "exact/exponential.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"

namespace linac::tests::exponential_test {
namespace {

/// Bounds of e^x for 0 ≤ x ≤ 1 from the series, whose rest after x^n/n! is at most x^n/n!.
std::pair<Rational, Rational> series_bounds(const Rational& x) {
    Rational term(1);
    Rational sum(1);
    for (std::int64_t n = 1; n <= 40; ++n) {
        term *= x / Rational(n);
        sum += term;
    }
    return {sum, sum + term};
}

RC_GTEST_PROP(RoundedExponential, agrees_with_the_series, ()) {
    // e^x = (e^(x/k))^k with x/k in [0, 1].
    const auto numerator = static_cast<std::int64_t>(*between(1, 400));
    const auto denominator = static_cast<std::int64_t>(*between(1, 97));
    const Rational x(numerator, denominator);
    const std::uint64_t k = static_cast<std::uint64_t>(numerator / denominator) + 1;
    const auto [below, above] = series_bounds(x / Rational(static_cast<std::int64_t>(k)));
    for (const FloatFormat& format : {bfloat16, float32, float64}) {
        RC_ASSERT(rounded_exponential(x, format) == rounded(power(below, k), format));
        RC_ASSERT(rounded_exponential(x, format) == rounded(power(above, k), format));
        RC_ASSERT(rounded_exponential(-x, format) == rounded(Rational(1) / power(above, k), format));
    }
}

TEST(RoundedExponential, runs_the_example_of_the_header) {
    EXPECT_EQ(rounded_exponential(0, float64), Rational(1));
    EXPECT_EQ(rounded_exponential(1, float16), Rational(87, 32));
}

TEST(RoundedExponential, ends_where_the_format_ends) {
    EXPECT_TRUE(rounded_exponential(709, float64));
    EXPECT_FALSE(rounded_exponential(710, float64));
    EXPECT_EQ(rounded_exponential(-745, float64), Rational(1) / power(2, 1074));
    EXPECT_EQ(rounded_exponential(-746, float64), Rational(0));
    EXPECT_FALSE(rounded_exponential(power(10, 400), float64));
    EXPECT_EQ(rounded_exponential(-power(10, 400), float64), Rational(0));
}

TEST(RoundedExponential, tells_on_which_side_of_a_tie_a_number_close_to_one_lies) {
    const Rational little = Rational(1) / power(10, 300);
    EXPECT_EQ(rounded_exponential(little, float64), Rational(1));
    EXPECT_EQ(rounded_exponential(-little, float64), Rational(1));
    // e^x = 1 + x + x²/2 …: with x half a unit, just above the tie.
    const Rational half_unit = Rational(1) / power(2, 53);
    EXPECT_EQ(rounded_exponential(half_unit, float64), Rational(1) + Rational(2) * half_unit);
}

}  // namespace
}  // namespace linac::tests::exponential_test
