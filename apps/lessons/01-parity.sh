#!/usr/bin/env bash
# Lesson 1: one head of one number holds parity, if that number may change its sign.
#
#     apps/lessons/01-parity.sh FOLDER [LINAC]
source "$(dirname "${BASH_SOURCE[0]}")/lesson.sh"
lesson "Parity needs a negative eigenvalue" "$@"
take weighted/parity.linac

say <<'END'
Parity is the simplest thing a sequence model can be asked to remember for ever: whether the number of 1s so far is odd.
Here is the automaton, with its weight 1 in the state *odd* and 0 in the state *even*.
END
show 'linac draw parity.linac -o parity.svg'
picture parity.svg 'The states even and odd; a 1 swaps them, a 0 does not.'

say <<'END'
linac compiles it into one DeltaNet head, S ← (I − β k kᵀ) S + β k vᵀ, and proves the result right on **all** words: a network
of one layer is itself an automaton, and equality of automata over ℚ is decidable.
END
show 'linac compile parity.linac --to deltanet -o parity.json | grep "head shapes"'
expect '1 deltanet 1×1'
show 'linac verify parity.linac parity.json'
expect 'equal on all words (decided'
show 'linac run parity.json "" 1 11 111 1111 10101'

say <<'END'
The state is one number. What does a 1 do to it? `--explain` says what the compiler did; two of its tables:
END
show 'linac compile parity.linac --to deltanet -o parity.json --explain 2>/dev/null | grep -E "^. (symbol|.[01]. )"'
expect '| `1` | 2 | e₀ | −1 | e₀ |'
expect '| `1` | (λ + 1) |'

say <<'END'
A 1 multiplies the state by 1 − β‖k‖² = 1 − 2 = **−1** and adds 1: from 0 to 1, from 1 to 0, exactly, for ever. The eigenvalue
−1 is what makes it swing.

Many linear RNNs have β in [0, 1], so that 1 − β lies in [0, 1] and never is negative. Let us take the same head with β = 1,
eigenvalue 0, and with β = 3/2, eigenvalue −1/2.
END
show_status 1 'sed "/beta/s/\"2\"/\"1\"/" parity.json > one.json; linac verify parity.linac one.json'
expect 'different: word 1, step 1: automaton 1, network 1/2'
show_status 1 'sed "/beta/s/\"2\"/\"3\/2\"/" parity.json > between.json; linac verify parity.linac between.json'
expect 'different: word 1, step 1'

say <<'END'
That is the compiler's v with another β, so it is wrong at once. What about every v? With an eigenvalue λ along k the head
computes s ← λ s + c at each 1. On a run of 1s this is c (1 + λ + … + λᵗ⁻¹): for 0 ≤ λ < 1 it converges, for λ = 1 it grows
without a turn, and for λ = −1 it takes two values in turn. For λ = −1/2 it swings, and the swing dies out:
END
show 'linac run between.json 1 11 111 1111 11111 111111111111'
expect '3/4'
expect '4095/8192'

say <<'END'
1/2 is the limit: after a dozen 1s bf16 cannot tell odd from even any more, after thirty f32 cannot. More heads and layers do not
help: **in finite precision, a linear RNN whose transition matrices have only non-negative eigenvalues cannot hold parity at all
lengths** (Grazzi, Siems, Zela, Franke, Hutter and Pontil 2025, *Unlocking state-tracking in linear RNNs through negative
eigenvalues*, arXiv 2411.12537, Theorem 1). DeltaNet with β in [0, 2] can.
END
show 'linac precision parity.json'
expect 'bf16   all words'
say <<'END'
With −1, even bf16 carries parity on words of every length.

**Try it.** Counting modulo 3 needs eigenvalues that are no real numbers at all. Compile
`automata/weighted/mod-3-counter.linac` to `deltaproduct` with `--explain` and read the characteristic polynomial of the symbol 1.
END
