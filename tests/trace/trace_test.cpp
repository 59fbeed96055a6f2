#include "trace/trace.hpp"

#include <gtest/gtest.h>

#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "trace/trace_zoo.hpp"

namespace linac::trace_test {
namespace {

TEST(Trace, finds_no_difference_where_there_is_none) {
    for (const tests::TracedPair& pair : tests::pairs()) {
        Trace trace(pair.automaton, pair.network);
        std::mt19937 random(3);
        for (int t = 0; t < 25; ++t) {
            trace.step(random() % pair.network.alphabet.size());
            ASSERT_TRUE(trace.equal()) << pair.name;
        }
        EXPECT_EQ(trace.length(), 25U);
        EXPECT_EQ(trace.first_difference(), std::nullopt) << pair.name;
    }
}

TEST(Trace, keeps_the_first_difference) {
    const tests::TracedPair pair = tests::pair_of("weighted/parity", Target::deltanet);
    Network wrong = pair.network;
    wrong.readout.add_bias(0, 1);
    Trace at_once(pair.automaton, wrong);
    EXPECT_EQ(at_once.first_difference(), std::size_t{0});

    // Wrong at symbol 1 alone, as far as the output goes.
    Network later = pair.network;
    later.readout.add(0, 2, 5);
    Trace trace(pair.automaton, later);
    trace.step(0);
    EXPECT_TRUE(trace.equal());
    trace.step(1);
    EXPECT_FALSE(trace.equal());
    trace.step(0);
    EXPECT_TRUE(trace.equal());
    EXPECT_EQ(trace.first_difference(), std::size_t{2});
}

TEST(Trace, matches_symbols_by_name) {
    const Network network = tests::pair_of("weighted/binary-value", Target::rwkv7).network;
    const Automaton other = read_automaton(
                                "linac 1 weighted\nalphabet 1 0\n$ -> one\none -> one 0, 1\none -> v 1\nv -> "
                                "v <2>0, <2>1\nv -> $\n",
                                "")
                                .value();
    Trace trace(other, network);
    for (const Symbol symbol : Word{1, 1, 0, 1}) trace.step(symbol);
    EXPECT_EQ(trace.first_difference(), std::nullopt);
    EXPECT_EQ(trace.network().now().output, Rational(13));
    EXPECT_EQ(alphabet_of(trace.automaton().automaton()), network.alphabet);

    const Automaton permutation = tests::zoo("permutation/parity");
    EXPECT_EQ(reordered(reordered(permutation, Alphabet({"1", "0"})), alphabet_of(permutation)), permutation);
}

TEST(Trace, refuses_other_alphabets) {
    const Network network = tests::pair_of("weighted/parity", Target::deltanet).network;
    const auto made = capture([&] { return Trace(tests::zoo("weighted/fibonacci"), network).length(); });
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind(), Error::Kind::bad_input);
}

}  // namespace
}  // namespace linac::trace_test
