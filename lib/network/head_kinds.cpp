#include "network/head_kinds.hpp"

#include <algorithm>
#include <array>

#include "text.hpp"

namespace linac {
namespace {

using Action = StateStep::Action;
using Shape = ParameterShape;

constexpr TrainedRange between_0_and_1{0, 1, false};

const std::vector<ParameterInfo> delta_parameters = {
    {"key", "k", Shape::keys, "k_proj"},
    {"value", "v", Shape::values, "v_proj"},
    {"beta", "β", Shape::one, "b_proj", TrainedRange{0, 2, true}}};
const std::vector<StateStep> delta_steps = {{Action::read, 0}, {Action::correct, 1, 2}, {Action::write, 0}};

const std::vector<HeadKindInfo> kinds = {
    {HeadKind::pd,
     "pd",
     "pd",
     "PD",
     {{"permutation", "P", Shape::keys_by_keys, "p_proj"},
      {"diagonal", "D", Shape::keys, "d_proj", TrainedRange{-1, 1, true}},
      {"input", "B", Shape::keys_by_values, "b_proj"}},
     {{Action::scale, 1}, {Action::permute, 0}, {Action::add, 2}},
     false,
     "S ← P diag(D) S + B",
     "q_proj",
     "Terzić et al. 2025, PD-SSM"},
    {HeadKind::deltanet, "deltanet", "deltanet", "DeltaNet", delta_parameters, delta_steps, false,
     "S ← S + β k (v - Sᵀk)ᵀ", "q_proj", "Yang et al. 2024, arXiv 2406.06484"},
    {HeadKind::deltaproduct, "deltaproduct", "deltaproduct", "DeltaProduct", delta_parameters, delta_steps,
     true, "S ← S + β k (v - Sᵀk)ᵀ", "q_proj", "Siems et al. 2025, arXiv 2502.10297"},
    {HeadKind::rwkv7,
     "rwkv7",
     "rwkv7",
     "RWKV-7",
     {{"decay", "w", Shape::keys, "w_proj", between_0_and_1},
      {"removal_key", "κ", Shape::keys, "kk_proj"},
      {"learning_rate", "a", Shape::keys, "a_proj", between_0_and_1},
      {"key", "k", Shape::keys, "k_proj"},
      {"value", "v", Shape::values, "v_proj"}},
     {{Action::read, 1}, {Action::scale, 0}, {Action::erase, 1, 2}, {Action::insert, 3, 4}},
     false,
     "S ← (diag(w) - (κ⊙a) κᵀ) S + k vᵀ",
     "r_proj",
     "Peng et al. 2025, arXiv 2503.14456"},
    {HeadKind::gated_deltanet,
     "gated-deltanet",
     "gated-deltanet",
     "Gated DeltaNet",
     {{"decay", "α", Shape::one, "a_proj", between_0_and_1},
      {"key", "k", Shape::keys, "k_proj"},
      {"value", "v", Shape::values, "v_proj"},
      {"beta", "β", Shape::one, "b_proj", TrainedRange{0, 2, true}}},
     {{Action::multiply, 0}, {Action::read, 1}, {Action::correct, 2, 3}, {Action::write, 1}},
     false,
     "S ← (I - β k kᵀ) α S + β k vᵀ",
     "q_proj",
     "Yang, Kautz and Hatamizadeh 2025, arXiv 2412.06464"},
    {HeadKind::kda,
     "kda",
     "kda",
     "KDA",
     {{"decay", "w", Shape::keys, "w_proj", between_0_and_1},
      {"key", "k", Shape::keys, "k_proj"},
      {"value", "v", Shape::values, "v_proj"},
      {"beta", "β", Shape::one, "b_proj", TrainedRange{0, 2, true}}},
     {{Action::scale, 0}, {Action::read, 1}, {Action::correct, 2, 3}, {Action::write, 1}},
     false,
     "S ← (I - β k kᵀ) diag(w) S + β k vᵀ",
     "q_proj",
     "Kimi Team 2025, arXiv 2510.26692"},
    {HeadKind::diagonal,
     "diagonal",
     "diagonal",
     "diagonal",
     {{"decay", "w", Shape::keys, "w_proj", between_0_and_1},
      {"key", "k", Shape::keys, "k_proj"},
      {"value", "v", Shape::values, "v_proj"}},
     {{Action::scale, 0}, {Action::insert, 1, 2}},
     false,
     "S ← diag(w) S + k vᵀ",
     "q_proj",
     "Yang et al. 2024, arXiv 2312.06635; Dao and Gu 2024, arXiv 2405.21060"},
    {HeadKind::mlp_rnn,
     "mlp",
     "mlp-rnn",
     "MLP-RNN",
     {},
     {{Action::update}},
     false,
     "S ← F(x, S)",
     "q_proj",
     "Merrill et al. 2026, arXiv 2603.03612"}};

}  // namespace

std::size_t outputs_of(ParameterShape shape, std::size_t keys, std::size_t values) {
    switch (shape) {
        case Shape::one:
            return 1;
        case Shape::keys:
            return keys;
        case Shape::values:
            return values;
        case Shape::keys_by_keys:
            return keys * keys;
        case Shape::keys_by_values:
            return keys * values;
    }
    return 0;
}

std::string_view text_of(ParameterShape shape) {
    constexpr std::array<std::string_view, 5> texts{"", "K", "V", "K K", "K V"};
    return texts[static_cast<std::size_t>(shape)];
}

bool HeadKindInfo::has(Action action) const {
    return std::any_of(steps.begin(), steps.end(),
                       [&](const StateStep& step) { return step.action == action; });
}

std::span<const HeadKindInfo> head_kinds() {
    return kinds;
}

std::string HeadKindInfo::text(const StateStep& step) const {
    struct ActionInfo {
        std::string_view name;
        std::size_t parameters;
    };
    // In the order of the enumeration.
    constexpr std::array<ActionInfo, 10> actions{{{"read", 1},
                                                  {"correct", 2},
                                                  {"write", 1},
                                                  {"erase", 2},
                                                  {"insert", 2},
                                                  {"scale", 1},
                                                  {"multiply", 1},
                                                  {"permute", 1},
                                                  {"add", 1},
                                                  {"update", 0}}};
    const ActionInfo& action = actions[static_cast<std::size_t>(step.action)];
    std::string text(action.name);
    for (std::size_t i = 0; i < action.parameters; ++i)
        text.append(" ").append(parameters[i == 0 ? step.first : step.second].name);
    return text;
}

const HeadKindInfo& kind_info(HeadKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}

std::optional<HeadKind> kind_named(std::string_view name) {
    for (const HeadKindInfo& info : kinds)
        if (info.name == name) return info.kind;
    return std::nullopt;
}

std::string kind_names() {
    std::vector<std::string> names;
    names.reserve(kinds.size());
    for (const HeadKindInfo& info : kinds) names.emplace_back(info.name);
    return join(names, ", ");
}

}  // namespace linac
