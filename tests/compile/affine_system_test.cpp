#include "compile/affine_system.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/minimize.hpp"
#include "compile/affine_systems.hpp"
#include "support/oracle.hpp"
#include "support/random_automata.hpp"

namespace linac::affine_system_test {
namespace {

using tests::Oracle;
using tests::OracleVector;
using tests::run;
using tests::to_oracle;

WeightedAutomaton random_automaton(std::size_t max_letters) {
    return *rc::gen::resize(
        rc::kNominalSize,
        tests::weighted_automata({.max_states = 5, .max_letters = max_letters, .density_percent = 60}));
}

/// The automaton plus a weight that is the same for all words, so that it has a constant functional.
WeightedAutomaton with_constant(const WeightedAutomaton& automaton, const Rational& constant) {
    const std::size_t n = automaton.size();
    WeightedAutomaton result(automaton.alphabet, n + 1);
    result.initial = sum(automaton.initial, unit(n));
    result.final = sum(automaton.final, unit(n, constant));
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s) {
        for (std::size_t i = 0; i < n; ++i) result.transition[s].set_row(i, automaton.transition[s].row(i));
        result.transition[s].set_row(n, unit(n));
    }
    return result;
}

RC_GTEST_PROP(AffineSystem, of_an_automaton_computes_its_weights, ()) {
    const WeightedAutomaton automaton = random_automaton(3);
    const Word word = *tests::words(automaton.alphabet, 6);
    RC_ASSERT(run(system_of(automaton, ""), word) == tests::naive_weight(automaton, word));
}

RC_GTEST_PROP(AffineSystem, without_a_coordinate_computes_the_same_weights, ()) {
    const WeightedAutomaton minimal =
        minimized(with_constant(random_automaton(2), *tests::small_rationals()));
    const Word word = *tests::words(minimal.alphabet, 6);
    const ConstantFunctional constant(minimal);
    for (const Entry& e : constant.coordinates()) {
        const AffineSystem system = constant.without(e.index);
        RC_ASSERT(system.size() + 1 == minimal.size());
        RC_ASSERT(run(system, word) == tests::naive_weight(minimal, word));
    }
    RC_TAG(constant.exists());
}

RC_GTEST_PROP(AffineSystem, of_one_letter_as_diagonal_plus_rank_one_computes_the_same_weights, ()) {
    const WeightedAutomaton minimal = minimized(random_automaton(1));
    RC_PRE(minimal.size() > 0U);
    const AffineSystem system = diagonal_plus_rank_one_system(minimal);
    RC_ASSERT(system.size() == minimal.size());
    for (std::size_t length = 0; length <= 3 * system.size(); ++length)
        RC_ASSERT(run(system, Word(length, 0)) == tests::naive_weight(minimal, Word(length, 0)));
}

RC_GTEST_PROP(AffineSystem, is_the_sum_of_its_components, ()) {
    const WeightedAutomaton automaton = *rc::gen::resize(
        rc::kNominalSize,
        tests::weighted_automata({.max_states = 7, .max_letters = 2, .density_percent = 12}));
    const Word word = *tests::words(automaton.alphabet, 5);
    const AffineSystem system = system_of(automaton, "");
    const auto parts = components(system);
    Oracle sum = to_oracle(system.constant);
    std::size_t size = 0;
    for (const AffineSystem& part : parts) {
        sum += run(part, word);
        size += part.size();
        RC_ASSERT(components(part).size() == 1U);
    }
    RC_ASSERT(size == automaton.size());
    RC_ASSERT(sum == tests::naive_weight(automaton, word));
    RC_TAG(parts.size());
}

TEST(AffineSystem, of_a_counter_keeps_its_constant_out_of_the_state) {
    // #a: (1, count), so that the count alone is enough.
    WeightedAutomaton count(tests::letters(2), 2);
    count.initial = unit(0);
    count.final = unit(1);
    count.transition[0] = SparseMatrix::identity(2);
    count.transition[0].add(0, 1, 1);
    count.transition[1] = SparseMatrix::identity(2);
    const ConstantFunctional constant(count);
    ASSERT_EQ(constant.coordinates(), unit(0));
    const AffineSystem system = constant.without(0);
    EXPECT_EQ(system.size(), 1U);
    EXPECT_TRUE(system.matrix[0].is_identity());
    EXPECT_EQ(system.offset[0], unit(0));
    EXPECT_TRUE(system.offset[1].empty());
}

}  // namespace
}  // namespace linac::affine_system_test
