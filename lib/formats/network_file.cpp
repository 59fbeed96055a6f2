#include "formats/network_file.hpp"

#include <algorithm>
#include <optional>

#include "formats/json_document.hpp"
#include "formats/kind_descriptions.hpp"
#include "formats/roles_in_json.hpp"
#include "text.hpp"

namespace linac {
namespace {

using json::Document;
using json::in_quotes;
using json::Object;
using json::Value;

constexpr auto network_name = "linac network";
constexpr std::uint32_t newest_version = 2;  // has roles
// A valid file is 8 levels deep.
const json::Format network_format{"network", "a network file is one JSON object, see network_file.md",
                                  max_network_file_bytes, 16};

Rational constant(const Value& value) {
    Rational number = json::rational(value);
    if (number.is_zero()) throw value.error("an entry of 0", "maps list their non-zero entries only");
    return number;
}

/// Reads a network; refuses what is too large before it takes memory for it.
class NetworkReader {
  public:
    explicit NetworkReader(const Document& document) : document_(document) {}

    Network network() {
        const Value root(document_, 0);
        const Value format = root.member("format");
        if (format.string() != network_name)
            throw format.error("expected " + in_quotes(network_name) + ", found " +
                               in_quotes(format.string()));
        const Value version = root.member("version");
        if (version.whole() == 0 || version.whole() > newest_version)
            throw version.error("version " + std::to_string(version.whole()) + " is unknown",
                                "this program reads versions 1 to " + std::to_string(newest_version));
        std::vector<std::string> optional_keys;
        if (version.whole() >= 2) optional_keys.emplace_back("roles");
        const Object object(root,
                            {"format", "version", "target", "scheme", "alphabet", "residual", "embedding",
                             "layers", "readout"},
                            optional_keys);
        Network network;
        network.target = object["target"].string();
        network.scheme = object["scheme"].string();
        std::vector<std::string> symbols = strings(object["alphabet"], max_network_symbols);
        auto alphabet = capture([&] { return Alphabet(std::move(symbols)); });
        if (!alphabet) throw object["alphabet"].error(alphabet.error().message());
        network.alphabet = std::move(alphabet).value();
        network.residual = strings(object["residual"], max_map_dimensions);
        width_ = network.width();
        network.embedding = map(object["embedding"], network.alphabet.size() + 1, width_);
        object["layers"].for_each([&](const Value& value) { network.layers.push_back(layer(value)); });
        network.readout = map(object["readout"], width_, 1);
        if (const Value* roles = object.find("roles")) read_roles(*roles, network);
        validate(network);
        return network;
    }

  private:
    static std::vector<std::string> strings(const Value& list, std::size_t limit) {
        if (list.size() > limit) throw list.error("more than " + std::to_string(limit) + " elements");
        std::vector<std::string> texts;
        texts.reserve(list.size());
        list.for_each([&](const Value& element) { texts.emplace_back(element.string()); });
        return texts;
    }

    Layer layer(const Value& value) {
        const Object object(value, {"label", "heads", "feed_forward"});
        Layer layer;
        layer.label = object["label"].string();
        object["heads"].for_each([&](const Value& head) { layer.heads.push_back(this->head(head)); });
        layer.feed_forward = feed_forward(object["feed_forward"], width_, width_);
        return layer;
    }

    FeedForward feed_forward(const Value& stages, std::size_t inputs, std::size_t outputs) {
        FeedForward block;
        stages.for_each([&](const Value& stage) {
            const bool last = block.stages.size() + 1 == stages.size();
            const Object parts(
                stage, last ? std::vector<std::string>{"map"} : std::vector<std::string>{"map", "units"});
            block.stages.push_back(map(parts["map"], inputs, last ? std::optional(outputs) : std::nullopt));
            inputs = block.stages.back().outputs();
            if (last) return;
            if (parts["units"].size() != inputs)
                throw parts["units"].error(count_of(parts["units"].size(), "label") + " for " +
                                           count_of(inputs, "unit"));
            block.labels.push_back(strings(parts["units"], inputs));
        });
        return block;
    }

    void update(const Value& state, const Value& update, Head& head) {
        const std::size_t entries = head.key_dimension * head.value_dimension;
        if (update.size() == 0) throw update.error("no stages", "an mlp head's update has at least one");
        if (state.size() != entries)
            throw state.error(count_of(state.size(), "label") + " for a state of " + std::to_string(entries) +
                              " entries");
        head.update = feed_forward(update, width_ + entries, entries);
        head.state = strings(state, entries);
    }

    /// The parameters of one round.
    void round(const Object& object, Head& head) {
        for (const ParameterInfo& parameter : head.info().parameters)
            head.parameters.push_back(
                map(object[std::string(parameter.name)], width_,
                    outputs_of(parameter.shape, head.key_dimension, head.value_dimension)));
    }

    Head head(const Value& value) {
        Head head;
        head.kind = known_kind(value.member("kind")).kind;
        const HeadKindInfo& info = head.info();
        std::vector<std::string> names;
        for (const ParameterInfo& parameter : info.parameters) names.emplace_back(parameter.name);

        std::vector<std::string> keys{"kind", "label", "key_dimension", "value_dimension"};
        if (info.is_repeated)
            keys.emplace_back("steps");
        else
            keys.insert(keys.end(), names.begin(), names.end());
        keys.emplace_back("receptance");
        if (!info.is_linear()) keys.insert(keys.end(), {"state", "update"});
        keys.emplace_back("output");
        const Object object(value, keys);
        head.label = object["label"].string();
        head.key_dimension = object["key_dimension"].whole();
        head.value_dimension = object["value_dimension"].whole();
        if (head.key_dimension == 0 || head.value_dimension == 0) throw value.error("a head of dimension 0");
        if (head.key_dimension > max_state_entries || head.value_dimension > max_state_entries ||
            (state_entries_ += head.key_dimension * head.value_dimension) > max_state_entries)
            throw value.error("the heads' states have more than " + std::to_string(max_state_entries) +
                              " entries");
        if (info.is_repeated)
            object["steps"].for_each([&](const Value& step) { round(Object(step, names), head); });
        else
            round(object, head);
        head.receptance = map(object["receptance"], width_, head.key_dimension);
        if (!info.is_linear()) update(object["state"], object["update"], head);
        head.output = map(object["output"], head.value_dimension, width_);
        return head;
    }

    /// One listed non-zero; `value` is where its constant is in the document.
    struct Listed {
        std::uint32_t input;
        std::uint32_t output;
        std::uint32_t value;
        [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> place() const { return {input, output}; }
    };

    /// The entries [output, constant], or [output, input, constant] if the map's inputs are given; in order.
    std::vector<Listed> listed(const Value& list, std::size_t outputs,
                               const std::optional<std::size_t>& inputs) {
        const std::size_t size = inputs ? 3 : 2;
        std::vector<Listed> entries;
        entries.reserve(list.size());
        const auto index = [](const Value& value, std::size_t bound, const std::string& noun) {
            if (value.whole() < bound) return static_cast<std::uint32_t>(value.whole());
            throw value.error(
                noun + " " + std::to_string(value.whole()) + " of a map of " + count_of(bound, noun),
                "indices count from 0");
        };
        list.for_each([&](const Value& entry) {
            if (entry.size() != size)
                throw entry.error(std::string("expected ") +
                                  (inputs ? "[output, input, weight]" : "[output, weight]") + ", found " +
                                  count_of(entry.size(), "element"));
            Value at = entry.first();
            Listed found{0, index(at, outputs, "output"), 0};
            at = at.next();
            if (inputs) {
                found.input = index(at, *inputs, "input");
                at = at.next();
            }
            found.value = static_cast<std::uint32_t>(at.index());
            entries.push_back(found);
        });
        const auto before = [](const Listed& a, const Listed& b) { return a.place() < b.place(); };
        if (!std::is_sorted(entries.begin(), entries.end(), before))
            std::sort(entries.begin(), entries.end(), before);
        const auto twice =
            std::adjacent_find(entries.begin(), entries.end(),
                               [](const Listed& a, const Listed& b) { return a.place() == b.place(); });
        if (twice != entries.end())
            throw list.error("output " + std::to_string(twice->output) +
                             (inputs ? ", input " + std::to_string(twice->input) : "") + " is given twice");
        return entries;
    }

    /// Without `expected_outputs` the map may have any number of them.
    AffineMap map(const Value& value, std::size_t inputs,
                  const std::optional<std::size_t>& expected_outputs) {
        const Object object(value, {"inputs", "outputs", "bias", "weights"});
        const std::size_t outputs = object["outputs"].whole();
        if (object["inputs"].whole() != inputs || outputs != expected_outputs.value_or(outputs))
            throw value.error("a map of " + count_of(object["inputs"].whole(), "input") + " and " +
                              count_of(outputs, "output") + ", expected " + std::to_string(inputs) + " and " +
                              std::to_string(expected_outputs.value_or(outputs)));
        if (inputs > max_map_dimensions || outputs > max_map_dimensions ||
            (dimensions_ += inputs + outputs) > max_map_dimensions)
            throw value.error("the network is too large", "its maps have more than " +
                                                              std::to_string(max_map_dimensions) +
                                                              " inputs and outputs in all");
        AffineMap map(inputs, outputs);
        for (const Listed& entry : listed(object["bias"], outputs, std::nullopt))
            map.add_bias(entry.output, constant({document_, entry.value}));
        const std::vector<Listed> weights = listed(object["weights"], outputs, inputs);
        for (auto first = weights.begin(); first != weights.end();) {
            const auto last =
                std::find_if(first, weights.end(), [&](const Listed& e) { return e.input != first->input; });
            SparseVector column;
            column.reserve(static_cast<std::size_t>(last - first));
            const std::size_t input = first->input;
            for (; first != last; ++first)
                column.push_back({first->output, constant({document_, first->value})});
            map.set_column(input, std::move(column));
        }
        return map;
    }

    const Document& document_;
    std::size_t width_ = 0;
    std::size_t dimensions_ = 0;     // Σ inputs + outputs of the maps so far
    std::size_t state_entries_ = 0;  // Σ K·V of the heads so far
};

}  // namespace

Result<Network> read_network(std::string_view text, const std::string& source) {
    auto network = capture([&] {
        const Document document(text, source, network_format);
        return NetworkReader(document).network();
    });
    if (!network) return network.error().in(source);
    return network;
}

bool looks_like_network(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{';
}

}  // namespace linac
