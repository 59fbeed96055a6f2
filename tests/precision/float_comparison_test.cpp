#include "precision/float_comparison.hpp"

#include <gtest/gtest.h>

#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::tests::float_comparison_test {
namespace {

Network fibonacci() {
    const std::string text = read_file(source_directory() / "automata/weighted/fibonacci.linac");
    return compile(to_weighted(read_automaton(text, "fibonacci").value()), {.target = Target::rwkv7})
        .value()
        .network;
}

FloatComparison compared(const FloatArithmetic& arithmetic, const std::vector<Word>& words,
                         const FloatComparisonOptions& options = {}) {
    return compare_precision(fibonacci(), {arithmetic}, words, options).front();
}

TEST(FloatComparison, does_what_its_header_shows) {
    const std::vector<Word> words{Word(20, 0)};
    const auto found = compare_precision(fibonacci(), {{bfloat16}}, words, {});
    EXPECT_TRUE(found.front().first_difference);
}

/// Fibonacci numbers: F_14 = 377 has 9 bits, and bf16 8.
TEST(FloatComparison, finds_the_first_value_that_is_not_exact) {
    const FloatComparison found = compared({bfloat16}, {Word(40, 0), Word(3, 0)});
    EXPECT_EQ(found.words, 2U);
    EXPECT_EQ(found.longest, 40U);
    EXPECT_EQ(found.first_difference, Word(14, 0));
    EXPECT_FALSE(found.first_wrong_decision);
    ASSERT_EQ(found.errors.size(), 8U);  // 0, 1, 2, 4, 8, 16, 32, 40
    EXPECT_EQ(found.errors[4].length, 8U);
    EXPECT_EQ(found.errors[4].relative, 0);
    EXPECT_EQ(found.errors[5].length, 16U);
    EXPECT_GT(found.errors[5].relative, Rational(1, 1000));
    EXPECT_LT(found.errors[5].relative, Rational(1, 128));
    EXPECT_LE(found.errors[5].absolute, found.errors[6].absolute);
}

/// The words are those that were given, in any order: the shortest prefix of all counts.
TEST(FloatComparison, of_no_difference) {
    const FloatComparison found = compared({bfloat16}, {Word(12, 0), Word()});
    EXPECT_FALSE(found.first_difference);
    EXPECT_EQ(found.errors.back().length, 12U);
    EXPECT_EQ(found.errors.back().absolute, 0);
}

/// F_14 = 377 is 376 in bf16.
TEST(FloatComparison, decisions_follow_the_threshold) {
    const FloatComparison found =
        compared({bfloat16}, {Word(20, 0)}, {.threshold = Rational(753, 2), .progress = {}});
    EXPECT_EQ(found.first_wrong_decision, Word(14, 0));
}

TEST(FloatComparison, overflow_is_told) {
    const FloatComparison found = compared({float16, FloatMode::plain}, {Word(60, 0)});
    EXPECT_TRUE(found.errors.back().is_infinite);
    EXPECT_FALSE(found.errors[4].is_infinite);
}

TEST(FloatComparison, of_no_words) {
    const FloatComparison found = compared({float32}, {});
    EXPECT_EQ(found.words, 0U);
    EXPECT_FALSE(found.first_difference);
}

}  // namespace
}  // namespace linac::tests::float_comparison_test
