#include "operations/standard.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "operations/series.hpp"

namespace linac::standard_test {
namespace {

using namespace tests;

RC_GTEST_PROP(Standard, is_equal_and_starts_in_a_state_that_nothing_enters, ()) {
    const WeightedAutomaton automaton = draw_operand();
    const WeightedAutomaton result = standard(automaton);
    RC_ASSERT(is_standard(result));
    RC_ASSERT(is_sound(result));
    RC_ASSERT(equal_everywhere(automaton, result));
    RC_ASSERT(result.size() <= automaton.size() + 1);
    RC_ASSERT(standard(result) == result);
}

TEST(Standard, KeepsAStandardAutomatonAndNamesTheNewState) {
    WeightedAutomaton automaton(letters(1), 2);
    automaton.states = {"start", "end"};
    automaton.initial = unit(0);
    automaton.final = unit(1);
    automaton.transition[0].add(0, 1, 2);
    EXPECT_EQ(standard(automaton), automaton);
    automaton.transition[0].add(1, 0, 1);
    EXPECT_EQ(standard(automaton).states, (std::vector<std::string>{"start", "end", "start'"}));
    EXPECT_EQ(last_weights(automaton), (std::vector<SparseVector>{unit(0, 2)}));
}

TEST(Standard, OfZeroIsOneStateThatIsNotFinal) {
    const WeightedAutomaton zero = standard(WeightedAutomaton(letters(2), 3));
    EXPECT_EQ(zero.size(), 1U);
    EXPECT_TRUE(is_standard(zero));
    EXPECT_TRUE(zero.final.empty());
}

}  // namespace
}  // namespace linac::standard_test
