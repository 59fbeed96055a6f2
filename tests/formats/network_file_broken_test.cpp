// Malformed network files against their error messages, to the letter: each is the example of network_file.md
// with one edit.
#include <gtest/gtest.h>

#include "formats/network_file.hpp"
#include "support/files.hpp"

namespace linac::tests::network_file_broken_test {
namespace {

std::string example() {
    const std::string page = read_file(source_directory() / "lib/formats/network_file.md");
    const std::string opening = "```json\n";
    const std::size_t first = page.find(opening) + opening.size();
    return page.substr(first, page.find("```", first) - first);
}

/// What reading a text says.
std::string message_of(const std::string& text) {
    const Result<Network> network = read_network(text, "net.json");
    return network ? "valid" : describe(network.error());
}

struct Edit {
    std::string from;  ///< occurs in the example; its first occurrence is replaced
    std::string to;
    std::string message;  ///< all of it, or what stands between "net.json: " and the last line break
};

void check(const std::vector<Edit>& edits, const std::string& original = example()) {
    for (const Edit& edit : edits) {
        std::string text = original;
        const std::size_t at = text.find(edit.from);
        ASSERT_NE(at, std::string::npos) << edit.from;
        text.replace(at, edit.from.size(), edit.to);
        const bool is_complete = edit.message.rfind("net.json:", 0) == 0;
        EXPECT_EQ(message_of(text), is_complete ? edit.message : "net.json: " + edit.message + "\n")
            << edit.from << " => " << edit.to.substr(0, 200);
    }
}

/// S ← max(S + x, 0).
constexpr auto mlp_example =
    R"({"format": "linac network", "version": 1, "target": "mlp-rnn", "scheme": "by hand",
"alphabet": ["a"], "residual": ["x"],
"embedding": {"inputs": 2, "outputs": 1, "bias": [], "weights": []},
"layers": [{"label": "layer", "heads": [
{"kind": "mlp", "label": "head", "key_dimension": 1, "value_dimension": 1,
"receptance": {"inputs": 1, "outputs": 1, "bias": [[0, "1"]], "weights": []},
"state": ["S"],
"update": [
{"map": {"inputs": 2, "outputs": 1, "bias": [], "weights": [[0, 0, "1"], [0, 1, "1"]]}, "units": ["max"]},
{"map": {"inputs": 1, "outputs": 1, "bias": [], "weights": [[0, 0, "1"]]}}],
"output": {"inputs": 1, "outputs": 1, "bias": [], "weights": []}}],
"feed_forward": []}],
"readout": {"inputs": 1, "outputs": 1, "bias": [], "weights": []}}
)";

TEST(BrokenNetworkFile, mlp_heads) {
    EXPECT_EQ(message_of(mlp_example), "valid");
    check(
        {
            {R"("state": ["S"])", R"("state": [])",
             "at /layers/0/heads/0/state: 0 labels for a state of 1 entries"},
            {R"("state": ["S"],)", "", "at /layers/0/heads/0: key \"state\" is missing"},
            {R"("update": [)", R"("update": [], "updates": [)",
             "at /layers/0/heads/0: unknown key \"updates\"\n"
             "hint: the keys here are kind, label, key_dimension, value_dimension, receptance, state, "
             "update, "
             "output"},
            {R"({"map": {"inputs": 2)", R"({"map": {"inputs": 1)",
             "at /layers/0/heads/0/update/0/map: a map of 1 input and 1 output, expected 2 and 1"},
            {R"(, "units": ["max"])", "", "at /layers/0/heads/0/update/0: key \"units\" is missing"},
            {R"("units": ["max"])", R"("units": ["max", "min"])",
             "at /layers/0/heads/0/update/0/units: 2 labels for 1 unit"},
        },
        mlp_example);
    std::string none = mlp_example;
    const std::size_t first = none.find("\"update\": [");
    none.replace(first, none.find("\"output\"", first) - first, "\"update\": [], ");
    EXPECT_EQ(message_of(none),
              "net.json: at /layers/0/heads/0/update: no stages\n"
              "hint: an mlp head's update has at least one\n");
}

TEST(BrokenNetworkFile, example_is_valid) {
    EXPECT_EQ(message_of(example()), "valid");
    EXPECT_EQ(write_network(read_network(example(), "net.json").value()), example());
}

TEST(BrokenNetworkFile, whole_text) {
    check({
        {example(), "",
         "an empty file\n"
         "hint: a network file is one JSON object, see network_file.md"},
        {example(), " \n",
         "an empty file\n"
         "hint: a network file is one JSON object, see network_file.md"},
        {example(), "[]", "at /: expected an object, found an array"},
        {example(), "\"linac network\"", "at /: expected an object, found a string"},
        {example(), "linac 1 weighted\n",
         "net.json:1:1: not JSON: unexpected 'l'\n"
         "linac 1 weighted\n"
         "^\n"},
        {example(), "{}", "at /: key \"format\" is missing"},
        {example(), "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]",
         "net.json:1:17: nested deeper than 16 levels\n"
         "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]\n"
         "                ^\n"},
        {example(), std::string(1'000'000, '['),
         "net.json:1:17: nested deeper than 16 levels\n"
         "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
         "[...\n"
         "                ^\n"},
        {example(), example() + "x",
         "net.json:20:1: text after the end of the network\n"
         "x\n"
         "^\n"},
        {example(), example() + example(),
         "net.json:20:1: text after the end of the network\n"
         "{\"format\": \"linac network\", \"version\": 1, \"target\": \"rwkv7\", \"scheme\": \"by hand\",\n"
         "^\n"},
        {example(), example() + std::string(1, '\0') + "x",
         "net.json:20:1: a control character\n"
         "?x\n"
         "^\n"
         "hint: network files are UTF-8 text\n"},
        {example(), example().substr(0, 700),
         "net.json:12:55: the text ends before the network does\n"
         "\"value\": {\"inputs\": 2, \"outputs\": 1, \"bias\": [[0, \"1\"]\n"
         "                                                      ^\n"},
        {example(), example().substr(0, example().size() - 2),
         "net.json:19:77: the text ends before the network does\n"
         "\"readout\": {\"inputs\": 2, \"outputs\": 1, \"bias\": [], \"weights\": [[0, 1, \"1\"]]}\n"
         "                                                                            ^\n"},
    });
}

TEST(BrokenNetworkFile, syntax) {
    check({
        {"by hand", "by h\xFF",
         "net.json:1:77: a byte that is not UTF-8\n"
         "{\"format\": \"linac network\", \"version\": 1, \"target\": \"rwkv7\", \"scheme\": \"by h?\",\n"
         "                                                                            ^\n"
         "hint: network files are UTF-8 text\n"},
        {"by hand", "by\x01hand",
         "net.json:1:75: a control character\n"
         "{\"format\": \"linac network\", \"version\": 1, \"target\": \"rwkv7\", \"scheme\": \"by?hand\",\n"
         "                                                                          ^\n"
         "hint: network files are UTF-8 text\n"},
        {"by hand", "by\nhand",
         "net.json:1:75: a wrong escape or a line break in a string\n"
         "{\"format\": \"linac network\", \"version\": 1, \"target\": \"rwkv7\", \"scheme\": \"by\n"
         "                                                                          ^\n"},
        {"by hand", "by\\qhand",
         "net.json:1:76: a wrong escape or a line break in a string\n"
         "{\"format\": \"linac network\", \"version\": 1, \"target\": \"rwkv7\", \"scheme\": \"by\\qhand\",\n"
         "                                                                           ^\n"},
        {"by hand", "by\\ud800hand",
         "net.json:1:81: a wrong escape or a line break in a string\n"
         "{\"format\": \"linac network\", \"version\": 1, \"target\": \"rwkv7\", \"scheme\": "
         "\"by\\ud800hand\",\n"
         "                                                                                ^\n"},
        {"\"by hand\"", "\"by hand",
         "net.json:1:81: a wrong escape or a line break in a string\n"
         "{\"format\": \"linac network\", \"version\": 1, \"target\": \"rwkv7\", \"scheme\": \"by hand,\n"
         "                                                                                ^\n"},
        {"\"by hand\"", "'by hand'",
         "net.json:1:72: not JSON: unexpected '''\n"
         "{\"format\": \"linac network\", \"version\": 1, \"target\": \"rwkv7\", \"scheme\": 'by hand',\n"
         "                                                                       ^\n"},
        {"\"by hand\"", "\"by hand\" \"x\"",
         "net.json:1:82: not JSON: unexpected \"x\"\n"
         "{\"format\": \"linac network\", \"version\": 1, \"target\": \"rwkv7\", \"scheme\": \"by hand\" "
         "\"x\",\n"
         "                                                                                 ^\n"},
        {"[\"a\", \"b\"]", "[\"a\", \"b\",]",
         "net.json:2:23: not JSON: unexpected ']'\n"
         "\"alphabet\": [\"a\", \"b\",],\n"
         "                      ^\n"},
        {"[\"a\", \"b\"]", "[\"a\", \"ñ\" \"b\"]",
         "net.json:2:23: not JSON: unexpected \"b\"\n"
         "\"alphabet\": [\"a\", \"ñ\" \"b\"],\n"
         "                      ^\n"},
        {"[\"a\", \"b\"]", "[\"a\", tru]",
         "net.json:2:22: not JSON: unexpected ']'\n"
         "\"alphabet\": [\"a\", tru],\n"
         "                     ^\n"},
        {"[\"a\", \"b\"]", "[\"a\", NaN]",
         "net.json:2:19: not JSON: unexpected 'N'\n"
         "\"alphabet\": [\"a\", NaN],\n"
         "                  ^\n"},
        {"[\"a\", \"b\"]", "[\"a\", \"b\"}",
         "net.json:2:22: not JSON: unexpected '}'\n"
         "\"alphabet\": [\"a\", \"b\"},\n"
         "                     ^\n"},
        {"\"version\": 1", "\"version\" 1",
         "net.json:1:39: not JSON: unexpected '1'\n"
         "{\"format\": \"linac network\", \"version\" 1, \"target\": \"rwkv7\", \"scheme\": \"by hand\",\n"
         "                                      ^\n"},
        {"\"version\": 1", "\"version\": 01",
         "net.json:1:41: not JSON: unexpected '1'\n"
         "{\"format\": \"linac network\", \"version\": 01, \"target\": \"rwkv7\", \"scheme\": \"by hand\",\n"
         "                                        ^\n"},
        {"\"version\": 1", "\"version\": 1e999",
         "net.json:1:40: a number out of range\n"
         "{\"format\": \"linac network\", \"version\": 1e999, \"target\": \"rwkv7\", \"scheme\": \"by "
         "hand\",\n"
         "                                       ^\n"},
        {"\"version\": 1", "version: 1",
         "net.json:1:29: not JSON: unexpected 'v'\n"
         "{\"format\": \"linac network\", version: 1, \"target\": \"rwkv7\", \"scheme\": \"by hand\",\n"
         "                            ^\n"},
        {"\"version\": 1", "// version\n\"version\": 1",
         "net.json:1:29: not JSON: unexpected '/'\n"
         "{\"format\": \"linac network\", // version\n"
         "                            ^\n"},
    });
}

TEST(BrokenNetworkFile, keys) {
    check({
        {"\"format\": \"linac network\", ", "", "at /: key \"format\" is missing"},
        {"linac network", "linac automaton",
         "at /format: expected \"linac network\", found \"linac automaton\""},
        {"\"linac network\"", "1", "at /format: expected a string, found a whole number"},
        {"\"version\": 1", "\"version\": 3",
         "at /version: version 3 is unknown\n"
         "hint: this program reads versions 1 to 2"},
        {"\"version\": 1", "\"version\": \"1\"", "at /version: expected a whole number, found a string"},
        {"\"version\": 1, ", "", "at /: key \"version\" is missing"},
        {"\"version\": 1", "\"version\": 1, \"version\": 1", "at /: key \"version\" is given twice"},
        {"\"target\": \"rwkv7\", ", "", "at /: key \"target\" is missing"},
        {"\"target\"", "\"tar\\nget\"",
         "at /: unknown key \"tar?get\"\n"
         "hint: the keys here are format, version, target, scheme, alphabet, residual, embedding, layers, "
         "readout"},
        {"\"target\": \"rwkv7\"", "\"target\": null", "at /target: expected a string, found null"},
        {"\"label\": \"counter\", ", "", "at /layers/0: key \"label\" is missing"},
        {"\"label\": \"counter\"", "\"label\": \"counter\", \"label\": \"again\"",
         "at /layers/0: key \"label\" is given twice"},
        {"\"kind\": \"rwkv7\", ", "", "at /layers/0/heads/0: key \"kind\" is missing"},
        {"\"kind\": \"rwkv7\"", "\"kind\": \"lstm\"",
         "at /layers/0/heads/0/kind: unknown kind of head \"lstm\"\n"
         "hint: the kinds are pd, deltanet, deltaproduct, rwkv7, gated-deltanet, kda, diagonal, mlp"},
        {"\"kind\": \"rwkv7\"", "\"kind\": \"pd\"",
         "at /layers/0/heads/0: unknown key \"decay\"\n"
         "hint: the keys here are kind, label, key_dimension, value_dimension, permutation, diagonal, input, "
         "receptance, output"},
        {"\"kind\": \"rwkv7\"", "\"kind\": \"deltaproduct\"",
         "at /layers/0/heads/0: unknown key \"decay\"\n"
         "hint: the keys here are kind, label, key_dimension, value_dimension, steps, receptance, output"},
        {"\"kind\": \"rwkv7\"", "\"kind\": 7",
         "at /layers/0/heads/0/kind: expected a string, found a whole number"},
        {"\"decay\"", "\"dceay\"",
         "at /layers/0/heads/0: unknown key \"dceay\"\n"
         "hint: the keys here are kind, label, key_dimension, value_dimension, decay, removal_key, "
         "learning_rate, key, value, receptance, output"},
        {",\n\"units\": [\"deficit\"]", "", "at /layers/0/feed_forward/0: key \"units\" is missing"},
        {"\"outputs\": 2, \"bias\": [], \"weights\": [[1, 0, \"1\"]]}}]}]",
         "\"outputs\": 2, \"bias\": [], \"weights\": [[1, 0, \"1\"]]}, \"units\": []}]}]",
         "at /layers/0/feed_forward/1: unknown key \"units\"\n"
         "hint: the keys here are map"},
        {"\"bias\": [], ", "", "at /embedding: key \"bias\" is missing"},
        {"\"bias\": []", "\"bias\": {}", "at /embedding/bias: expected an array, found an object"},
        {"\"layers\": [", "\"layers\": [[],", "at /layers/0: expected an object, found an array"},
    });
}

TEST(BrokenNetworkFile, alphabet_and_labels) {
    check({
        {"[\"a\", \"b\"]", "[\"a\", \"a\"]", "at /alphabet: symbol a is twice in the alphabet"},
        {"[\"a\", \"b\"]", "[\"a\", \"\"]", "at /alphabet: an empty symbol in the alphabet"},
        {"[\"a\", \"b\"]", "[\"a\", 1]", "at /alphabet/1: expected a string, found a whole number"},
        {"[\"a\", \"b\"]", "\"ab\"", "at /alphabet: expected an array, found a string"},
        {"[\"a\", \"b\"]", "[\"a\"]", "at /embedding: a map of 3 inputs and 2 outputs, expected 2 and 2"},
        {"[\"sign\", \"count\"]", "[\"sign\"]",
         "at /embedding: a map of 3 inputs and 2 outputs, expected 3 and 1"},
        {"[\"deficit\"]", "[]", "at /layers/0/feed_forward/0/units: 0 labels for 1 unit"},
        {"[\"deficit\"]", "[\"x\", \"y\"]", "at /layers/0/feed_forward/0/units: 2 labels for 1 unit"},
    });
}

TEST(BrokenNetworkFile, dimensions) {
    check({
        {"\"inputs\": 3", "\"inputs\": 4",
         "at /embedding: a map of 4 inputs and 2 outputs, expected 3 and 2"},
        {"\"inputs\": 3", "\"inputs\": -3",
         "at /embedding/inputs: expected a whole number, found a negative number"},
        {"\"inputs\": 3", "\"inputs\": 3.0",
         "at /embedding/inputs: expected a whole number, found a number with a fraction or exponent"},
        {"\"inputs\": 3", "\"inputs\": 1000000000000000",
         "at /embedding/inputs: expected a whole number, found a number beyond 4294967295"},
        {"\"inputs\": 3", "\"inputs\": 100000000000000000000000000",
         "at /embedding/inputs: expected a whole number, found a number beyond 4294967295"},
        {"\"inputs\": 3", "\"inputs\": 4000000000",
         "at /embedding: a map of 4000000000 inputs and 2 outputs, expected 3 and 2"},
        {"\"key_dimension\": 1", "\"key_dimension\": 2",
         "at /layers/0/heads/0/decay: a map of 2 inputs and 1 output, expected 2 and 2"},
        {"\"key_dimension\": 1", "\"key_dimension\": 0", "at /layers/0/heads/0: a head of dimension 0"},
        {"\"key_dimension\": 1", "\"key_dimension\": 4294967295",
         "at /layers/0/heads/0: the heads' states have more than 16777216 entries"},
        {"\"value_dimension\": 1", "\"value_dimension\": 16777217",
         "at /layers/0/heads/0: the heads' states have more than 16777216 entries"},
        {"\"value_dimension\": 1", "\"value_dimension\": true",
         "at /layers/0/heads/0/value_dimension: expected a whole number, found a truth value"},
        {"\"outputs\": 2, \"bias\": []", "\"outputs\": 2, \"bias\": [[0, \"1\"]]",
         "at /embedding: this map must have no bias"},
    });
}

TEST(BrokenNetworkFile, entries) {
    const std::string entry = "[0, 1, \"1\"]";
    check({
        {entry, "[2, 1, \"1\"]",
         "at /embedding/weights/0/0: output 2 of a map of 2 outputs\n"
         "hint: indices count from 0"},
        {entry, "[0, 3, \"1\"]",
         "at /embedding/weights/0/1: input 3 of a map of 3 inputs\n"
         "hint: indices count from 0"},
        {entry, "[0, -1, \"1\"]",
         "at /embedding/weights/0/1: expected a whole number, found a negative number"},
        {entry, "[0.5, 1, \"1\"]",
         "at /embedding/weights/0/0: expected a whole number, found a number with a fraction or exponent"},
        {entry, "[\"0\", 1, \"1\"]", "at /embedding/weights/0/0: expected a whole number, found a string"},
        {entry, "[0, 1]", "at /embedding/weights/0: expected [output, input, weight], found 2 elements"},
        {entry, "[]", "at /embedding/weights/0: expected [output, input, weight], found 0 elements"},
        {entry, "[0, 1, \"1\", 0]",
         "at /embedding/weights/0: expected [output, input, weight], found 4 elements"},
        {entry, "1", "at /embedding/weights/0: expected an array, found a whole number"},
        {entry, "[0, 1, 1]",
         "at /embedding/weights/0/2: expected an exact number in quotes, such as \"1/2\", found a whole "
         "number"},
        {entry, "[0, 1, 0.5]",
         "at /embedding/weights/0/2: expected an exact number in quotes, such as \"1/2\", found a number "
         "with a fraction or exponent"},
        {entry, "[0, 1, \"0\"]",
         "at /embedding/weights/0/2: an entry of 0\n"
         "hint: maps list their non-zero entries only"},
        {entry, "[0, 1, \"0/5\"]",
         "at /embedding/weights/0/2: an entry of 0\n"
         "hint: maps list their non-zero entries only"},
        {entry, "[0, 1, \"1/0\"]", "at /embedding/weights/0/2: a denominator of 0"},
        {entry, "[0, 1, \"\"]",
         "at /embedding/weights/0/2: \"\" is not a number\n"
         "hint: a number is an integer, p/q or a finite decimal"},
        {entry, "[0, 1, \"1e5\"]",
         "at /embedding/weights/0/2: \"1e5\" is not a number\n"
         "hint: a number is an integer, p/q or a finite decimal"},
        {entry, "[0, 1, \" 1\"]",
         "at /embedding/weights/0/2: \" 1\" is not a number\n"
         "hint: a number is an integer, p/q or a finite decimal"},
        {entry, "[0, 1, \"1/-2\"]",
         "at /embedding/weights/0/2: \"1/-2\" is not a number\n"
         "hint: a number is an integer, p/q or a finite decimal"},
        {entry, "[0, 1, \"" + std::string(1'000'000, '7') + "\"]",
         "at /embedding/weights/0/2: a number of more than 100000 digits"},
        {entry, "[0, 1, \"1/" + std::string(1'000'000, '7') + "\"]",
         "at /embedding/weights/0/2: a number of more than 100000 digits"},
        {entry, entry + ", [0, 2, \"5\"], " + entry,
         "at /embedding/weights: output 0, input 1 is given twice"},
        {"[[0, \"1\"]]", "[[0, \"1\"], [0, \"1\"]]",
         "at /layers/0/heads/0/decay/bias: output 0 is given twice"},
        {"[[0, \"1\"]]", "[[1, \"1\"]]",
         "at /layers/0/heads/0/decay/bias/0/0: output 1 of a map of 1 output\n"
         "hint: indices count from 0"},
        {"[[0, \"1\"]]", "[[0, 0, \"1\"]]",
         "at /layers/0/heads/0/decay/bias/0: expected [output, weight], found 3 elements"},
    });
}

TEST(BrokenNetworkFile, large_maps_without_entries) {
    check({{"\"outputs\": 1, \"bias\": [], \"weights\": [[0, 1, \"-1\"]]}",
            "\"outputs\": 33554432, \"bias\": [], \"weights\": []}",
            "at /layers/0/feed_forward/0/map: the network is too large\n"
            "hint: its maps have more than 33554432 inputs and outputs in all"}});

    // Each map is harmless; all together would take a gigabyte.
    const std::string map = R"({"inputs": 1000, "outputs": 1000, "bias": [], "weights": []})";
    std::string layers = R"({"label": "", "heads": [], "feed_forward": []})";
    for (int i = 0; i < 20'000; ++i)
        layers += R"(, {"label": "", "heads": [], "feed_forward": [{"map": )" + map + "}]}";
    std::string labels = "\"\"";
    for (int i = 1; i < 1000; ++i) labels += ",\"\"";
    EXPECT_EQ(message_of(
                  R"({"format": "linac network", "version": 1, "target": "", "scheme": "", "alphabet": [],)"
                  R"("embedding": {"inputs": 1, "outputs": 1000, "bias": [], "weights": []}, "residual": [)" +
                  labels + R"(], "layers": [)" + layers + R"(], "readout": )" + map + "}"),
              "net.json: at /layers/16777/feed_forward/0/map: the network is too large\n"
              "hint: its maps have more than 33554432 inputs and outputs in all\n");
}

TEST(BrokenNetworkFile, too_long) {
    EXPECT_EQ(message_of(std::string(max_network_file_bytes + 1, ' ')),
              "net.json: a network file of more than 268435456 bytes\n");
}

}  // namespace
}  // namespace linac::tests::network_file_broken_test
