#include "exact/rational.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <regex>

#include "support/oracle.hpp"
#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::tests::rational_test {
namespace {

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto greatest = std::numeric_limits<std::int64_t>::max();

/// A number as the library has it and as Boost has it, made from the same digits.
struct Pair {
    Rational value;
    Oracle oracle;
};

/// Integers of every size: small, on both sides of where FLINT leaves the machine word, and of up to 200
/// digits.
OracleInteger drawn_integer() {
    const int kind = *rc::gen::inRange(0, 6);
    if (kind < 3) return *rc::gen::inRange(-12, 13);
    const int sign = drawn_of({1, -1});
    if (kind < 5) {
        const auto exponent = drawn_of({30U, 31U, 32U, 61U, 62U, 63U, 64U, 65U, 124U, 128U});
        return ((OracleInteger(1) << exponent) + *rc::gen::inRange(-2, 3)) * sign;
    }
    std::mt19937 engine(*rc::gen::arbitrary<std::uint32_t>());
    std::string digits(*rc::gen::inRange<std::size_t>(1, 201), '1');
    for (char& digit : digits) digit = static_cast<char>('1' + engine() % 9);
    return OracleInteger(digits) * sign;
}

Rational integer_of(const OracleInteger& integer) {
    return *parse_rational(integer.str());
}

Pair drawn_rational() {
    const OracleInteger p = drawn_integer();
    if (*rc::gen::arbitrary<bool>()) return {integer_of(p), Oracle(p)};
    OracleInteger q = abs(drawn_integer());
    if (q == 0) q = 1;
    return {*parse_rational(p.str() + "/" + q.str()), Oracle(p, q)};
}

TEST(Rational, does_what_its_header_shows) {
    const Rational third(1, 3);
    const Rational sum = third + *parse_rational("0.05");
    EXPECT_EQ(to_string(sum), "23/60");
}

RC_GTEST_PROP(Rational, operators_agree_with_boost, ()) {
    const Pair x = drawn_rational();
    const Pair y = drawn_rational();
    RC_ASSERT(agrees(x.value + y.value, x.oracle + y.oracle));
    RC_ASSERT(agrees(x.value - y.value, x.oracle - y.oracle));
    RC_ASSERT(agrees(x.value * y.value, x.oracle * y.oracle));
    RC_ASSERT(agrees(-x.value, -x.oracle));
    RC_ASSERT(agrees(abs(x.value), abs(x.oracle)));
    if (y.oracle != 0) RC_ASSERT(agrees(x.value / y.value, x.oracle / y.oracle));
}

RC_GTEST_PROP(Rational, operators_on_itself_agree_with_boost, ()) {
    const Pair x = drawn_rational();
    const auto after = [&](const auto& change) {
        Rational value = x.value;
        change(value);
        return value;
    };
    RC_ASSERT(agrees(after([](Rational& v) { v += static_cast<const Rational&>(v); }), x.oracle + x.oracle));
    RC_ASSERT(agrees(after([](Rational& v) { v *= static_cast<const Rational&>(v); }), x.oracle * x.oracle));
    RC_ASSERT(agrees(after([](Rational& v) { v -= static_cast<const Rational&>(v); }), 0));
    RC_ASSERT(agrees(after([](Rational& v) { v.add_product(v, v); }), x.oracle + x.oracle * x.oracle));
    if (x.oracle != 0) RC_ASSERT(agrees(after([](Rational& v) { v /= static_cast<const Rational&>(v); }), 1));
}

RC_GTEST_PROP(Rational, add_product_agrees_with_boost, ()) {
    const Pair x = drawn_rational();
    const Pair y = drawn_rational();
    const Pair z = drawn_rational();
    Rational sum = x.value;
    sum.add_product(y.value, z.value);
    RC_ASSERT(agrees(sum, x.oracle + y.oracle * z.oracle));
    Rational left = x.value;
    left.add_product(left, y.value);
    RC_ASSERT(agrees(left, x.oracle + x.oracle * y.oracle));
    Rational right = x.value;
    right.add_product(y.value, right);
    RC_ASSERT(agrees(right, x.oracle + y.oracle * x.oracle));
    sum.add_product(-y.value, z.value);
    RC_ASSERT(agrees(sum, x.oracle));
}

RC_GTEST_PROP(Rational, order_agrees_with_boost, ()) {
    const Pair x = drawn_rational();
    const Pair y = drawn_rational();
    RC_ASSERT((x.value < y.value) == (x.oracle < y.oracle));
    RC_ASSERT((x.value <= y.value) == (x.oracle <= y.oracle));
    RC_ASSERT((x.value > y.value) == (x.oracle > y.oracle));
    RC_ASSERT((x.value == y.value) == (x.oracle == y.oracle));
    RC_ASSERT(x.value == Rational(x.value));
    RC_ASSERT(x.value.sign() == x.oracle.sign());
}

RC_GTEST_PROP(Rational, parts_and_properties_agree_with_boost, ()) {
    const Pair x = drawn_rational();
    const OracleInteger p = numerator(x.oracle);
    const OracleInteger q = denominator(x.oracle);
    RC_ASSERT(to_string(x.value.numerator()) == p.str());
    RC_ASSERT(to_string(x.value.denominator()) == q.str());
    RC_ASSERT(x.value.is_zero() == (p == 0));
    RC_ASSERT(x.value.is_integer() == (q == 1));
    RC_ASSERT(x.value.is_one() == (p == 1 && q == 1));
    RC_ASSERT(x.value.is_dyadic() == ((q & (q - 1)) == 0));
    RC_ASSERT(x.value.numerator_bits() == (p == 0 ? 0 : msb(OracleInteger(abs(p))) + 1));
    RC_ASSERT(x.value.denominator_bits() == msb(q) + 1);
    const bool fits = q == 1 && p >= least && p <= greatest;
    RC_ASSERT(x.value.as_int64().has_value() == fits);
    if (fits) RC_ASSERT(*x.value.as_int64() == static_cast<std::int64_t>(p));
}

RC_GTEST_PROP(Rational, prints_as_boost_does_and_reads_that_back, ()) {
    const Pair x = drawn_rational();
    RC_ASSERT(to_string(x.value) == x.oracle.str());
    RC_ASSERT(parse_rational(to_string(x.value)) == x.value);
}

RC_GTEST_PROP(Rational, fractions_of_machine_integers_agree_with_boost, ()) {
    const auto drawn = [] {
        return *rc::gen::arbitrary<bool>() ? *rc::gen::arbitrary<std::int64_t>()
                                           : drawn_of<std::int64_t>({least, least + 1, -1, 0, 1, greatest});
    };
    const std::int64_t p = drawn();
    const std::int64_t q = drawn();
    RC_PRE(q != 0);
    RC_ASSERT(agrees(Rational(p), Oracle(p)));
    RC_ASSERT(Rational(p).as_int64() == p);
    RC_ASSERT(agrees(Rational(p, q), Oracle(p) / Oracle(q)));
}

RC_GTEST_PROP(Rational, powers_agree_with_repeated_multiplication, ()) {
    const Pair x = drawn_rational();
    const auto exponent = *rc::gen::inRange<std::uint64_t>(0, 20);
    Oracle product = 1;
    for (std::uint64_t i = 0; i < exponent; ++i) product *= x.oracle;
    RC_ASSERT(agrees(power(x.value, exponent), product));
}

RC_GTEST_PROP(Rational, divisors_of_integers_agree_with_boost, ()) {
    const OracleInteger x = drawn_integer();
    const OracleInteger y = drawn_integer();
    RC_ASSERT(agrees(gcd(integer_of(x), integer_of(y)), Oracle(gcd(x, y))));
    RC_ASSERT(agrees(lcm(integer_of(x), integer_of(y)), Oracle(lcm(x, y))));
    if (y != 0) RC_ASSERT(agrees(exact_quotient(integer_of(x) * integer_of(y), integer_of(y)), Oracle(x)));
}

TEST(Rational, refuses_to_divide_by_zero) {
    Rational value(1);
    EXPECT_THROW(value /= Rational(0), std::domain_error);
    EXPECT_THROW(Rational(1, 0), std::domain_error);
    EXPECT_EQ(value, 1) << "the failed division left it as it was";
}

TEST(Rational, is_copied_moved_and_assigned) {
    const Rational big = power(3, 100);
    Rational copy = big;
    Rational moved = std::move(copy);
    EXPECT_EQ(moved, big);
    copy = moved;
    EXPECT_EQ(copy, big);
    const Rational& same = copy;
    copy = same;
    EXPECT_EQ(copy, big);
    copy.set_zero();
    EXPECT_EQ(copy, 0);
    EXPECT_TRUE(copy.is_integer());
    copy = std::move(moved);
    EXPECT_EQ(copy, big);
}

RC_GTEST_PROP(SquareRoot, undoes_the_square_and_takes_nothing_else, ()) {
    const Rational value = *tests::small_rationals();
    RC_ASSERT(square_root(value * value) == abs(value));
    if (const auto root = square_root(value)) RC_ASSERT(*root * *root == value && root->sign() >= 0);
}

TEST(SquareRoot, examples) {
    EXPECT_EQ(square_root(Rational(9, 4)), Rational(3, 2));
    EXPECT_EQ(square_root(0), 0);
    EXPECT_FALSE(square_root(2));
    EXPECT_FALSE(square_root(Rational(4, 3)));
    EXPECT_FALSE(square_root(-4));
}

TEST(ParseNumber, reads_integers_fractions_and_decimals_exactly) {
    const auto read = [](std::string_view text) { return to_string(parse_rational(text).value()); };
    EXPECT_EQ(read("0"), "0");
    EXPECT_EQ(read("-0"), "0");
    EXPECT_EQ(read("+7"), "7");
    EXPECT_EQ(read("007"), "7");
    EXPECT_EQ(read("-6/4"), "-3/2");
    EXPECT_EQ(read("0/5"), "0");
    EXPECT_EQ(read("0.05"), "1/20");
    EXPECT_EQ(read("-1.50"), "-3/2");
    EXPECT_EQ(read("0.1000000000000000055511151231257827"),
              "1000000000000000055511151231257827/10000000000000000000000000000000000");
    EXPECT_EQ(read("9223372036854775808"), "9223372036854775808");
}

TEST(ParseNumber, says_what_is_wrong_and_at_which_byte) {
    const auto expect = [](std::string_view text, NumberError error, std::size_t offset) {
        const ParsedNumber number = parse_number(text);
        EXPECT_FALSE(number.value) << text;
        EXPECT_EQ(number.error, error) << text;
        EXPECT_EQ(number.offset, offset) << text;
    };
    expect("", NumberError::no_digits, 0);
    expect("-", NumberError::no_digits, 1);
    expect("--1", NumberError::no_digits, 1);
    expect("x", NumberError::no_digits, 0);
    expect(".5", NumberError::no_digits, 0);
    expect("5.", NumberError::no_digits, 2);
    expect("5/", NumberError::no_digits, 2);
    expect("5/-2", NumberError::no_digits, 2);
    expect("1/0", NumberError::zero_denominator, 2);
    expect("0/000", NumberError::zero_denominator, 2);
    expect("1 ", NumberError::trailing_text, 1);
    expect("1/2/3", NumberError::trailing_text, 3);
    expect("1.5/2", NumberError::trailing_text, 3);
    expect("1e5", NumberError::trailing_text, 1);
    expect("0x10", NumberError::trailing_text, 1);
    expect("١", NumberError::no_digits, 0);
}

RC_GTEST_PROP(ParseNumber, reads_exactly_the_texts_of_its_grammar, ()) {
    static const std::regex grammar("[+-]?[0-9]+(\\.[0-9]+|/0*[1-9][0-9]*)?");
    const std::string text = drawn_text("00129+-/. e");
    RC_ASSERT(parse_rational(text).has_value() == std::regex_match(text, grammar));
}

RC_GTEST_PROP(ParseNumber, reads_decimals_as_fractions_over_powers_of_ten, ()) {
    const OracleInteger whole = abs(drawn_integer());
    const std::string fraction = drawn_text("0123456789") + drawn_of<std::string>({"0", "1", "9"});
    const bool negative = *rc::gen::arbitrary<bool>();
    const OracleInteger scale = pow(OracleInteger(10), static_cast<unsigned>(fraction.size()));
    std::string digits = fraction;
    digits.erase(
        0, std::min(digits.find_first_not_of('0'), digits.size() - 1));  // Boost reads a leading 0 as octal
    const Oracle magnitude(OracleInteger(whole * scale + OracleInteger(digits)), scale);
    const auto value = parse_rational((negative ? "-" : "") + whole.str() + "." + fraction);
    RC_ASSERT(value.has_value());
    RC_ASSERT(agrees(*value, negative ? Oracle(-magnitude) : magnitude));
}

TEST(ParseNumber, limits_the_digits) {
    const std::string longest(max_digits, '9');
    EXPECT_EQ(to_string(parse_rational(longest).value()), longest);
    EXPECT_TRUE(parse_rational("1." + longest));
    EXPECT_TRUE(parse_rational("1/" + longest));
    for (const std::string prefix : {"9", "1.9", "1/9"}) {
        const ParsedNumber number = parse_number(prefix + longest);
        EXPECT_FALSE(number.value) << prefix;
        EXPECT_EQ(number.error, NumberError::too_long) << prefix;
        EXPECT_EQ(number.offset, 0U) << prefix;
    }
}

}  // namespace
}  // namespace linac::tests::rational_test
