#include "compile/two_layer.hpp"

#include <gtest/gtest.h>

#include "analysis/minimize.hpp"
#include "compile/side_by_side.hpp"

namespace linac::two_layer_test {
namespace {

TEST(TwoLayer, is_two_layers_and_right_after_every_token) {
    tests::RandomAutomata random(21);
    for (std::size_t n = 1; n <= 4; ++n)
        for (const int density : {30, 100}) {
            const WeightedAutomaton automaton = minimized(random.weighted(n, 2, density));
            if (automaton.size() == 0) continue;
            const Compilation compilation = two_layer_network(automaton, 1'000'000);
            EXPECT_EQ(compilation.network.layers.size(), 2U);
            tests::SideBySide both(automaton, compilation.network);
            both.expect_equal_on_all_words(4);
            both.expect_equal_on_random_word(random, 8 * tests::block_of(compilation) + 3);
        }
}

TEST(TwoLayer, takes_the_shortest_block_that_carries) {
    tests::RandomAutomata random(22);
    EXPECT_EQ(tests::block_of(two_layer_network(random.weighted(3, 2, 100), 1'000'000)), 3U);
    WeightedAutomaton phases(tests::letters(1), 2);
    phases.initial = unit(0);
    phases.final = {{0, 1}, {1, 7}};
    phases.transition[0].set_row(0, unit(1, 3));
    phases.transition[0].set_row(1, unit(0, 2));
    EXPECT_EQ(tests::block_of(two_layer_network(phases, 1'000'000)), 2U);  // one coordinate at even times
}

/// The number of as modulo n, squared.
WeightedAutomaton rotation(std::size_t n) {
    WeightedAutomaton automaton(tests::letters(2), n);
    automaton.initial = unit(0);
    for (std::size_t i = 0; i < n; ++i) {
        automaton.transition[0].set_row(i, unit((i + 1) % n));
        automaton.transition[1].set_row(i, unit(i));
        add_entry(automaton.final, i, static_cast<std::int64_t>(i * i));
    }
    return automaton;
}

/// The reads are exact at a length where their numbers have hundreds of digits.
TEST(TwoLayer, reaches_long_periods) {
    const std::size_t n = 16;
    const Compilation compilation = two_layer_network(rotation(n), 1'000'000);
    EXPECT_EQ(tests::block_of(compilation), n);
    tests::RandomAutomata random(24);
    tests::SideBySide(rotation(n), compilation.network).expect_equal_on_random_word(random, 4 * n + 3);
}

TEST(TwoLayer, names_the_limit_that_it_would_exceed) {
    tests::RandomAutomata random(23);
    try {
        static_cast<void>(two_layer_network(random.weighted(3, 2, 100), 500));
        FAIL() << "no limit";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::impossible);
        EXPECT_NE(error.message().find("500 non-zeros"), std::string::npos) << error.message();
    }
    try {
        static_cast<void>(two_layer_network(rotation(70), 10'000'000));
        FAIL() << "no limit";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::impossible);
        EXPECT_NE(error.message().find("256 MiB"), std::string::npos) << error.message();
    }
}

}  // namespace
}  // namespace linac::two_layer_test
