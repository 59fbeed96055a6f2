#include "analysis/determinize.hpp"

#include <gtest/gtest.h>

#include <map>

#include "analysis/transforms.hpp"
#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"

namespace linac::determinize_test {
namespace {

WeightedAutomaton zoo(const std::string& name) {
    const auto file = tests::source_directory() / "automata" / (name + ".linac");
    return to_weighted(read_automaton(tests::read_file(file), name).value());
}

/// The same function in a basis of which no vector is a state.
WeightedAutomaton sheared(const WeightedAutomaton& automaton) {
    SparseMatrix basis = SparseMatrix::identity(automaton.size());
    for (std::size_t i = 1; i < automaton.size(); ++i) basis.add(0, i, Rational(1, 2));
    return tests::in_basis(automaton, basis);
}

void expect_same_function(const WeightedAutomaton& automaton, const Dfa& dfa, const std::string& name) {
    tests::RandomAutomata random(7);
    for (std::size_t i = 0; i < 400; ++i) {
        const Word word = random.word(automaton.alphabet, i / 20);
        ASSERT_EQ(to_string(output(dfa, word)), to_string(weight(automaton, word)))
            << name << " on " << show_word(word, automaton.alphabet);
    }
}

TEST(Determinized, ZooHasTheStatesOfTheMinimalMachines) {
    const std::map<std::string, std::size_t> states = {{"weighted/parity", 2},
                                                       {"weighted/even-pairs", 5},
                                                       {"weighted/cycle-navigation", 5},
                                                       {"weighted/mod-3-counter", 3},
                                                       {"weighted/mod-7-counter", 7},
                                                       {"weighted/flip-flop", 2},
                                                       {"weighted/tomita-1", 2},
                                                       {"weighted/tomita-2", 3},
                                                       {"weighted/tomita-3", 5},
                                                       {"weighted/tomita-4", 4},
                                                       {"weighted/tomita-5", 4},
                                                       {"weighted/tomita-6", 3},
                                                       {"weighted/tomita-7", 5},
                                                       {"weighted/dyck-1-depth-3", 5},
                                                       {"weighted/dyck-2-depth-3", 16},
                                                       {"permutation/parity", 2},
                                                       {"permutation/s3", 3},
                                                       {"permutation/z60", 60},
                                                       {"permutation/a5", 5},
                                                       {"permutation/s5-two-generators", 5}};
    for (const auto& [name, expected] : states) {
        const WeightedAutomaton automaton = zoo(name);
        const auto dfa = determinized(automaton);
        ASSERT_TRUE(dfa) << name;
        EXPECT_EQ(dfa->size(), expected) << name;
        EXPECT_EQ(minimized(*dfa), *dfa) << name;
        expect_same_function(automaton, *dfa, name);
    }
}

/// The way over rows of a weighted automaton and the way over states find the same machine.
TEST(Determinized, DependsOnTheFunctionOnly) {
    std::size_t compared = 0;
    for (const std::string name : {"parity", "even-pairs", "tomita-1", "tomita-2", "tomita-3", "tomita-4",
                                   "tomita-5", "tomita-6", "tomita-7", "dyck-1-depth-3", "flip-flop"}) {
        const WeightedAutomaton automaton = zoo("weighted/" + name);
        const WeightedAutomaton other = sheared(automaton);
        if (automaton.size() > 1) {
            ASSERT_NE(automaton, other);
            ++compared;
        }
        EXPECT_EQ(determinized(other), determinized(automaton)) << name;
    }
    EXPECT_GE(compared, 10U);
}

TEST(Determinized, HasNothingForInfinitelyManyValues) {
    for (const std::string name : {"a-minus-b", "binary-value", "fibonacci", "hidden-markov", "imm3",
                                   "length-times-a", "probabilistic-tomita-5"})
        EXPECT_FALSE(determinized(zoo("weighted/" + name), 2000)) << name;
}

TEST(Determinized, StopsAtTheLimitOfStates) {
    const WeightedAutomaton mod_7 = zoo("weighted/mod-7-counter");
    EXPECT_FALSE(determinized(mod_7, 6));
    EXPECT_TRUE(determinized(mod_7, 7));
    EXPECT_FALSE(determinized(sheared(mod_7), 6));
    EXPECT_TRUE(determinized(sheared(mod_7), 7));
}

/// Rows that grow in a part that no weight sees, and weights that cancel: (−1)^{|w|}.
TEST(Determinized, SeesFinitelyManyValuesBehindInfinitelyManyRows) {
    WeightedAutomaton automaton(tests::letters(1), 2);
    automaton.initial = {{0, 1}, {1, 1}};
    automaton.final = unit(0);
    automaton.transition[0].add(0, 0, -1);
    automaton.transition[0].add(1, 1, 2);
    EXPECT_EQ(determinized(automaton), (Dfa{tests::letters(1), 0, {{1, 0}}, {1, -1}}));
    automaton.final = {{0, 1}, {1, 1}};
    EXPECT_FALSE(determinized(automaton, 1000));
}

TEST(Determinized, KeepsTheInitialWeight) {
    WeightedAutomaton automaton(tests::letters(1), 1);
    automaton.initial = unit(0, 2);
    automaton.final = unit(0, 3);
    EXPECT_EQ(determinized(automaton), (Dfa{tests::letters(1), 0, {{1, 1}}, {6, 0}}));
}

TEST(Determinized, OfTheZeroFunction) {
    const Dfa zero{tests::letters(2), 0, {{0}, {0}}, {0}};
    EXPECT_EQ(determinized(WeightedAutomaton(tests::letters(2), 0)), zero);
    WeightedAutomaton cancelling(tests::letters(2), 2);
    cancelling.initial = {{0, 1}, {1, -1}};
    cancelling.final = {{0, 1}, {1, 1}};
    EXPECT_EQ(determinized(cancelling), zero);
}

}  // namespace
}  // namespace linac::determinize_test
