// Network: an embedding (a vector a token), layers, and a readout, over ℚ.
//
// Tokens are BOS, then the symbols. The residual stream x ∈ ℚ^D starts as the embedding of the token; each
// layer adds the reads of its heads, then the value of its feed-forward block; the output after the token is
// readout(x). The output after BOS, x₁, …, x_t is the weight of the word x₁…x_t.
//
//     const Network network = compile(automaton, {.target = Target::rwkv7}).value().network;
//     ExactExecutor executor(network);                 // has read BOS
//     for (Symbol s : word) executor.step(s);
//     assert(executor.output() == weight(automaton, word));
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "automata/alphabet.hpp"
#include "network/head.hpp"
#include "network/roles.hpp"

namespace linac {

struct Layer {
    std::string label;
    std::vector<Head> heads;
    FeedForward feed_forward;  ///< D → D, its value is added to the residual stream; no stage: nothing is

    friend bool operator==(const Layer&, const Layer&) = default;
};

struct Network {
    // As the file names them, which need not be what this program compiles to: nothing that runs or compares a network
    // looks at them. compile/compile.hpp has the enumerations, and target_by_name.
    std::string target;  ///< the kind of network it was compiled to, e.g. "rwkv7"
    std::string scheme;  ///< the construction, e.g. "direct"
    Alphabet alphabet;
    std::vector<std::string> residual;  ///< labels of the D dimensions of the residual stream
    AffineMap embedding;  ///< |Σ|+1 inputs (token 0 is BOS, token 1+s is symbol s), D outputs, no bias
    std::vector<Layer> layers;
    AffineMap readout;                             ///< D inputs, 1 output
    std::map<std::size_t, DimensionRole> roles{};  ///< by residual dimension
    std::vector<std::string> registers{};          ///< the machine's counters or stacks, of which roles speak

    [[nodiscard]] std::size_t width() const noexcept { return residual.size(); }

    friend bool operator==(const Network&, const Network&) = default;
};

/// Calls `visit(path, map)` for every affine map, in the order of the file; the path is as in error messages,
/// such as `/layers/0/heads/2/key`.
void for_each_map(const Network& network,
                  const std::function<void(const std::string&, const AffineMap&)>& visit);
void for_each_map(Network& network, const std::function<void(const std::string&, AffineMap&)>& visit);

/// Calls `visit(path, label)` for every part that has a name, in the order of the file: residual dimensions,
/// layers, heads, units; the path is such as `/residual/5` or `/layers/0/feed_forward/1/units/17`.
void for_each_label(const Network& network,
                    const std::function<void(const std::string&, const std::string&)>& visit);

/// Whether some part of it has a role, or there are registers of which roles could speak.
[[nodiscard]] bool has_roles(const Network& network);

/// Throws bad_input, naming the place, if the shapes do not fit together or exceed the limits below.
void validate(const Network& network);

inline constexpr std::size_t max_state_entries = std::size_t{1} << 24U;  ///< Σ K·V over all heads
inline constexpr std::size_t max_map_dimensions = std::size_t{1}
                                                  << 25U;  ///< Σ inputs + outputs over all maps

/// How large a network is; all counts over the whole network.
struct SizeReport {
    std::size_t layers = 0;
    std::size_t heads = 0;
    std::vector<std::string> head_shapes;  ///< per layer, such as "3 deltanet 2×1"
    std::size_t width = 0;                 ///< of the residual stream
    std::size_t feed_forward_depth = 0;    ///< most stages of a block
    std::size_t feed_forward_width = 0;    ///< most units of a stage
    std::size_t steps = 0;                 ///< most delta steps a token in a head
    std::size_t nonzeros = 0;
    Rational largest_numerator;  ///< by absolute value
    Rational largest_denominator;
    bool integer = true;  ///< all constants are integers
    bool dyadic = true;  ///< all denominators are powers of two: floats are exact until a value outgrows them
    bool one_hot = false;  ///< PD only: some P is column-one-hot without being a permutation matrix
};

[[nodiscard]] SizeReport size_report(const Network& network);

}  // namespace linac
