#include "exports/state_names.hpp"

#include <gtest/gtest.h>

#include "exports/finite_networks.hpp"

namespace linac::tests::state_names_test {
namespace {

Error refusal(const std::string& network, const Automaton& automaton) {
    const FiniteNetwork finite = finite_network(zoo_network(network, Target::deltaproduct));
    return capture([&] { return state_names(finite, automaton); }).error();
}

TEST(StateNames, example_of_the_header) {
    const FiniteNetwork finite = finite_network(zoo_network("permutation/parity", Target::deltaproduct));
    const auto names = state_names(finite, zoo_automaton("permutation/parity"));
    EXPECT_EQ(names[0].name, "even");
    EXPECT_EQ(names[1].name, "odd");
}

/// tomita-2 is (10)*, without a state for the words that no word of it starts with.
TEST(StateNames, has_none_where_the_automaton_has_no_transition) {
    const FiniteNetwork finite = finite_network(zoo_network("weighted/tomita-2", Target::deltaproduct));
    const auto names = state_names(finite, zoo_automaton("weighted/tomita-2"));
    ASSERT_EQ(names.size(), 3U);
    EXPECT_EQ(std::count_if(names.begin(), names.end(), [](const StateName& n) { return !n.name; }), 1);
    for (std::size_t state = 0; state < names.size(); ++state)
        EXPECT_EQ(names[state].name.has_value(), !sparse(finite.states[state]).empty());
}

TEST(StateNames, refuses_other_automata) {
    EXPECT_EQ(refusal("permutation/parity", zoo_automaton("weighted/even-pairs")).kind(),
              Error::Kind::bad_input);
    const Error different = refusal("weighted/tomita-5", zoo_automaton("weighted/tomita-6"));
    EXPECT_EQ(different.kind(), Error::Kind::bad_input);
    EXPECT_EQ(different.message().substr(0, 41), "the automaton is not the network's: word ");
    EXPECT_EQ(
        refusal("permutation/parity", zoo_automaton("weighted/binary-value")).message(),
        "the automaton names no states: state value has more than one transition on symbol 0, or one of "
        "another "
        "weight than 1");
    EXPECT_EQ(refusal("permutation/parity", zoo_automaton("counter/dyck-1")).message(),
              "the automaton names no states: it is a counter machine");
}

TEST(StateNames, refuses_two_states_that_are_one) {
    const PermutationAutomaton twice{Alphabet({"0", "1"}),
                                     {"even", "odd", "even again", "odd again"},
                                     {{0, 1, 2, 3}, {1, 2, 3, 0}},
                                     0,
                                     {{1, 1}, {3, 1}}};
    const Error error = refusal("permutation/parity", twice);
    EXPECT_EQ(error.kind(), Error::Kind::impossible);
    EXPECT_EQ(
        error.message(),
        "states even and even again of the automaton are one state of the network, after the words ε and 11");
}

}  // namespace
}  // namespace linac::tests::state_names_test
