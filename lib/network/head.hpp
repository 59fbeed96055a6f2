// Heads: recurrences with a matrix state S ∈ ℚ^{K×V}, S₀ = 0, read after the update, o_t = S_tᵀ r_t. The
// linear ones are
//
//     S_t = A_t S_{t−1} + B_t,
//
// every parameter an affine function of the layer's input x_t:
//
//   DeltaNet       A = I − β k kᵀ                B = β k vᵀ       (Yang et al. 2024)
//   DeltaProduct   n_h DeltaNet steps a token, first to last      (Siems et al. 2025)
//   RWKV-7         A = diag(w) − (κ⊙a) κᵀ        B = k vᵀ         (Peng et al. 2025)
//   PD             A = P D, P column-one-hot     B free           (Terzić et al. 2025, PD-SSM)
//
// The non-linear one is the MLP-RNN (Merrill et al. 2026): S_t = F(x_t, S_{t−1}), F a feed-forward block.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "network/feed_forward.hpp"

namespace linac {

/// One delta step: S ← S + β k (v − Sᵀ k)ᵀ.
struct DeltaStep {
    AffineMap key;    ///< k, K outputs
    AffineMap value;  ///< v, V outputs
    AffineMap beta;   ///< β, 1 output

    friend bool operator==(const DeltaStep&, const DeltaStep&) = default;
};

struct DeltaNetHead {
    DeltaStep step;

    friend bool operator==(const DeltaNetHead&, const DeltaNetHead&) = default;
};

struct DeltaProductHead {
    std::vector<DeltaStep> steps;  ///< n_h of them, the first is applied first

    friend bool operator==(const DeltaProductHead&, const DeltaProductHead&) = default;
};

struct Rwkv7Head {
    AffineMap decay;          ///< w, K outputs
    AffineMap removal_key;    ///< κ, K outputs
    AffineMap learning_rate;  ///< a, K outputs
    AffineMap key;            ///< k, K outputs
    AffineMap value;          ///< v, V outputs

    friend bool operator==(const Rwkv7Head&, const Rwkv7Head&) = default;
};

struct PdHead {
    AffineMap permutation;  ///< P, K·K outputs, entry (i, j) at i·K + j; each column one-hot at every token
    AffineMap diagonal;     ///< D, K outputs
    AffineMap input;        ///< B, K·V outputs, entry (i, j) at i·V + j

    friend bool operator==(const PdHead&, const PdHead&) = default;
};

struct MlpHead {
    FeedForward update;              ///< F: x, then S with entry (i, j) at i·V + j → S; at least one stage
    std::vector<std::string> state;  ///< labels of the K·V entries

    friend bool operator==(const MlpHead&, const MlpHead&) = default;
};

struct Head {
    std::string label;
    std::size_t key_dimension = 0;    ///< K
    std::size_t value_dimension = 0;  ///< V
    AffineMap receptance;             ///< r, K outputs
    std::variant<DeltaNetHead, DeltaProductHead, Rwkv7Head, PdHead, MlpHead> recurrence;
    AffineMap output;  ///< o ∈ ℚ^V into the residual stream, without bias

    friend bool operator==(const Head&, const Head&) = default;
};

/// A parameter of a head as the file and the report call it; the map is const where the head is.
template <class Map>
struct BasicParameter {
    std::string name;
    Map* map;
    std::size_t outputs;  ///< what the head's dimensions ask for
};
using Parameter = BasicParameter<AffineMap>;
using ConstParameter = BasicParameter<const AffineMap>;

/// "deltanet", "deltaproduct", "rwkv7", "pd" or "mlp".
[[nodiscard]] std::string kind_name(const Head& head);

/// Every parameter that is a function of the layer's input, in the order of the file: all but the output map
/// and the update of an MLP head.
[[nodiscard]] std::vector<Parameter> parameters(Head& head);
[[nodiscard]] std::vector<ConstParameter> parameters(const Head& head);

}  // namespace linac
