#include "exact/boost.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <random>
#include <utility>

#include "support/oracle.hpp"
#include "support/rapidcheck.hpp"

namespace linac::tests::boost_test {
namespace {

using boost::multiprecision::checked_int128_t;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using boost::multiprecision::int128_t;
using boost::multiprecision::int256_t;
using boost::multiprecision::mpq_rational;
using boost::multiprecision::mpz_int;
using boost::multiprecision::uint128_t;
using boost::multiprecision::uint256_t;

/// ±(2^e + offset), which has every number of words, and numbers of random bits.
cpp_int drawn_integer() {
    const int sign = drawn_of({1, -1});
    if (*rc::gen::arbitrary<bool>())
        return ((cpp_int(1) << *rc::gen::inRange<std::size_t>(0, 260)) + *rc::gen::inRange(-2, 3)) * sign;
    std::mt19937_64 engine(*rc::gen::arbitrary<std::uint32_t>());
    cpp_int number = 0;
    for (auto words = *rc::gen::inRange<std::size_t>(0, 40); words > 0; --words)
        number = (number << 64) + engine();
    return number * sign;
}

cpp_rational drawn_rational() {
    const cpp_int p = drawn_integer();
    const cpp_int q = abs(drawn_integer());
    RC_PRE(q != 0);
    return {p, q};
}

TEST(Boost, does_what_its_header_shows) {
    const cpp_rational third(1, 3);
    const Rational sum = from_boost(third) + Rational(1, 20);
    EXPECT_EQ(to_boost<mpq_rational>(sum), mpq_rational(23, 60));
}

RC_GTEST_PROP(Boost, integers_become_the_same_number_and_come_back, ()) {
    const cpp_int number = drawn_integer();
    const Rational converted = from_boost(number);
    RC_ASSERT(agrees(converted, Oracle(number)));
    RC_ASSERT(to_boost<cpp_int>(converted) == number);
    RC_ASSERT(from_boost(mpz_int(number.str())) == converted);
    RC_ASSERT(to_boost<mpz_int>(converted) == mpz_int(number.str()));
}

RC_GTEST_PROP(Boost, rationals_become_the_same_number_and_come_back, ()) {
    const cpp_rational number = drawn_rational();
    const Rational converted = from_boost(number);
    RC_ASSERT(agrees(converted, number));
    RC_ASSERT(to_boost<cpp_rational>(converted) == number);
    RC_ASSERT(from_boost(mpq_rational(number.str())) == converted);
    RC_ASSERT(to_boost<mpq_rational>(converted) == mpq_rational(number.str()));
}

template <class Number>
void holds_what_fits(const cpp_int& number) {
    const bool fits = number >= cpp_int(std::numeric_limits<Number>::min()) &&
                      number <= cpp_int(std::numeric_limits<Number>::max());
    const Rational rational = from_boost(number);
    if (fits) {
        RC_ASSERT(to_boost<Number>(rational) == Number(number));
        RC_ASSERT(from_boost(Number(number)) == rational);
    } else {
        RC_ASSERT_THROWS_AS(static_cast<void>(to_boost<Number>(rational)), std::overflow_error);
    }
}

RC_GTEST_PROP(Boost, integers_of_bounded_size_hold_what_fits, ()) {
    const cpp_int number = drawn_integer();
    holds_what_fits<int128_t>(number);
    holds_what_fits<uint128_t>(number);
    holds_what_fits<checked_int128_t>(number);
    holds_what_fits<int256_t>(number);
    holds_what_fits<uint256_t>(number);
}

TEST(Boost, takes_numbers_without_expression_templates) {
    using boost::multiprecision::et_off;
    using boost::multiprecision::number;
    using Integer = number<boost::multiprecision::cpp_int_backend<>, et_off>;
    using Fraction = number<boost::multiprecision::gmp_rational, et_off>;
    EXPECT_EQ(from_boost(Integer(-7)), -7);
    EXPECT_EQ(to_boost<Integer>(-7), -7);
    EXPECT_EQ(from_boost(Fraction(-7, 3)), Rational(-7, 3));
    EXPECT_EQ(to_boost<Fraction>(Rational(-7, 3)), Fraction(-7, 3));
}

TEST(Boost, reduces_what_is_not_in_lowest_terms) {
    mpq_rational number;
    mpq_set_si(number.backend().data(), 2, 4);
    EXPECT_EQ(from_boost(number), Rational(1, 2));
}

TEST(Boost, says_what_it_cannot_convert) {
    EXPECT_THROW(static_cast<void>(to_boost<cpp_int>(Rational(1, 2))), std::domain_error);
    EXPECT_THROW(static_cast<void>(to_boost<mpz_int>(Rational(1, 2))), std::domain_error);
    mpq_rational number;
    mpz_set_si(mpq_denref(number.backend().data()), 0);
    EXPECT_THROW(static_cast<void>(from_boost(number)), std::domain_error);
    mpz_set_si(mpq_denref(number.backend().data()), 1);
}

/// By decimal texts this would take minutes.
TEST(Boost, converts_long_integers_fast) {
    const Rational number = power(3, 20'000'000) - 1;
    EXPECT_EQ(from_boost(to_boost<cpp_int>(-number)), -number);
    EXPECT_EQ(from_boost(to_boost<mpz_int>(number)), number);
}

}  // namespace
}  // namespace linac::tests::boost_test
