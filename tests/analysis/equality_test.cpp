#include "analysis/equality.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/brute_force.hpp"
#include "analysis/transforms.hpp"
#include "exact/modular.hpp"
#include "support/plain_method.hpp"
#include "support/scale.hpp"

namespace linac::equality_test {
namespace {

using tests::cyclic;
using tests::direct_sum;
using tests::in_basis;
using tests::letters;
using tests::only_word;

constexpr std::size_t brute_force_length = 6;

/// Compares, and holds the answer against all words up to length 6, against the plain method and against the
/// weights.
void check_against_brute_force(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    const Comparison comparison = compare(left, right);
    const Comparison plain = plain_compare(left, right);
    const std::optional<Word> brute = tests::first_difference(left, right, brute_force_length);
    RC_ASSERT(comparison.equal() == plain.equal());
    if (comparison.equal()) {
        RC_ASSERT(!brute);
        return;
    }
    const Difference& difference = *comparison.difference;
    RC_ASSERT(difference.word == plain.difference->word);
    RC_ASSERT(difference.left == plain.difference->left);
    RC_ASSERT(difference.right == plain.difference->right);
    RC_ASSERT(difference.left != difference.right);
    if (difference.word.size() <= brute_force_length)
        RC_ASSERT(brute == difference.word);
    else
        RC_ASSERT(!brute);
    RC_ASSERT(difference.left == weight(left, difference.word));
    RC_ASSERT(difference.right == weight(right, difference.word));
}

WeightedAutomaton draw(int density_percent) {
    return *tests::weighted_automata({.density_percent = density_percent, .allow_empty = true});
}

RC_GTEST_PROP(Compare, agrees_with_all_words_on_unrelated_automata, ()) {
    const int density = *rc::gen::element(10, 20, 40, 90);
    const WeightedAutomaton left = draw(density);
    const auto size = *rc::gen::inRange<std::size_t>(0, 9);
    check_against_brute_force(left, tests::draw_weighted_automaton(left.alphabet, size, density));
}

RC_GTEST_PROP(Compare, agrees_with_all_words_after_changing_one_weight, ()) {
    const WeightedAutomaton left = draw(*rc::gen::element(15, 30, 60));
    WeightedAutomaton right = left;
    if (left.size() > 0) {
        const auto below_size = rc::gen::inRange<std::size_t>(0, left.size());
        const auto symbol = *rc::gen::inRange<Symbol>(0, left.alphabet.size());
        right.transition[symbol].add(*below_size, *below_size, *tests::small_rationals());
    }
    check_against_brute_force(left, right);
}

RC_GTEST_PROP(Compare, a_change_of_basis_is_equal, ()) {
    const WeightedAutomaton left = draw(*rc::gen::element(20, 50, 100));
    const WeightedAutomaton right = in_basis(left, tests::draw_basis(left.size()));
    RC_ASSERT(compare(left, right).equal());
    RC_ASSERT(compare(right, left).equal());
}

RC_GTEST_PROP(Compare, finds_the_one_word_that_differs, ()) {
    const WeightedAutomaton left = *tests::weighted_automata({.max_states = 5, .density_percent = 50});
    const Word word = *tests::words(left.alphabet, 9);
    const Rational weight = *tests::small_rationals();
    WeightedAutomaton right = direct_sum(left, only_word(left.alphabet, word, weight));
    right = in_basis(right, tests::draw_basis(right.size()));
    const Comparison comparison = compare(left, right);
    RC_ASSERT(comparison.equal() == weight.is_zero());
    if (comparison.equal()) return;
    RC_ASSERT(comparison.difference->word == word);
    RC_ASSERT(comparison.difference->right - comparison.difference->left == weight);
}

RC_GTEST_PROP(Compare, agrees_with_all_words_where_primes_mislead, ()) {
    // Weights times powers of the first primes: modulo these, entries vanish or the prime cannot be used at
    // all.
    PrimeStream primes;
    const std::vector<Rational> units = {static_cast<std::int64_t>(primes.next()),
                                         static_cast<std::int64_t>(primes.next())};
    const auto spoiled = [&](SparseVector vector) {
        for (Entry& e : vector) {
            const Rational& prime = *rc::gen::elementOf(units);
            const int how = *rc::gen::weightedElement<int>({{6, 0}, {3, 1}, {1, 2}});
            if (how == 1) e.value *= prime;
            if (how == 2) e.value /= prime;
        }
        return vector;
    };
    WeightedAutomaton left =
        *tests::weighted_automata({.max_states = 5, .max_letters = 2, .density_percent = 50});
    left.initial = spoiled(left.initial);
    left.final = spoiled(left.final);
    for (SparseMatrix& matrix : left.transition)
        for (std::size_t i = 0; i < matrix.rows(); ++i) matrix.set_row(i, spoiled(matrix.row(i)));
    WeightedAutomaton right = direct_sum(left, only_word(left.alphabet, *tests::words(left.alphabet, 4),
                                                         units[0] * units[1] * *tests::small_rationals()));
    if (*rc::gen::arbitrary<bool>())
        right = direct_sum(right, only_word(left.alphabet, *tests::words(left.alphabet, 5), 1));
    check_against_brute_force(left, in_basis(right, tests::draw_basis(right.size())));
}

TEST(Compare, LargeAutomataInSparseAndDenseBases) {
    // Of forty states; everything is dense, so that all of it goes through the other half of the elimination.
    const std::size_t size = tests::scaled(40);
    tests::RandomAutomata random(17);
    const WeightedAutomaton left = random.weighted(size, 2, 80);
    for (const int density : {4, 100}) {
        SparseMatrix basis = SparseMatrix::identity(size);
        for (std::size_t i = 0; i < size; ++i)
            for (const Entry& e : random.sparse_vector(size, density))
                if (e.index > i) basis.add(i, e.index, e.value);
        WeightedAutomaton right = in_basis(left, basis);
        EXPECT_TRUE(compare(left, right).equal());
        EXPECT_TRUE(compare(right, left).equal());
        WeightedAutomaton mean = direct_sum(left, right);
        mean.final = scaled(mean.final, Rational(1, 2));
        const Certificate certificate = certified_compare(right, mean, PrimeStream({2, 3}));
        EXPECT_TRUE(std::holds_alternative<EqualityProof>(certificate.content));
        EXPECT_FALSE(flaw(certificate, right, mean));
        right.transition[1].add(0, 0, power(Rational(1, 10), 40));
        EXPECT_FALSE(compare(left, right).equal());
        EXPECT_TRUE(flaw(certificate, right, mean));
    }
}

TEST(Compare, AutomataWithoutStatesAreZero) {
    const WeightedAutomaton nothing(letters(2), 0);
    WeightedAutomaton zero(letters(2), 3);
    EXPECT_TRUE(compare(nothing, nothing).equal());
    EXPECT_TRUE(compare(nothing, zero).equal());
    zero.initial = unit(0);
    EXPECT_TRUE(compare(zero, nothing).equal());
    zero.final = unit(2);
    EXPECT_TRUE(compare(zero, nothing).equal());
    zero.transition[1].add(0, 2, Rational(5, 3));
    const Comparison comparison = compare(nothing, zero);
    ASSERT_FALSE(comparison.equal());
    EXPECT_EQ(comparison.difference->word, Word{1});
    EXPECT_EQ(comparison.difference->left, Rational(0));
    EXPECT_EQ(comparison.difference->right, Rational(5, 3));
}

TEST(Compare, TheEmptyWordIsTheFirst) {
    WeightedAutomaton half(Alphabet(), 1);
    half.initial = unit(0);
    half.final = unit(0, Rational(1, 2));
    const Comparison comparison = compare(half, WeightedAutomaton(Alphabet(), 0));
    ASSERT_FALSE(comparison.equal());
    EXPECT_EQ(comparison.difference->word, Word{});
    EXPECT_EQ(comparison.difference->left, Rational(1, 2));
    EXPECT_TRUE(compare(half, half).equal());
}

TEST(Compare, UnreachableAndUselessStatesMakeNoDifference) {
    const WeightedAutomaton parity = cyclic({0, 1});
    WeightedAutomaton padded = direct_sum(parity, WeightedAutomaton(letters(1), 2));
    padded.transition[0].add(0, 2, 7);  // into a state that never leads to a final one
    padded.transition[0].add(3, 0, 7);  // from a state that is never reached
    EXPECT_TRUE(compare(parity, padded).equal());
}

TEST(Compare, CountersDifferAtTheLastPossibleLength) {
    // t mod 2 read off t mod 29 and t mod 31 agrees for t ≤ 57 with suitable last values; the joint rank
    // is 59.
    Vector small(29);
    Vector large(31);
    for (std::size_t i = 0; i < 29; ++i) small[i] = large[i] = static_cast<std::int64_t>(i % 2);
    large[29] = 0;
    large[30] = 1;
    const Comparison comparison = compare(cyclic(small), cyclic(large));
    ASSERT_FALSE(comparison.equal());
    EXPECT_EQ(comparison.difference->word, Word(58, 0));
    EXPECT_EQ(plain_compare(cyclic(small), cyclic(large)).difference->word, Word(58, 0));
}

TEST(Compare, ModularCountersDifferAtTheSmallerModulus) {
    Vector small(29);
    Vector large(31);
    small[0] = large[0] = 1;
    EXPECT_EQ(compare(cyclic(small), cyclic(large)).difference->word, Word(29, 0));
}

TEST(Compare, APrimeThatHidesAShorterWordIsNotBelieved) {
    PrimeStream primes;
    Rational product = 1;
    for (int i = 0; i < 5; ++i) product *= Rational(static_cast<std::int64_t>(primes.next()));
    // Modulo the first five primes only bb has a weight; over ℚ, ab has one too, and aba is longer.
    const Alphabet alphabet = letters(2);
    const WeightedAutomaton left =
        direct_sum(only_word(alphabet, {1, 1}, 1), only_word(alphabet, {0, 1, 0}, 1));
    const WeightedAutomaton right =
        direct_sum(only_word(alphabet, {0, 1}, product), only_word(alphabet, {0, 1, 0}, 1));
    const Comparison comparison = compare(left, right);
    ASSERT_FALSE(comparison.equal());
    EXPECT_EQ(comparison.difference->word, (Word{0, 1}));
    EXPECT_EQ(comparison.difference->right, product);
}

TEST(Compare, PrimesThatHideEveryDifferenceAreNotBelieved) {
    PrimeStream primes;
    Rational product = 1;
    for (int i = 0; i < 40; ++i) product *= Rational(static_cast<std::int64_t>(primes.next()));
    for (const Word& word : {Word{}, Word{0}, Word{1, 0, 0}}) {
        const Alphabet alphabet = letters(2);
        const WeightedAutomaton hidden = only_word(alphabet, word, product);
        EXPECT_EQ(compare(hidden, WeightedAutomaton(alphabet, 0)).difference->word, word);
        // The same with the large number before the word: then even the ranks mislead.
        WeightedAutomaton early = only_word(alphabet, word, 1);
        early.initial = unit(0, product);
        EXPECT_EQ(compare(early, WeightedAutomaton(alphabet, 0)).difference->word, word);
        EXPECT_TRUE(compare(early, hidden).equal());
        // And a denominator that no prime of the stream's beginning can reduce.
        early.initial = unit(0, Rational(1) / product);
        EXPECT_EQ(compare(early, hidden).difference->word, word);
    }
}

}  // namespace
}  // namespace linac::equality_test
