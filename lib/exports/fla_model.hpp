// The plan of a model of flash-linear-attention that runs a finite network: its sizes, the steps and reads of its heads.
//
// All heads of a block run the same steps, each reads one linear functional of the block's slots; the sum of a feature's
// reads is the feature. The residual stream has a coordinate for each token, 1, and the features. The rest of the model
// is switched off: the feed-forward block by a projection of zeros, and every RMSNorm by ε = 2^(2e) and weights 2^e, so
// large that in single precision x ↦ 2^e x/√(mean x² + ε) is the identity.
//
//     const FlaModel model = fla_model(finite, state_features(finite));
//     assert(model.class_name() == "DeltaNetForCausalLM");
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "exports/delta_program.hpp"
#include "exports/features.hpp"

namespace linac {

/// The most dimensions a head's key may have in flash-linear-attention's kernels, and the most numbers of a model.
inline constexpr std::size_t max_fla_key_dimension = 256;
inline constexpr std::size_t max_fla_numbers = std::size_t{1} << 26U;

/// V of a head, of which the first column is used, and the width of the feed-forward block, which is off.
inline constexpr std::size_t fla_value_dimension = 16;
inline constexpr std::size_t fla_intermediate_size = 16;

struct FlaHead {
    std::size_t program = 0;
    SparseVector query;  ///< by slot
    std::size_t feature = 0;
    Rational factor;  ///< the feature is the sum of factor · (query · slots) over its heads
};

struct FlaModel {
    bool is_product = false;  ///< GatedDeltaProduct: positive keys and queries, many steps a token
    std::vector<BlockProgram> programs;
    std::vector<FlaHead> heads;  ///< at least one
    Features features;
    std::size_t tokens = 0;  ///< BOS and the symbols
    std::size_t steps = 1;   ///< a token
    std::size_t key_dimension = 0;
    std::size_t vocabulary = 0;  ///< the tokens, or the classes if they are more
    std::size_t width = 0;       ///< of the residual stream
    unsigned norm_exponent = 0;  ///< e

    /// Where the residual stream has the 1, and a feature.
    [[nodiscard]] std::size_t constant() const noexcept { return tokens; }
    [[nodiscard]] std::size_t feature(std::size_t index) const noexcept { return tokens + 1 + index; }
    [[nodiscard]] std::string class_name() const {
        return is_product ? "GatedDeltaProductForCausalLM" : "DeltaNetForCausalLM";
    }
};

/// Throws impossible where no layer holds the network exactly. A network of DeltaNet heads that one step a token does
/// not hold becomes a GatedDeltaProduct if that does.
[[nodiscard]] FlaModel fla_model(const FiniteNetwork& finite, Features features);

}  // namespace linac
