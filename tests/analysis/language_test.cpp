#include "analysis/language.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/brute_force.hpp"
#include "support/random_automata.hpp"

namespace linac::language_test {
namespace {

using tests::letters;

WeightedAutomaton nonnegative(WeightedAutomaton automaton) {
    const auto made_positive = [](SparseVector vector) {
        for (Entry& e : vector) e.value = abs(e.value);
        return vector;
    };
    automaton.initial = made_positive(automaton.initial);
    automaton.final = made_positive(automaton.final);
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < automaton.size(); ++i) matrix.set_row(i, made_positive(matrix.row(i)));
    return automaton;
}

/// Over one symbol more than the automaton has, whose transitions are ε.
EpsilonAutomaton draw() {
    const auto size = *tests::between(0, 5);
    const int density = *rc::gen::element(10, 20, 40);
    WeightedAutomaton automaton =
        nonnegative(tests::draw_weighted_automaton(letters(*tests::between(0, 2) + 1), size, density));
    automaton.alphabet = letters(automaton.alphabet.size() - 1);
    EpsilonAutomaton result{automaton, automaton.transition.back()};
    result.automaton.transition.pop_back();
    return result;
}

/// Whether some path reads the word: sets of states as flags, ε-transitions followed until nothing is new.
bool has_path(const EpsilonAutomaton& automaton, const Word& word) {
    const std::size_t size = automaton.automaton.size();
    std::vector<bool> states(size, false);
    for (const Entry& e : automaton.automaton.initial) states[e.index] = true;
    const auto close = [&] {
        for (std::size_t round = 0; round < size; ++round)
            for (std::size_t i = 0; i < size; ++i)
                for (std::size_t j = 0; j < size; ++j)
                    if (states[i] && !automaton.epsilon.at(i, j).is_zero()) states[j] = true;
    };
    close();
    for (const Symbol symbol : word) {
        std::vector<bool> next(size, false);
        for (std::size_t i = 0; i < size; ++i)
            for (std::size_t j = 0; j < size; ++j)
                if (states[i] && !automaton.automaton.transition[symbol].at(i, j).is_zero()) next[j] = true;
        states = next;
        close();
    }
    for (const Entry& e : automaton.automaton.final)
        if (states[e.index]) return true;
    return false;
}

RC_GTEST_PROP(Language, has_the_words_that_a_path_reads, ()) {
    const EpsilonAutomaton automaton = draw();
    const Dfa dfa = language(automaton);
    RC_ASSERT(minimized(dfa) == dfa);
    const WeightedAutomaton weighted = trimmed(to_weighted(dfa));
    tests::for_all_words(weighted, 6, [&](const Word& word, const tests::Plain& weight) {
        const Rational expected = has_path(automaton, word) ? 1 : 0;
        RC_ASSERT(output(dfa, word) == expected);
        RC_ASSERT(weight == (expected.is_zero() ? 0 : 1));
        return true;
    });
}

RC_GTEST_PROP(Language, without_epsilon_has_the_words_that_do_not_weigh_zero, ()) {
    const WeightedAutomaton automaton = nonnegative(*tests::weighted_automata(
        {.max_states = 5, .max_letters = 2, .density_percent = 25, .allow_empty = true}));
    const Dfa dfa = language({automaton, SparseMatrix(automaton.size(), automaton.size())});
    tests::for_all_words(automaton, 6, [&](const Word& word, const tests::Plain& weight) {
        RC_ASSERT(output(dfa, word) == (weight == 0 ? 0 : 1));
        return true;
    });
}

/// a, with an ε-loop of weight 1: without a sum, but with a language.
TEST(Language, NeedsNoConvergence) {
    WeightedAutomaton automaton(letters(1), 2);
    automaton.initial = unit(0);
    automaton.final = unit(1);
    automaton.transition[0].add(0, 1, 1);
    SparseMatrix epsilon(2, 2);
    epsilon.add(0, 0, 1);
    epsilon.add(0, 1, 3);
    const Dfa dfa = language({automaton, epsilon});
    EXPECT_EQ(dfa, (Dfa{letters(1), 0, {{1, 2, 2}}, {1, 1, 0}}));
}

/// Words in which the symbol so far from the end is a.
EpsilonAutomaton symbol_from_the_end(std::size_t back) {
    WeightedAutomaton automaton(letters(2), back + 1);
    automaton.initial = unit(0);
    automaton.final = unit(back);
    automaton.transition[0].add(0, 1, 1);
    for (SparseMatrix& matrix : automaton.transition) {
        matrix.add(0, 0, 1);
        for (std::size_t i = 1; i < back; ++i) matrix.add(i, i + 1, 1);
    }
    return {automaton, SparseMatrix(back + 1, back + 1)};
}

TEST(Language, StopsAtTheLimit) {
    EXPECT_EQ(language(symbol_from_the_end(10), 1024).size(), 1024U);
    const auto result = capture([] { return language(symbol_from_the_end(10), 1023); });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind(), Error::Kind::impossible);
    EXPECT_EQ(describe(result.error()),
              "the language's machine has, before it is made minimal, more than 1023 states\n"
              "hint: 1023 sets of states were found, by words of up to 10 symbols\n");
}

TEST(Language, RefusesANegativeWeightThatCounts) {
    EpsilonAutomaton automaton = symbol_from_the_end(2);
    automaton.automaton.transition[1].add(1, 2, -3);
    const auto message = [&] {
        const auto result = capture([&] { return language(automaton); });
        return result ? "none" : describe(result.error());
    };
    EXPECT_EQ(message(),
              "the weight of 1 -> 2 on b is -2: where some are negative, paths may cancel, and the words "
              "that do not "
              "weigh 0 need not be a regular language\n"
              "hint: a language can be made of an automaton whose weights are not negative\n");
    automaton = symbol_from_the_end(2);
    automaton.epsilon.add(0, 2, Rational(-1, 2));
    EXPECT_EQ(message().find("the weight of 0 -> 2 on ε is -1/2:"), 0U);
    automaton = symbol_from_the_end(2);
    automaton.automaton.initial = unit(0, -1);
    EXPECT_EQ(message().find("the weight of initial state 0 is -1:"), 0U);
    automaton = symbol_from_the_end(2);
    automaton.automaton.final = unit(2, -1);
    EXPECT_EQ(message().find("the weight of final state 2 is -1:"), 0U);
    // On no path from an initial to a final state.
    automaton = symbol_from_the_end(2);
    automaton.automaton.transition[0].add(2, 1, -1);
    automaton.automaton.final = unit(1);
    automaton.automaton.transition[0].add(2, 1, 1);
    automaton.automaton.transition[0].add(2, 2, -1);
    EXPECT_EQ(message(), "none");
}

}  // namespace
}  // namespace linac::language_test
