#include "precision/growth.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace linac::tests::growth_test {
namespace {

Growth any_growth() {
    Growth growth;
    for (const int c : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 20))) growth.push_back(c);
    if (growth.empty()) growth.push_back(0);
    if (growth.size() > 4) growth.resize(4);
    return growth;
}

/// C(s, k) by Pascal's triangle.
Rational pascal(std::uint64_t s, std::uint64_t k) {
    if (k == 0) return 1;
    if (s < k) return 0;
    return pascal(s - 1, k - 1) + pascal(s - 1, k);
}

TEST(Growth, does_what_its_header_shows) {
    const Growth counter{5, 1};
    EXPECT_EQ(value_at(counter, 10), 15);
    EXPECT_TRUE(is_within_later(counter, Growth{4, 1}));
}

RC_GTEST_PROP(Growth, values_are_sums_of_binomials, ()) {
    const Growth growth = any_growth();
    const auto s = *rc::gen::inRange<std::uint64_t>(0, 12);
    Rational expected;
    for (std::size_t k = 0; k < growth.size(); ++k) expected += growth[k] * pascal(s, k);
    RC_ASSERT(value_at(growth, s) == expected);
}

RC_GTEST_PROP(Growth, products_multiply_values, ()) {
    const Growth left = any_growth();
    const Growth right = any_growth();
    const auto s = *rc::gen::inRange<std::uint64_t>(0, 40);
    RC_ASSERT(value_at(product(left, right), s) == value_at(left, s) * value_at(right, s));
}

RC_GTEST_PROP(Growth, larger_is_at_least_both, ()) {
    const Growth left = any_growth();
    const Growth right = any_growth();
    const auto s = *rc::gen::inRange<std::uint64_t>(0, 40);
    RC_ASSERT(value_at(larger(left, right), s) >= std::max(value_at(left, s), value_at(right, s)));
}

RC_GTEST_PROP(Growth, within_later_is_sound, ()) {
    const Growth growth = any_growth();
    const Growth bound = any_growth();
    RC_PRE(is_within_later(growth, bound));
    for (std::uint64_t s = 0; s < 30; ++s) RC_ASSERT(value_at(growth, s) <= value_at(bound, s + 1));
}

TEST(Growth, within_later_of_polynomials) {
    EXPECT_TRUE(is_within_later({0, 1, 1}, {0, 0, 1}));  // s + C(s, 2) = C(s + 1, 2)
    EXPECT_FALSE(is_within_later({0, 1, 1}, {0, 0, 0}));
    EXPECT_FALSE(is_within_later({7, 1}, {5, 1}));
}

TEST(Growth, through_points) {
    EXPECT_EQ(through({3, 5, 7, 9}), (Growth{3, 2}));
    EXPECT_EQ(through({0, 1, 4, 9}), (Growth{0, 1, 2}));
    EXPECT_EQ(through({4, 4, 4, 4}), (Growth{4}));
    EXPECT_EQ(through({-1, 0, 1, 2}), (Growth{-1, 1}));
    EXPECT_EQ(through({8, 5, 3, 2}).front(), 8);
}

}  // namespace
}  // namespace linac::tests::growth_test
