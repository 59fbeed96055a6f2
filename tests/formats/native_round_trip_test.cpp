// Reading what was written gives an equal automaton, whatever the names and the weights.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "formats/native.hpp"
#include "support/random_automata.hpp"
#include "support/random_counters.hpp"
#include "support/random_stacks.hpp"

namespace linac::tests::native_round_trip_test {
namespace {

/// Keywords, punctuation, blanks, quotes, escapes and several scripts, alone or a few in a row.
std::string draw_name() {
    static const std::vector<std::string> pieces = {
        "alphabet", "states", "initial", "final", "=",     "linac",  "1", "weighted", "->",
        "-",        ">",      "<",       "<1>",   "<1/0>", "$",      "#", ",",        "\"",
        "\\",       "\t",     " ",       "(",     ")",     "()",     "a", "b",        "0",
        "my",       "größer", "∑",       "→",     "🂡",     "\u00A0", "'", "\u0301",   "ε"};
    std::string name;
    for (std::size_t count = *between(1, 3); count > 0; --count) name += *rc::gen::elementOf(pieces);
    return name;
}

std::vector<std::string> draw_names(std::size_t count) {
    std::vector<std::string> names;
    std::set<std::string> taken;
    while (names.size() < count) {
        std::string name = draw_name();
        if (!taken.insert(name).second)
            name += std::to_string(names.size());  // pieces have no number above 1
        taken.insert(name);
        names.push_back(std::move(name));
    }
    return names;
}

Permutation draw_permutation(std::size_t size) {
    Permutation permutation(size);
    for (std::size_t i = 0; i < size; ++i) {
        permutation[i] = i;
        std::swap(permutation[i], permutation[*between(0, i)]);
    }
    return permutation;
}

Automaton read_back(const Automaton& automaton) {
    return read_automaton(write_automaton(automaton), "copy").value();
}

RC_GTEST_PROP(RoundTrip, keeps_weighted_automata, ()) {
    // With few transitions there are states that no line names, and automata without any weight.
    const int density = *rc::gen::element(0, 5, 20, 60);
    const std::size_t size = *between(0, 8);
    const Alphabet alphabet(draw_names(*between(1, 4)));
    WeightedAutomaton automaton = draw_weighted_automaton(alphabet, size, density);
    automaton.states = draw_names(size);
    RC_ASSERT(read_back(automaton) == Automaton(automaton));
}

RC_GTEST_PROP(RoundTrip, keeps_counter_machines, ()) {
    RandomCounters random(*rc::gen::arbitrary<std::mt19937::result_type>());
    CounterMachine machine =
        random.machine({*between(1, 4), *between(1, 3), *between(0, 3), *rc::gen::arbitrary<bool>()});
    machine.alphabet = Alphabet(draw_names(machine.alphabet.size()));
    machine.states = draw_names(machine.states.size());
    RC_ASSERT(read_back(machine) == Automaton(machine));
}

RC_GTEST_PROP(RoundTrip, keeps_stack_machines, ()) {
    RandomStacks random(*rc::gen::arbitrary<std::mt19937::result_type>());
    const std::size_t states = *between(1, 4);
    StackMachine machine = random.machine(
        {states, *between(1, 3), *between(0, 3), 3, states > 1 && *rc::gen::arbitrary<bool>()});
    machine.alphabet = Alphabet(draw_names(machine.alphabet.size()));
    machine.states = draw_names(machine.states.size());
    for (Stack& stack : machine.stacks) {
        std::vector<std::string> names = draw_names(stack.symbols.size());
        for (std::string& name : names) name += "x";  // none is "empty"
        stack.symbols = names;
    }
    RC_ASSERT(read_back(machine) == Automaton(machine));
}

RC_GTEST_PROP(RoundTrip, keeps_permutation_automata, ()) {
    const std::size_t size = *between(1, 8);
    PermutationAutomaton automaton;
    automaton.alphabet = Alphabet(draw_names(*between(1, 4)));
    automaton.states = draw_names(size);
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        automaton.permutation.push_back(draw_permutation(size));
    automaton.initial = *between(0, size - 1);
    automaton.final = *sparse_vectors(size, 50);
    RC_ASSERT(read_back(automaton) == Automaton(automaton));
}

TEST(RoundTrip, keeps_an_automaton_without_states) {
    const WeightedAutomaton nothing(Alphabet({"a"}), 0);
    EXPECT_EQ(write_automaton(nothing), "linac 1 weighted\nalphabet a\n");
    EXPECT_EQ(read_back(nothing), Automaton(nothing));
}

TEST(RoundTrip, keeps_states_that_nothing_uses) {
    const WeightedAutomaton idle(Alphabet({"a", "b"}), 3);
    EXPECT_EQ(write_automaton(idle), "linac 1 weighted\nalphabet a b\nstates 0 1 2\n");
    EXPECT_EQ(read_back(idle), Automaton(idle));
}

TEST(RoundTrip, keeps_a_permutation_automaton_without_final_states) {
    const PermutationAutomaton never{Alphabet({"a"}), {"x"}, {{0}}, 0, {}};
    EXPECT_EQ(read_back(never), Automaton(never));
}

TEST(RoundTrip, keeps_weights_of_thousands_of_digits) {
    WeightedAutomaton automaton(Alphabet({"a"}), 1);
    automaton.initial = unit(0, power(7, 10'000) / power(3, 10'000));
    automaton.final = unit(0, -power(10, 20'000));
    EXPECT_EQ(read_back(automaton), Automaton(automaton));
}

TEST(WriteAutomaton, writes_a_weighted_automaton_as_people_would) {
    WeightedAutomaton automaton(Alphabet({"a", "b b"}), 2);
    automaton.states = {"0", "my state"};
    automaton.initial = {{0, Rational(1, 2)}, {1, 1}};
    automaton.final = unit(1, 2);
    automaton.transition[0].set_row(0, {{0, Rational(1, 2)}, {1, 1}});
    automaton.transition[1].set_row(0, {{0, Rational(-3, 4)}});
    EXPECT_EQ(write_automaton(automaton),
              "linac 1 weighted\n"
              "alphabet a \"b b\"\n"
              "$ -> 0 <1/2>\n"
              "$ -> \"my state\"\n"
              "0 -> 0 <1/2>a, <-3/4>\"b b\"\n"
              "0 -> \"my state\" a\n"
              "\"my state\" -> $ <2>\n");
}

TEST(WriteAutomaton, declares_the_states_where_their_order_would_be_another) {
    WeightedAutomaton automaton(Alphabet({"a"}), 2);
    automaton.initial = unit(1);
    automaton.transition[0].set_row(1, unit(0));
    EXPECT_EQ(write_automaton(automaton),
              "linac 1 weighted\n"
              "alphabet a\n"
              "states 0 1\n"
              "$ -> 1\n"
              "1 -> 0 a\n");
}

TEST(WriteAutomaton, writes_a_permutation_automaton_as_people_would) {
    const PermutationAutomaton automaton{
        Alphabet({"r", "="}), {"0", "1", "=", "initial"}, {{1, 0, 3, 2}, {0, 1, 2, 3}}, 1, {{0, 3}, {2, 1}}};
    EXPECT_EQ(write_automaton(automaton),
              "linac 1 permutation\n"
              "alphabet r \"=\"\n"
              "states 0 1 \"=\" \"initial\"\n"
              "r = (0 1)(\"=\" \"initial\")\n"
              "\"=\" = ()\n"
              "initial 1\n"
              "final 0 <3>, \"=\"\n");
}

}  // namespace
}  // namespace linac::tests::native_round_trip_test
