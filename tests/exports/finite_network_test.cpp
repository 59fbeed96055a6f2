#include "exports/finite_network.hpp"

#include <gtest/gtest.h>

#include <random>

#include "exports/finite_networks.hpp"
#include "network/executor.hpp"

namespace linac::tests::finite_network_test {
namespace {

std::string refusal(const Network& network, std::size_t most_states = default_network_states) {
    const auto result = capture([&] { return finite_network(network, most_states); });
    return result ? "" : result.error().message();
}

TEST(FiniteNetwork, example_of_the_header) {
    const FiniteNetwork s3 = finite_network(zoo_network("permutation/s3", Target::deltaproduct));
    EXPECT_EQ(s3.states.size(), 3U);
    EXPECT_EQ(s3.next[0][0], 1U);
}

/// Its output after every prefix of random words is the executor's, which knows nothing of states.
TEST(FiniteNetwork, computes_what_the_network_computes) {
    std::mt19937 random(3);
    for (const std::string name : {"permutation/s5-two-generators", "permutation/z60", "weighted/flip-flop",
                                   "weighted/dyck-2-depth-3", "weighted/tomita-3", "weighted/even-pairs"}) {
        const Network network = zoo_network(name, Target::deltaproduct);
        const FiniteNetwork finite = finite_network(network);
        ExactExecutor executor(network);
        std::size_t state = 0;
        for (int t = 0; t < 200; ++t) {
            ASSERT_EQ(executor.output(), finite.weights[state]) << name << " after " << t << " symbols";
            const Symbol symbol = random() % finite.alphabet.size();
            executor.step(symbol);
            state = finite.next[symbol][state];
        }
    }
}

TEST(FiniteNetwork, has_the_shortest_word_to_each_state) {
    const FiniteNetwork finite = finite_network(zoo_network("permutation/a5", Target::deltaproduct));
    for (std::size_t state = 0; state < finite.states.size(); ++state) {
        std::size_t reached = 0;
        for (const Symbol symbol : finite.word(state)) reached = finite.next[symbol][reached];
        EXPECT_EQ(reached, state);
        EXPECT_LE(finite.word(state == 0 ? 0 : state - 1).size(), finite.word(state).size());
    }
}

TEST(Indicators, are_unit_vectors_and_0_with_the_same_weights) {
    const FiniteNetwork finite = finite_network(zoo_network("weighted/dyck-1-depth-3", Target::deltaproduct));
    const FiniteNetwork other = indicators(finite);
    ASSERT_EQ(other.states.size(), 5U);
    EXPECT_EQ(other.states[0].size(), 4U);
    EXPECT_EQ(other.next, finite.next);
    std::size_t zeros = 0;
    for (std::size_t state = 0; state < 5; ++state) {
        Rational weight = other.constant;
        for (std::size_t i = 0; i < 4; ++i) weight += other.readout[i] * other.states[state][i];
        EXPECT_EQ(weight, finite.weights[state]);
        zeros += sparse(other.states[state]).empty() ? 1 : 0;
    }
    EXPECT_EQ(zeros, 1U);
}

TEST(FiniteNetwork, refuses_what_is_not_one_layer_of_delta_heads_with_finitely_many_states) {
    const auto blocked = compile(to_weighted(zoo_automaton("weighted/fibonacci")),
                                 {.target = Target::deltanet, .scheme = Scheme::blocked});
    EXPECT_EQ(refusal(blocked.value().network), "a checkpoint has one layer, and this network 4");
    EXPECT_EQ(refusal(zoo_network("permutation/s3", Target::pd)),
              "no checkpoint holds pd heads: flash-linear-attention has no such layer");
    EXPECT_EQ(
        refusal(zoo_network("weighted/fibonacci", Target::rwkv7)),
        "no checkpoint holds rwkv7 heads: its layer RWKV7Attention normalises the removal key and bounds the "
        "decay below by 0.545");
    EXPECT_EQ(refusal(zoo_network("weighted/a-minus-b", Target::deltaproduct), 100),
              "the network has more than 100 reachable states, and a checkpoint a class for each");
    EXPECT_EQ(refusal(zoo_network("weighted/fibonacci", Target::deltaproduct)),
              "a reachable state has a number of more than 1024 bits, which no floating-point format holds");

    Network wide = zoo_network("permutation/s3", Target::deltaproduct);
    wide.layers[0].heads[0].value_dimension = 1000;
    EXPECT_EQ(refusal(wide), "the network's state has 3000 numbers, more than 1024");

    Network network = zoo_network("permutation/s3", Target::deltaproduct);
    network.readout.add(0, 1, 1);  // the token r
    EXPECT_EQ(refusal(network),
              "the network's output depends on the last token beside its state: token r is read otherwise "
              "than BOS");
}

}  // namespace
}  // namespace linac::tests::finite_network_test
