#include "formats/roles_in_json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "compile/compile.hpp"
#include "formats/network_file.hpp"
#include "support/random_networks.hpp"
#include "support/random_roles.hpp"

namespace linac::roles_in_json_test {
namespace {

RC_GTEST_PROP(RolesInJson, network_files_keep_them, ()) {
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    Network network = tests::random_network(random);
    tests::add_random_roles(network, random);
    validate(network);
    const std::string text = write_network(network);
    const Result<Network> again = read_network(text, "test");
    RC_ASSERT(again);
    RC_ASSERT(again.value() == network);
    RC_ASSERT(write_network(again.value()) == text);
    const std::string version = has_roles(network) ? "\"version\": 2" : "\"version\": 1";
    RC_ASSERT(text.find(version) != std::string::npos);
}

TEST(RolesInJson, a_network_without_roles_is_written_in_version_1) {
    std::mt19937 random(3);
    Network network = tests::random_network(random);
    EXPECT_NE(write_network(network).find("\"version\": 1,"), std::string::npos);
    tests::add_random_roles(network, random);
    EXPECT_NE(write_network(network).find("\"version\": 2,"), std::string::npos);
    EXPECT_EQ(write_network(tests::without_roles(network)).find("\"roles\""), std::string::npos);
}

/// Two dimensions, two symbols, one layer with a head of two rows and a stage of two units.
std::string file(const std::string& roles, const std::string& version = "2") {
    const auto map = [](int inputs, int outputs) {
        return "{\"inputs\": " + std::to_string(inputs) + ", \"outputs\": " + std::to_string(outputs) +
               ", \"bias\": [], \"weights\": []}";
    };
    return "{\"format\": \"linac network\", \"version\": " + version +
           ", \"target\": \"\", \"scheme\": \"\", \"alphabet\": [\"a\", \"b\"], \"residual\": [\"x\", "
           "\"y\"], "
           "\"embedding\": " +
           map(3, 2) +
           ", \"layers\": [{\"label\": \"\", \"heads\": [{\"kind\": \"deltanet\", \"label\": \"\", "
           "\"key_dimension\": 2, "
           "\"value_dimension\": 1, \"key\": " +
           map(2, 2) + ", \"value\": " + map(2, 1) + ", \"beta\": " + map(2, 1) +
           ", \"receptance\": " + map(2, 2) + ", \"output\": " + map(1, 2) +
           "}], \"feed_forward\": [{\"map\": " + map(2, 2) +
           ", \"units\": [\"u\", \"v\"]}, {\"map\": " + map(2, 2) + "}]}], \"readout\": " + map(2, 1) +
           (roles.empty() ? "" : ", \"roles\": " + roles) + "}";
}

std::string reading(const std::string& text) {
    const Result<Network> network = read_network(text, "net.json");
    return network ? "valid" : describe(network.error());
}

std::string reading_roles(const std::string& registers, const std::string& residual,
                          const std::string& heads = "", const std::string& units = "") {
    return reading(file("{\"registers\": [" + registers + "], \"residual\": [" + residual +
                        "], \"heads\": [" + heads + "], \"units\": [" + units + "]}"));
}

std::string error(const std::string& place, const std::string& message, const std::string& hint = {}) {
    return "net.json: at " + place + ": " + message + "\n" + (hint.empty() ? "" : "hint: " + hint + "\n");
}

TEST(RolesInJson, are_read) {
    const Network network =
        read_network(file(R"({"registers": ["m", "n"], "residual": [[1, "squashed-counter", 1]],
"heads": [{"layer": 0, "head": 0, "rows": ["p", "q"]}],
"units": [{"layer": 0, "stage": 0, "roles": [[1, "token-gate", 1, 3, 0]]}]})"),
                     "net.json")
            .value();
    EXPECT_EQ(network.registers, (std::vector<std::string>{"m", "n"}));
    EXPECT_EQ(network.roles.at(1), DimensionRole(roles::SquashedCounter{1}));
    EXPECT_EQ(network.layers[0].heads[0].rows, (std::vector<std::string>{"p", "q"}));
    EXPECT_EQ(network.layers[0].feed_forward.roles.at({0, 1}), UnitRole(roles::TokenGate{{1, 3}, 0}));
}

TEST(RolesInJson, are_for_files_of_version_2) {
    EXPECT_EQ(reading(file("", "1")), "valid");
    EXPECT_EQ(reading(file("", "2")), "valid");
    EXPECT_EQ(reading_roles("", ""), "valid");
    EXPECT_EQ(reading(file("{}", "1")).substr(0, 38), "net.json: at /: unknown key \"roles\"\nhi");
    EXPECT_EQ(reading(file("", "3")),
              error("/version", "version 3 is unknown", "this program reads versions 1 to 2"));
    EXPECT_EQ(reading(file("", "0")),
              error("/version", "version 0 is unknown", "this program reads versions 1 to 2"));
}

TEST(RolesInJson, have_all_their_keys) {
    EXPECT_EQ(reading(file("{\"registers\": [], \"residual\": [], \"heads\": []}")),
              error("/roles", "key \"units\" is missing"));
    EXPECT_EQ(reading(file("[]")), error("/roles", "expected an object, found an array"));
}

TEST(RolesInJson, of_dimensions_name_their_mistakes) {
    const std::string kinds =
        "the kinds here are position, ring, window, counter, live-counter, squashed-counter, stack";
    EXPECT_EQ(reading_roles(R"("n")", R"([0, "counter", 0], [1, "live-counter", 0])"), "valid");
    EXPECT_EQ(reading_roles("", R"([0, "colour", 0])"),
              error("/roles/residual/0/1", "unknown kind of role \"colour\"", kinds));
    EXPECT_EQ(reading_roles("", R"([0, "token", 0, 0, 0])"),
              error("/roles/residual/0/1", "unknown kind of role \"token\"", kinds));
    EXPECT_EQ(reading_roles("", R"([0])"),
              error("/roles/residual/0", "expected [dimension, kind of role, its numbers …]"));
    EXPECT_EQ(reading_roles("", R"([2, "position", 0, 2])"),
              error("/roles/residual/0/0", "dimension 2 of 2 dimensions", "indices count from 0"));
    EXPECT_EQ(reading_roles("", R"([0, "position", 0])"),
              error("/roles/residual/0", "1 number of a role \"position\", expected 2"));
    EXPECT_EQ(reading_roles("", R"([0, "position", 0, "2"])"),
              error("/roles/residual/0/3", "expected a whole number, found a string"));
    EXPECT_EQ(reading_roles("", R"([0, "position", 0, 2], [0, "position", 1, 2])"),
              error("/roles/residual/1", "the role of dimension 0 is given twice"));
    EXPECT_EQ(reading_roles("", R"([0, "position", 2, 2])"),
              error("/residual/0", "the role's residue is 2 of 2"));
    EXPECT_EQ(reading_roles("", R"([0, "counter", 0])"),
              error("/residual/0", "the role's register is 0 of 0"));
    EXPECT_EQ(reading_roles("", R"([0, "window", 0, 2])"),
              error("/residual/0", "the role's symbol is 2 of 2"));
    EXPECT_EQ(reading_roles("1", ""), error("/roles/registers/0", "expected a string, found a whole number"));
}

TEST(RolesInJson, of_heads_name_their_mistakes) {
    const std::string right = R"({"layer": 0, "head": 0, "rows": ["p", "q"]})";
    EXPECT_EQ(reading_roles("", "", right), "valid");
    EXPECT_EQ(reading_roles("", "", right + ", " + right),
              error("/roles/heads/1", "the rows of this head are given twice"));
    EXPECT_EQ(reading_roles("", "", R"({"layer": 1, "head": 0, "rows": ["p", "q"]})"),
              error("/roles/heads/0/layer", "layer 1 of 1 layer", "indices count from 0"));
    EXPECT_EQ(reading_roles("", "", R"({"layer": 0, "head": 1, "rows": ["p", "q"]})"),
              error("/roles/heads/0/head", "head 1 of 1 head", "indices count from 0"));
    EXPECT_EQ(reading_roles("", "", R"({"layer": 0, "head": 0, "rows": ["p"]})"),
              error("/roles/heads/0/rows", "states of 1 row, expected 2"));
}

TEST(RolesInJson, of_units_name_their_mistakes) {
    const auto units = [](const std::string& roles, const std::string& stage = "0") {
        return reading_roles("", "", "",
                             "{\"layer\": 0, \"stage\": " + stage + ", \"roles\": [" + roles + "]}");
    };
    EXPECT_EQ(units(R"([0, "sum"], [1, "token", 1, 5, 1])"), "valid");
    EXPECT_EQ(units(R"([0, "counter", 0])"),
              error("/roles/units/0/roles/0/1", "unknown kind of role \"counter\"",
                    "the kinds here are positions, token, token-in-place, token-gate, no-token-gate, "
                    "position-gate, sum"));
    EXPECT_EQ(units(R"([2, "sum"])"),
              error("/roles/units/0/roles/0/0", "unit 2 of 2 units", "indices count from 0"));
    EXPECT_EQ(units(R"([0, "sum", 1])"),
              error("/roles/units/0/roles/0", "1 number of a role \"sum\", expected 0"));
    EXPECT_EQ(units(R"([0, "sum"], [0, "sum"])"),
              error("/roles/units/0/roles/1", "the role of unit 0 is given twice"));
    EXPECT_EQ(units(R"([0, "sum"])", "1"),
              error("/roles/units/0/stage", "stage 1 of 1 stage", "indices count from 0"));
    EXPECT_EQ(units(R"([0, "token", 0, 0, 2])"),
              error("/layers/0/feed_forward/0/units/0", "the role's symbol is 2 of 2"));
}

}  // namespace
}  // namespace linac::roles_in_json_test
