#!/usr/bin/env bash
# Lesson 2: the permutations of five points are as hard as a finite automaton can be, and fit one head.
#
#     apps/lessons/02-s5.sh FOLDER [LINAC]
source "$(dirname "${BASH_SOURCE[0]}")/lesson.sh"
lesson "S₅ and NC¹" "$@"
take permutation/s5-two-generators.linac
take permutation/s5-transpositions.linac
take permutation/z60.linac
take weighted/flip-flop.linac

say <<'END'
Five balls lie in five places, and a word tells how to move them: *t* swaps the first two, *r* rotates all. Where is ball 0 in the
end?
END
show 'linac draw s5-two-generators.linac -o s5.svg'
picture s5.svg 'Five states on a circle: r leads round, t swaps 0 and 1.'

say <<'END'
Swap and rotation generate the symmetric group S₅, all 120 permutations. It is the smallest symmetric group that is not solvable,
and that makes it hard: by Barrington's theorem (1989), following it is complete for NC¹, the class of Boolean formulas.
`linac classify` finds the transition monoid, its groups, and the class:
END
show 'linac classify --no-targets s5-two-generators.linac | grep -E "^(transition|groups|maximal|class)"'
expect '120 elements'
expect 'non-solvable'
expect 'symmetric group S_5'
expect 'class              NC¹-complete'

say <<'END'
Not the number of states makes it hard. Addition modulo 60 has 60 states and an abelian group, and lies in ACC⁰: circuits of
constant depth with counting gates. A memory of one bit has no group at all, and lies in AC⁰.
END
show 'linac classify --no-targets z60.linac | grep -E "^(states|groups|class)"'
expect 'class              in ACC⁰, not in AC⁰'
show 'linac classify --no-targets flip-flop.linac | grep -E "^(states|groups|class)"'
expect 'class              star-free, in AC⁰'

say <<'END'
A transformer of constant depth and logarithmic precision computes only what lies in TC⁰ (Merrill and Sabharwal 2023, *The
parallelism tradeoff*); if TC⁰ ≠ NC¹, as is believed, none follows S₅ on words of every length. A linear RNN with the right
transitions does, in one layer. A swap of two balls is a reflection, I − k kᵀ with k = e₀ − e₁, hence one DeltaNet step:
END
show 'linac compile s5-transpositions.linac --to deltanet -o swaps.json | grep "head shapes"'
expect '1 deltanet 5×1'
show 'linac verify s5-transpositions.linac swaps.json'
expect 'equal on all words (decided'

say <<'END'
The rotation *r* is no reflection. I − A has rank 4, so that one DeltaNet step is not enough, and the compiler says so:
END
show_status 3 'linac compile s5-two-generators.linac --to deltanet --scheme direct -o no.json'
expect 'symbol r, state 0: I − A has rank 4, not at most 1'

say <<'END'
It is a product of four swaps: a permutation of n points with c cycles is one of n − c swaps, here 5 − 1. DeltaProduct
applies several steps a token (Siems et al. 2025), so it takes four:
END
show 'linac compile s5-two-generators.linac --to deltaproduct -o s5.json --explain 2>/dev/null | grep -A3 "first to last"'
expect '| `r` | 4 |'
expect '| `t` | 1 |'
show 'linac verify s5-two-generators.linac s5.json'
expect 'equal on all words (decided'

say <<'END'
All numbers are small integers, so no format ever has to round, and ten thousand moves are no harder than ten:
END
show 'linac precision s5.json | grep bf16'
expect 'all words'
show 'printf "tr%.0s" {1..5000} > word.txt; linac run s5.json --words word.txt; linac run s5-two-generators.linac --words word.txt'
[ "$(sed -n 1p "$lesson_printed")" = "$(sed -n 2p "$lesson_printed")" ] || fail "two different places"

say <<'END'
**Try it.** `automata/permutation/a5.linac` has only even permutations. Is A₅ any easier? Ask `linac classify`.
END
