// A checkpoint for flash-linear-attention: weights and configuration for its own DeltaNetForCausalLM or
// GatedDeltaProductForCausalLM, whose argmax after every token tells the state, or the weight, of the word read so far.
//
// One layer of heads runs the network's state and reads features of it (fla_model.hpp). With P_c ∈ ℚ^F the features in
// class c, the logits are
//
//     2 P_c·f − ‖P_c‖²,
//
// largest for the P_c nearest to f. The state is exact after every word (delta_program.hpp), and what is rounded on the
// way from there to the logits does not change which is the largest (features.hpp).
//
//     const FlaCheckpoint checkpoint = fla_checkpoint(network, {}).value();
//     assert(checkpoint.model == "DeltaNetForCausalLM");
//     write("model.safetensors", write_safetensors(checkpoint.weights));
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "automata/automaton.hpp"
#include "formats/safetensors.hpp"
#include "network/network.hpp"

namespace linac {

/// What the argmax tells.
enum class FlaClasses { states, weights };

struct FlaOptions {
    FlaClasses classes = FlaClasses::states;
    /// Names the states, where they and the network's agree: permutation automata, and weighted ones that are
    /// deterministic with transitions of weight 1.
    std::optional<Automaton> automaton;
    std::size_t most_states = 4096;
};

struct FlaCheckpoint {
    std::string model;  ///< the class
    TensorFile weights;
    std::string config;  ///< config.json
    std::string
        labels;  ///< labels.json: which token is which symbol, which class is which state, with its weight
    std::string readme;  ///< README.md
    std::size_t classes = 0;
    std::size_t heads = 0;
    std::size_t key_dimension = 0;  ///< of a head
    std::size_t steps = 1;          ///< a token
    std::size_t numbers = 0;        ///< in all tensors
};

/// Impossible where no layer holds the network exactly, saying which step or state breaks it; bad_input if the
/// automaton does not agree with the network. The network must be valid.
[[nodiscard]] Result<FlaCheckpoint> fla_checkpoint(const Network& network, const FlaOptions& options);

}  // namespace linac
