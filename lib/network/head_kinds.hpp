// The kinds of heads. A head has a matrix state S ∈ ℚ^{K×V}, S₀ = 0, and each token changes it by a few steps:
//
//   read     y = Sᵀ p                    correct  y ← q (p − y), q one number
//   scale    S ← diag(p) S               write    S ← S + p yᵀ
//   multiply S ← p S, p one number       erase    S ← S − (p ⊙ q) yᵀ
//   permute  S ← P S, P column-one-hot   insert   S ← S + p qᵀ
//   add      S ← S + P                   update   S ← F(x, S)
//
// where p, q and P are parameters: affine functions of the layer's input x. After an insert or an add, y is forgotten. A
// kind is a list of parameters and a list of steps, and whoever runs, draws or exports heads goes by these lists:
//
//   deltanet      read k, correct v β, write k                          S ← (I − β k kᵀ) S + β k vᵀ
//   deltaproduct  the same n_h times, each with its own k, v, β
//   rwkv7         read κ, scale w, erase κ a, insert k v                S ← (diag(w) − (κ⊙a) κᵀ) S + k vᵀ
//   gated-deltanet  multiply α, read k, correct v β, write k            S ← (I − β k kᵀ) α S + β k vᵀ
//   kda           scale w, read k, correct v β, write k                 S ← (I − β k kᵀ) diag(w) S + β k vᵀ
//   diagonal      scale w, insert k v                                   S ← diag(w) S + k vᵀ
//   pd            scale D, permute P, add B                             S ← P D S + B
//   mlp           update F                                              not linear in S
//
//     assert(kind_info(HeadKind::pd).name == "pd" && kind_info(HeadKind::pd).steps.size() == 3);
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace linac {

enum class HeadKind { pd, deltanet, deltaproduct, rwkv7, gated_deltanet, kda, diagonal, mlp_rnn };

/// How many outputs a parameter has, in the dimensions of its head. Matrices are row-major.
enum class ParameterShape { one, keys, values, keys_by_keys, keys_by_values };
[[nodiscard]] std::size_t outputs_of(ParameterShape shape, std::size_t keys, std::size_t values);
/// "", "K", "V", "K K" or "K V".
[[nodiscard]] std::string_view text_of(ParameterShape shape);

/// Where the numbers of a trained layer lie. The bounds themselves are taken only where they are closed.
struct TrainedRange {
    int least;
    int most;
    bool is_closed;
};

struct ParameterInfo {
    std::string_view name;    ///< in files and messages
    std::string_view symbol;  ///< in formulas
    ParameterShape shape;
    std::string_view tensor;                   ///< in exports
    std::optional<TrainedRange> trained = {};  ///< any number, if left out
};

struct StateStep {
    enum class Action { read, correct, write, erase, insert, scale, multiply, permute, add, update };
    Action action;
    std::size_t first = 0;   ///< p, as a place in the kind's parameters; of update, nothing
    std::size_t second = 0;  ///< q of correct, erase and insert
};

/// The factor q of the correct step right after a read at this place, as a place among the parameters. Where it is 0, so is
/// y, and the steps that use it change nothing.
[[nodiscard]] inline std::optional<std::size_t> factor_of_read(const std::vector<StateStep>& steps,
                                                               std::size_t place) {
    using Action = StateStep::Action;
    if (steps[place].action != Action::read || place + 1 == steps.size() ||
        steps[place + 1].action != Action::correct)
        return std::nullopt;
    return steps[place + 1].second;
}

/// The place of the last of the steps right after this one that use y.
[[nodiscard]] inline std::size_t last_use_of_read(const std::vector<StateStep>& steps, std::size_t place) {
    using Action = StateStep::Action;
    const auto uses_y = [](Action action) {
        return action == Action::correct || action == Action::write || action == Action::erase;
    };
    while (place + 1 < steps.size() && uses_y(steps[place + 1].action)) ++place;
    return place;
}

struct HeadKindInfo {
    HeadKind kind;
    std::string_view name;    ///< in files and messages
    std::string_view target;  ///< as a target of compile
    std::string_view title;   ///< as the field writes it
    std::vector<ParameterInfo> parameters;
    std::vector<StateStep> steps;
    bool is_repeated = false;            ///< parameters and steps stand for one of several rounds a token
    std::string_view formula;            ///< of a round
    std::string_view receptance_tensor;  ///< in exports
    std::string_view source;

    [[nodiscard]] bool has(StateStep::Action action) const;
    /// A step of this kind as files describe it: its action and its parameters, such as "correct value beta".
    [[nodiscard]] std::string text(const StateStep& step) const;
    /// Whether S after a token is A S + B, with A and B functions of x alone.
    [[nodiscard]] bool is_linear() const { return !has(StateStep::Action::update); }
};

/// The table: every kind once, in the order of the enumeration.
[[nodiscard]] std::span<const HeadKindInfo> head_kinds();
[[nodiscard]] const HeadKindInfo& kind_info(HeadKind kind);
/// The kind of that name, if there is one.
[[nodiscard]] std::optional<HeadKind> kind_named(std::string_view name);
/// "deltanet, deltaproduct, …": for messages.
[[nodiscard]] std::string kind_names();

}  // namespace linac
