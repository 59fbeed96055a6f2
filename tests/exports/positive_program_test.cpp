#include "exports/positive_program.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

#include "exact/floating.hpp"
#include "exports/finite_networks.hpp"

namespace linac::tests::positive_program_test {
namespace {

float as_float(const Rational& value) {
    RC_ASSERT(holds(float32, value));
    return static_cast<float>(static_cast<double>(value.numerator().as_int64().value()) /
                              static_cast<double>(value.denominator().as_int64().value()));
}

/// The step as the kernel does it, in the machine's single precision.
void run(const UnitStep& step, std::vector<float>& slots) {
    float change = 0;
    for (const Entry& e : step.key) change += as_float(e.value) * slots[e.index];
    change = (as_float(step.value) - change) * static_cast<float>(step.beta);
    for (const Entry& e : step.key) slots[e.index] += as_float(e.value) * change;
}

/// Every letter that permutes coordinates, changes signs and writes constants has a program; its keys are positive
/// units; and in the machine's floats it is right after a long word, to the last bit.
RC_GTEST_PROP(PositiveProgram, holds_every_permutation_with_resets, ()) {
    const FiniteNetwork finite = random_finite_network();
    const StateBlock& block = finite.blocks[0];
    const auto made = positive_program(finite, block);
    RC_ASSERT(bool(made));
    const BlockProgram& program = made.value();
    check_exact(finite, block, program);
    for (const auto& token : program.steps)
        for (const UnitStep& step : token) {
            Rational squares;
            for (const Entry& e : step.key) {
                RC_ASSERT(e.value.is_dyadic() && e.value.sign() > 0);
                squares += e.value * e.value;
            }
            RC_ASSERT(squares == Rational(1));
            RC_ASSERT(step.value.sign() >= 0 && (step.value.is_zero() || step.value >= Rational(32)));
        }

    std::mt19937 random(static_cast<unsigned>(finite.states.size()));
    std::vector<float> slots(program.slots);
    for (const UnitStep& step : program.steps[0]) run(step, slots);
    std::size_t state = 0;
    for (int t = 0; t < 300; ++t) {
        const Symbol symbol = random() % finite.alphabet.size();
        for (const UnitStep& step : program.steps[symbol + 1]) run(step, slots);
        state = finite.next[symbol][state];
    }
    for (std::size_t i = 0; i < block.size; ++i)
        if (program.slot[i] != BlockProgram::no_slot)
            RC_ASSERT(slots[program.slot[i]] ==
                      as_float(finite.states[state][i] * program.scale * program.sign[i]));
}

/// How many swaps: n − #cycles where signs can be chosen for all letters, two more for each cycle of one sign.
TEST(PositiveProgram, takes_few_steps) {
    const auto steps = [](const std::string& name) {
        const FiniteNetwork finite = finite_network(zoo_network(name, Target::deltaproduct));
        return positive_program(finite, finite.blocks[0]).value().most_steps();
    };
    EXPECT_EQ(steps("permutation/s3"), 2U);
    EXPECT_EQ(steps("permutation/s5-transpositions"), 1U);
    EXPECT_EQ(steps("permutation/s5-two-generators"), 4U);
    EXPECT_EQ(steps("permutation/a5"), 4U);
    EXPECT_EQ(steps("permutation/z60"), 59U);
    EXPECT_EQ(steps("weighted/mod-7-counter"), 6U);
}

/// All transpositions of three points: no choice of signs makes every swap positive.
TEST(PositiveProgram, goes_around_where_signs_do_not_suffice) {
    const PermutationAutomaton automaton{
        letters(3), {"0", "1", "2"}, {{1, 0, 2}, {0, 2, 1}, {2, 1, 0}}, 0, {{1, 1}, {2, 2}}};
    const Network network = compile(to_weighted(automaton), {.target = Target::deltaproduct}).value().network;
    const FiniteNetwork finite = finite_network(network);
    const BlockProgram program = positive_program(finite, finite.blocks[0]).value();
    check_exact(finite, finite.blocks[0], program);
    EXPECT_EQ(program.most_steps(), 3U);
}

/// (x, y, z) → (y, x, −z) from (2, 0, −1): of two states only, so that x → 2 − x fits as well.
TEST(PositiveProgram, takes_the_sources_of_which_the_values_are_positive) {
    FiniteNetwork finite;
    finite.alphabet = letters(2);
    finite.labels = {""};
    finite.blocks = {{0, 0, 0, 3}};
    finite.states = {{2, 0, -1}, {0, 2, 1}};
    finite.next = {{0, 1}, {1, 0}};
    const auto program = positive_program(finite, finite.blocks[0]);
    ASSERT_TRUE(bool(program)) << program.error().message();
    check_exact(finite, finite.blocks[0], program.value());
}

TEST(PositiveProgram, names_what_it_does_not_hold) {
    const auto reason = [](const std::string& name) {
        const FiniteNetwork finite = finite_network(zoo_network(name, Target::deltaproduct));
        return positive_program(finite, finite.blocks[0]).error().message();
    };
    EXPECT_EQ(
        reason("weighted/tomita-4"),
        "symbol 1 takes coordinate 0 of head 0 (states no 0 one 0 two 0s) neither to a constant nor to ± one "
        "coordinate before it: not a permutation with resets, and steps with 0 ≤ β‖k‖² ≤ 2 neither add "
        "coordinates nor copy them");

    FiniteNetwork copying;  // (x, y) → (x, x)
    copying.alphabet = letters(2);
    copying.labels = {""};
    copying.blocks = {{0, 0, 0, 2}};
    copying.states = {{0, 0}, {1, 0}, {1, 1}};
    copying.next = {{0, 2, 2}, {1, 1, 1}};
    EXPECT_EQ(positive_program(copying, copying.blocks[0]).error().message(),
              "symbol a copies coordinate 0 of head 0, and steps with 0 ≤ β‖k‖² ≤ 2 do not copy");
}

}  // namespace
}  // namespace linac::tests::positive_program_test
