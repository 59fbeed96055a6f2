// A static check of the gather's gates, for all words at once and for networks of every size.
//
// The feed-forward block in front of the last layer multiplies matrices by gates (compile/gather.hpp),
//
//     ReLU(value + 2C·on − C) = on · (value + C),
//
// which is right iff |value| ≤ C whatever tokens came before. `on` is 1 or 0: a unit of a one-hot token, "no
// token", 1 − Σ_σ of the token's units, or a set of positions. For each gate, C is read off the coefficient
// of its `on`, and what the row has beyond 2C·on − C is the form of the value. Its range follows, exactly,
// from the ranges of the units it reads: of a token's units and the gates that they open, those of one symbol
// at most are not 0, or else those of "no token", so that a form's range is the hull over these cases. "Sum"
// units, ReLU(value + C) of a value ≥ −C, are checked to be where ReLU changes nothing.
//
// Which unit is what is told by the roles. Taken for granted: that positions and the window's contents are
// 0 or 1 and that a token's units exclude each other, as the router and the position units in front of the
// chain provide; that a token's units are ANDs of contents and positions is checked. The outputs behind the
// last gates are not looked at.
//
//     const auto check = check_gates(network);
//     if (check && check->all_within_bounds()) report(check->gates);
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "network/network.hpp"

namespace linac {

struct GateCheck {
    struct Unit {
        std::size_t stage = 0;  ///< of the feed-forward block
        std::size_t index = 0;
        std::string label;
    };
    std::size_t gates = 0;      ///< met up to the first offender
    std::optional<Unit> first;  ///< the first gate, sum or token unit that is not known to be right, if any

    [[nodiscard]] bool all_within_bounds() const noexcept { return !first; }
};

/// Checks the block in front of the last layer; nothing if none of its units has the role of a gate.
[[nodiscard]] std::optional<GateCheck> check_gates(const Network& network);

}  // namespace linac
