// The blocked construction: any weighted automaton over ℚ into RWKV-7 or DeltaNet (Merrill et al. 2026,
// Theorem 5 and the theorem on weighted automata; constructions.md §3). Four layers where they reach, fewer
// for the smallest carries, five beyond:
//
//   router      position modulo 2m and the last 2m tokens           router.hpp
//   gather      the previous block's matrix, the current product    gather.hpp, chain.hpp, table.hpp
//   arithmetic  one rank-one step a token                            arithmetic.hpp
#pragma once

#include <cstddef>

#include "compile/arithmetic.hpp"
#include "compile/assembly.hpp"
#include "compile/compile.hpp"
#include "compile/router.hpp"

namespace linac {

/// The period of a router and the layers that make it.
struct RouterShape {
    std::size_t base = 2;   ///< counted by the first two layers: 2, 4, 6, 8, 12 or 24
    std::size_t cycle = 1;  ///< factor of a further position layer, 1 for none
    std::size_t slots = 1;  ///< of each ring

    [[nodiscard]] std::size_t period() const noexcept { return base * cycle * slots; }
};

/// The router of the least period greater than `period` that can be built.
[[nodiscard]] RouterShape next_router(std::size_t period);

/// Compiles an automaton, given twice: minimal, and merged, whose letters may be permutations where those of
/// the minimal one are not. Takes the route with the least period. Throws impossible above `max_nonzeros`
/// non-zeros.
[[nodiscard]] Compilation blocked_network(const WeightedAutomaton& minimal, const WeightedAutomaton& merged,
                                          Target target, std::size_t max_nonzeros);

/// What the arithmetic layer does with which automaton.
struct Arithmetic {
    const WeightedAutomaton* automaton = nullptr;
    Route route = Route::overwrite;
    SparseMatrix carry;
};

/// The gather, by chain or table, whichever is smaller, and the arithmetic layer behind a router.
[[nodiscard]] Compilation with_arithmetic(const Assembly& router, const Window& window,
                                          const Arithmetic& arithmetic, std::size_t max_nonzeros);

}  // namespace linac
