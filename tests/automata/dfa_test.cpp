#include "automata/dfa.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/random_automata.hpp"

namespace linac::dfa_test {
namespace {

Dfa random_dfa(tests::RandomAutomata& random, std::size_t states, std::size_t letter_count) {
    Dfa dfa{tests::letters(letter_count), random.below(states), {}, {}};
    for (std::size_t i = 0; i < states; ++i)
        dfa.output.emplace_back(static_cast<std::int64_t>(random.below(2)));
    dfa.next.assign(letter_count, std::vector<std::size_t>(states));
    for (auto& next : dfa.next)
        for (std::size_t& target : next) target = random.below(states);
    return dfa;
}

/// All words up to the length, shortest first.
std::vector<Word> all_words(std::size_t letter_count, std::size_t max_length) {
    std::vector<Word> words = {{}};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].size() == max_length) break;
        for (Symbol s = 0; s < letter_count; ++s) {
            words.push_back(words[i]);
            words.back().push_back(s);
        }
    }
    return words;
}

TEST(Dfa, OutputsWhatItsLastStateSays) {
    const Dfa parity{Alphabet({"0", "1"}), 0, {{0, 1}, {1, 0}}, {5, 7}};
    EXPECT_EQ(output(parity, {}), 5);
    EXPECT_EQ(output(parity, {1, 0}), 7);
    EXPECT_EQ(output(parity, {1, 0, 1}), 5);
    EXPECT_EQ(minimized(parity), parity);
}

TEST(Dfa, MinimisedMergesEquivalentStatesAndDropsUnreachableOnes) {
    // Parity on a circle of four, and a state apart.
    const Dfa doubled{tests::letters(1), 3, {{1, 2, 3, 0, 0}}, {1, 0, 1, 0, 9}};
    EXPECT_EQ(minimized(doubled), (Dfa{tests::letters(1), 0, {{1, 0}}, {0, 1}}));
    const Dfa constant{tests::letters(1), 0, {{1, 2, 0}}, {4, 4, 4}};
    EXPECT_EQ(minimized(constant), (Dfa{tests::letters(1), 0, {{0}}, {4}}));
    const Dfa no_letters{Alphabet(), 1, {}, {1, 2}};
    EXPECT_EQ(minimized(no_letters), (Dfa{Alphabet(), 0, {}, {2}}));
}

/// Myhill–Nerode: as many states as words of length < n have residuals that differ on words of length < n.
TEST(Dfa, MinimisedHasAStateForEachResidual) {
    tests::RandomAutomata random(1);
    for (int round = 0; round < 300; ++round) {
        const std::size_t states = 1 + random.below(5);
        const Dfa dfa = random_dfa(random, states, 2);
        const Dfa minimal = minimized(dfa);
        const auto words = all_words(2, states - 1);
        std::vector<std::vector<Rational>> residuals;
        for (const Word& prefix : words) {
            std::vector<Rational> residual;
            for (const Word& suffix : words) {
                Word word = prefix;
                word.insert(word.end(), suffix.begin(), suffix.end());
                residual.push_back(output(dfa, word));
                ASSERT_EQ(output(minimal, word), residual.back());
            }
            if (std::find(residuals.begin(), residuals.end(), residual) == residuals.end())
                residuals.push_back(residual);
        }
        ASSERT_EQ(minimal.size(), residuals.size());
        ASSERT_EQ(minimized(minimal), minimal);
    }
}

TEST(Dfa, OfAPermutationAutomaton) {
    const PermutationAutomaton parity{Alphabet({"0", "1"}), {"even", "odd"}, {{0, 1}, {1, 0}}, 1, unit(0, 3)};
    EXPECT_EQ(to_dfa(parity), (Dfa{Alphabet({"0", "1"}), 1, {{0, 1}, {1, 0}}, {3, 0}}));
}

/// Only states that are near the end differ soon: as many rounds as states would take hours.
TEST(Dfa, OfALongChainIsMinimizedInTime) {
    constexpr std::size_t size = 200'000;
    Dfa dfa{
        tests::letters(3), 0, std::vector<std::vector<std::size_t>>(3, std::vector<std::size_t>(size)), {}};
    for (std::size_t i = 0; i < size; ++i) {
        dfa.output.emplace_back(i + 1 == size ? 1 : 0);
        dfa.next[0][i] = std::min(i + 1, size - 1);
        dfa.next[1][i] = i;
        dfa.next[2][i] = 0;
    }
    EXPECT_EQ(minimized(dfa), dfa);
    dfa.output.back() = 0;
    EXPECT_EQ(minimized(dfa), (Dfa{tests::letters(3), 0, {{0}, {0}, {0}}, {0}}));
}

TEST(Dfa, IsAWeightedAutomatonOfTheSameOutputs) {
    tests::RandomAutomata random(11);
    for (int i = 0; i < 50; ++i) {
        Dfa dfa = random_dfa(random, 1 + random.below(6), 1 + random.below(3));
        for (Rational& value : dfa.output) value *= random.rational();
        const WeightedAutomaton automaton = to_weighted(dfa);
        EXPECT_EQ(automaton.size(), dfa.size());
        for (const Word& word : all_words(dfa.alphabet.size(), 5))
            ASSERT_EQ(weight(automaton, word), output(dfa, word));
    }
}

}  // namespace
}  // namespace linac::dfa_test
