// The two-layer construction: any weighted automaton over ℚ into RWKV-7 of least depth (constructions.md
// §3.4).
//
// One RWKV-7 layer with token-independent transitions is the whole router: diag(x) − a 1ᵀ with characteristic
// polynomial λ^P − 1 is a cycle of length P, with λ^P a nilpotent shift of length P. Reads dual to the orbit
// of the written key recover the position and the last P tokens exactly. Its numbers are large; the blocked
// scheme's are not.
#pragma once

#include <cstddef>

#include "compile/compile.hpp"

namespace linac {

/// Most 8-byte words in the numbers of the router, 256 MiB: a file of more could not be read back.
inline constexpr std::size_t max_router_words = std::size_t{1} << 25U;

/// Compiles a minimal automaton. Throws impossible above `max_nonzeros` non-zeros or max_router_words.
[[nodiscard]] Compilation two_layer_network(const WeightedAutomaton& minimal, std::size_t max_nonzeros);

}  // namespace linac
