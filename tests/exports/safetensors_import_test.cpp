#include "exports/safetensors_import.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "exports/safetensors_export.hpp"
#include "support/random_networks.hpp"
#include "support/random_roles.hpp"

namespace linac::safetensors_import_test {
namespace {

/// Every kind of head, but few of them: a test writes and reads many folders.
constexpr tests::NetworkShape small_shape{.heads = 2, .steps = 2, .spare = 2, .stages = 2, .layers = 1};

using Files = std::map<std::string, std::string>;

Files exported(const Network& network, const FloatFormat& format) {
    Files files = export_files(network, export_network(network, format));
    files.erase("network.json");  // must not be what is read
    return files;
}

std::string answer(const Files& files, Reconstruct which = Reconstruct::rounded) {
    const auto imported = import_network(files, "DIR", which);
    if (imported) return "read";
    const std::string description = describe(imported.error());
    return description.substr(0, description.find('\n'));
}

/// A network of one deltanet head.
Network small_network() {
    Network network;
    network.target = "deltanet";
    network.alphabet = Alphabet({"a"});
    network.residual = {"x", "y"};
    network.embedding = AffineMap(2, 2);
    network.embedding.add(0, 1, Rational(1, 3));
    Head head;
    head.label = "h";
    head.key_dimension = head.value_dimension = 1;
    head.receptance = AffineMap(2, 1);
    head.parameters.assign(3, AffineMap(2, 1));
    head.output = AffineMap(1, 2);
    network.layers.push_back({"l", {head}, {}});
    network.readout = AffineMap(2, 1);
    return network;
}

/// Changes every constant.
template <class Change>
Network changed(Network network, const Change& change) {
    for_each_map(network, [&](const std::string& /*path*/, AffineMap& map) {
        AffineMap copy(map.inputs(), map.outputs());
        for (const Entry& e : map.bias()) copy.add_bias(e.index, change(e.value));
        for (std::size_t i = 0; i < map.inputs(); ++i)
            for (const Entry& e : map.column(i)) copy.add(e.index, i, change(e.value));
        map = std::move(copy);
    });
    return network;
}

RC_GTEST_PROP(SafetensorsImport, dyadic_networks_come_back_from_every_format_that_holds_them, ()) {
    const Network any = *tests::networks(small_shape);
    for (const FloatFormat& format : all_float_formats) {
        const Network network = changed(any, [&](const Rational& value) {
            return rounded(value, format).value_or(3);  // 10^25 is too large for f16
        });
        const Import imported = import_network(exported(network, format), "DIR").value();
        RC_ASSERT(imported.network == network);
        RC_ASSERT(imported.reconstructed == 0U);
        RC_ASSERT(imported.other_than_exported == 0U);
    }
}

RC_GTEST_PROP(SafetensorsImport, small_fractions_come_back, ()) {
    const Network network = changed(*tests::networks(small_shape), [](const Rational& value) {
        return value > 1000 ? Rational(22, 7) : value;
    });
    for (const FloatFormat& format : {float16, float64}) {
        const Import imported = import_network(exported(network, format), "DIR").value();
        RC_ASSERT(imported.network == network);
        RC_ASSERT(imported.other_than_exported == 0U);
        Files without_report = exported(network, format);
        without_report.erase("report.json");
        RC_ASSERT(import_network(without_report, "DIR", Reconstruct::all).value().network == network);
    }
}

RC_GTEST_PROP(SafetensorsImport, what_comes_back_rounds_to_what_was_stored, ()) {
    const Network network = *tests::networks(small_shape);
    for (const FloatFormat& format : {bfloat16, float64})
        for (const Reconstruct which : {Reconstruct::rounded, Reconstruct::all, Reconstruct::none}) {
            const Files files = exported(network, format);
            const Import imported = import_network(files, "DIR", which).value();
            RC_ASSERT(exported(imported.network, format).at("model.safetensors") ==
                      files.at("model.safetensors"));
            RC_ASSERT((imported.network == network) == (imported.other_than_exported == 0U) ||
                      which == Reconstruct::all);
        }
}

RC_GTEST_PROP(SafetensorsImport, roles_come_back, ()) {
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    Network network = tests::random_network(random, small_shape);
    tests::add_random_roles(network, random);
    const Network imported = import_network(exported(network, float64), "DIR").value().network;
    RC_ASSERT(imported.registers == network.registers);
    RC_ASSERT(imported.roles == network.roles);
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        RC_ASSERT(imported.layers[l].feed_forward.roles == network.layers[l].feed_forward.roles);
        for (std::size_t h = 0; h < network.layers[l].heads.size(); ++h)
            RC_ASSERT(imported.layers[l].heads[h].rows == network.layers[l].heads[h].rows);
    }
}

TEST(SafetensorsImport, roles_must_be_those_of_the_network) {
    Network network = small_network();
    network.registers = {"n"};
    network.roles.emplace(1, roles::Counter{0});
    Files files = exported(network, float32);
    EXPECT_EQ(answer(files), "read");
    std::string& labels = files.at("labels.json");
    labels.replace(labels.find("\"counter\""), 9, "\"colour\"");
    EXPECT_EQ(answer(files), "DIR/labels.json: at /roles/residual/0/1: unknown kind of role \"colour\"");
    labels.replace(labels.find("\"colour\", 0"), 11, "\"counter\", 1");
    EXPECT_EQ(answer(files), "DIR/labels.json: at /residual/1: the role's register is 1 of 1");
}

TEST(SafetensorsImport, labels_may_be_missing) {
    std::mt19937 random(3);
    const Network network = tests::random_network(random);
    Files files = exported(network, float64);
    files.erase("labels.json");
    Network imported = import_network(files, "DIR").value().network;
    EXPECT_EQ(imported.residual, std::vector<std::string>(network.width()));
    EXPECT_EQ(imported.layers.size(), network.layers.size());
}

TEST(SafetensorsImport, refuses_folders_by_their_exact_fault) {
    const Files files = exported(small_network(), float32);
    EXPECT_EQ(answer(files), "read");
    const auto without = [&](const std::string& name) {
        Files fewer = files;
        fewer.erase(name);
        return fewer;
    };
    const auto edited = [&](const std::string& name, const std::string& old, const std::string& text) {
        Files other = files;
        std::string& content = other.at(name);
        content.replace(content.find(old), old.size(), text);
        return other;
    };
    EXPECT_EQ(answer(without("model.safetensors")), "DIR/model.safetensors: is missing");
    EXPECT_EQ(answer(without("config.json")), "DIR/config.json: is missing");
    EXPECT_EQ(answer(without("report.json")), "DIR/report.json: is missing");
    EXPECT_EQ(answer(without("report.json"), Reconstruct::none), "read");
    EXPECT_EQ(answer(edited("config.json", "linac tensors", "other tensors")),
              "DIR/config.json: at /format: expected \"linac tensors\", found \"other tensors\"");
    EXPECT_EQ(answer(edited("config.json", "\"version\": 1", "\"version\": 2")),
              "DIR/config.json: at /version: version 2 is unknown");
    EXPECT_EQ(answer(edited("config.json", "\"hidden_size\": 2", "\"hidden_size\": 3")),
              "DIR/labels.json: at /residual: 2 labels, expected 3");
    EXPECT_EQ(answer(edited("config.json", "\"hidden_size\": 2", "\"hidden_size\": 40000000")),
              "DIR/config.json: at /hidden_size: the network is too large");
    EXPECT_EQ(answer(edited("config.json", "\"vocab_size\": 2", "\"vocab_size\": 3")),
              "DIR/config.json: at /vocab_size: expected 2, BOS and the symbols, found 3");
    EXPECT_EQ(answer(edited("config.json", "\"num_hidden_layers\": 1", "\"num_hidden_layers\": 2")),
              "DIR/config.json: at /num_hidden_layers: expected 1, layers, found 2");
    EXPECT_EQ(answer(edited("config.json", "\"deltanet\",\n          ", "\"lstm\",\n          ")),
              "DIR/config.json: at /layers/0/groups/0/kind: unknown kind of head \"lstm\"");
    EXPECT_EQ(answer(edited("config.json", "\"key_dimension\": 1", "\"key_dimension\": 5000")),
              "DIR/config.json: at /layers/0/groups/0: more biases than there are numbers");
    EXPECT_EQ(answer(edited("config.json", "\"key_dimension\": 1", "\"key_dimension\": 20000000")),
              "DIR/config.json: at /layers/0/groups/0: the heads' states have more than 16777216 entries");
    EXPECT_EQ(answer(edited("config.json", "\"key_dimension\": 1", "\"key_dimension\": 0")),
              "DIR/config.json: at /layers/0/groups/0: a head of dimension 0");
    EXPECT_EQ(answer(edited("config.json", "\"key_dimension\": 1", "\"key_dimension\": 2")),
              "DIR/model.safetensors: tensor \"model.layers.0.attn.0.q_proj.weight\" has shape [1, 2], "
              "expected [2, 2]");
    EXPECT_EQ(answer(edited("config.json", "            0\n", "            1\n")),
              "DIR/config.json: at /layers/0/groups/0: head 1 of 1");
    EXPECT_EQ(answer(edited("config.json", "            0\n", "            0, 0\n")),
              "DIR/config.json: at /layers/0/groups/0: head 0 is given twice");
    EXPECT_EQ(answer(edited("model.safetensors", "lm_head.weight", "lm_tail.weight")),
              "DIR/model.safetensors: tensor \"lm_head.weight\" is missing");
    EXPECT_EQ(answer(edited("labels.json", "\"h\"", "1")),
              "DIR/labels.json: at /layers/0/heads/0/label: expected a string, found a whole number");
}

TEST(SafetensorsImport, refuses_tensors_that_are_not_those_of_the_network) {
    const Network network = small_network();
    SafetensorsExport exported_network = export_network(network, float32);
    TensorFile& tensors = exported_network.tensors;
    const auto answer_now = [&] { return answer(export_files(network, exported_network)); };
    tensors.tensors.push_back(float_tensor("more", float32, {1}, {}));
    EXPECT_EQ(answer_now(), "DIR/model.safetensors: tensor \"more\" is not of this network");
    tensors.tensors.pop_back();
    tensors.tensors.back() = integer_tensor("lm_head.bias", {1}, {0});
    EXPECT_EQ(
        answer_now(),
        "DIR/model.safetensors: tensor \"lm_head.bias\" holds integers, expected floating-point numbers");
    tensors.tensors.back() = float_tensor("lm_head.bias", float32, {1}, {});
    tensors.tensors.back().bytes = std::string("\0\0\x80\x7F", 4);
    EXPECT_EQ(answer_now(), "DIR/model.safetensors: tensor lm_head.bias at [0]: not a number");
    tensors.tensors.back() = float_tensor("lm_head.bias", float32, {1}, {});
    const auto sparse = [&](const std::vector<std::int64_t>& indices, std::size_t count) {
        TensorFile saved = tensors;
        tensors.tensors[0] = float_tensor("model.embeddings.weight.values", float32, {count}, {{0, 1}});
        tensors.tensors.push_back(
            integer_tensor("model.embeddings.weight.indices", {2, indices.size() / 2}, indices));
        std::string result = answer_now();
        tensors = std::move(saved);
        return result;
    };
    ASSERT_EQ(tensors.tensors[0].name, "model.embeddings.weight");
    EXPECT_EQ(sparse({0, 1, 1, 0}, 2), "read");
    EXPECT_EQ(sparse({1, 0, 1, 0}, 2),
              "DIR/model.safetensors: tensor \"model.embeddings.weight.indices\": entry 1 is "
              "not after the one before it");
    EXPECT_EQ(sparse({0, 2, 1, 0}, 2),
              "DIR/model.safetensors: tensor \"model.embeddings.weight.indices\": entry 1 is "
              "outside of a matrix of shape [2, 2]");
    EXPECT_EQ(sparse({0, -1, 1, 0}, 2),
              "DIR/model.safetensors: tensor \"model.embeddings.weight.indices\": entry 1 is "
              "outside of a matrix of shape [2, 2]");
    EXPECT_EQ(sparse({0, 1, 1, 0}, 3),
              "DIR/model.safetensors: tensor \"model.embeddings.weight.indices\" has shape "
              "[2, 2], expected [2, 3]");
}

RC_GTEST_PROP(SafetensorsImport, survives_damage, ()) {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    std::mt19937 random(seed);
    Files files = exported(tests::random_network(random, small_shape), float32);
    files.erase("README.md");
    static const std::string likely = "{}[],:\"\\0123456789 \n";
    for (std::size_t left = 1 + random() % 3; left > 0; --left) {
        auto file = files.begin();
        std::advance(file, random() % files.size());
        std::string& bytes = file->second;
        const std::size_t at = random() % bytes.size();
        const std::size_t digit = bytes.find_first_of("0123456789", at);
        if (random() % 4 == 0)
            bytes[at] = likely[random() % likely.size()];
        else if (random() % 4 == 0)
            bytes.erase(at, 1);
        else if (digit != std::string::npos)
            bytes[digit] = static_cast<char>('0' + random() % 10);
    }
    const auto imported = import_network(files, "DIR");
    RC_CLASSIFY(static_cast<bool>(imported), "still valid");
    if (imported)
        validate(imported.value().network);
    else
        RC_ASSERT(describe(imported.error()).rfind("DIR/", 0) == 0);
}

}  // namespace
}  // namespace linac::safetensors_import_test
