// A stack machine as an MLP-RNN of one layer (machine_mlp.hpp): each stack over k symbols is a number v in [0, 1)
// of the state, as automata/stack.hpp encodes it, with a gap between any two tops. The top is at least x iff
//
//     ReLU(2k v − 2x) − ReLU(2k v − 2x − 1) = 1,      otherwise it is 0,
//
// at every height. To take x from the top is v ↦ 2k v − (2x + 1), to push it v ↦ (v + 2x + 1) / 2k; what a rule
// does is such a map f, f(v) ≥ 0 where it fires, and ReLU(f(v) − C (1 − fires)) with C ≥ f lets it through.
// Exact for stacks of any height; the state grows by log2(2k) bits a symbol (polynomial precision).
#pragma once

#include <cstddef>

#include "automata/stack.hpp"
#include "compile/compile.hpp"

namespace linac {

/// Of a valid machine. The output is 1 where the machine accepts and 0 elsewhere; the residual stream has a
/// dimension of role Stack for each stack. Throws impossible for a machine with ε-moves and above
/// `max_nonzeros` non-zeros.
[[nodiscard]] Compilation stack_mlp(const StackMachine& machine, std::size_t max_nonzeros);

}  // namespace linac
