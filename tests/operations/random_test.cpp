#include "operations/random.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "analysis/properties.hpp"
#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "support/random_automata.hpp"

namespace linac::random_test {
namespace {

using tests::letters;

/// The engine that the numbers come from is the one of the standard: its 10 000th number is fixed there.
TEST(Random, EngineIsTheStandardOne) {
    std::mt19937_64 engine;
    engine.discard(9999);
    EXPECT_EQ(engine(), 9981545732273789042U);
}

TEST(Random, IsTheSameForTheSameSeed) {
    const RandomShape shape{3, letters(2), Rational(1, 2), {-1, 0, Rational(1, 2)}, 7};
    // As another implementation of the engine and of the draws has it.
    EXPECT_EQ(write_automaton(random_weighted(shape)),
              "linac 1 weighted\nalphabet a b\nstates 0 1 2\n$ -> 1 <-1>\n0 -> 2 <-1>a, <-1>b\n"
              "1 -> 0 <-1>b\n1 -> 1 <-1>b\n2 -> 1 <1/2>b\n0 -> $ <-1>\n1 -> $ <-1>\n");
    RandomShape other = shape;
    other.seed = 8;
    EXPECT_EQ(random_weighted(shape), random_weighted(shape));
    EXPECT_NE(random_weighted(shape), random_weighted(other));
    EXPECT_EQ(write_automaton(random_permutation({4, letters(2), Rational(1, 2), {1}, 7})),
              "linac 1 permutation\nalphabet a b\nstates 0 1 2 3\na = (0 1 3 2)\nb = (0 3 2)\ninitial 0\n"
              "final 1, 2, 3\n");
    EXPECT_EQ(write_automaton(random_deterministic({2, letters(2), Rational(1, 2), {1}, 7})),
              "linac 1 weighted\nalphabet a b\n$ -> 0\n0 -> 0 a, b\n1 -> 1 a, b\n1 -> $\n");
}

TEST(Random, HasTheDensityAndTheWeights) {
    const Vector weights = {-1, Rational(1, 2), 3};
    const WeightedAutomaton automaton = random_weighted({100, letters(3), Rational(1, 3), weights, 1});
    // 30 000 chances of 1/3: 10 000 with a standard deviation of 82.
    EXPECT_NEAR(static_cast<double>(automaton.transition_count()), 10'000, 500);
    std::map<std::string, std::size_t> counts;
    for (const SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < 100; ++i)
            for (const Entry& e : matrix.row(i)) ++counts[to_string(e.value)];
    EXPECT_EQ(counts.size(), 3U);
    for (const auto& [weight, count] : counts) EXPECT_NEAR(static_cast<double>(count), 3333, 300) << weight;
}

TEST(Random, HasAllTransitionsOrNone) {
    EXPECT_EQ(random_weighted({5, letters(2), 1, {1}, 1}).transition_count(), 50U);
    const WeightedAutomaton none = random_weighted({5, letters(2), 0, {1}, 1});
    EXPECT_EQ(none.transition_count(), 0U);
    EXPECT_EQ(none.initial.size(), 1U);
    EXPECT_EQ(none.final.size(), 1U);
    EXPECT_TRUE(random_weighted({5, letters(2), 1, {0}, 1}).initial.empty());
    EXPECT_EQ(random_weighted({0, letters(2), 1, {1}, 1}).size(), 0U);
}

/// All six permutations of three states have the same chance.
TEST(Random, PermutationsAreUniform) {
    std::map<Permutation, std::size_t> counts;
    for (std::uint64_t seed = 0; seed < 6000; ++seed)
        ++counts[random_permutation({3, letters(1), Rational(1, 2), {1}, seed}).permutation[0]];
    EXPECT_EQ(counts.size(), 6U);
    for (const auto& [permutation, count] : counts) EXPECT_NEAR(static_cast<double>(count), 1000, 200);
}

TEST(Random, KindsAreWhatTheySay) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const RandomShape shape{4, letters(2), Rational(1, 4), {1}, seed};
        EXPECT_TRUE(properties(to_weighted(random_permutation(shape))).permutation);
        EXPECT_TRUE(properties(random_deterministic(shape)).deterministic);
        EXPECT_FALSE(random_deterministic(shape).final.empty());
    }
}

TEST(Random, RefusesWhatIsNoShape) {
    const auto message = [](const RandomShape& shape) {
        const auto result = capture([&] { return random_weighted(shape); });
        return result ? "none" : result.error().message();
    };
    EXPECT_EQ(message({2, letters(1), Rational(3, 2), {1}, 1}), "a density of 3/2");
    EXPECT_EQ(message({2, letters(1), Rational(-1), {1}, 1}), "a density of -1");
    EXPECT_EQ(message({2, letters(1), 1 / power(Rational(2), 70), {1}, 1}), "a density of more than 63 bits");
    EXPECT_EQ(message({2, letters(1), Rational(1, 2), {}, 1}), "no weights to draw from");
    EXPECT_EQ(message({2'000'000, letters(1), Rational(1, 2), {1}, 1}),
              "the result has more than 1000000 states");
    EXPECT_EQ(message({100'000, letters(1), Rational(1, 2), {1}, 1}),
              "an automaton of states times states times symbols of more than 1000000000");
    EXPECT_FALSE(capture([] { return random_permutation({0, letters(1), 1, {1}, 1}); }));
    EXPECT_FALSE(capture([] { return random_deterministic({0, letters(1), 1, {1}, 1}); }));
}

}  // namespace
}  // namespace linac::random_test
