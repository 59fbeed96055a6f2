#include <numeric>
#include <optional>
#include <utility>

#include "formats/json_document.hpp"
#include "formats/network_file.hpp"
#include "formats/roles_in_json.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// Writes a network, one map a line.
class NetworkWriter {
  public:
    std::string network(const Network& network) {
        // Without roles a file is of version 1, which older programs read too.
        const bool is_told = has_roles(network);
        text_ = std::string("{\"format\": \"linac network\", \"version\": ") + (is_told ? "2" : "1") +
                ", \"target\": " + json::quoted(network.target) +
                ", \"scheme\": " + json::quoted(network.scheme) + ",\n";
        text_ += "\"alphabet\": " + strings(network.alphabet.symbols()) + ",\n";
        text_ += "\"residual\": " + strings(network.residual) + ",\n\"embedding\": ";
        map(network.embedding);
        text_ += ",\n\"layers\": ";
        list(network.layers, [&](const Layer& layer) { this->layer(layer); });
        text_ += ",\n\"readout\": ";
        map(network.readout);
        if (is_told) text_ += ",\n\"roles\": " + write_roles(network, ",\n");
        text_ += "}\n";
        return std::move(text_);
    }

  private:
    static std::string strings(const std::vector<std::string>& texts) {
        std::vector<std::string> quoted;
        quoted.reserve(texts.size());
        for (const std::string& text : texts) quoted.push_back(json::quoted(text));
        return "[" + join(quoted, ", ") + "]";
    }
    template <class Element, class Write>
    void list(const std::vector<Element>& elements, const Write& write) {
        text_ += "[";
        for (std::size_t i = 0; i < elements.size(); ++i) {
            text_ += i > 0 ? ",\n" : "\n";
            write(elements[i]);
        }
        text_ += "]";
    }
    void field(const std::string& name, const AffineMap& content) {
        text_ += json::quoted(name) + ": ";
        map(content);
    }
    void layer(const Layer& layer) {
        text_ += "{\"label\": " + json::quoted(layer.label) + ", \"heads\": ";
        list(layer.heads, [&](const Head& head) { this->head(head); });
        text_ += ",\n";
        feed_forward("feed_forward", layer.feed_forward);
        text_ += "}";
    }
    void feed_forward(const std::string& name, const FeedForward& block) {
        text_ += json::quoted(name) + ": ";
        std::size_t written = 0;
        list(block.stages, [&](const AffineMap& stage) {
            text_ += "{";
            field("map", stage);
            if (written < block.labels.size()) text_ += ",\n\"units\": " + strings(block.labels[written]);
            text_ += "}";
            ++written;
        });
    }
    void head(const Head& head) {
        text_ += "{\"kind\": " + json::quoted(kind_name(head)) + ", \"label\": " + json::quoted(head.label) +
                 ", \"key_dimension\": " + std::to_string(head.key_dimension) +
                 ", \"value_dimension\": " + std::to_string(head.value_dimension) + ",\n";
        const HeadKindInfo& info = head.info();
        if (info.is_repeated) {
            std::vector<std::size_t> rounds(head.rounds());
            std::iota(rounds.begin(), rounds.end(), std::size_t{0});
            text_ += "\"steps\": ";
            list(rounds, [&](std::size_t round) {
                text_ += "{";
                for (const ParameterInfo& parameter : info.parameters) {
                    if (&parameter != &info.parameters.front()) text_ += ",\n";
                    field(std::string(parameter.name), head.parameter(parameter.name, round));
                }
                text_ += "}";
            });
            text_ += ",\n";
            field("receptance", head.receptance);
            text_ += ",\n";
        } else {
            for (const ConstParameter& parameter : parameters(head)) {
                field(parameter.name, *parameter.map);
                text_ += ",\n";
            }
        }
        if (!info.is_linear()) {
            text_ += "\"state\": " + strings(head.state) + ",\n";
            feed_forward("update", head.update);
            text_ += ",\n";
        }
        field("output", head.output);
        text_ += "}";
    }
    void entry(bool first, std::size_t output, const std::optional<std::size_t>& input,
               const Rational& value) {
        text_ += (first ? "[" : ", [") + std::to_string(output) + ", ";
        if (input) text_ += std::to_string(*input) + ", ";
        text_ += '"' + number_in_file(value) + "\"]";
    }
    void map(const AffineMap& map) {
        text_ += "{\"inputs\": " + std::to_string(map.inputs()) +
                 ", \"outputs\": " + std::to_string(map.outputs()) + ", \"bias\": [";
        bool first = true;
        for (const Entry& e : map.bias()) entry(std::exchange(first, false), e.index, std::nullopt, e.value);
        text_ += "], \"weights\": [";
        first = true;
        for (std::size_t input = 0; input < map.inputs(); ++input)
            for (const Entry& e : map.column(input))
                entry(std::exchange(first, false), e.index, input, e.value);
        text_ += "]}";
    }

    std::string text_;
};

}  // namespace

std::string write_network(const Network& network, std::size_t max_bytes) {
    const auto checked = capture([&] { return validate(network), true; });
    if (!checked) throw Error::impossible("cannot be written: " + checked.error().message());
    std::string text = NetworkWriter().network(network);
    expect_fits(text, max_bytes);
    return text;
}

}  // namespace linac
