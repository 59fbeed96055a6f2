#include "exact/modular.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "support/oracle.hpp"
#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::modular_test {
namespace {

TEST(PrimeStream, ExampleOfTheHeader) {
    PrimeStream primes;
    const PrimeField field(primes.next());
    EXPECT_EQ(field.multiply(2, *field.reduce(Rational(1, 2))), 1U);
}

TEST(PrimeStream, DescendsFromTwoToTheSixtyTwoThroughPrimes) {
    PrimeStream primes;
    EXPECT_EQ(primes.next(), (Residue{1} << 62U) - 57);  // the largest prime below 2^62
    EXPECT_EQ(primes.next(), (Residue{1} << 62U) - 87);
    std::set<Residue> met;
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(met.insert(primes.next()).second);
    for (const Residue prime : met)
        for (const Residue small : {2U, 3U, 5U, 7U, 11U, 13U, 17U, 19U, 23U}) EXPECT_NE(prime % small, 0U);
}

TEST(PrimeStream, BeginsWithTheGivenPrimes) {
    PrimeStream primes({2, 3});
    EXPECT_EQ(primes.next(), 2U);
    EXPECT_EQ(primes.next(), 3U);
    EXPECT_EQ(primes.next(), PrimeStream().next());
}

TEST(PrimeField, SkipsADenominatorThatThePrimeDivides) {
    const Residue prime = PrimeStream().next();
    const PrimeField field(prime);
    const Rational p(static_cast<std::int64_t>(prime));
    EXPECT_EQ(field.reduce(p), Residue{0});
    EXPECT_EQ(field.reduce(p + 1), Residue{1});
    EXPECT_EQ(field.reduce(-1), prime - 1);
    EXPECT_FALSE(field.reduce(Rational(3) / p));
}

TEST(PrimeField, ReducesIntegersOfAllSizes) {
    for (const Residue prime : {Residue{2}, Residue{3}, Residue{101}, PrimeStream().next()}) {
        const PrimeField field(prime);
        const auto p = static_cast<std::int64_t>(prime);
        for (const Rational& value : {Rational(0), Rational(1), Rational(-1), Rational(p - 1), Rational(p),
                                      Rational(p + 1), Rational(-p), Rational(1 - p), power(7, 300)}) {
            const tests::OracleInteger integer(to_string(value));
            const tests::OracleInteger expected = ((integer % prime) + prime) % prime;
            EXPECT_EQ(field.reduce_integer(fmpq_numref(value.flint())), expected) << to_string(value);
        }
    }
}

TEST(PrimeStream, RandomPrimesAreDistinctAndBetweenTwoPowers) {
    PrimeStream primes = PrimeStream::random(5);
    PrimeStream same = PrimeStream::random(5);
    std::set<Residue> met;
    for (int i = 0; i < 100; ++i) {
        const Residue prime = primes.next();
        EXPECT_TRUE(met.insert(prime).second);
        EXPECT_EQ(prime >> 61U, 1U);
        EXPECT_NE(n_is_prime(prime), 0);
        EXPECT_EQ(same.next(), prime);
    }
    EXPECT_NE(PrimeStream::random(6).next(), *met.begin());
}

RC_GTEST_PROP(PrimeField, is_a_homomorphic_image_of_the_rationals, ()) {
    const Residue prime = tests::drawn_of<Residue>({11, 101, (Residue{1} << 61U) - 1, PrimeStream().next()});
    const PrimeField field(prime);
    const Rational left = *tests::small_rationals();
    const Rational right = *tests::small_rationals();
    RC_ASSERT(field.reduce(left + right) == field.add(*field.reduce(left), *field.reduce(right)));
    RC_ASSERT(field.reduce(left * right) == field.multiply(*field.reduce(left), *field.reduce(right)));
    RC_ASSERT(field.reduce(-left) == field.negate(*field.reduce(left)));
    RC_ASSERT(Multiplier(*field.reduce(left), field).times(*field.reduce(right), prime) ==
              *field.reduce(left * right));
    if (*field.reduce(left) != 0)
        RC_ASSERT(field.multiply(field.inverse(*field.reduce(left)), *field.reduce(left)) == 1U);
}

RC_GTEST_PROP(PrimeField, multiplies_full_words_as_large_integers_do, ()) {
    const Residue prime = PrimeStream().next();
    const PrimeField field(prime);
    const Residue left = *rc::gen::inRange<Residue>(0, prime);
    const Residue right = *rc::gen::inRange<Residue>(0, prime);
    const tests::OracleInteger expected = tests::OracleInteger(left) * right % prime;
    RC_ASSERT(expected == field.multiply(left, right));
    RC_ASSERT(expected == Multiplier(left, field).times(right, prime));
}

}  // namespace
}  // namespace linac::modular_test
