#include "exports/fla_checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "exports/fla_model.hpp"
#include "exports/fla_weights.hpp"
#include "exports/state_names.hpp"
#include "formats/json_tree.hpp"

namespace linac {
namespace {

std::string labels(const FiniteNetwork& finite, const json::Tree& classes) {
    json::Tree json{{"bos", 0}, {"symbols", json::Tree::object()}, {"classes", classes}};
    for (Symbol symbol = 0; symbol < finite.alphabet.size(); ++symbol)
        json["symbols"][finite.alphabet.name(symbol)] = symbol + 1;
    return json.text(2) + "\n";
}

/// With the model's class, what a class is, and the tokens of a word.
constexpr const char* readme_text = R"(# {0} for flash-linear-attention

An automaton in the weights of an unmodified `{0}`, written by `linac export --format fla`.
After BOS and every token, the argmax of the logits is {1}.

```python
import torch
from fla.models import {0}
model = {0}.from_pretrained(".").cuda().eval()
print(model(torch.tensor([[{2}]]).cuda()).logits.argmax(-1))
```

`labels.json` has the tokens of the symbols and what each class is. Token 0 is BOS, and starts every word.

The model is to run in float32, not TF32, and as `config.json` says, with `attn_mode` `fused_recurrent`. Then its
state is exact after every word: keys are dyadic when normalised, β is 0, 1 or 2, and no number or sum has more
than 24 bits. `norm_eps` is so large that every RMSNorm is the identity.
)";

std::string readme(const FlaModel& model, const FiniteNetwork& finite, const std::string& classes) {
    std::string ids = "0";
    for (Symbol symbol = 0; symbol < std::min<std::size_t>(finite.alphabet.size(), 3); ++symbol)
        ids += fmt::format(", {}", symbol + 1);
    return fmt::format(readme_text, model.class_name(), classes, ids);
}

json::Tree class_labels(const FiniteNetwork& finite, const std::vector<std::size_t>& states,
                        const std::vector<StateName>& names) {
    auto classes = json::Tree::array();
    for (const std::size_t state : states) {
        json::Tree label{{"id", classes.size()}};
        if (!names.empty())
            label["state"] = names[state].name;
        else
            label["word"] = symbol_names(finite.word(state), finite.alphabet);
        label["weight"] = to_string(finite.weights[state]);
        classes.push_back(std::move(label));
    }
    return classes;
}

/// What the argmax tells: states in this order, or weights.
struct Classes {
    std::vector<std::size_t> states;
    std::vector<Rational> weights;
    json::Tree labels = json::Tree::array();
    std::string meaning;
};

Classes state_classes(const FiniteNetwork& finite, const FlaOptions& options) {
    Classes classes;
    for (std::size_t state = 0; state < finite.states.size(); ++state) classes.states.push_back(state);
    std::vector<StateName> names;
    classes.meaning =
        "the state that the word read so far leads to; of each, `labels.json` has a shortest word";
    if (options.automaton) {
        names = state_names(finite, *options.automaton);
        std::stable_sort(classes.states.begin(), classes.states.end(),
                         [&](std::size_t a, std::size_t b) { return names[a].index < names[b].index; });
        classes.meaning = "the automaton's state after the word read so far";
    }
    classes.labels = class_labels(finite, classes.states, names);
    return classes;
}

Classes weight_classes(const FiniteNetwork& finite) {
    Classes classes;
    const std::set<Rational> weights(finite.weights.begin(), finite.weights.end());
    classes.weights.assign(weights.begin(), weights.end());
    for (const Rational& weight : weights)
        classes.labels.push_back({{"id", classes.labels.size()}, {"weight", to_string(weight)}});
    classes.meaning = "the weight of the word read so far";
    return classes;
}

Features features_of(const FiniteNetwork& finite, const Classes& classes) {
    if (classes.states.empty()) return weight_features(finite, classes.weights);
    Features features = state_features(finite);
    std::vector<Vector> points;
    for (const std::size_t state : classes.states) points.push_back(features.points[state]);
    features.points = std::move(points);
    return features;
}

/// In the network's coordinates, or, where no layer holds those, in the indicators of its states.
FlaModel model_of(const FiniteNetwork& finite, const Classes& classes) {
    const auto model = capture([&] { return fla_model(finite, features_of(finite, classes)); });
    if (model) return model.value();
    if (finite.states.size() <= max_fla_key_dimension) {
        const FiniteNetwork other = indicators(finite);
        if (auto of_other = capture([&] { return fla_model(other, features_of(other, classes)); }))
            return std::move(of_other).value();
    }
    throw model.error();
}

FlaCheckpoint checkpoint(const Network& network, const FlaOptions& options) {
    const FiniteNetwork finite = finite_network(network, options.most_states);
    const Classes classes =
        options.classes == FlaClasses::states ? state_classes(finite, options) : weight_classes(finite);
    const FlaModel model = model_of(finite, classes);
    FlaCheckpoint result;
    result.model = model.class_name();
    result.weights = fla_weights(model);
    result.config = fla_config(model);
    result.labels = labels(finite, classes.labels);
    result.readme = readme(model, finite, classes.meaning);
    result.classes = model.features.points.size();
    result.heads = model.heads.size();
    result.key_dimension = model.key_dimension;
    result.steps = model.steps;
    for (const Tensor& tensor : result.weights.tensors)
        result.numbers += tensor.bytes.size() / size_of(tensor.type);
    return result;
}

}  // namespace

Result<FlaCheckpoint> fla_checkpoint(const Network& network, const FlaOptions& options) {
    return capture([&] { return checkpoint(network, options); });
}

}  // namespace linac
