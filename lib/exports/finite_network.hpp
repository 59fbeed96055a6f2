// A network of one layer of delta heads, as the finite automaton that it is: its reachable states.
//
// Every parameter of a layer's head is a function of the layer's input, in the first layer of the token alone. So a
// token applies a fixed affine map to the state, and the states that words lead to are found breadth-first, exactly.
// The state is that of all heads, cut into blocks: a block is one column of one head's S, a vector in ℚ^K.
//
//     const FiniteNetwork s3 = finite_network(compile(s3_automaton, {.target = Target::deltaproduct}).value().network);
//     assert(s3.states.size() == 3 && s3.next[rotation][0] == 1);
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "network/network.hpp"

namespace linac {

inline constexpr std::size_t default_network_states = 4096;

/// A delta step at one token: S ← S + β k (v − Sᵀk)ᵀ.
struct TokenStep {
    SparseVector key;    ///< k
    SparseVector value;  ///< v, one entry a column
    Rational beta;       ///< β
};

/// Column `column` of head `head`: coordinates first … first + size − 1 of a state.
struct StateBlock {
    std::size_t head = 0;
    std::size_t column = 0;
    std::size_t first = 0;
    std::size_t size = 0;
};

struct FiniteNetwork {
    Alphabet alphabet;
    std::vector<std::string> labels;  ///< of the heads
    bool single_step = true;          ///< all heads are DeltaNet's, one step a token
    std::vector<std::vector<std::vector<TokenStep>>>
        steps;  ///< by head, then token: 0 is BOS, 1+s is symbol s
    std::vector<StateBlock> blocks;
    std::vector<Vector> states;                  ///< breadth-first by ascending symbols; 0 is that after BOS
    std::vector<std::vector<std::size_t>> next;  ///< by symbol, then state
    std::vector<std::size_t> parent;             ///< the state from which each was met first; of 0, itself
    std::vector<Symbol> last_symbol;             ///< … and the symbol; of 0, nothing in particular
    Vector readout;                              ///< ρ
    Rational constant;                           ///< the output in a state x is ρ·x + constant
    std::vector<Rational> weights;               ///< the output in each state

    /// The shortlex least word that leads to the state.
    [[nodiscard]] Word word(std::size_t state) const;
};

/// Throws impossible if the network has more layers, a feed-forward block, other heads, an output that depends on
/// more than its state, or more than `most_states` states. The network must be valid.
[[nodiscard]] FiniteNetwork finite_network(const Network& network,
                                           std::size_t most_states = default_network_states);

/// The same automaton in other coordinates: the indicators of its states, but for one that no symbol leaves, which is 0.
/// Without steps, and not of single steps.
[[nodiscard]] FiniteNetwork indicators(const FiniteNetwork& finite);

}  // namespace linac
