#include "automata/epsilon.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "error.hpp"
#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::epsilon_test {
namespace {

using tests::letters;

TEST(Epsilon, example) {
    EpsilonAutomaton coin{WeightedAutomaton(letters(1), 1), SparseMatrix(1, 1)};
    coin.automaton.initial = unit(0);
    coin.automaton.final = unit(0, 3);
    coin.automaton.transition[0].add(0, 0, 5);
    coin.epsilon.add(0, 0, Rational(1, 2));
    const WeightedAutomaton removed = without_epsilon(coin);
    EXPECT_EQ(weight(removed, {}), 6);
    EXPECT_EQ(weight(removed, {0}), 60);
}

TEST(Epsilon, names_the_cycle) {
    EpsilonAutomaton automaton{WeightedAutomaton(letters(1), 3), SparseMatrix(3, 3)};
    automaton.automaton.states = {"start", "p", "q"};
    automaton.automaton.initial = unit(0);
    automaton.automaton.final = unit(2);
    automaton.epsilon.add(0, 1, 1);
    automaton.epsilon.add(1, 2, 2);
    automaton.epsilon.add(2, 1, Rational(1, 2));
    const auto removed = capture([&] { return without_epsilon(automaton); });
    ASSERT_FALSE(removed);
    EXPECT_EQ(describe(removed.error()),
              "the ε-transitions on the cycle p -> q -> p do not converge: its weight is 1\n"
              "hint: ε-transitions can be removed where the sum over all paths of them converges\n");
}

TEST(Epsilon, cycles_that_no_path_uses_do_not_count) {
    EpsilonAutomaton automaton{WeightedAutomaton(letters(1), 2), SparseMatrix(2, 2)};
    automaton.automaton.initial = unit(0);
    automaton.automaton.final = unit(0);
    automaton.epsilon.add(0, 1, 1);
    automaton.epsilon.add(1, 1, 1);
    EXPECT_EQ(weight(without_epsilon(automaton), {}), 1);
}

/// The weight of a word by its definition, for ε-transitions without cycles: the sum over all paths.
Rational path_sum(const EpsilonAutomaton& automaton, std::size_t state, const Word& word, std::size_t at) {
    Rational total;
    if (at == word.size()) total = entry(automaton.automaton.final, state);
    for (const Entry& e : automaton.epsilon.row(state))
        total += e.value * path_sum(automaton, e.index, word, at);
    if (at < word.size())
        for (const Entry& e : automaton.automaton.transition[word[at]].row(state))
            total += e.value * path_sum(automaton, e.index, word, at + 1);
    return total;
}

RC_GTEST_PROP(Epsilon, acyclic_ones_are_sums_over_paths, ()) {
    EpsilonAutomaton automaton{*tests::weighted_automata({.max_states = 4, .max_letters = 2}), {}};
    const std::size_t size = automaton.automaton.size();
    automaton.epsilon = SparseMatrix(size, size);
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = i + 1; j < size; ++j)
            if (*rc::gen::arbitrary<bool>()) automaton.epsilon.add(i, j, *rc::gen::inRange(-3, 4));
    const WeightedAutomaton removed = without_epsilon(automaton);
    const Word word = tests::drawn_numbers(*tests::between(0, 4), automaton.automaton.alphabet.size());
    Rational expected;
    for (const Entry& e : automaton.automaton.initial)
        expected += e.value * path_sum(automaton, e.index, word, 0);
    RC_ASSERT(weight(removed, word) == expected);
}

// With cycles: an ε-step of weight w is a step by a letter e of the same weight, and the words with k letters e
// somewhere between the others, summed over k, tend to the weight. Here exactly: E of one loop of weight w < 1.
RC_GTEST_PROP(Epsilon, loops_are_geometric_series, ()) {
    EpsilonAutomaton automaton{*tests::weighted_automata({.max_states = 4, .max_letters = 2}), {}};
    const std::size_t size = automaton.automaton.size();
    automaton.epsilon = SparseMatrix(size, size);
    std::vector<Rational> factor(size, Rational(1));
    for (std::size_t i = 0; i < size; ++i) {
        const Rational loop(*rc::gen::inRange(-4, 5), 5);
        automaton.epsilon.add(i, i, loop);
        factor[i] = Rational(1) / (Rational(1) - loop);
    }
    // Whenever the automaton is in a state, before the next letter or the end, the loop multiplies by its factor.
    WeightedAutomaton expected = automaton.automaton;
    for (SparseMatrix& matrix : expected.transition)
        for (std::size_t i = 0; i < size; ++i) matrix.set_row(i, scaled(matrix.row(i), factor[i]));
    for (Entry& e : expected.final) e.value = e.value * factor[e.index];
    const WeightedAutomaton removed = without_epsilon(automaton);
    const Word word = tests::drawn_numbers(*tests::between(0, 6), automaton.automaton.alphabet.size());
    RC_ASSERT(weight(removed, word) == weight(expected, word));
}

}  // namespace
}  // namespace linac::epsilon_test
