#include "formats/arc_list.hpp"

#include <gtest/gtest.h>

namespace linac::tests::arc_list_test {
namespace {

TEST(ArcList, adds_repeated_transitions_up) {
    ArcList arcs;
    arcs.add(0, 1, 0, Rational(1, 2));
    arcs.add_epsilon(1, 0, 1);
    arcs.add(1, 1, 1, 3);
    arcs.add(0, 0, 0, 5);
    arcs.add(0, 1, 0, Rational(1, 4));
    arcs.add(1, 1, 1, -3);
    const EpsilonAutomaton automaton = std::move(arcs).automaton(Alphabet({"a", "b"}), {"p", "q"});
    EXPECT_EQ(automaton.automaton.transition[0].row(0), (SparseVector{{0, 5}, {1, Rational(3, 4)}}));
    EXPECT_EQ(automaton.automaton.transition[1].nonzeros(), 0U);
    EXPECT_EQ(automaton.epsilon.row(1), unit(0));
    EXPECT_EQ(automaton.epsilon.nonzeros(), 1U);
    EXPECT_EQ(automaton.automaton.states, (std::vector<std::string>{"p", "q"}));
}

TEST(ArcList, has_room_for_what_the_limits_allow) {
    EXPECT_EQ(over_size_limit(1'000'000, 16), std::nullopt);
    EXPECT_EQ(over_size_limit(1'000'001, 1), "more than 1000000 states");
    EXPECT_EQ(over_size_limit(1'000'000, 17), "states times symbols is more than 16000000");
    EXPECT_EQ(over_size_limit(1000, SIZE_MAX), "states times symbols is more than 16000000");
    EXPECT_EQ(over_size_limit(0, SIZE_MAX), std::nullopt);
}

}  // namespace
}  // namespace linac::tests::arc_list_test
