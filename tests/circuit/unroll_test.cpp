#include "circuit/unroll.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <random>

#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "network/executor.hpp"
#include "support/circuits.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"
#include "support/random_networks.hpp"
#include "support/scale.hpp"

namespace linac::tests::unroll_test {
namespace {

std::optional<Network> compiled(const Automaton& automaton, Target target) {
    const CompileOptions options{target, Scheme::automatic, default_max_nonzeros};
    const auto done = [&]() -> Result<Compilation> {
        if (const auto* machine = std::get_if<CounterMachine>(&automaton)) return compile(*machine, options);
        if (const auto* machine = std::get_if<StackMachine>(&automaton)) return compile(*machine, options);
        return compile(to_weighted(automaton), options);
    }();
    if (!done) return std::nullopt;
    return done.value().network;
}

Network zoo(const std::string& name, Target target) {
    const auto path = source_directory() / "automata" / (name + ".linac");
    return *compiled(read_automaton(read_file(path), path.string()).value(), target);
}

struct Named {
    std::string name;
    Network network;
};

/// The networks of the zoo for a target that have at most 10 000 non-zeros; z60 blocked has a million.
const std::vector<Named>& zoo_networks(Target target) {
    static std::map<Target, std::vector<Named>> known;
    const auto [at, is_new] = known.try_emplace(target);
    if (!is_new) return at->second;
    std::vector<std::filesystem::path> files;
    for (const char* folder : {"weighted", "permutation", "counter", "stack"})
        for (const auto& entry :
             std::filesystem::directory_iterator(source_directory() / "automata" / folder))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        if (file.stem() == "z60" && (target == Target::deltanet || target == Target::rwkv7)) continue;
        auto network = compiled(read_automaton(read_file(file), file.string()).value(), target);
        if (network && size_report(*network).nonzeros <= scaled(10'000))
            at->second.push_back({file.stem().string() + " " + name_of(target), std::move(*network)});
    }
    return at->second;
}

Rational output_of(const Network& network, const Word& word) {
    ExactExecutor executor(network);
    for (const Symbol symbol : word) executor.step(symbol);
    return executor.output();
}

/// Whether the circuit is what was measured, and computes what the network does.
void expect_circuit(const Network& network, Unrolling& unrolling, std::size_t length, std::mt19937& random,
                    const std::string& name) {
    const CircuitMeasure measured = unrolling.measure(length);
    const ArithmeticCircuit circuit = unrolling.circuit(length);
    EXPECT_EQ(measured.counts, circuit.counts()) << name << ", length " << length;
    EXPECT_EQ(measured.depth, circuit.depth()) << name << ", length " << length;
    EXPECT_EQ(measured.inputs, length * network.alphabet.size());
    EXPECT_TRUE(is_pruned(circuit)) << name << ", length " << length;
    for (int i = 0; i < 3; ++i) {
        const Word word = random_word(random, network, length);
        EXPECT_EQ(circuit.evaluate(word), output_of(network, word)) << name << ", length " << length;
    }
}

TEST(Unrolling, does_what_its_header_shows) {
    const Network network = zoo("permutation/parity", Target::rwkv7);
    Unrolling unrolling(network);
    EXPECT_EQ(unrolling.circuit(8).depth(), unrolling.measure(8).depth);
    EXPECT_LT(unrolling.measure(1U << 16U).depth, 40U);
}

TEST(Unrolling, of_random_networks_is_what_was_measured_and_computes_their_output) {
    std::mt19937 random(7);
    for (std::size_t i = 0; i < scaled(200); ++i) {
        NetworkShape shape;
        shape.layers = 1 + i % 3;
        shape.has_mlp = i % 2 == 0;
        const Network network = random_network(random, shape);
        Unrolling unrolling(network);
        const std::size_t longest = i % 10 == 0 ? 11 : 4;
        for (std::size_t length = 0; length <= longest; ++length)
            expect_circuit(network, unrolling, length, random, "network " + std::to_string(i));
    }
}

RC_GTEST_PROP(Unrolling, of_random_automata_computes_their_weights, ()) {
    const WeightedAutomaton automaton = *weighted_automata({});
    RC_PRE(automaton.alphabet.size() > 0);
    const auto network = compile(automaton, {.target = Target::deltaproduct});
    RC_PRE(static_cast<bool>(network));
    const Word word = *words(automaton.alphabet, 12);
    RC_ASSERT(Unrolling(network.value().network).circuit(word.size()).evaluate(word) ==
              weight(automaton, word));
}

TEST(Unrolling, of_the_zoo_is_what_was_measured_and_computes_its_weights) {
    std::mt19937 random(11);
    for (const Target target : all_targets())
        for (const Named& named : zoo_networks(target)) {
            Unrolling unrolling(named.network);
            for (std::size_t length = 0; length <= 40; length += length < 9 ? 1 : 10) {
                if (unrolling.measure(length).counts.size() > scaled(50'000)) break;
                expect_circuit(named.network, unrolling, length, random, named.name);
            }
        }
}

/// How much one more level of a tree adds at most: in every layer, a product of two blocks and an application.
std::size_t bound_of_a_doubling(const Network& network) {
    std::size_t bound = 0;
    for (const Layer& layer : network.layers) {
        std::size_t largest = 0;
        for (const Head& head : layer.heads) {
            std::size_t levels = 0;
            while ((std::size_t{1} << levels) < head.key_dimension + 1) ++levels;
            largest = std::max(largest, 2 * (1 + levels));
        }
        bound += largest;
    }
    return bound;
}

std::vector<std::size_t> depths_by_doubling(const Network& network, unsigned doublings) {
    Unrolling unrolling(network);
    std::vector<std::size_t> depths;
    for (unsigned k = 0; k <= doublings; ++k) depths.push_back(unrolling.measure(std::size_t{1} << k).depth);
    return depths;
}

TEST(Unrolling, depth_of_linear_networks_grows_by_a_constant_with_each_doubling) {
    std::size_t networks = 0;
    for (const Target target : linear_targets())
        for (const Named& named : zoo_networks(target)) {
            const auto depths = depths_by_doubling(named.network, 16);
            const std::size_t bound = bound_of_a_doubling(named.network);
            // Windows of recent tokens are full after 2⁶ of them in all of these.
            for (std::size_t k = 6; k < 16; ++k)
                EXPECT_LE(depths[k + 1], depths[k] + bound) << named.name << ", 2^" << k;
            ++networks;
            if (named.network.scheme != "direct") continue;
            for (std::size_t k = 5; k < 16; ++k)
                EXPECT_EQ(depths[k + 1] - depths[k], depths[5] - depths[4]) << named.name << ", 2^" << k;
        }
    EXPECT_GE(networks, 50U);
}

TEST(Unrolling, depth_of_blocked_networks_grows_by_a_constant_once_the_tree_is_deeper_than_the_blocks) {
    for (const auto& [name, target, growth] :
         {std::tuple("permutation/s5-two-generators", Target::rwkv7, 5U),
          std::tuple("permutation/a5", Target::deltanet, 5U),
          std::tuple("weighted/tomita-3", Target::rwkv7, 4U), std::tuple("counter/dyck-1", Target::rwkv7, 3U),
          std::tuple("counter/dyck-1", Target::deltanet, 3U)}) {
        const auto depths = depths_by_doubling(zoo(name, target), 20);
        for (std::size_t k = 8; k < 20; ++k)
            EXPECT_EQ(depths[k + 1] - depths[k], growth) << name << ", 2^" << k;
    }
}

TEST(Unrolling, depth_of_mlp_rnns_grows_by_a_constant_with_each_token) {
    const auto& networks = zoo_networks(Target::mlp_rnn);
    EXPECT_GE(networks.size(), 5U);
    for (const Named& named : networks) {
        Unrolling unrolling(named.network);
        std::vector<std::size_t> depths;
        for (std::size_t length = 0; length <= 32; ++length)
            depths.push_back(unrolling.measure(length).depth);
        const std::size_t growth = depths[32] - depths[31];
        EXPECT_GT(growth, 0U) << named.name;
        for (std::size_t length = 8; length < 32; ++length)
            EXPECT_EQ(depths[length + 1] - depths[length], growth) << named.name << ", length " << length;
        EXPECT_EQ(unrolling.measure(4096).depth, depths[32] + (4096 - 32) * growth) << named.name;
    }
}

TEST(Unrolling, refuses_more_gates_than_allowed) {
    const Network network = zoo("permutation/parity", Target::rwkv7);
    Unrolling unrolling(network);
    EXPECT_THROW((void)unrolling.circuit(100, 100), Error);
    EXPECT_THROW((void)Unrolling(zoo("weighted/tomita-3", Target::deltanet), 100).measure(10), Error);
}

}  // namespace
}  // namespace linac::tests::unroll_test
