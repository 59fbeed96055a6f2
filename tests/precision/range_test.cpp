#include "precision/range.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "precision/float_executor.hpp"

namespace linac::tests::range_test {
namespace {

/// A multiple of a power of two, or now and then of 1/3.
Rational any_number() {
    const Rational numerator = *rc::gen::inRange<std::int64_t>(-40, 40);
    const auto exponent = *rc::gen::inRange(0, 8);
    const Rational scale = power(2, static_cast<std::uint64_t>(exponent));
    return *rc::gen::arbitrary<bool>() ? numerator / scale : numerator * scale;
}

TEST(Range, does_what_its_header_shows) {
    Need need;
    RangeSum sum;
    sum.add_product(point(3), point(5));
    EXPECT_EQ(sum.finish(need, nullptr).high, 15);
    EXPECT_EQ(need.precision, 4);
}

TEST(Range, grains) {
    EXPECT_EQ(grain_of(12), 2);
    EXPECT_EQ(grain_of(Rational(3, 8)), -3);
    EXPECT_EQ(grain_of(0), Range::any);
}

TEST(Range, needs) {
    const auto need_of = [](const Rational& left, const Rational& right) {
        Need need;
        RangeSum sum;
        sum.add(point(left));
        sum.add(point(right));
        static_cast<void>(sum.finish(need, nullptr));
        return need;
    };
    EXPECT_EQ(need_of(255, 1).precision, 8);  // 2^8 itself fits 8 bits
    EXPECT_EQ(need_of(256, 1).precision, 9);
    EXPECT_EQ(need_of(512, 512).precision, 1);
    EXPECT_EQ(need_of(1, Rational(1, 1024)).precision, 11);
    EXPECT_TRUE(need_of(1, 2).fits(bfloat16));
    EXPECT_FALSE(need_of(power(2, 16), power(2, 16)).fits(float16));  // beyond 65504
    EXPECT_TRUE(need_of(power(2, 16), power(2, 16)).fits(bfloat16));
    EXPECT_FALSE(need_of(Rational(1) / power(2, 25), Rational(1) / power(2, 25)).fits(float16));
    EXPECT_TRUE(need_of(Rational(1) / power(2, 24), Rational(1) / power(2, 24)).fits(float16));
    Need need;
    RangeSum third;
    third.add_product(range_constant(Rational(1, 3), nullptr), point(1));
    static_cast<void>(third.finish(need, nullptr));
    EXPECT_EQ(need.precision, Need::impossible);
    EXPECT_FALSE(need.fits(float64));
}

struct Terms {
    std::vector<std::pair<Rational, Rational>> products;
    Rational exact;
};

Terms any_terms() {
    Terms terms;
    for (int i = *rc::gen::inRange(1, 7); i > 0; --i) {
        terms.products.emplace_back(any_number(), any_number());
        terms.exact += terms.products.back().first * terms.products.back().second;
    }
    return terms;
}

/// The sum of products in a random order, each operation rounded.
double computed(Terms terms, const FloatFormat& format, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<double> values;
    for (const auto& [left, right] : terms.products) {
        const auto product = rounded(*rounded(left, format) * *rounded(right, format), format);
        if (!product) return std::numeric_limits<double>::infinity();
        values.push_back(std::bit_cast<double>(*float_bits(*product, float64)));
    }
    while (values.size() > 1) {
        std::shuffle(values.begin(), values.end(), random);
        const double sum = values.back() + values[values.size() - 2];
        values.pop_back();
        values.back() = rounded_double(sum, format);
    }
    return values.front();
}

RC_GTEST_PROP(Range, what_fits_is_exact_in_any_order, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const Terms terms = any_terms();
    Need need;
    RangeSum sum;
    for (const auto& [left, right] : terms.products)
        sum.add_product(range_constant(left, nullptr), point(right));
    const Range range = sum.finish(need, nullptr);
    RC_ASSERT(range.low == terms.exact);
    RC_ASSERT(range.high == terms.exact);
    for (const FloatFormat& format : all_float_formats)
        if (need.fits(format)) RC_ASSERT(exact_value(computed(terms, format, seed)) == terms.exact);
}

RC_GTEST_PROP(Range, errors_are_bounded, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const Terms terms = any_terms();
    for (const FloatFormat& format : all_float_formats) {
        Need need;
        RangeSum sum;
        for (const auto& [left, right] : terms.products) {
            Range stored = point(right);
            stored.error = abs(*rounded(right, format) - right);
            sum.add_product(range_constant(left, &format), stored);
        }
        const Range range = sum.finish(need, &format);
        const double value = computed(terms, format, seed);
        if (!std::isfinite(value)) continue;
        RC_ASSERT(abs(exact_value(value) - terms.exact) <= range.error);
    }
}

/// Sums and products of ranges contain those of their members.
RC_GTEST_PROP(Range, operations_contain_their_members, ()) {
    const auto any_range = [] {
        const Rational one = any_number();
        const Rational other = any_number();
        return hull(point(one), point(other));
    };
    const auto member = [](const Range& range) {
        return *rc::gen::arbitrary<bool>() ? range.low : range.high;
    };
    const Range a = any_range();
    const Range b = any_range();
    const Range c = any_range();
    const Rational x = member(a);
    const Rational y = member(b);
    const Rational z = member(c);
    const Rational factor = any_number();
    RangeSum sum;
    sum.add_product(a, b);
    sum.add(c);
    if (!factor.is_zero()) sum.add_product(range_constant(factor, nullptr), a);
    Need need;
    const Range range = sum.finish(need, nullptr);
    const Rational value = x * y + z + factor * x;
    RC_ASSERT(range.low <= value);
    RC_ASSERT(value <= range.high);
    RC_ASSERT(grain_of(value) >= range.grain);
    const Range positive = rectified(range);
    RC_ASSERT(positive.low <= std::max(value, Rational()));
    RC_ASSERT(std::max(value, Rational()) <= positive.high);
}

/// A range that grows bounds the values of earlier times too.
RC_GTEST_PROP(Range, growth_is_sound, ()) {
    const std::uint64_t last = *rc::gen::inRange<std::uint64_t>(0, 20);
    // x(s) in [−b − d s, a + c s], and what the operations make of it at time `last`.
    const auto any_growing = [&](Growth& above, Growth& below) {
        for (Growth* growth : {&above, &below})
            for (int k = 0; k < 2; ++k) growth->push_back(*rc::gen::inRange(0, 9));
        Range range;
        range.high = value_at(above, last);
        range.low = -value_at(below, last);
        range.grain = 0;
        range.above = above;
        range.below = below;
        return range;
    };
    Growth above_x, below_x, above_y, below_y;
    const Range x = any_growing(above_x, below_x);
    const Range y = any_growing(above_y, below_y);
    const Rational factor = *rc::gen::inRange(-4, 5);
    RangeSum sum;
    sum.add_product(x, y);
    sum.add(x);
    if (!factor.is_zero()) sum.add_product(range_constant(factor, nullptr), y);
    sum.add(point(-3));
    Need need;
    const Range result = rectified(sum.finish(need, nullptr));
    for (std::uint64_t s = 0; s <= last; ++s) {
        const Rational high = result.above.empty() ? result.high : value_at(result.above, s);
        const Rational low = result.below.empty() ? result.low : -value_at(result.below, s);
        for (const Rational& vx : {value_at(above_x, s), -value_at(below_x, s)})
            for (const Rational& vy : {value_at(above_y, s), -value_at(below_y, s)}) {
                const Rational value = std::max(Rational(), vx * vy + vx + factor * vy - 3);
                RC_ASSERT(value <= high);
                RC_ASSERT(low <= value);
            }
    }
}

}  // namespace
}  // namespace linac::tests::range_test
