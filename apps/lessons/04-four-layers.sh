#!/usr/bin/env bash
# Lesson 4: any weighted automaton is a network of four layers, or, at a price, of two.
#
#     apps/lessons/04-four-layers.sh FOLDER [LINAC]
source "$(dirname "${BASH_SOURCE[0]}")/lesson.sh"
lesson "Any weighted automaton in four layers, and in two" "$@"
take weighted/hidden-markov.linac
take weighted/tomita-3.linac

say <<'END'
A hidden Markov model: it is sunny, cloudy or rainy, one cannot see which, and each day somebody walks, shops or cleans. The weight
of a diary is its probability.
END
show 'linac draw hidden-markov.linac -o weather.svg'
picture weather.svg 'Three states, each of which leads to all three, with fractions for weights.'

say <<'END'
Every letter mixes all three states. In its own form that is one RWKV-7 head here. But suppose it were not: does a linear RNN hold
**every** weighted automaton? Merrill, Jiang, Li, Lin and Sabharwal (2026, arXiv 2603.03612) say yes, and linac builds it.

The trick is delay. Cut the word into blocks of m tokens. While one block is read, apply the matrix of the block *before*, which is
known by then, in m steps of rank 1. What the current block has done so far goes into the readout. So the network has

1. two layers that count positions,
2. a layer that keeps the last 2m tokens, whose feed-forward block multiplies the matrices of that window,
3. a layer that applies the result.
END
show 'linac compile hidden-markov.linac --to rwkv7 --scheme blocked -o four.json | grep -E "compiled|^layers|head shapes"'
expect 'blocks of 3 tokens, 3 coordinates carried'
expect 'layers               4'
show 'linac draw four.json -o four.svg'
picture four.svg 'Four layers: parity, position, window, arithmetic, and which dimensions lead from one to the next.'

say <<'END'
Why two layers to count, and not one rotation of a plane? A rational 2×2 matrix of finite order has order 1, 2, 3, 4 or 6 (the
crystallographic restriction), so rotations end there. The router multiplies small orders instead: a swap at every token has order 2; the
swaps (0 1) and (1 2) in turn, steered by the parity, have order 3; together they count to 6.
END
show 'linac info --parts four.json | grep "/layers/[0-9] "'
expect 'router: window of 6 tokens'

say <<'END'
This network is not linear in its state: layer 3 steers layer 4. Still it can be verified on **all** words. The first three layers hold
a window of tokens and repeat every 6 tokens; what the last layer holds is, for all words at once, a linear function of the automaton's
state. If that is so at the end of a period when it was at its start, it is so for ever:
END
show 'linac verify hidden-markov.linac four.json'
expect "equal on all words (decided: induction over the router's period, 6 tokens)"

say <<'END'
DeltaNet has steps I − β k kᵀ only, which cannot add one number to another in place. It can average, though: after k = e_i − e_j with
β = 1/2, both coordinates hold half their sum. So it copies, then writes, and needs longer blocks, of 2d² + 2d tokens for d numbers
instead of d: 24 for 3.
END
show 'linac compile hidden-markov.linac --to deltanet -o delta.json | grep -E "compiled|^layers"'
expect 'blocks of 24 tokens, 3 coordinates carried'
expect 'layers               4'

say <<'END'
**And in two.** One RWKV-7 layer with the same matrix at every token can be a clock and a window at once: diag(x) − a 1ᵀ with characteristic
polynomial λᴾ − 1 is a cycle of length P, with λᴾ a shift. Then layer 1 is the whole router.
END
show 'linac compile hidden-markov.linac --to rwkv7 --scheme two-layer -o two.json | grep "^layers"'
expect 'layers               2'
show 'linac draw two.json -o two.svg'
picture two.svg 'Two layers: a router of positions and window, and the arithmetic.'
show 'linac verify hidden-markov.linac two.json'
expect 'equal on all words (decided'

say <<'END'
The price is in the numbers. Tomita's third language has an automaton of zeros and ones. In four layers its network has integers up to 18; in two,
fractions of seven digits:
END
show 'linac compile tomita-3.linac --to rwkv7 --scheme blocked -o small.json | grep -E "^layers|largest"'
expect 'largest numerator    18'
expect 'largest denominator  1'
show 'linac compile tomita-3.linac --to rwkv7 --scheme two-layer -o large.json | grep -E "^layers|largest"'
expect 'largest numerator    2682984'
expect 'largest denominator  8093232'
say <<'END'
Exact fractions do not mind, floating point does (lesson 7): the first is exact in bf16 on all words, the second on none.
END
show 'linac precision small.json | grep bf16; linac precision large.json | grep bf16'
expect 'all words'
expect 'no word'

say <<'END'

**Try it.** `linac generate imm` makes automata that multiply matrices read entry by entry. 3×3 takes 39 states, yet only 3 numbers are carried
from block to block. Compile one with `--explain` and find out why.
END
