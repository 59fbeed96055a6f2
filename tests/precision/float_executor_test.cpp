#include "precision/float_executor.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <memory>

#include "network/executor.hpp"
#include "support/naive_floats.hpp"
#include "support/random_networks.hpp"
#include "support/scale.hpp"

namespace linac::tests::float_executor_test {
namespace {

TEST(FloatExecutor, does_what_its_header_shows) {
    std::mt19937 random(1);
    const Network network = random_network(random, {.dyadic = true});
    FloatExecutor executor(network, {bfloat16, FloatMode::kernel});
    executor.step(0);
    EXPECT_EQ(executor.output(), rounded_double(executor.output(), bfloat16));
}

/// rounded_double is rounded(), which is tested by itself.
RC_GTEST_PROP(FloatExecutor, rounds_as_the_formats_do, ()) {
    const auto bits = *rc::gen::arbitrary<std::uint64_t>();
    const auto value = std::bit_cast<double>(bits);
    RC_PRE(std::isfinite(value));
    // Near the numbers of the narrow formats, too.
    for (const double scaled : {value, std::ldexp(std::frexp(value, std::make_unique<int>().get()),
                                                  static_cast<int>(bits % 60) - 30)})
        for (const FloatFormat& format : all_float_formats) {
            const auto expected = rounded(exact_value(scaled), format);
            const double result = rounded_double(scaled, format);
            if (expected)
                RC_ASSERT(exact_value(result) == *expected);
            else
                RC_ASSERT(std::isinf(result) && std::signbit(result) == std::signbit(scaled));
        }
}

/// With small dyadic constants and short words, f64 is exact: the recurrences are the executor's.
RC_GTEST_PROP(FloatExecutor, is_the_network, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    std::mt19937 random(seed);
    const Network network = random_network(random, {.dimension = 2, .steps = 2, .layers = 1, .dyadic = true});
    ExactExecutor exact(network);
    FloatExecutor computed(network, {float64});
    const Rational most = power(2, 24);
    for (std::size_t t = 0; t < 3; ++t) {
        std::vector<Rational> state;
        exact.for_each_state([&](ExactState& s) {
            for (const Rational& e : s.entries()) state.push_back(e);
        });
        const Rational output = exact.output();
        bool is_small = abs(output) < most && output.denominator_bits() < 12;
        for (const Rational& e : state) is_small = is_small && abs(e) < most && e.denominator_bits() < 12;
        if (!is_small) return;
        RC_ASSERT(exact_value(computed.output()) == output);
        for (std::size_t e = 0; e < state.size(); ++e)
            RC_ASSERT(exact_value(computed.state()[e]) == state[e]);
        const auto symbol = static_cast<Symbol>(random() % network.alphabet.size());
        exact.step(symbol);
        computed.step(symbol);
    }
}

/// The oracle rounds as Boost's binary floats do, which have no subnormal numbers. (Boost 1.74 rounds what it makes of a
/// rational, but cuts off what it makes of an integer, and makes a wrong rational of a significand of ones.)
template <int precision>
void expect_as_boost(const FloatFormat& format) {
    using boost::multiprecision::cpp_bin_float;
    using Binary = boost::multiprecision::number<
        cpp_bin_float<precision, boost::multiprecision::digit_base_2, void, std::int16_t>>;
    const Oracle least(1, OracleInteger(1) << static_cast<unsigned>(-format.min_exponent));
    std::mt19937_64 random(precision);
    std::size_t compared = 0;
    for (std::size_t i = 0; i < scaled(4000); ++i) {
        const OracleInteger numerator(random() >> (random() % 63));
        const OracleInteger denominator = OracleInteger(1) << (random() % 70);
        const Oracle value(numerator, denominator);
        if (value < least) continue;
        try {
            const auto expected = static_cast<double>(Binary(value));
            ASSERT_EQ(nearest(value, format), to_oracle(exact_value(expected)))
                << format.name << " " << value;
            ++compared;
        } catch (const Overflow&) {
            continue;
        }
    }
    EXPECT_GT(compared, scaled(1000)) << format.name;
}

TEST(NaiveFloats, rounds_as_boost_does) {
    expect_as_boost<bfloat16.precision>(bfloat16);
    expect_as_boost<float16.precision>(float16);
    expect_as_boost<float32.precision>(float32);
    expect_as_boost<float64.precision>(float64);
}

/// Every number of 16 bits is its own nearest, and so is what is next to it by less than half of the way to the next one;
/// half of the way is rounded to even.
TEST(NaiveFloats, rounds_to_every_number_of_two_bytes) {
    const std::uint64_t step = scale() < 100 ? 17 : 1;
    for (const FloatFormat& format : {bfloat16, float16})
        for (std::uint64_t bits = 0; bits + 1 < 1U << 15U; bits += step) {
            const auto low = from_float_bits(bits, format);
            const auto high = from_float_bits(bits + 1, format);
            if (!low || !high) continue;
            const Oracle left = to_oracle(*low);
            const Oracle right = to_oracle(*high);
            const Oracle middle = (left + right) / 2;
            const Oracle little = (right - left) / 1024;
            ASSERT_EQ(nearest(left, format), left);
            ASSERT_EQ(nearest(-left, format), -left);
            ASSERT_EQ(nearest(middle - little, format), left);
            ASSERT_EQ(nearest(middle + little, format), right);
            ASSERT_EQ(nearest(middle, format), bits % 2 == 0 ? left : right);
        }
}

/// Every mode of every format is what its description says, operation by operation.
TEST(FloatExecutor, rounds_where_its_header_says) {
    std::map<std::string, std::size_t> compared;
    for (std::uint32_t seed = 0; seed < scaled(200); ++seed) {
        std::mt19937 random(seed);
        const Network network = random_network(random, {.layers = 1 + seed % 2, .dyadic = seed % 3 == 0});
        const Word word = random_word(random, network, 4);
        for (const FloatFormat& format : all_float_formats)
            for (const FloatMode mode : {FloatMode::kernel, FloatMode::plain}) {
                SCOPED_TRACE(std::string(format.name) + (mode == FloatMode::plain ? " plain" : "") +
                             ", network " + std::to_string(seed));
                try {
                    NaiveFloats expected(network, {format, mode});
                    FloatExecutor executor(network, {format, mode});
                    for (std::size_t t = 0;; ++t) {
                        ASSERT_EQ(to_oracle(exact_value(executor.output())), expected.output());
                        const OracleVector state = expected.state();
                        for (std::size_t e = 0; e < state.size(); ++e)
                            ASSERT_EQ(to_oracle(exact_value(executor.state()[e])), state[e]);
                        if (t == word.size()) break;
                        expected.step(word[t]);
                        executor.step(word[t]);
                    }
                    for (const Layer& layer : network.layers)
                        for (const Head& head : layer.heads) ++compared[kind_name(head)];
                } catch (const Overflow&) {
                    continue;  // infinities: overflow_is_infinite
                } catch (const Error&) {
                    continue;  // a constant beyond the largest number: refuses_constants_that_overflow
                }
            }
    }
    for (const HeadKindInfo& kind : head_kinds())
        EXPECT_GT(compared[std::string(kind.name)], scaled(100)) << kind.name;
}

/// A network of one head and one symbol: S ← S + β k (v − S k), output S.
Network one_number(const Rational& beta, const Rational& value) {
    Network network;
    network.alphabet = Alphabet({"a"});
    network.residual = {"a", "weight"};
    network.embedding = AffineMap(2, 2);
    network.embedding.add(0, 1, 1);
    const auto constant = [](const Rational& c) {
        AffineMap map(2, 1);
        map.add_bias(0, c);
        return map;
    };
    AffineMap at_a(2, 1);
    at_a.add(0, 0, beta);
    AffineMap output(1, 2);
    output.add(1, 0, 1);
    Head head{"number", HeadKind::deltanet, 1, 1, constant(1), {constant(1), constant(value), at_a}, {}, {},
              output};
    network.layers.push_back({"", {std::move(head)}, {}});
    network.readout = AffineMap(2, 1);
    network.readout.add(0, 1, 1);
    return network;
}

/// The state of the kernels is wider than what they read and write.
TEST(FloatExecutor, kernels_keep_their_state_in_f32) {
    const Network network = one_number(Rational(1, 2), 1);  // S = 1 − 2^−t
    FloatExecutor kernel(network, {bfloat16, FloatMode::kernel});
    FloatExecutor plain(network, {bfloat16, FloatMode::plain});
    for (int t = 0; t < 12; ++t) {
        kernel.step(0);
        plain.step(0);
    }
    EXPECT_EQ(kernel.state()[0], 1 - std::ldexp(1.0, -12));
    EXPECT_EQ(plain.state()[0], 1);  // 1 − 2^−9 is half way, and rounds to even
    EXPECT_EQ(kernel.output(), 1);
}

TEST(FloatExecutor, overflow_is_infinite) {
    const Network network = one_number(-1, 0);  // S ← 2 S
    Network grown = network;
    grown.layers[0].heads[0].parameter("value").add_bias(0, -1);  // S ← 2 S + 1
    FloatExecutor executor(grown, {float16, FloatMode::plain});
    for (int t = 0; t < 15; ++t) executor.step(0);
    EXPECT_EQ(executor.output(), 32768);  // 2^15 − 1 took 15 bits, f16 has 11
    executor.step(0);
    EXPECT_EQ(executor.output(), std::numeric_limits<double>::infinity());
}

TEST(FloatExecutor, refuses_constants_that_overflow) {
    const Network network = one_number(power(10, 6), 1);
    EXPECT_NO_THROW(FloatExecutor(network, {bfloat16}));
    try {
        FloatExecutor executor(network, {float16});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::impossible);
        EXPECT_EQ(error.message(), "the constant 1000000 is too large for f16");
    }
}

}  // namespace
}  // namespace linac::tests::float_executor_test
