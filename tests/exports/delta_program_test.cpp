#include "exports/delta_program.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

#include "exports/finite_networks.hpp"
#include "exports/positive_program.hpp"

namespace linac::tests::delta_program_test {
namespace {

bool is_found_wrong(const FiniteNetwork& finite, const BlockProgram& program) {
    try {
        check_exact(finite, finite.blocks[0], program);
    } catch (const std::logic_error&) {
        return true;
    }
    return false;
}

/// A step that is left out or has another value or β is seen, unless it changes no reachable state.
TEST(CheckExact, sees_every_changed_step) {
    for (const std::string name :
         {"permutation/s5-two-generators", "permutation/a5", "weighted/mod-7-counter"}) {
        const FiniteNetwork finite = finite_network(zoo_network(name, Target::deltaproduct));
        const BlockProgram program = positive_program(finite, finite.blocks[0]).value();
        EXPECT_FALSE(is_found_wrong(finite, program));
        for (std::size_t token = 0; token < program.steps.size(); ++token) {
            for (std::size_t s = 0; s < program.steps[token].size(); ++s) {
                BlockProgram changed = program;
                changed.steps[token].erase(changed.steps[token].begin() + static_cast<std::ptrdiff_t>(s));
                EXPECT_TRUE(is_found_wrong(finite, changed)) << name;
                changed = program;
                changed.steps[token][s].value += 1;
                EXPECT_TRUE(is_found_wrong(finite, changed)) << name;
                changed = program;
                changed.steps[token][s].beta = 3 - changed.steps[token][s].beta;
                EXPECT_TRUE(is_found_wrong(finite, changed)) << name;
                changed = program;
                changed.steps[token][s].key[0].value.negate();
                EXPECT_TRUE(is_found_wrong(finite, changed)) << name;
            }
        }
    }
}

TEST(CheckExact, refuses_numbers_that_single_precision_does_not_hold) {
    FiniteNetwork finite;
    finite.alphabet = letters(1);
    finite.labels = {""};
    finite.blocks = {{0, 0, 0, 1}};
    finite.next = {{1, 0}};
    finite.states = {{1}, {Rational(33'554'433)}};  // 2^25 + 1
    const BlockProgram first = [] {
        BlockProgram program;
        program.slots = 1;
        program.slot = {0};
        program.sign = {1};
        program.steps = {{{unit(0), 1, 1}}, {{unit(0), Rational(33'554'434, 2), 2}}};
        return program;
    }();
    try {
        check_exact(finite, finite.blocks[0], first);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::impossible);
        EXPECT_EQ(error.message().substr(0, 60),
                  "single precision does not hold the state at symbol a: number");
    }
}

/// The key of the first step has norm 1 and dyadic entries, and writes the state.
RC_GTEST_PROP(WriteFirstState, has_a_dyadic_key_of_norm_one, ()) {
    const std::size_t size = *between(1, 6);
    BlockProgram program;
    program.copies = *between(1, 2);
    program.slots = program.copies * size;
    Vector state;
    for (std::size_t i = 0; i < size; ++i) {
        program.slot.push_back(program.copies * i);
        state.emplace_back(static_cast<std::int64_t>(*between(0, 18)) - 9,
                           *rc::gen::element<std::int64_t>(1, 2, 3));
    }
    program.steps.resize(1);
    write_first_state(program, state);
    if (sparse(state).empty()) {
        RC_ASSERT(program.steps[0].empty());
        return;
    }
    const UnitStep& step = program.steps[0].at(0);
    Rational squares;
    for (const Entry& e : step.key) {
        RC_ASSERT(e.value.is_dyadic() && e.value.sign() > 0);
        squares += e.value * e.value;
        if (e.index < program.copies * size)
            RC_ASSERT(e.value * step.value == abs(state[e.index / program.copies]));
    }
    RC_ASSERT(squares == Rational(1));
    RC_ASSERT(program.slots <= program.copies * size + 4);
}

TEST(WriteFirstState, refuses_what_is_too_large) {
    BlockProgram program;
    program.slots = 1;
    program.slot = {0};
    program.steps.resize(1);
    EXPECT_THROW(write_first_state(program, {Rational(1001)}), Error);
}

}  // namespace
}  // namespace linac::tests::delta_program_test
