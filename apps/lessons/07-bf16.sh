#!/usr/bin/env bash
# Lesson 7: exact networks in floating point, and where they break.
#
#     apps/lessons/07-bf16.sh FOLDER [LINAC]
source "$(dirname "${BASH_SOURCE[0]}")/lesson.sh"
lesson "Where bf16 breaks it" "$@"
take weighted/fibonacci.linac
take permutation/s5-two-generators.linac
take counter/a-n-b-n.linac
take weighted/hidden-markov.linac

say <<'END'
All networks so far were exact: fractions, nothing rounded. A GPU has bf16, 8 significant bits. How far does that carry? `linac precision`
certifies it: a length up to which on **no** word any constant, product or sum has to be rounded, however a kernel orders its sums.
END
show 'linac compile fibonacci.linac --to rwkv7 -o fibonacci.json | head -1'
show 'linac precision fibonacci.json'
expect 'bf16   length 12 '
expect 'f16    length 16 '
expect 'f32    length 35 '
expect 'f64    length 77 '

say <<'END'
Why 12? Integers up to 2⁸ = 256 are exact in bf16, and then every second one, up to 512, and so on. F(13) = 233 fits; F(14) = 377 is above 256 and odd.
At 12 the head's own sums still fit; at 14 the output is wrong:
END
show 'linac run fibonacci.linac aaaaaaaaaaaaa aaaaaaaaaaaaaa'
expect 233
expect 377
show 'linac precision fibonacci.json | grep bf16'
expect 'length 14 '

say <<'END'
f16 has 11 bits, f32 24 and f64 53. Each bit is worth log 2 / log φ = 1.44 letters; more bits move the wall and do not remove it. A state
that grows has to leave every format.

A state that does not grow need not. S₅ keeps its five numbers for ever, and they are 0 or small integers:
END
show 'linac compile s5-two-generators.linac --to deltaproduct -o s5.json | head -1'
show 'linac precision s5.json'
expect 'bf16   all words'
expect 'f64    all words'

say <<'END'
"All words" is a proof, by going through every state that the network can reach. So a hard problem (lesson 2: NC¹-complete) can be numerically
harmless, and an easy one not.

Counters lie in between. They grow, but only by one a letter:
END
show 'linac compile a-n-b-n.linac --to mlp-rnn -o counter.json | head -1'
show 'linac precision counter.json | cut -c 1-38'
expect 'bf16   length 255'
expect 'f16    length 2047'

say <<'END'
255 = 2⁸ − 1 and 2047 = 2¹¹ − 1: the bits of the significand, as a length. 256 times `a` is a number that bf16 has, and 257 is none.

And fractions that are not dyadic fit no format, not even for one token. The hidden Markov model of lesson 4 has tenths in it:
END
show 'linac compile hidden-markov.linac --to rwkv7 -o weather.json | grep -E "largest denominator|dyadic"'
expect 'dyadic               no'
show 'linac precision weather.json | cut -c 1-38'
expect 'bf16   no word'
expect 'f64    no word'

say <<'END'
An error there is not yet a wrong answer: the column *other decision at* of the full report says on which word the comparison with 1/2 first came
out differently, and `--bounds` certifies how large the error can be.

**Try it.** `linac precision two.json` of lesson 4: what do large numerators cost?
END
