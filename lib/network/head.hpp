// Head: a recurrence of one of the kinds in head_kinds.hpp, with its parameters, and what is read of its state after each
// token: o = Sᵀ r, r the receptance.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "network/feed_forward.hpp"
#include "network/head_kinds.hpp"

namespace linac {

struct Head {
    std::string label;
    HeadKind kind = HeadKind::deltanet;
    std::size_t key_dimension = 0;      ///< K
    std::size_t value_dimension = 0;    ///< V
    AffineMap receptance;               ///< r, K outputs
    std::vector<AffineMap> parameters;  ///< those of the kind, round after round
    FeedForward update;  ///< mlp: x, then S with entry (i, j) at i·V + j → S; at least one stage
    std::vector<std::string> state;   ///< mlp: labels of the K·V entries
    AffineMap output;                 ///< o ∈ ℚ^V into the residual stream, without bias
    std::vector<std::string> rows{};  ///< the automaton's states whose weights the rows of S hold; or none

    [[nodiscard]] const HeadKindInfo& info() const { return kind_info(kind); }
    /// How often a token goes through the steps of the kind: n_h of DeltaProduct, otherwise 1.
    [[nodiscard]] std::size_t rounds() const;
    /// A parameter by its name in the table; the kind must have it.
    [[nodiscard]] const AffineMap& parameter(std::string_view name, std::size_t round = 0) const {
        return parameters[place(name, round)];
    }
    [[nodiscard]] AffineMap& parameter(std::string_view name, std::size_t round = 0) {
        return parameters[place(name, round)];
    }

    friend bool operator==(const Head&, const Head&) = default;

  private:
    [[nodiscard]] std::size_t place(std::string_view name, std::size_t round) const;
};

/// A parameter of a head as the file and the report call it; the map is const where the head is.
template <class Map>
struct BasicParameter {
    std::string name;  ///< such as "decay" or "steps/0/key"
    Map* map;
    std::size_t outputs;  ///< what the head's dimensions ask for
};
using Parameter = BasicParameter<AffineMap>;
using ConstParameter = BasicParameter<const AffineMap>;

/// The name of the head's kind: "deltanet", "rwkv7", …
[[nodiscard]] std::string kind_name(const Head& head);

/// Every parameter that is a function of the layer's input, in the order of the file: all but the output map
/// and the update of an MLP head.
[[nodiscard]] std::vector<Parameter> parameters(Head& head);
[[nodiscard]] std::vector<ConstParameter> parameters(const Head& head);

}  // namespace linac
