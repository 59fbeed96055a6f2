#include "precision/horizon.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "precision/float_comparison.hpp"
#include "precision/word_needs.hpp"
#include "support/files.hpp"
#include "support/scale.hpp"

namespace linac::tests::horizon_test {
namespace {

const HorizonOptions quick{2000, 3'000'000, {}};

/// A file of the zoo as a network, if the target holds it.
std::optional<Network> compiled_file(const std::filesystem::path& file, Target target) {
    const Automaton automaton = read_automaton(read_file(file), file.string()).value();
    const CompileOptions options{target, Scheme::automatic, default_max_nonzeros};
    const auto compiled = [&]() -> Result<Compilation> {
        if (const auto* machine = std::get_if<CounterMachine>(&automaton)) return compile(*machine, options);
        if (const auto* machine = std::get_if<StackMachine>(&automaton)) return compile(*machine, options);
        return compile(to_weighted(automaton), options);
    }();
    if (!compiled) return std::nullopt;
    return compiled.value().network;
}
Network zoo(const std::string& name, Target target) {
    return *compiled_file(source_directory() / "automata" / (name + ".linac"), target);
}

/// "12 16 35 77", for bf16, f16, f32 and f64; "inf" where it is infinite, "none" where there is none.
std::string summary(const std::vector<Horizon>& found) {
    std::string text;
    for (const Horizon& horizon : found) {
        if (!text.empty()) text += ' ';
        text += horizon.is_infinite ? "inf" : horizon.length ? std::to_string(*horizon.length) : "none";
    }
    return text;
}

TEST(Horizon, does_what_its_header_shows) {
    std::size_t exact = 0;
    for (const Horizon& h : horizons(zoo("permutation/parity", Target::deltanet)))
        if (h.is_infinite) ++exact;
    EXPECT_EQ(exact, 4U);
}

TEST(Horizon, infinite_where_values_stay_bounded) {
    for (const char* name : {"permutation/s5-transpositions", "permutation/a5", "permutation/z60"})
        EXPECT_EQ(summary(horizons(zoo(name, Target::deltaproduct))), "inf inf inf inf") << name;
    EXPECT_EQ(summary(horizons(zoo("weighted/tomita-5", Target::rwkv7))), "inf inf inf inf");  // blocked
    EXPECT_EQ(summary(horizons(zoo("permutation/s3", Target::deltanet))), "inf inf inf inf");  // blocked
}

/// Blocked networks keep windows of up to a hundred tokens, whose contents nobody can list.
TEST(Horizon, infinite_where_windows_are_long) {
    const auto blocked = [](const std::string& name, Target target) {
        const auto file = source_directory() / "automata" / (name + ".linac");
        const Automaton automaton = read_automaton(read_file(file), file.string()).value();
        return compile(to_weighted(automaton), {target, Scheme::blocked, default_max_nonzeros})
            .value()
            .network;
    };
    for (const char* name : {"permutation/s5-transpositions", "permutation/a5", "weighted/mod-7-counter",
                             "weighted/cycle-navigation", "weighted/dyck-1-depth-3",
                             "weighted/dyck-2-depth-3", "weighted/tomita-3", "weighted/tomita-7"})
        EXPECT_EQ(summary(horizons(blocked(name, Target::rwkv7))), "inf inf inf inf") << name;
    if (scale() < 100) return;  // DeltaNets take most of the time
    // Averaging divides by 2^12 and more.
    EXPECT_EQ(summary(horizons(blocked("weighted/tomita-3", Target::deltanet))), "none none none inf");
    const Network network = blocked("weighted/tomita-7", Target::deltanet);
    EXPECT_EQ(summary(horizons(network)), "inf inf inf inf");
    std::mt19937 random(1);
    Word word(2000);
    for (Symbol& symbol : word) symbol = static_cast<Symbol>(random() % network.alphabet.size());
    for (const FloatComparison& result : compare_precision(network, {{bfloat16, FloatMode::plain}}, {word}))
        EXPECT_FALSE(result.first_difference);
}

/// Fibonacci numbers: the largest sum of two of them that 2^p holds.
TEST(Horizon, of_fibonacci_numbers) {
    EXPECT_EQ(summary(horizons(zoo("weighted/fibonacci", Target::rwkv7))), "12 16 35 77");
}

/// t digits make numbers below 2^t.
TEST(Horizon, of_binary_numbers) {
    EXPECT_EQ(summary(horizons(zoo("weighted/binary-value", Target::rwkv7), quick)), "8 11 24 53");
}

TEST(Horizon, of_counters_is_proved_by_induction) {
    EXPECT_EQ(summary(horizons(zoo("weighted/a-minus-b", Target::rwkv7))),
              "256 2048 16777216 9007199254740992");
    for (const Target target : {Target::mlp_rnn, Target::rwkv7, Target::pd})
        EXPECT_EQ(summary(horizons(zoo("counter/dyck-1", target))), "255 2047 16777215 9007199254740991");
}

/// length · #a: t² ≤ 2^p.
TEST(Horizon, of_polynomials_is_proved_by_induction) {
    EXPECT_EQ(summary(horizons(zoo("weighted/length-times-a", Target::rwkv7), quick)), "16 45 4096 94906265");
}

TEST(Horizon, none_where_a_constant_is_no_float) {
    EXPECT_EQ(summary(horizons(zoo("weighted/probabilistic-tomita-2", Target::pd))), "none none none none");
}

/// Whether the word takes a sum that the format does not hold.
bool is_inexact(const Network& network, const Word& word, const FloatFormat& format) {
    return !need_of_word(RangeNetwork(network), word).fits(format);
}

/// The same network with the dimensions of its residual stream in another order, so that sums run in another one.
Network shuffled(const Network& network, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<std::size_t> place(network.width());
    std::iota(place.begin(), place.end(), 0);
    std::shuffle(place.begin(), place.end(), random);
    const auto rows = [&](const AffineMap& map) {
        AffineMap result(map.inputs(), map.outputs());
        for (std::size_t input = 0; input < map.inputs(); ++input)
            for (const Entry& e : map.column(input)) result.add(place[e.index], input, e.value);
        for (const Entry& e : map.bias()) result.add_bias(place[e.index], e.value);
        return result;
    };
    const auto columns = [&](const AffineMap& map) {
        AffineMap result = map;
        for (std::size_t input = 0; input < place.size(); ++input)
            result.set_column(place[input], map.column(input));
        return result;
    };
    Network result = network;
    result.embedding = rows(network.embedding);
    result.readout = columns(network.readout);
    for (Layer& layer : result.layers) {
        for (Head& head : layer.heads) {
            for (const Parameter& parameter : parameters(head)) *parameter.map = columns(*parameter.map);
            if (!head.update.stages.empty()) head.update.stages.front() = columns(head.update.stages.front());
            head.output = rows(head.output);
        }
        if (layer.feed_forward.stages.empty()) continue;
        layer.feed_forward.stages.front() = columns(layer.feed_forward.stages.front());
        layer.feed_forward.stages.back() = rows(layer.feed_forward.stages.back());
    }
    return result;
}

/// Random words, run in floating point beside the exact network: no prefix within the horizon is inexact.
void search(const Network& network, const std::vector<Horizon>& found, std::size_t words, std::uint32_t seed,
            const std::string& name) {
    std::mt19937 random(seed);
    std::vector<Word> sample(words);
    for (Word& word : sample)
        for (std::size_t length = random() % (random() % 4 == 0 ? 41 : 13); word.size() < length;)
            word.push_back(static_cast<Symbol>(random() % network.alphabet.size()));
    std::vector<FloatArithmetic> arithmetics;
    for (const Horizon& horizon : found)
        if (horizon.is_infinite || horizon.length) {
            arithmetics.push_back({horizon.format, FloatMode::kernel});
            if (horizon.format.precision < float32.precision)
                arithmetics.push_back({horizon.format, FloatMode::plain});
        }
    const auto expect_exact = [&](const Network& same) {
        for (const FloatComparison& result : compare_precision(same, arithmetics, sample)) {
            const FloatFormat& format = result.arithmetic.format;
            const auto horizon = std::find_if(found.begin(), found.end(),
                                              [&](const Horizon& h) { return h.format == format; });
            if (result.first_difference) {
                EXPECT_TRUE(!horizon->is_infinite && result.first_difference->size() > *horizon->length)
                    << name << " " << format.name << " "
                    << show_word(*result.first_difference, network.alphabet);
            }
        }
    };
    expect_exact(network);
    sample.resize(1 + words / 10);
    expect_exact(shuffled(network, seed));
}

/// Over the whole zoo no word within a horizon is inexact; where a witness is claimed, it is one, and one longer.
TEST(Horizon, no_word_within_it_is_inexact) {
    std::vector<std::pair<std::string, Network>> networks;
    for (const char* folder : {"permutation", "weighted", "counter", "stack"})
        for (const auto& file : automaton_files(folder))
            for (const Target target : all_targets())
                if (auto network = compiled_file(file, target);
                    network && size_report(*network).nonzeros < (scale() < 100 ? 100 : 3000))
                    networks.emplace_back(file.stem().string() + " " + name_of(target), std::move(*network));
    EXPECT_GT(networks.size(), scale() < 100 ? 60U : 130U);
    std::map<std::string, std::size_t> words;  // by format
    std::uint32_t seed = 0;
    for (const auto& [name, network] : networks) {
        const std::vector<Horizon> found = horizons(network, {quick.max_states, scaled(quick.max_work), {}});
        const std::size_t count = scaled(scaled(size_report(network).nonzeros < 150 ? 1200 : 60));
        search(network, found, count, ++seed, name);
        for (const Horizon& horizon : found) {
            if (horizon.is_infinite || horizon.length) words[std::string(horizon.format.name)] += count;
            if (!horizon.witness) continue;
            EXPECT_TRUE(is_inexact(network, *horizon.witness, horizon.format)) << name;
            EXPECT_EQ(horizon.witness->size(), horizon.length ? *horizon.length + 1 : 0) << name;
        }
    }
    for (const auto& [format, count] : words)
        EXPECT_GE(count, scaled(scaled(scale() < 100 ? 50'000 : 100'000))) << format;
    EXPECT_EQ(words.size(), all_float_formats.size());
}

RC_GTEST_PROP(Horizon, no_word_within_it_is_inexact_in_random_networks, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    const Network network = sparse_network(seed, 3);
    const std::vector<Horizon> found = horizons(network, {100, 30'000, {}});
    search(network, found, 10, seed, "random");
    for (std::size_t f = 0; f + 1 < found.size(); ++f)  // f16 has more bits than bf16, and a smaller range
        if (f != 0 && found[f].length && !found[f + 1].is_infinite)
            RC_ASSERT(found[f + 1].length && *found[f + 1].length >= *found[f].length);
}

}  // namespace
}  // namespace linac::tests::horizon_test
