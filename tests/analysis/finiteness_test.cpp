#include "analysis/finiteness.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "analysis/minimize.hpp"
#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/oracle.hpp"
#include "support/random_automata.hpp"
#include "support/random_counters.hpp"

namespace linac::finiteness_test {
namespace {

Automaton zoo(const std::string& name) {
    const auto file = tests::source_directory() / "automata" / (name + ".linac");
    return read_automaton(tests::read_file(file), name).value();
}

CounterMachine counter(const std::string& text) {
    return std::get<CounterMachine>(read_automaton("linac 1 counter\n" + text, "test").value());
}

TEST(Finiteness, does_what_its_header_shows) {
    const Finiteness parity = finiteness(to_weighted(zoo("weighted/parity")));
    EXPECT_EQ(parity.finite, true);
    EXPECT_EQ(parity.machine->size(), 2U);
    const Finiteness fibonacci = finiteness(to_weighted(zoo("weighted/fibonacci")));
    EXPECT_EQ(fibonacci.finite, false);
    EXPECT_EQ(fibonacci.infinite_order, Word{0});
    EXPECT_FALSE(fibonacci.machine);
}

TEST(Finiteness, of_the_zoo_names_the_least_word_of_infinite_order) {
    const std::map<std::string, std::string> words = {{"a-minus-b", "a"},
                                                      {"binary-value", "0"},
                                                      {"fibonacci", "a"},
                                                      {"hidden-markov", "walk"},
                                                      {"imm3", "-1"},
                                                      {"length-times-a", "a"},
                                                      {"probabilistic-tomita-1", "1"},
                                                      {"probabilistic-tomita-2", "01"},
                                                      {"probabilistic-tomita-3", "0"},
                                                      {"probabilistic-tomita-4", "1"},
                                                      {"probabilistic-tomita-5", "0"},
                                                      {"probabilistic-tomita-6", "0"},
                                                      {"probabilistic-tomita-7", "0"}};
    for (const auto& file : tests::automaton_files("weighted")) {
        const std::string name = file.stem().string();
        const WeightedAutomaton automaton = to_weighted(zoo("weighted/" + name));
        const Finiteness found = finiteness(automaton);
        const auto word = words.find(name);
        ASSERT_EQ(found.finite, word == words.end()) << name;
        if (*found.finite) {
            EXPECT_TRUE(found.machine) << name;
        } else {
            EXPECT_EQ(show_word(*found.infinite_order, automaton.alphabet), word->second) << name;
        }
    }
}

/// M^(n+120) = M^n decides finiteness of the powers for n ≤ 4; here in the arithmetic of Boost.
bool has_repeating_powers(const WeightedAutomaton& automaton, const Word& word) {
    using Rows = std::vector<tests::OracleVector>;
    const std::size_t n = automaton.size();
    const auto times = [&](Rows left, const Rows& right) {
        for (tests::OracleVector& row : left) row = tests::multiply(row, right, n);
        return left;
    };
    const Rows identity = tests::to_oracle(SparseMatrix::identity(n));
    Rows matrix = identity;
    for (const Symbol s : word) matrix = times(matrix, tests::to_oracle(automaton.transition[s]));
    const auto power = [&](std::size_t exponent) {
        Rows result = identity;
        for (std::size_t bit = 64; bit-- > 0;) {
            result = times(result, result);
            if ((exponent >> bit & 1U) != 0) result = times(result, matrix);
        }
        return result;
    };
    return power(n) == power(n + 120);
}

WeightedAutomaton draw_small_automaton() {
    WeightedAutomaton automaton(tests::letters(*tests::between(1, 2)), *tests::between(1, 4));
    const auto draw = [](std::size_t size) {
        SparseVector vector;
        for (std::size_t i = 0; i < size; ++i)
            add_entry(vector, i, std::int64_t{*rc::gen::element(0, 0, 0, 1, 1, -1)});
        return vector;
    };
    automaton.initial = draw(automaton.size());
    automaton.final = draw(automaton.size());
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < automaton.size(); ++i) matrix.set_row(i, draw(automaton.size()));
    return automaton;
}

RC_GTEST_PROP(Finiteness, is_decided_for_small_automata, ()) {
    const WeightedAutomaton automaton = draw_small_automaton();
    const Finiteness found = finiteness(automaton);
    RC_ASSERT(found.finite.has_value());
    RC_CLASSIFY(*found.finite, "finite");
    RC_ASSERT(found.machine.has_value() == *found.finite);
    RC_ASSERT(found.infinite_order.has_value() != *found.finite);
    if (*found.finite) {
        for (std::size_t i = 0; i < 5; ++i) {
            const Word word = *tests::words(automaton.alphabet, 12);
            RC_ASSERT(output(*found.machine, word) == weight(automaton, word));
        }
        return;
    }
    const WeightedAutomaton minimal = minimized(automaton);
    RC_ASSERT(!has_repeating_powers(minimal, *found.infinite_order));
    Word earlier(1, 0);  // all words before it in shortlex order
    while (earlier != *found.infinite_order) {
        RC_ASSERT(has_repeating_powers(minimal, earlier));
        std::size_t i = earlier.size();
        while (i > 0 && earlier[i - 1] + 1 == automaton.alphabet.size()) earlier[--i] = 0;
        if (i == 0)
            earlier.push_back(0);
        else
            ++earlier[i - 1];
    }
}

/// Two reflections of finite order whose product is a shear.
TEST(Finiteness, looks_at_products) {
    WeightedAutomaton automaton(tests::letters(2), 2);
    automaton.initial = {{0, 1}, {1, 2}};
    automaton.final = unit(1);
    automaton.transition[0].set_row(0, {{0, 1}, {1, 1}});
    automaton.transition[0].set_row(1, unit(1, -1));
    automaton.transition[1].set_row(0, unit(0));
    automaton.transition[1].set_row(1, unit(1, -1));
    EXPECT_EQ(finiteness(automaton).infinite_order, (Word{0, 1}));
}

/// Cycles of lengths 2, 3, 5, 7 and 11 side by side, with one weight −1 each: 2 · 2310 rows.
TEST(Finiteness, says_what_it_knows_over_the_limit) {
    WeightedAutomaton automaton(tests::letters(1), 2 + 3 + 5 + 7 + 11);
    std::size_t first = 0;
    for (const std::size_t length : {2U, 3U, 5U, 7U, 11U}) {
        add_entry(automaton.initial, first, 1);
        add_entry(automaton.final, first, static_cast<std::int64_t>(length));
        for (std::size_t i = 0; i < length; ++i)
            automaton.transition[0].set_row(first + i, unit(first + (i + 1) % length, i == 0 ? -1 : 1));
        first += length;
    }
    const Finiteness one_letter = finiteness(automaton, 1000);
    EXPECT_EQ(one_letter.finite, true);  // the one matrix has finite order
    EXPECT_FALSE(one_letter.machine);
    EXPECT_EQ(finiteness(automaton).machine->size(), 4620U);

    WeightedAutomaton two_letters(tests::letters(2), automaton.size());
    two_letters.initial = automaton.initial;
    two_letters.final = automaton.final;
    two_letters.transition[0] = two_letters.transition[1] = automaton.transition[0];
    const Finiteness unknown = finiteness(two_letters, 1000);
    EXPECT_EQ(unknown.finite, std::nullopt);
    EXPECT_FALSE(unknown.infinite_order);

    const Finiteness unweighted = finiteness(to_weighted(zoo("weighted/mod-7-counter")), 6);
    EXPECT_EQ(unweighted.finite, true);
    EXPECT_FALSE(unweighted.machine);
}

TEST(Finiteness, of_no_symbols_and_no_states) {
    EXPECT_EQ(finiteness(WeightedAutomaton(Alphabet(), 1)).machine->size(), 1U);
    EXPECT_EQ(finiteness(WeightedAutomaton(tests::letters(2), 0)).machine->size(), 1U);
    WeightedAutomaton constant(Alphabet(), 1);
    constant.initial = unit(0, 2);
    constant.final = unit(0);
    EXPECT_EQ(finiteness(constant, 0).finite, true);
}

TEST(FiniteMachine, of_the_zoo_there_is_none) {
    for (const auto& file : tests::automaton_files("counter"))
        EXPECT_FALSE(finite_machine(std::get<CounterMachine>(zoo("counter/" + file.stem().string()))))
            << file;
}

TEST(FiniteMachine, of_bounded_counters) {
    // Brackets of depth at most 2, and a state from which nothing is accepted though its counter grows.
    const CounterMachine depth = counter(
        "alphabet a b\ncounters n\ninitial zero\naccept zero\n"
        "zero -> one a n+=1\none -> two a n+=1\ntwo -> lost a n+=1\n"
        "one -> zero b n-=1\ntwo -> one b n-=1\nzero -> lost b n=0\nzero -> lost b n!=0 n+=3\n"
        "lost -> lost a n+=1, b n+=2\n");
    const auto machine = finite_machine(depth);
    ASSERT_TRUE(machine);
    EXPECT_EQ(machine->size(), 4U);
    EXPECT_FALSE(finite_machine(depth, 3));
    // A counter that nothing tests.
    EXPECT_EQ(finite_machine(counter("alphabet a b\ncounters n\ninitial p\naccept p\n"
                                     "p -> q a n+=1\nq -> p a n+=1\np -> p b\nq -> q b n-=5\n"))
                  ->size(),
              2U);
    EXPECT_EQ(finite_machine(counter("alphabet a\ncounters\ninitial p\np -> p a\n"))->size(), 1U);
}

TEST(FiniteMachine, accepts_what_the_machine_accepts) {
    std::size_t finite = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        tests::RandomCounters random(seed);
        const CounterMachine machine =
            random.machine({.states = 4, .letters = 2, .counters = 1, .with_reject = true});
        const auto dfa = finite_machine(machine, 500);
        if (!dfa) continue;
        ++finite;
        tests::RandomAutomata words(seed);
        for (std::size_t i = 0; i < 30; ++i) {
            const Word word = words.word(machine.alphabet, i);
            CounterRun run(machine);
            for (const Symbol s : word) run.step(s);
            ASSERT_EQ(output(*dfa, word), run.accepts() ? 1 : 0) << seed;
        }
    }
    EXPECT_GE(finite, 20U);
}

}  // namespace
}  // namespace linac::finiteness_test
