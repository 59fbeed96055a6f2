// The JSON of a trace: numbers are strings, and the strings are those of the trace.
#include "trace/trace_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "trace/trace_zoo.hpp"

namespace linac::trace_json_test {
namespace {

using Json = nlohmann::json;

Json traced(const tests::TracedPair& pair, const Word& word) {
    Trace trace(pair.automaton, pair.network);
    std::string text = trace_head(trace, word) + trace_step(trace, "BOS");
    for (const Symbol symbol : word) {
        trace.step(symbol);
        text += "," + trace_step(trace, pair.network.alphabet.name(symbol));
    }
    return Json::parse(text + trace_tail(trace));
}

Rational number(const Json& text) {
    return parse_rational(text.get<std::string>()).value();
}

/// Numbers other than indices: those of JSON that are left are counts and places.
void expect_no_fraction(const Json& json) {
    EXPECT_FALSE(json.is_number_float());
    if (json.is_structured())
        for (const Json& part : json) expect_no_fraction(part);
}

TEST(TraceJson, has_a_step_for_every_token_of_every_kind) {
    for (const tests::TracedPair& pair : tests::pairs()) {
        const Word word = {0, pair.network.alphabet.size() - 1, 0};
        const Json json = traced(pair, word);
        expect_no_fraction(json);
        EXPECT_EQ(json["verdict"], "equal") << pair.name;
        EXPECT_TRUE(json["first_difference"].is_null());
        ASSERT_EQ(json["steps"].size(), 4U);
        EXPECT_EQ(json["steps"][0]["token"], "BOS");
        EXPECT_EQ(json["word"][1], pair.network.alphabet.name(word[1]));
        for (const Json& step : json["steps"]) {
            EXPECT_EQ(step["automaton"]["weight"], step["network"]["output"]) << pair.name;
            EXPECT_EQ(step["network"]["layers"].size(), json["network"]["layers"].size());
            EXPECT_EQ(step["network"]["layers"].back()["residual"].size(), pair.network.width());
        }
    }
}

TEST(TraceJson, transitions_take_the_state_before_to_the_state_after) {
    const Json json = traced(tests::pair_of("weighted/hidden-markov", Target::rwkv7), {0, 1, 2, 1});
    for (const Json& step : json["steps"]) {
        const Json& head = step["network"]["layers"][0]["heads"][0];
        std::vector<Rational> expected(head["before"].size());
        for (const Json& e : head["a"])
            expected[e[0].get<std::size_t>()] +=
                number(e[2]) * number(head["before"][e[1].get<std::size_t>()][0]);
        for (const Json& e : head["b"]) expected[e[0].get<std::size_t>()] += number(e[2]);
        for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(number(head["after"][i][0]), expected[i]);
    }
}

TEST(TraceJson, tells_the_first_difference) {
    tests::TracedPair pair = tests::pair_of("weighted/parity", Target::deltanet);
    pair.network.readout.add(0, 2, 5);
    const Json json = traced(pair, {0, 1, 0});
    EXPECT_EQ(json["verdict"], "different");
    EXPECT_EQ(json["first_difference"], 2);
    EXPECT_EQ(json["steps"][2]["equal"], false);
}

}  // namespace
}  // namespace linac::trace_json_test
