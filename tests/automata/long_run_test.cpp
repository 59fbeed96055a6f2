#include "automata/long_run.hpp"

#include <gtest/gtest.h>

#include "support/random_automata.hpp"
#include "support/scale.hpp"

namespace linac::long_run_test {
namespace {

Rational read_in_parts(LongRun& run, const Word& word, std::size_t part) {
    run.restart();
    for (std::size_t from = 0; from < word.size(); from += part)
        run.read(std::span(word).subspan(from, std::min(part, word.size() - from)));
    return run.weight();
}

TEST(LongRun, is_the_weight_of_words_of_any_length) {
    tests::RandomAutomata random(3);
    for (const std::size_t size : {0U, 1U, 2U, 5U}) {
        const WeightedAutomaton automaton = random.weighted(size, 2, 100);
        LongRun run(automaton);
        for (const std::size_t length : {0U, 1U, 511U, 512U, 513U, 1024U, 5000U}) {
            const Word word = random.word(automaton.alphabet, length);
            for (const std::size_t part : {1U, 100U, 100'000U})
                ASSERT_EQ(read_in_parts(run, word, part), weight(automaton, word)) << size << " " << length;
        }
    }
}

TEST(LongRun, keeps_to_single_steps_where_numbers_stay_short) {
    // A permutation of many states: a tree of products would take minutes.
    const std::size_t size = 300;
    WeightedAutomaton automaton(Alphabet({"a", "b"}), size);
    automaton.initial = unit(0);
    for (std::size_t i = 0; i < size; ++i) {
        automaton.final.push_back({i, static_cast<std::int64_t>(i)});
        automaton.transition[0].set_row(i, unit((i + 1) % size));
        automaton.transition[1].set_row(i, unit(i * 7 % size));
    }
    tests::RandomAutomata random(4);
    const Word word = random.word(automaton.alphabet, tests::scaled(1'000'000));
    LongRun run(automaton);
    EXPECT_EQ(read_in_parts(run, word, 4096), weight(automaton, word));
}

TEST(LongRun, reads_on_after_millions_of_symbols) {
    // More than are kept: 2^22. The weight of a^n is 2^n.
    WeightedAutomaton automaton(Alphabet({"a", "b"}), 1);
    automaton.initial = automaton.final = unit(0);
    automaton.transition[0].add(0, 0, 2);
    automaton.transition[1].add(0, 0, 1);
    Word word(1'000, 0);
    word.resize(5'000'000, 1);
    word.resize(5'001'000, 0);
    LongRun run(automaton);
    EXPECT_EQ(read_in_parts(run, word, 65'536), power(2, 2'000));
}

}  // namespace
}  // namespace linac::long_run_test
