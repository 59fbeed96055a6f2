#include "precision/range_network.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "precision/float_executor.hpp"
#include "support/naive_executor.hpp"
#include "support/random_networks.hpp"

namespace linac::tests::range_network_test {
namespace {

std::vector<Rational> entries_of(NaiveExecutor& executor) {
    std::vector<Rational> entries;
    for (const auto& layer : executor.state())
        for (const OracleMatrix& state : layer)
            for (const OracleVector& row : state)
                for (const Oracle& entry : row) entries.push_back(*parse_rational(entry.str()));
    return entries;
}

bool contains(const Range& range, const Rational& value) {
    return range.low <= value && value <= range.high &&
           (!value.is_dyadic() || grain_of(value) >= range.grain || range.grain == Range::any);
}

NetworkShape small(bool dyadic) {
    return {.heads = 2, .dimension = 2, .steps = 2, .spare = 2, .layers = 2, .dyadic = dyadic};
}

Network any_network(bool dyadic) {
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    return random_network(random, small(dyadic));
}

TEST(RangeNetwork, does_what_its_header_shows) {
    std::mt19937 random(1);
    const Network network = random_network(random, small(true));
    const RangeNetwork ranges(network);
    RangeNetwork::State state = ranges.start();
    Need need;
    const Range output = ranges.step(state, 0, need);
    EXPECT_TRUE(output.is_point());
}

/// Started from a point it runs the network, exactly: beside the naive executor, which shares no code with it.
RC_GTEST_PROP(RangeNetwork, points_stay_points, ()) {
    const Network network = any_network(*rc::gen::arbitrary<bool>());
    const RangeNetwork ranges(network);
    NaiveExecutor naive(network);
    RangeNetwork::State state = ranges.start();
    Need need;
    Range output = ranges.step(state, 0, need);
    for (int t = 0; t < 3; ++t) {
        RC_ASSERT(output.is_point());
        RC_ASSERT(output.low == *parse_rational(naive.output().str()));
        const std::vector<Rational> entries = entries_of(naive);
        for (std::size_t e = 0; e < entries.size(); ++e) {
            RC_ASSERT(state[e].is_point());
            RC_ASSERT(state[e].low == entries[e]);
        }
        const auto symbol = static_cast<Symbol>(*rc::gen::inRange<std::size_t>(0, network.alphabet.size()));
        naive.step(symbol);
        output = ranges.step(state, symbol + 1, need);
    }
}

/// A step on the hull of two states contains the step on each.
RC_GTEST_PROP(RangeNetwork, a_step_contains_the_steps_of_its_members, ()) {
    const Network network = any_network(true);
    const RangeNetwork ranges(network);
    const auto after = [&](const Word& word) {
        RangeNetwork::State state = ranges.start();
        Need need;
        ranges.step(state, 0, need);
        for (const Symbol symbol : word) ranges.step(state, symbol + 1, need);
        return state;
    };
    const auto any_symbol = [&] {
        return static_cast<Symbol>(*rc::gen::inRange<std::size_t>(0, network.alphabet.size()));
    };
    const std::vector<RangeNetwork::State> members{after({any_symbol()}),
                                                   after({any_symbol(), any_symbol()})};
    RangeNetwork::State joined = members[0];
    for (std::size_t e = 0; e < joined.size(); ++e) joined[e] = hull(members[0][e], members[1][e]);
    const std::size_t token = any_symbol() + 1;
    Need need_of_hull;
    const Range output = ranges.step(joined, token, need_of_hull);
    for (RangeNetwork::State state : members) {
        Need need;
        const Range own = ranges.step(state, token, need);
        RC_ASSERT(contains(output, own.low));
        for (std::size_t e = 0; e < state.size(); ++e) RC_ASSERT(contains(joined[e], state[e].low));
        RC_ASSERT(need.precision <= need_of_hull.precision);
        RC_ASSERT(need.exponent <= need_of_hull.exponent);
        RC_ASSERT(need.grain >= need_of_hull.grain);
    }
}

/// What fits is exact in both modes, and what does not is off by no more than the bound.
RC_GTEST_PROP(RangeNetwork, floating_point_keeps_to_needs_and_bounds, ()) {
    const Network network = any_network(*rc::gen::arbitrary<bool>());
    for (const FloatFormat& format : {bfloat16, float32, float64})
        for (const FloatMode mode : {FloatMode::kernel, FloatMode::plain}) {
            const RangeNetwork ranges(network, format);
            FloatExecutor computed(network, {format, mode});
            RangeNetwork::State state = ranges.start();
            Need need;
            Range output = ranges.step(state, 0, need);
            for (int t = 0; t < 4 && need.exponent <= format.max_exponent; ++t) {
                const auto is_bounded = [&](double value, const Range& range) {
                    if (!std::isfinite(value)) return false;
                    const Rational error = abs(exact_value(value) - range.low);
                    return error <= range.error && (!need.fits(format) || error.is_zero());
                };
                RC_ASSERT(is_bounded(computed.output(), output));
                for (std::size_t e = 0; e < state.size(); ++e)
                    RC_ASSERT(is_bounded(computed.state()[e], state[e]));
                if (need.fits(format)) RC_ASSERT(output.error.is_zero());
                const auto symbol =
                    static_cast<Symbol>(*rc::gen::inRange<std::size_t>(0, network.alphabet.size()));
                computed.step(symbol);
                output = ranges.step(state, symbol + 1, need);
            }
        }
}

}  // namespace
}  // namespace linac::tests::range_network_test
