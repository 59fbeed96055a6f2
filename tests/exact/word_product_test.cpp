#include "exact/word_product.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::word_product_test {
namespace {

Rational plain(const WeightedAutomaton& automaton, const Word& word) {
    Vector row = dense(automaton.initial, automaton.size());
    for (const Symbol symbol : word) row = multiply(row, automaton.transition[symbol]);
    return dot(row, dense(automaton.final, automaton.size()));
}

Rational by_tree(const WeightedAutomaton& automaton, const Word& word) {
    return WordProduct(automaton.transition)
        .value(to_integers(automaton.initial, automaton.size()), word,
               to_integers(automaton.final, automaton.size()));
}

RC_GTEST_PROP(WordProduct, is_the_product_symbol_by_symbol, ()) {
    const WeightedAutomaton automaton = *tests::weighted_automata({.max_states = 4, .density_percent = 70});
    const auto length = *tests::between(0, 150);
    const auto word = tests::drawn_numbers(length, automaton.alphabet.size());
    RC_ASSERT(by_tree(automaton, word) == plain(automaton, word));
}

TEST(WordProduct, is_right_where_numbers_are_long) {
    // Long enough for Winograd's products, on even and odd sizes, and for parallel ones.
    tests::RandomAutomata random(5);
    for (const std::size_t size : {1U, 2U, 3U, 6U}) {
        const WeightedAutomaton automaton = random.weighted(size, 2, 100);
        const Word word = random.word(automaton.alphabet, 6000);
        ASSERT_EQ(by_tree(automaton, word), weight(automaton, word)) << size;
    }
}

TEST(WordProduct, is_right_where_factors_occur_again) {
    tests::RandomAutomata random(6);
    const WeightedAutomaton automaton = random.weighted(3, 2, 100);
    for (const std::size_t length : {1U, 31U, 32U, 1000U, 1024U}) {
        Word word(length, 0);
        if (length > 100) word[70] = 1;
        ASSERT_EQ(by_tree(automaton, word), weight(automaton, word)) << length;
    }
}

TEST(WordProduct, advances_a_row_part_by_part) {
    tests::RandomAutomata random(7);
    const WeightedAutomaton automaton = random.weighted(4, 3, 100);
    const Word word = random.word(automaton.alphabet, 900);
    const WordProduct product(automaton.transition);
    WordProduct::Integers row = to_integers(automaton.initial, automaton.size());
    std::size_t from = 0;
    for (const std::size_t length : {1U, 100U, 7U, 792U}) {
        product.advance(row, std::span(word).subspan(from, length));
        from += length;
    }
    ASSERT_EQ(from, word.size());
    EXPECT_EQ(dot(row.numerators, dense(automaton.final, 4)) / row.denominator, weight(automaton, word));
}

}  // namespace
}  // namespace linac::word_product_test
