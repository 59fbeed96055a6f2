#include "exports/precision_report.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::tests::precision_report_test {
namespace {

nlohmann::json report(const std::string& name, Target target, const FloatFormat& format) {
    const std::string text = read_file(source_directory() / "automata" / (name + ".linac"));
    const Network network =
        compile(to_weighted(read_automaton(text, name).value()), {.target = target}).value().network;
    return nlohmann::json::parse(write_precision_report(network, format));
}

TEST(PrecisionReport, of_a_group) {
    const auto found = report("permutation/s5-transpositions", Target::deltanet, bfloat16);
    EXPECT_EQ(found["dtype"], "bf16");
    EXPECT_EQ(found["exact_up_to"], "infinite");
    EXPECT_EQ(found["error_bounds"], std::vector<std::string>(65, "0"));
}

TEST(PrecisionReport, of_numbers_that_grow) {
    const auto found = report("weighted/fibonacci", Target::rwkv7, float32);
    EXPECT_EQ(found["exact_up_to"], 35);
    EXPECT_EQ(found["error_bounds"].size(), 65U);
    for (std::size_t length = 0; length < 36; ++length)
        EXPECT_EQ(found["error_bounds"][length], "0") << length;
    EXPECT_NE(found["error_bounds"][64], "0");
}

TEST(PrecisionReport, of_constants_that_are_rounded) {
    const auto found = report("weighted/hidden-markov", Target::rwkv7, float32);
    EXPECT_TRUE(found["exact_up_to"].is_null());
    EXPECT_NE(found["error_bounds"][0], "0");
}

}  // namespace
}  // namespace linac::tests::precision_report_test
