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
