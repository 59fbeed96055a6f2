#include "exports/architecture.hpp"

#include "exports/layout.hpp"
#include "formats/json_document.hpp"
#include "formats/json_tree.hpp"
#include "formats/kind_descriptions.hpp"
#include "formats/network_file.hpp"
#include "formats/roles_in_json.hpp"
#include "text.hpp"

namespace linac {
namespace {

using Json = json::Tree;
using json::in_quotes;
using json::Object;
using json::Value;

constexpr auto format_name = "linac tensors";
constexpr std::size_t format_version = 1;
const json::Format config_format{"configuration", folder_hint, max_network_file_bytes, 8};
const json::Format labels_format{"list of labels", folder_hint, max_network_file_bytes, 8};

std::string torch_name(const FloatFormat& format) {
    if (format == bfloat16) return "bfloat16";
    return "float" + std::to_string(8 * format.bytes);
}

Json widths(const FeedForward& block) {
    Json list = Json::array();
    for (const AffineMap& stage : block.stages) list.push_back(stage.outputs());
    return list;
}

/// Builds the network that the files describe; refuses what is too large before it takes memory for it.
class Reader {
  public:
    explicit Reader(std::size_t stored_numbers) : biases_left_(stored_numbers) {}

    Network network(const Value& root) {
        const auto member = capture([&] { return root.member("format"); });
        if (!member) throw Error::bad_input(member.error().message(), {}, folder_hint);
        const Value& format = member.value();
        if (format.string() != format_name)
            throw format.error("expected " + in_quotes(format_name) + ", found " + in_quotes(format.string()),
                               folder_hint);
        const Object object(
            root,
            {"format", "version", "architectures", "model_type", "torch_dtype", "target", "scheme",
             "alphabet", "vocab_size", "hidden_size", "num_hidden_layers", "layers"},
            {"kinds"});
        if (object["version"].whole() != format_version)
            throw object["version"].error(
                "version " + std::to_string(object["version"].whole()) + " is unknown",
                "this program reads version " + std::to_string(format_version));
        Network network;
        if (const Value* kinds = object.find("kinds")) expect_described(*kinds);
        network.target = object["target"].string();
        network.scheme = object["scheme"].string();
        auto alphabet = capture([&] { return Alphabet(strings(object["alphabet"])); });
        if (!alphabet) throw object["alphabet"].error(alphabet.error().message());
        network.alphabet = std::move(alphabet).value();
        expect(object["vocab_size"], network.alphabet.size() + 1, "BOS and the symbols");
        width_ = object["hidden_size"].whole();
        count(object["hidden_size"], width_, 0);
        network.residual.resize(width_);
        network.embedding = map(object["vocab_size"], network.alphabet.size() + 1, width_, false);
        expect(object["num_hidden_layers"], object["layers"].size(), "layers");
        object["layers"].for_each([&](const Value& value) { network.layers.push_back(layer(value)); });
        network.readout = map(root, width_, 1);
        return network;
    }

    static std::vector<std::string> strings(const Value& list) {
        std::vector<std::string> texts;
        list.for_each([&](const Value& element) { texts.emplace_back(element.string()); });
        return texts;
    }

  private:
    static void expect(const Value& value, std::size_t number, const std::string& what) {
        if (value.whole() != number)
            throw value.error("expected " + std::to_string(number) + ", " + what + ", found " +
                              std::to_string(value.whole()));
    }
    void count(const Value& value, std::size_t inputs, std::size_t outputs) {
        if (inputs > max_map_dimensions || outputs > max_map_dimensions ||
            (dimensions_ += inputs + outputs) > max_map_dimensions)
            throw value.error("the network is too large", "its maps have more than " +
                                                              std::to_string(max_map_dimensions) +
                                                              " inputs and outputs in all");
    }
    AffineMap map(const Value& value, std::size_t inputs, std::size_t outputs, bool has_bias = true) {
        count(value, inputs, outputs);
        if (has_bias && outputs > biases_left_)
            throw value.error("more biases than there are numbers", "the tensors belong to another network");
        if (has_bias) biases_left_ -= outputs;
        return {inputs, outputs};
    }

    FeedForward stages(const Value& list, std::size_t inputs, std::size_t outputs) {
        FeedForward block;
        list.for_each([&](const Value& stage) {
            block.stages.push_back(map(stage, inputs, stage.whole()));
            inputs = stage.whole();
            if (block.stages.size() < list.size()) block.labels.emplace_back(inputs);
        });
        if (list.size() > 0 && inputs != outputs)
            throw list.error("the last stage has " + count_of(inputs, "output") + ", expected " +
                             std::to_string(outputs));
        return block;
    }

    Head head(const Value& value, const HeadGroup& group) {
        Head head;
        head.key_dimension = group.key_dimension;
        head.value_dimension = group.value_dimension;
        const auto empty = [&](std::size_t outputs) { return map(value, width_, outputs); };
        head.kind = group.kind;
        for (std::size_t round = 0; round < (head.info().is_repeated ? group.steps : 1); ++round)
            for (const ParameterInfo& parameter : head.info().parameters)
                head.parameters.push_back(
                    empty(outputs_of(parameter.shape, group.key_dimension, group.value_dimension)));
        if (!head.info().is_linear()) {
            const std::size_t entries = group.key_dimension * group.value_dimension;
            const Value update = value.member("update");
            if (update.size() == 0) throw update.error("no stages");
            head.update = stages(update, width_ + entries, entries);
            head.state.resize(entries);
        }
        head.receptance = empty(group.key_dimension);
        head.output = map(value, group.value_dimension, width_, false);
        return head;
    }

    HeadGroup group(const Value& value) {
        HeadGroup group;
        const HeadKindInfo& info = known_kind(value.member("kind"));
        group.kind = info.kind;
        std::vector<std::string> keys{"kind", "heads", "key_dimension", "value_dimension"};
        if (info.is_repeated) keys.emplace_back("steps");
        if (!info.is_linear()) keys.emplace_back("update");
        const Object object(value, keys);
        group.key_dimension = object["key_dimension"].whole();
        group.value_dimension = object["value_dimension"].whole();
        if (info.is_repeated) group.steps = object["steps"].whole();
        if (group.key_dimension == 0 || group.value_dimension == 0)
            throw value.error("a head of dimension 0");
        object["heads"].for_each([&](const Value& head) {
            group.heads.push_back(head.whole());
            if (group.key_dimension > max_state_entries || group.value_dimension > max_state_entries ||
                (state_entries_ += group.key_dimension * group.value_dimension) > max_state_entries)
                throw value.error("the heads' states have more than " + std::to_string(max_state_entries) +
                                  " entries");
        });
        return group;
    }

    Layer layer(const Value& value) {
        const Object object(value, {"groups", "feed_forward"});
        Layer layer;
        std::vector<HeadGroup> groups;
        std::size_t heads = 0;
        object["groups"].for_each([&](const Value& value_of_group) {
            groups.push_back(group(value_of_group));
            heads += groups.back().heads.size();
        });
        layer.heads.resize(heads);
        std::vector<bool> is_placed(heads, false);
        std::size_t g = 0;
        object["groups"].for_each([&](const Value& value_of_group) {
            for (const std::size_t place : groups[g].heads) {
                if (place >= heads || is_placed[place])
                    throw value_of_group.error(
                        "head " + std::to_string(place) +
                        (place >= heads ? " of " + std::to_string(heads) : " is given twice"));
                is_placed[place] = true;
                layer.heads[place] = head(value_of_group, groups[g]);
            }
            ++g;
        });
        // The tensors are found by the numbers of the groups.
        const std::vector<HeadGroup> expected = head_groups(layer);
        for (std::size_t i = 0; i < groups.size(); ++i)
            if (groups.size() != expected.size() || groups[i].heads != expected[i].heads)
                throw object["groups"].error("the groups are not those of these heads",
                                             "see safetensors_layout.md");
        layer.feed_forward = stages(object["feed_forward"], width_, width_);
        return layer;
    }

    std::size_t width_ = 0;
    std::size_t dimensions_ = 0;     // Σ inputs + outputs of the maps so far
    std::size_t state_entries_ = 0;  // Σ K·V of the heads so far
    std::size_t biases_left_;
};

/// Fills in the names and the roles of the parts.
void read_labels(const Value& root, Network& network) {
    const auto fill = [](const Value& list, std::vector<std::string>& labels) {
        if (list.size() != labels.size())
            throw list.error(count_of(list.size(), "label") + ", expected " + std::to_string(labels.size()));
        labels = Reader::strings(list);
    };
    const auto fill_units = [&](const Value& list, FeedForward& block) {
        if (list.size() != block.labels.size())
            throw list.error("labels of " + count_of(list.size(), "stage") + ", expected " +
                             std::to_string(block.labels.size()));
        std::size_t stage = 0;
        list.for_each([&](const Value& units) { fill(units, block.labels[stage++]); });
    };
    const Object object(root, {"tokens", "residual", "layers"}, {"roles"});
    fill(object["residual"], network.residual);
    if (object["layers"].size() != network.layers.size())
        throw object["layers"].error(count_of(object["layers"].size(), "layer") + ", expected " +
                                     std::to_string(network.layers.size()));
    std::size_t l = 0;
    object["layers"].for_each([&](const Value& value) {
        Layer& layer = network.layers[l++];
        const Object parts(value, {"label", "heads", "feed_forward"});
        layer.label = parts["label"].string();
        if (parts["heads"].size() != layer.heads.size())
            throw parts["heads"].error(count_of(parts["heads"].size(), "head") + ", expected " +
                                       std::to_string(layer.heads.size()));
        std::size_t h = 0;
        parts["heads"].for_each([&](const Value& head_value) {
            Head& head = layer.heads[h++];
            const bool is_linear = head.info().is_linear();
            const Object names(head_value, is_linear ? std::vector<std::string>{"label"}
                                                     : std::vector<std::string>{"label", "state", "update"});
            head.label = names["label"].string();
            if (is_linear) return;
            fill(names["state"], head.state);
            fill_units(names["update"], head.update);
        });
        fill_units(parts["feed_forward"], layer.feed_forward);
    });
    if (const Value* roles = object.find("roles")) {
        read_roles(*roles, network);
        validate(network);
    }
}

}  // namespace

std::string write_config(const Network& network, const FloatFormat& format) {
    Json layers = Json::array();
    for (const Layer& layer : network.layers) {
        Json groups = Json::array();
        for (const HeadGroup& group : head_groups(layer)) {
            const Head& first = layer.heads[group.heads.front()];
            Json object = {{"kind", kind_name(first)},
                           {"heads", group.heads},
                           {"key_dimension", group.key_dimension},
                           {"value_dimension", group.value_dimension}};
            if (first.info().is_repeated) object["steps"] = group.steps;
            if (!first.info().is_linear()) object["update"] = widths(first.update);
            groups.push_back(std::move(object));
        }
        layers.push_back({{"groups", std::move(groups)}, {"feed_forward", widths(layer.feed_forward)}});
    }
    const Json config = {{"format", format_name},
                         {"version", format_version},
                         {"architectures", {"LinacNetwork"}},
                         {"model_type", "linac"},
                         {"torch_dtype", torch_name(format)},
                         {"target", network.target},
                         {"scheme", network.scheme},
                         {"alphabet", network.alphabet.symbols()},
                         {"vocab_size", network.alphabet.size() + 1},
                         {"hidden_size", network.width()},
                         {"num_hidden_layers", network.layers.size()},
                         {"kinds", described_kinds(network)},
                         {"layers", std::move(layers)}};
    return config.text(2) + "\n";
}

std::string write_labels(const Network& network) {
    Json tokens = {"BOS"};
    for (const std::string& symbol : network.alphabet.symbols()) tokens.push_back(symbol);
    Json layers = Json::array();
    for (const Layer& layer : network.layers) {
        Json heads = Json::array();
        for (const Head& head : layer.heads) {
            Json object = {{"label", head.label}};
            if (!head.info().is_linear()) {
                object["state"] = head.state;
                object["update"] = head.update.labels;
            }
            heads.push_back(std::move(object));
        }
        layers.push_back({{"label", layer.label},
                          {"heads", std::move(heads)},
                          {"feed_forward", layer.feed_forward.labels}});
    }
    Json labels = {
        {"tokens", std::move(tokens)}, {"residual", network.residual}, {"layers", std::move(layers)}};
    if (has_roles(network)) labels["roles"] = Json::written(write_roles(network, ", "));
    return labels.text(1) + "\n";
}

Result<Network> read_architecture(std::string_view config, const std::optional<std::string>& labels,
                                  std::size_t stored_numbers, const std::string& folder) {
    const std::string config_source = folder + "/config.json";
    auto network = capture([&] {
        const json::Document document(config, config_source, config_format);
        return Reader(stored_numbers).network(Value(document, 0));
    });
    if (!network) return network.error().in(config_source);
    if (!labels) return network;
    const std::string labels_source = folder + "/labels.json";
    auto named = capture([&] {
        const json::Document document(*labels, labels_source, labels_format);
        Network result = std::move(network).value();
        read_labels(Value(document, 0), result);
        return result;
    });
    if (!named) return named.error().in(labels_source);
    return named;
}

}  // namespace linac
