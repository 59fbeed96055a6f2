#include "operations/sequential.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/minimize.hpp"
#include "analysis/properties.hpp"
#include "analysis/transforms.hpp"
#include "formats/native.hpp"
#include "operations/pairs.hpp"
#include "operations/series.hpp"
#include "operations/sum.hpp"
#include "support/files.hpp"

namespace linac::sequential_test {
namespace {

using namespace tests;

/// Two letters of weights other than 0, some of them missing.
WeightedAutomaton draw_deterministic() {
    const auto size = *between(1, 6);
    WeightedAutomaton automaton(letters(*between(1, 2)), size);
    const auto draw_weight = [] { return *rc::gen::element(Rational(1), Rational(2), Rational(-1, 2)); };
    automaton.initial = unit(0, draw_weight());
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < size; ++i)
            if (*between(0, 4) > 0) matrix.add(i, *between(0, size - 1), draw_weight());
    for (std::size_t i = 0; i < size; ++i)
        if (*rc::gen::arbitrary<bool>()) add_entry(automaton.final, i, draw_weight());
    return automaton;
}

/// aⁿ weighs baseⁿ.
WeightedAutomaton powers_of(const Rational& base) {
    WeightedAutomaton automaton(letters(1), 1);
    automaton.initial = automaton.final = unit(0);
    automaton.transition[0].add(0, 0, base);
    return automaton;
}

RC_GTEST_PROP(Sequential, of_a_disguised_deterministic_automaton_is_as_small, ()) {
    const WeightedAutomaton automaton = draw_deterministic();
    const WeightedAutomaton disguised = in_basis(automaton, draw_basis(automaton.size()));
    const WeightedAutomaton result = sequential(disguised);
    RC_ASSERT(is_sound(result));
    RC_ASSERT(properties(result).deterministic);
    RC_ASSERT(compare(automaton, result).equal());
    RC_ASSERT(result.size() == merged(automaton).size());
    RC_ASSERT(sequential(automaton).size() == result.size());
}

RC_GTEST_PROP(Sequential, is_equal_or_refused, ()) {
    const WeightedAutomaton automaton = draw_operand();
    const auto result = capture([&] { return sequential(automaton, 300); });
    if (!result) {
        RC_ASSERT(result.error().kind() == Error::Kind::impossible);
        RC_TAG("refused");
        return;
    }
    RC_ASSERT(properties(result.value()).deterministic);
    RC_ASSERT(compare(automaton, result.value()).equal());
    RC_ASSERT(series_of(automaton) == series_of(result.value()));
}

/// Over one letter the search for a word that leads to ever new states decides.
RC_GTEST_PROP(Sequential, is_decided_over_one_letter, ()) {
    const auto size = *between(0, 4);
    const WeightedAutomaton automaton = draw_weighted_automaton(letters(1), size, 60);
    const auto result = capture([&] { return sequential(automaton, 1000); });
    if (!result) RC_ASSERT(result.error().message().find("no sequential automaton is equal") == 0);
}

TEST(Sequential, TakesOutFactors) {
    // 2ⁿ as a sum of 2ⁿ in two ways.
    const WeightedAutomaton twice = sum(powers_of(2), powers_of(2));
    const WeightedAutomaton result = sequential(twice);
    ASSERT_EQ(result.size(), 1U);
    EXPECT_EQ(result.transition[0].at(0, 0), 2);
    // 2ⁿ + (−2)ⁿ: 2, 0, 8, 0, …
    EXPECT_EQ(sequential(sum(powers_of(2), powers_of(-2))).size(), 2U);
}

TEST(Sequential, OfTheZooIsAsKnown) {
    const auto zoo = [](const std::string& name) {
        const auto file = source_directory() / "automata/weighted" / (name + ".linac");
        return to_weighted(read_automaton(read_file(file), name).value());
    };
    for (const std::string name : {"parity", "tomita-3", "probabilistic-tomita-4", "dyck-1-depth-3"})
        EXPECT_TRUE(compare(zoo(name), sequential(zoo(name))).equal()) << name;
    for (const std::string name : {"fibonacci", "binary-value", "a-minus-b", "hidden-markov"}) {
        const auto result = capture([&] { return sequential(zoo(name)); });
        ASSERT_FALSE(result) << name;
        EXPECT_EQ(result.error().message().find("no sequential automaton is equal"), 0U) << name;
    }
}

TEST(Sequential, ToldApartByTheFirstLetterIsPossible) {
    // a leads to 2ⁿ, b to 3ⁿ: in M_a both eigenvalues, but no row has both.
    WeightedAutomaton automaton(letters(2), 3);
    automaton.initial = {{0, 1}, {2, 0}};
    automaton.initial = unit(0);
    automaton.transition[0].add(0, 1, 1);
    automaton.transition[1].add(0, 2, 1);
    for (const Symbol s : {0U, 1U}) {
        automaton.transition[s].add(1, 1, 2);
        automaton.transition[s].add(2, 2, 3);
    }
    automaton.final = {{1, 1}, {2, 1}};
    const WeightedAutomaton disguised = in_basis(automaton, [] {
        SparseMatrix basis = SparseMatrix::identity(3);
        basis.add(0, 1, 1);
        basis.add(1, 2, 5);
        return basis;
    }());
    EXPECT_EQ(sequential(disguised).size(), 3U);
}

TEST(Sequential, RefusesASumOfPowersAndSaysWhy) {
    const auto result = capture([] { return sequential(sum(powers_of(2), powers_of(3))); });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind(), Error::Kind::impossible);
    EXPECT_EQ(
        describe(result.error()),
        "no sequential automaton is equal: after ε, repeating a leads to a new state each time, never to a "
        "multiple of an old one\n"
        "hint: 256 states were found, by words of up to 255 symbols; a minimal automaton that is not "
        "sequential has 2\n");
}

TEST(Sequential, StopsAtTheLimit) {
    // Words in which the 12th symbol from the end is a: 2¹² states.
    constexpr std::size_t back = 12;
    WeightedAutomaton automaton(letters(2), back + 1);
    automaton.initial = unit(0);
    automaton.final = unit(back);
    for (const Symbol s : {0U, 1U}) {
        automaton.transition[s].add(0, 0, 1);
        for (std::size_t i = 1; i < back; ++i) automaton.transition[s].add(i, i + 1, 1);
    }
    automaton.transition[0].add(0, 1, 1);
    EXPECT_EQ(sequential(automaton, 4096).size(), 4096U);
    const auto result = capture([&] { return sequential(automaton, 4095); });
    ASSERT_FALSE(result);
    EXPECT_EQ(describe(result.error()),
              "determinised, the automaton has more than 4095 states\n"
              "hint: 4095 states were found, by words of up to 12 symbols; a minimal automaton that is not "
              "sequential has 13; that they are infinitely many was not found out, a higher limit may do\n");
}

/// It has no more states than before.
TEST(Sequential, HasNoLimitWhereItIsThereAlready) {
    const WeightedAutomaton ring = cyclic({1, 2, 3, 4, 5});
    EXPECT_EQ(sequential(ring, 2), ring);
}

TEST(Sequential, OfZeroHasNoState) {
    EXPECT_EQ(sequential(WeightedAutomaton(letters(2), 0)).size(), 0U);
    WeightedAutomaton cancelling(letters(2), 2);
    cancelling.initial = {{0, 1}, {1, -1}};
    cancelling.final = {{0, 1}, {1, 1}};
    EXPECT_EQ(sequential(cancelling).size(), 0U);
}

}  // namespace
}  // namespace linac::sequential_test
