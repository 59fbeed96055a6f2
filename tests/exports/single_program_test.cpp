#include "exports/single_program.hpp"

#include <gtest/gtest.h>

#include "exports/finite_networks.hpp"

namespace linac::tests::single_program_test {
namespace {

Result<BlockProgram> program_of(const FiniteNetwork& finite) {
    return single_program(finite, finite.blocks[0]);
}

TEST(SingleProgram, takes_two_slots_for_swaps_and_one_for_resets) {
    const std::vector<std::pair<std::string, std::size_t>> cases = {{"permutation/s5-transpositions", 2},
                                                                    {"weighted/flip-flop", 1},
                                                                    {"weighted/parity", 1},
                                                                    {"weighted/tomita-1", 1}};
    for (const auto& [name, copies] : cases) {
        const FiniteNetwork finite = finite_network(zoo_network(name, Target::deltanet));
        const auto program = program_of(finite);
        ASSERT_TRUE(program) << name << program.error().message();
        EXPECT_EQ(program.value().copies, copies) << name;
        EXPECT_EQ(program.value().most_steps(), 1U) << name;
        check_exact(finite, finite.blocks[0], program.value());
    }
}

/// Two letters on two points: one swaps them, the other forgets one.
TEST(SingleProgram, does_not_mix_swaps_and_resets) {
    WeightedAutomaton automaton(letters(2), 2);
    automaton.initial = unit(0);
    automaton.final = {{0, 1}, {1, 2}};
    automaton.transition[0].set_row(0, unit(1));
    automaton.transition[0].set_row(1, unit(0));
    automaton.transition[1].set_row(0, unit(0));
    const Network network = compile(automaton, {.target = Target::deltanet}).value().network;
    const FiniteNetwork finite = finite_network(network);
    const auto program = program_of(finite);
    ASSERT_FALSE(program);
    EXPECT_EQ(program.error().message(),
              "symbol a, head 0: a key of squared norm 2 is not dyadic when normalised; with two slots a "
              "coordinate, "
              "symbol b, head 0: a key of squared norm 1 is not dyadic when normalised");
}

TEST(SingleProgram, wants_beta_0_1_or_2) {
    const FiniteNetwork finite = [] {
        FiniteNetwork made;
        made.alphabet = letters(1);
        made.labels = {""};
        made.blocks = {{0, 0, 0, 1}};
        made.states = {{0}};
        made.next = {{0}};
        made.steps = {{{{unit(0), {}, 1}}, {{unit(0), {}, Rational(1, 2)}}}};
        return made;
    }();
    EXPECT_EQ(program_of(finite).error().message(),
              "symbol a, head 0: a layer has β‖k‖² = 0, 1 or 2 exactly, and this step 1/2");
}

}  // namespace
}  // namespace linac::tests::single_program_test
