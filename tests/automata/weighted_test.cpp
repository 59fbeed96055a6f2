#include "automata/weighted.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "formats/native.hpp"
#include "support/oracle.hpp"
#include "support/random_automata.hpp"

namespace linac::tests::weighted_test {
namespace {

WeightedAutomaton fibonacci() {
    WeightedAutomaton automaton(Alphabet({"a"}), 2);
    automaton.initial = unit(0), automaton.final = unit(1);
    automaton.transition[0].set_row(0, {{1, 1}}), automaton.transition[0].set_row(1, {{0, 1}, {1, 1}});
    return automaton;
}

TEST(WeightedAutomaton, does_what_its_header_shows) {
    EXPECT_EQ(weight(fibonacci(), {}), 0);
    EXPECT_EQ(weight(fibonacci(), Word(10, 0)), 55);
    EXPECT_EQ(to_string(weight(fibonacci(), Word(200, 0))), "280571172992510140037611932413038677189525");
}

TEST(WeightedAutomaton, starts_without_weights) {
    const WeightedAutomaton automaton(Alphabet({"a", "b"}), 3);
    EXPECT_EQ(automaton.states, (std::vector<std::string>{"0", "1", "2"}));
    EXPECT_EQ(automaton.transition_count(), 0U);
    EXPECT_EQ(weight(automaton, {0, 1}), 0);
    EXPECT_EQ(weight(WeightedAutomaton(Alphabet({"a"}), 0), {0, 0}), 0);
    EXPECT_EQ(WeightedAutomaton().size(), 0U);
}

RC_GTEST_PROP(WeightedRun, weighs_each_prefix_as_the_definition_does, ()) {
    const WeightedAutomaton automaton = *weighted_automata({.allow_empty = true});
    const Word word = *words(automaton.alphabet, 8);
    WeightedRun run(automaton);
    for (std::size_t length = 0; length <= word.size(); ++length) {
        const Word prefix(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(length));
        RC_ASSERT(agrees(run.weight(), naive_weight(automaton, prefix)));
        if (length < word.size()) run.step(word[length]);
    }
    RC_ASSERT(weight(automaton, word) == run.weight());
}

RC_GTEST_PROP(WeightedRun, starts_again_as_if_new, ()) {
    const WeightedAutomaton automaton = *weighted_automata({.max_states = 5});
    WeightedRun run(automaton);
    for (int round = 0; round < 3; ++round) {
        const Word word = *words(automaton.alphabet, 8);
        run.restart();
        for (const Symbol symbol : word) run.step(symbol);
        RC_ASSERT(agrees(run.weight(), naive_weight(automaton, word)));
    }
}

RC_GTEST_PROP(WeightedRun, goes_on_from_a_copy, ()) {
    const WeightedAutomaton automaton = *weighted_automata({.max_states = 5});
    const Word first = *words(automaton.alphabet, 5);
    const Word left = *words(automaton.alphabet, 5);
    const Word right = *words(automaton.alphabet, 5);
    WeightedRun run(automaton);
    for (const Symbol symbol : first) run.step(symbol);
    const auto weight_of_continued = [&](const Word& rest) {
        WeightedRun copy = run;
        for (const Symbol symbol : rest) copy.step(symbol);
        Word word = first;
        word.insert(word.end(), rest.begin(), rest.end());
        return agrees(copy.weight(), naive_weight(automaton, word));
    };
    RC_ASSERT(weight_of_continued(left));
    RC_ASSERT(weight_of_continued(right));
}

/// x ↦ x·[[1, 1, 0], [-1, -1, 1], [0, 0, 1/2]] sends (1, 1, c) to (0, 0, 1 + c/2): two of three states
/// cancel.
TEST(WeightedRun, goes_on_after_states_cancel) {
    WeightedAutomaton automaton(Alphabet({"a"}), 3);
    automaton.initial = {{0, 1}, {1, 1}};
    automaton.final = {{0, 1}, {1, 1}, {2, 1}};
    automaton.transition[0].set_row(0, {{0, 1}, {1, 1}});
    automaton.transition[0].set_row(1, {{0, -1}, {1, -1}, {2, 1}});
    automaton.transition[0].set_row(2, {{2, Rational(1, 2)}});
    for (std::size_t length = 0; length < 20; ++length)
        EXPECT_TRUE(agrees(weight(automaton, Word(length, 0)), naive_weight(automaton, Word(length, 0))))
            << length;
}

/// Three sources meet in one target: 1 − 1 + 1, which is 0 halfway.
TEST(WeightedRun, counts_a_state_once_that_cancels_and_is_met_again) {
    WeightedAutomaton automaton(Alphabet({"a"}), 4);
    automaton.initial = {{0, 1}, {1, 1}, {2, 1}};
    automaton.final = unit(3);
    automaton.transition[0].set_row(0, {{3, 1}});
    automaton.transition[0].set_row(1, {{3, -1}});
    automaton.transition[0].set_row(2, {{3, 1}});
    automaton.transition[0].set_row(3, {{3, 2}});
    EXPECT_EQ(weight(automaton, {0}), 1);
    EXPECT_EQ(weight(automaton, {0, 0, 0}), 4);
}

TEST(WeightedRun, stays_at_zero_where_no_transition_leads_on) {
    WeightedAutomaton automaton(Alphabet({"a", "b"}), 2);
    automaton.initial = unit(0, Rational(1, 3));
    automaton.final = unit(1, Rational(3, 7));
    automaton.transition[0].set_row(0, {{1, Rational(2, 5)}});
    EXPECT_EQ(weight(automaton, {0}), Rational(2, 35));
    EXPECT_EQ(weight(automaton, {0, 0}), 0);
    EXPECT_EQ(weight(automaton, {1, 0, 0, 1, 1}), 0);
}

TEST(WeightedRun, weighs_long_words_over_fractions_as_the_definition_does) {
    RandomAutomata random(20240607);
    for (int round = 0; round < 4; ++round) {
        const WeightedAutomaton automaton = random.weighted(4, 2, 60);
        const Word word = random.word(automaton.alphabet, 300);
        EXPECT_TRUE(agrees(weight(automaton, word), naive_weight(automaton, word)))
            << write_automaton(automaton);
    }
}

TEST(WeightedRun, reduces_denominators_that_cancel_on_long_words) {
    WeightedAutomaton automaton(Alphabet({"half", "double"}), 1);
    automaton.initial = automaton.final = unit(0);
    automaton.transition[0].set_row(0, unit(0, Rational(1, 2)));
    automaton.transition[1].set_row(0, unit(0, 2));
    Word word;
    for (int i = 0; i < 20'000; ++i) word.push_back(static_cast<Symbol>(i % 2));
    EXPECT_EQ(weight(automaton, word), 1);
    word.assign(5'000, 0);
    EXPECT_EQ(weight(automaton, word), 1 / power(2, 5'000));
}

RC_GTEST_PROP(Reversed, weighs_mirrored_words, ()) {
    const WeightedAutomaton automaton = *weighted_automata({.max_states = 6});
    const Word word = *words(automaton.alphabet, 8);
    RC_ASSERT(weight(reversed(automaton), {word.rbegin(), word.rend()}) == weight(automaton, word));
    RC_ASSERT(reversed(reversed(automaton)) == automaton);
}

/// The states on some path from an initial to a final state, by relaxing all transitions until nothing
/// changes.
std::set<std::string> useful_states(const WeightedAutomaton& automaton) {
    const auto closure = [](const WeightedAutomaton& a) {
        std::set<std::size_t> seen;
        for (const Entry& e : a.initial) seen.insert(e.index);
        for (std::size_t round = 0; round < a.size(); ++round)
            for (const SparseMatrix& matrix : a.transition)
                for (std::size_t i = 0; i < a.size(); ++i)
                    for (const Entry& e : matrix.row(i))
                        if (seen.contains(i)) seen.insert(e.index);
        return seen;
    };
    const std::set<std::size_t> forward = closure(automaton);
    std::set<std::string> useful;
    for (const std::size_t i : closure(reversed(automaton)))
        if (forward.contains(i)) useful.insert(automaton.states[i]);
    return useful;
}

RC_GTEST_PROP(Trimmed, keeps_exactly_the_useful_states_and_every_weight, ()) {
    const WeightedAutomaton automaton = *weighted_automata({.density_percent = 15, .allow_empty = true});
    const WeightedAutomaton part = trimmed(automaton);
    RC_ASSERT(std::set<std::string>(part.states.begin(), part.states.end()) == useful_states(automaton));
    RC_ASSERT(trimmed(part) == part);
    const Word word = *words(automaton.alphabet, 8);
    RC_ASSERT(weight(part, word) == weight(automaton, word));
}

RC_GTEST_PROP(Restricted, keeps_the_weights_between_the_given_states_in_their_order, ()) {
    const WeightedAutomaton automaton = *weighted_automata({.max_states = 6});
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < automaton.size(); ++i)
        if (*rc::gen::arbitrary<bool>())
            chosen.insert(chosen.begin() + (i % 2 == 0 ? 0 : std::ssize(chosen)), i);
    const WeightedAutomaton part = restricted(automaton, chosen);
    RC_ASSERT(part.size() == chosen.size());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        RC_ASSERT(part.states[i] == automaton.states[chosen[i]]);
        RC_ASSERT(entry(part.initial, i) == entry(automaton.initial, chosen[i]));
        RC_ASSERT(entry(part.final, i) == entry(automaton.final, chosen[i]));
        for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
            for (std::size_t j = 0; j < chosen.size(); ++j)
                RC_ASSERT(part.transition[s].at(i, j) == automaton.transition[s].at(chosen[i], chosen[j]));
    }
}

RC_GTEST_PROP(Reordered, weighs_words_by_the_names_of_their_symbols, ()) {
    const WeightedAutomaton automaton = *weighted_automata({.max_states = 5});
    std::vector<std::string> names = automaton.alphabet.symbols();
    std::reverse(names.begin(), names.end());
    const Alphabet mirrored(names);
    const WeightedAutomaton other = reordered(automaton, mirrored, "A", "B");
    RC_ASSERT(other.alphabet == mirrored);
    const Word word = *words(automaton.alphabet, 8);
    Word translated;
    for (const Symbol symbol : word) translated.push_back(names.size() - 1 - symbol);
    RC_ASSERT(weight(other, translated) == weight(automaton, word));
}

TEST(Reordered, refuses_another_alphabet) {
    const auto error = capture([] { return reordered(fibonacci(), Alphabet({"b"}), "left", "right"); });
    ASSERT_FALSE(error);
    EXPECT_EQ(error.error().message(), "the alphabets differ: symbol b is only in right");
}

}  // namespace
}  // namespace linac::tests::weighted_test
