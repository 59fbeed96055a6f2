// A stratified counter machine as a linear RNN, right on words of every length (constructions.md §4).
//
//     for each stratum:  what is added to its counters, from the symbol and the tests of counters before it:
//                        a table where it depends on these alone, otherwise a finite automaton, compiled for the
//                        target; then a layer that accumulates the counters
//     the control:       a finite automaton that reads symbols and tests, compiled for the target
//     acceptance:        the control's state and the tests
//
// An accumulator is c_t = (1 − r_t) c_{t−1} + u_t with r_t = 1 where the counter is set to 0. RWKV-7 (w = 1 − r,
// k = 1, v = u) and PD (P = 1, D = 1 − r, B = u) have it as it is, DeltaProduct in two steps, the first with
// β = 2 − r, v = −u/2, the second S ← −S. DeltaNet holds (−1)^t c_t: β = 2 − r, v = (−1)^t u/2, read with
// r = (−1)^t.
//
// Tests are of the counters before the symbol. These are c_t − u_t; of a counter that is set to 0, a second
// accumulator that is one symbol late. The counters are right as long as the machine may still accept.
#pragma once

#include <string>

#include "analysis/stratification.hpp"
#include "compile/compile.hpp"

namespace linac {

/// Of a valid machine without ε-moves, with a counter, and its strata, which are all of them, for a linear
/// target. The output is 1 where the machine accepts and 0 elsewhere; the residual stream has a dimension
/// of role LiveCounter for each counter. Throws impossible if a finite automaton does not fit the target
/// with the scheme, and above `max_nonzeros` non-zeros.
[[nodiscard]] Compilation stratified_network(const CounterMachine& machine,
                                             const Stratification& stratification,
                                             const CompileOptions& options);

}  // namespace linac
