// Router: the first layers of a blocked network. They count positions and keep a window of tokens, by
// reflections with integer entries (constructions.md §3.1), so that DeltaNet and RWKV-7 can both run it.
//
//   parity   every token swaps the two points of a head: period 2
//   base     heads whose steps alternate with the parity: products of order 3 (A2), 2 (C2) or 4 (B2) every
//            two tokens, hence periods 4, 6, 8, 12, 24
//   rings    one head a residue r: at t ≡ r it writes the token into slot 0, the next c − 1 tokens rotate its
//            c slots by one transposition each; together the rings hold the last c·period tokens
//   cycle    c slots rotated once a period: position modulo c·period
//
// Position forms are 1 at their residue of t (the number of symbols read) and all 0 at BOS.
#pragma once

#include <cstddef>
#include <vector>

#include "compile/assembly.hpp"
#include "compile/relu_circuit.hpp"

namespace linac {

/// at[q] is 1 if t ≡ q modulo at.size(), as a form over the residual stream.
struct Position {
    std::vector<Form> at;
    /// gated[q][σ] is 1 if t ≡ q and the token is σ; empty if not asked for.
    std::vector<std::vector<Form>> gated_tokens;

    [[nodiscard]] std::size_t period() const noexcept { return at.size(); }
};

/// The periods that the first two layers count: 2, 4, 6, 8, 12, 24.
[[nodiscard]] const std::vector<std::size_t>& base_periods();

/// Adds the parity layer and, if the period is not 2, the base layer.
[[nodiscard]] Position add_base_position(Assembly& assembly, std::size_t period, bool gate_tokens,
                                         std::size_t max_nonzeros);

/// Adds a layer that counts modulo factor · position.period(); factor ≤ position.period().
[[nodiscard]] Position add_cycle(Assembly& assembly, const Position& position, std::size_t factor,
                                 bool gate_tokens, std::size_t max_nonzeros);

/// What a router's last layer offers to its feed-forward block: the position, and the last tokens, one-hot.
struct Window {
    std::size_t period = 0;    ///< of the position; as many tokens are kept
    std::vector<Form> driver;  ///< by t mod driver.size(): 1 there, 0 at BOS, over the residual stream
    /// If the driver's period is shorter: a one-hot marker whose slot tells the multiple, by t mod period.
    std::vector<std::size_t> cycle;                      ///< residual dimension by slot
    std::vector<std::size_t> marker;                     ///< slot by t mod period
    std::vector<std::vector<std::size_t>> content;       ///< residual dimension by place and symbol
    std::vector<std::vector<std::size_t>> place_of_age;  ///< by t mod driver.size() and age

    [[nodiscard]] bool has_cycle() const noexcept { return !cycle.empty(); }
    /// Place of the token of age j at time t ≥ j + 1.
    [[nodiscard]] std::size_t place(std::size_t t, std::size_t age) const {
        return place_of_age[t % driver.size()][age];
    }
};

/// Adds the ring layer with c ≤ position.period() slots a ring; the layer's feed-forward block is the
/// caller's. With several slots a DeltaNet needs the position's gated tokens.
[[nodiscard]] Window add_rings(Assembly& assembly, const Position& position, std::size_t slots);

}  // namespace linac
