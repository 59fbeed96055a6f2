// One tester for all engines: networks with heads of one kind, for every kind of the table, and of all kinds; each engine on the
// same words. The oracle carries out the formulas of the table, the engines its steps.
#include <gtest/gtest.h>

#include "circuit/unroll.hpp"
#include "exports/safetensors_export.hpp"
#include "exports/safetensors_import.hpp"
#include "formats/network_file.hpp"
#include "network/executor.hpp"
#include "network/linearize.hpp"
#include "precision/float_executor.hpp"
#include "support/naive_executor.hpp"
#include "support/naive_floats.hpp"
#include "support/random_networks.hpp"
#include "support/scale.hpp"
#include "trace/network_trace.hpp"

namespace linac::tests::engines_test {
namespace {

struct Case {
    Network network;
    Word word;
};

void expect_exact(const Case& given) {
    const std::vector<Oracle> expected = naive_outputs(given.network, given.word);
    ExactExecutor executor(given.network);
    NetworkTrace trace(given.network);
    for (std::size_t t = 0; t < expected.size(); ++t) {
        if (t > 0) {
            executor.step(given.word[t - 1]);
            trace.step(given.word[t - 1]);
        }
        EXPECT_EQ(to_oracle(executor.output()), expected[t]) << "executor, token " << t;
        EXPECT_EQ(to_oracle(trace.now().output), expected[t]) << "trace, token " << t;
        for (const LayerStep& layer : trace.now().layers)
            for (const HeadStep& head : layer.heads)
                if (head.transition) {
                    EXPECT_EQ(after(*head.transition, head.before), head.after) << "transition, token " << t;
                }
    }
    EXPECT_EQ(to_oracle(Unrolling(given.network).circuit(given.word.size()).evaluate(given.word)),
              expected.back())
        << "circuit";
    if (const auto automaton = linearized(given.network)) {
        EXPECT_EQ(naive_weight(*automaton, given.word), expected.back()) << "symbolic";
    }
}

void expect_floats(const Case& given, const FloatArithmetic& arithmetic) {
    try {
        NaiveFloats expected(given.network, arithmetic);
        FloatExecutor executor(given.network, arithmetic);
        for (const Symbol symbol : given.word) {
            expected.step(symbol);
            executor.step(symbol);
        }
        EXPECT_EQ(to_oracle(exact_value(executor.output())), expected.output()) << arithmetic.format.name;
    } catch (const Overflow&) {
        return;  // infinities have a test of their own
    } catch (const Error&) {
        return;  // so have constants beyond the largest number
    }
}

void expect_files(const Network& network) {
    EXPECT_EQ(read_network(write_network(network), "network").value(), network);
    const auto files = export_files(network, export_network(network, float64));
    EXPECT_EQ(import_network(files, "folder").value().network, network);
}

/// On `count` networks of a shape.
void expect_engines(const NetworkShape& shape, std::uint32_t count) {
    for (std::uint32_t seed = 0; seed < count; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        NetworkShape own = shape;
        own.layers = 1 + seed % 2;
        own.stages = seed % 3;
        own.dyadic = seed % 4 != 0;
        std::mt19937 random(seed);
        Case given{random_network(random, own), {}};
        given.word = random_word(random, given.network, seed % 5);
        expect_exact(given);
        expect_floats(given,
                      {all_float_formats[seed % 4], seed % 8 < 4 ? FloatMode::kernel : FloatMode::plain});
        if (own.dyadic) expect_files(given.network);
        if (::testing::Test::HasFailure()) return;
    }
}

TEST(Engines, agree_on_heads_of_every_kind) {
    for (const HeadKindInfo& info : head_kinds()) {
        SCOPED_TRACE(info.name);
        expect_engines({.heads = 2, .dimension = 3, .kind = info.kind},
                       static_cast<std::uint32_t>(scaled(60)));
    }
}

TEST(Engines, agree_on_heads_of_all_kinds_side_by_side) {
    expect_engines({.heads = 4, .dimension = 2, .steps = 2}, static_cast<std::uint32_t>(scaled(100)));
}

}  // namespace
}  // namespace linac::tests::engines_test
