#include "formats/kind_descriptions.hpp"

#include <algorithm>
#include <vector>

#include "text.hpp"

namespace linac {
namespace {

using json::in_quotes;
using json::Object;
using json::Tree;
using json::Value;

/// "[0, 2]" or "(0, 1)".
std::string text_of(const TrainedRange& range) {
    const std::string bounds = std::to_string(range.least) + ", " + std::to_string(range.most);
    return range.is_closed ? "[" + bounds + "]" : "(" + bounds + ")";
}

Tree described(const HeadKindInfo& info) {
    Tree parameters = Tree::array();
    for (const ParameterInfo& parameter : info.parameters)
        parameters.push_back({{"name", parameter.name},
                              {"symbol", parameter.symbol},
                              {"shape", text_of(parameter.shape)},
                              {"tensor", parameter.tensor},
                              {"trained", parameter.trained ? Tree(text_of(*parameter.trained)) : Tree()}});
    Tree steps = Tree::array();
    for (const StateStep& step : info.steps) steps.push_back(info.text(step));
    return {{"title", info.title},
            {"formula", info.formula},
            {"repeated", info.is_repeated},
            {"receptance", info.receptance_tensor},
            {"parameters", std::move(parameters)},
            {"steps", std::move(steps)}};
}

void expect(const Value& value, std::string_view text) {
    if (value.string() != text)
        throw value.error("expected " + in_quotes(text) + ", found " + in_quotes(value.string()),
                          "the file is of a program with other kinds of heads");
}

void expect_size(const Value& list, std::size_t size, const std::string& noun) {
    if (list.size() != size)
        throw list.error(count_of(list.size(), noun) + ", expected " + std::to_string(size),
                         "the file is of a program with other kinds of heads");
}

void expect_described(const Value& value, const HeadKindInfo& info) {
    const Object object(value, {"title", "formula", "repeated", "receptance", "parameters", "steps"});
    if (object["repeated"].boolean() != info.is_repeated)
        throw object["repeated"].error(info.is_repeated ? "expected true" : "expected false");
    expect(object["receptance"], info.receptance_tensor);
    expect_size(object["parameters"], info.parameters.size(), "parameter");
    std::size_t p = 0;
    object["parameters"].for_each([&](const Value& element) {
        const ParameterInfo& parameter = info.parameters[p++];
        const Object parts(element, {"name", "symbol", "shape", "tensor"}, {"trained"});
        expect(parts["name"], parameter.name);
        expect(parts["shape"], text_of(parameter.shape));
        expect(parts["tensor"], parameter.tensor);
    });
    expect_size(object["steps"], info.steps.size(), "step");
    std::size_t s = 0;
    object["steps"].for_each([&](const Value& step) { expect(step, info.text(info.steps[s++])); });
}

}  // namespace

Tree described_kinds(const Network& network) {
    Tree kinds = Tree::object();
    for (const HeadKindInfo& info : head_kinds()) {
        const bool is_there =
            std::any_of(network.layers.begin(), network.layers.end(), [&](const Layer& layer) {
                return std::any_of(layer.heads.begin(), layer.heads.end(),
                                   [&](const Head& head) { return head.kind == info.kind; });
            });
        if (is_there) kinds[info.name] = described(info);
    }
    return kinds;
}

const HeadKindInfo& known_kind(const Value& name) {
    if (const auto kind = kind_named(name.string())) return kind_info(*kind);
    throw name.error("unknown kind of head " + in_quotes(name.string()), "the kinds are " + kind_names());
}

void expect_described(const Value& kinds) {
    Value key = kinds.first();
    for (std::size_t left = kinds.members(); left > 0; --left, key = key.next().next())
        expect_described(key.next(), known_kind(key));
}

}  // namespace linac
