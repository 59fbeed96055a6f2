// A check of a router alone, for all words at once and for networks of every size, by linearity.
//
// The router is run with its tokens as variables x_{t,σ} ∈ {0, 1}. If its state after t + P tokens is the
// state after t with every variable moved on by P tokens, and its constants the same, then that holds for
// ever: what a token does depends on the constants alone. So the router has period P and is a pure window:
// which token is where is a matter of the position.
//
// The gather behind it (compile/gather.hpp) has units with the role of a token. They
// are followed from the first token through two periods: each must be the variable of that token of its block
// of P/2 tokens, or 0 where there is none. What the gather makes of them is not looked at.
#pragma once

#include <cstddef>
#include <optional>

#include "network/network.hpp"

namespace linac {

struct RouterCheck {
    std::size_t period = 0;
    std::size_t window =
        0;  ///< after every token of a period, each of the last `window` tokens is an entry of the state
    std::optional<bool>
        reads_tokens;  ///< whether the gather's units are the tokens of their roles, if it has any
};

/// Checks the layers before the last one; nothing if they are not such a router within `most` tokens.
[[nodiscard]] std::optional<RouterCheck> check_router(const Network& network, std::size_t most);

}  // namespace linac
