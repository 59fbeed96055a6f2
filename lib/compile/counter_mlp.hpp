// A counter machine as an MLP-RNN of one layer (machine_mlp.hpp): each counter is a number of the state, tested
// for zero by 1 − ReLU(c) − ReLU(−c) through ReLU.
//
// A counter that no rule sets to 0 is held as the integer. One that a rule does set to 0 cannot be: the update
// is Lipschitz, so that the states after a symbol that resets and after one that does not would be equally
// near at every height. It is held as y(c) = sgn(c) (1 − 2^{−|c|}), which stays within (−1, 1), so that a unit
// can drop it; adding u is the piecewise linear function y(c) ↦ y(c + u).
#pragma once

#include <cstddef>

#include "automata/counter.hpp"
#include "compile/compile.hpp"

namespace linac {

/// Of a valid machine. The output is 1 where the machine accepts and 0 elsewhere; the residual stream has a
/// dimension of role Counter or SquashedCounter for each counter. Throws impossible for a machine
/// with ε-moves, where a counter that is set to 0 is added more than 4096 at once, and above `max_nonzeros`
/// non-zeros.
[[nodiscard]] Compilation counter_mlp(const CounterMachine& machine, std::size_t max_nonzeros);

/// y(c) = sgn(c) (1 − 2^{−|c|}) of an integer.
[[nodiscard]] Rational squashed(const Rational& counter);

}  // namespace linac
