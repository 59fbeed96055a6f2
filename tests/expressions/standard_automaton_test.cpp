#include "expressions/standard_automaton.hpp"

#include <gtest/gtest.h>

#include "expressions/expression_reader.hpp"

namespace linac::standard_automaton_test {
namespace {

Rational weight_of(const WeightedAutomaton& automaton, const std::string& word) {
    return weight(automaton, parse_word(word, automaton.alphabet, "").value());
}

TEST(StandardAutomaton, does_what_its_header_shows) {
    const WeightedAutomaton automaton =
        standard_automaton(read_expression("a b + a c", "expression").value());
    EXPECT_EQ(automaton.size(), 5U);  // the initial state and four letters
    EXPECT_EQ(weight_of(automaton, "ab"), 1);
    EXPECT_EQ(weight_of(automaton, "ac"), 1);
    EXPECT_EQ(weight_of(automaton, "abc"), 0);
}

TEST(StandardAutomaton, adds_the_weights_of_all_ways_to_read_a_word) {
    // <2>a a a in two ways, a + aa twice or thrice.
    const WeightedAutomaton automaton =
        standard_automaton(read_expression("(<2>a+aa)*", "expression").value());
    EXPECT_EQ(weight_of(automaton, ""), 1);
    EXPECT_EQ(weight_of(automaton, "aaa"), 8 + 2 + 2);
}

}  // namespace
}  // namespace linac::standard_automaton_test
