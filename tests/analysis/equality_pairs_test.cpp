// compare() against the plain method on thousands of pairs, with primes that mislead; and every certificate
// of an answer against the check that shares nothing with the search.
#include <gtest/gtest.h>

#include "analysis/equality.hpp"
#include "analysis/pairs.hpp"
#include "support/plain_method.hpp"
#include "support/scale.hpp"

namespace linac::equality_pairs_test {
namespace {

using tests::Pair;
using tests::Pairs;

TEST(ComparePairs, AgreesWithThePlainMethodOnFiveThousandPairs) {
    Pairs pairs(20260301);
    std::size_t equal = 0;
    std::size_t late = 0;
    std::size_t mirrored = 0;
    const std::size_t count = tests::scaled(5500);
    for (std::size_t k = 0; k < count; ++k) {
        const auto [left, right] = pairs.draw(k % Pairs::kinds);
        SCOPED_TRACE("pair " + std::to_string(k) + ", of kind " + std::to_string(k % Pairs::kinds));
        const Certificate certificate = certified_compare(left, right, pairs.primes());
        ASSERT_EQ(flaw(certificate, left, right), std::nullopt);
        const auto* difference = std::get_if<Difference>(&certificate.content);
        const Comparison plain = plain_compare(left, right);
        ASSERT_EQ(difference == nullptr, plain.equal());
        if (difference != nullptr) {
            ASSERT_EQ(*difference, *plain.difference);
            late += difference->word.size() + 1 == left.size() + right.size() ? 1 : 0;
        } else {
            ++equal;
            mirrored += std::get<EqualityProof>(certificate.content).mirrored ? 1 : 0;
        }
    }
    // What was drawn is what was meant.
    EXPECT_GT(equal, count / 5);
    EXPECT_LT(equal, 4 * count / 5);
    EXPECT_GE(late, count / Pairs::kinds);
    EXPECT_GT(mirrored, 0U);
}

TEST(ComparePairs, LateDifferencesAreAtTheLastPossibleLength) {
    Pairs pairs(7);
    for (std::size_t k = 0; k < tests::scaled(100); ++k) {
        const auto [left, right] = pairs.draw(3);
        const Comparison comparison = compare(left, right, pairs.primes());
        ASSERT_FALSE(comparison.equal());
        EXPECT_EQ(comparison.difference->word, Word(2 * left.size() - 1, 0));
    }
}

TEST(ComparePairs, ProbablyFindsTheSame) {
    Pairs pairs(9);
    for (std::size_t k = 0; k < tests::scaled(1000); ++k) {
        const auto [left, right] = pairs.draw(k % Pairs::kinds);
        const ProbableComparison probable = probably_compare(left, right, k);
        const Comparison comparison = compare(left, right);
        ASSERT_EQ(probable.difference, comparison.difference) << k;
        ASSERT_GE(probable.error_bits, 40U);
    }
}

}  // namespace
}  // namespace linac::equality_pairs_test
