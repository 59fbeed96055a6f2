#!/usr/bin/env bash
# Lesson 6: unrolled, a linear RNN is a shallow circuit and a non-linear one is as deep as the word is long.
#
#     apps/lessons/06-shallow.sh FOLDER [LINAC]
source "$(dirname "${BASH_SOURCE[0]}")/lesson.sh"
lesson "Why linear means shallow" "$@"
take counter/a-n-b-n-c-n.linac
take permutation/s5-two-generators.linac
take weighted/fibonacci.linac

# The depth that the table printed last has for a length.
depth() {
    awk -v length_="$1" '$1 == length_ { print $2 }' "$lesson_printed"
}

say <<'END'
Two networks for one language, aⁿbⁿcⁿ: a linear RNN and a non-linear one, both exact on words of every length (lesson 5).
END
show 'linac compile a-n-b-n-c-n.linac --to rwkv7 -o linear.json | head -1'
show 'linac compile a-n-b-n-c-n.linac --to mlp-rnn -o mlp.json | head -1'
show 'linac run linear.json aabbcc aabbc; linac run mlp.json aabbcc aabbc'
[ "$(tr '\n' ' ' <"$lesson_printed")" = "1 0 1 0 " ] || fail "the networks differ"

say <<'END'
Fix the length T of the word, and a network is a circuit of additions, multiplications and ReLUs. Its *depth*, the longest path through it, is the
time that it takes however many processors there are. `linac circuit` unrolls it:
END
show 'linac circuit mlp.json --table | cut -c 1-14 | head -n -1'
for length in 1024 4096 16384; do
    [ "$(depth $((2 * length)))" -gt $((2 * $(depth "$length") - 100)) ] || fail "the depth of the MLP-RNN does not double from $length"
done
say <<'END'
Each time T doubles, the depth doubles: token t waits for the state after token t − 1, and through an MLP there is no short cut.
END
show 'linac circuit linear.json --table | cut -c 1-14 | head -n -1'
step=$(($(depth 65536) - $(depth 32768)))
for length in 1024 4096 16384; do
    found=$(($(depth $((2 * length))) - $(depth "$length")))
    [ "$found" -le $((step + 2)) ] && [ "$found" -ge $((step - 2)) ] || fail "the depth of the linear RNN grows by $found, not $step, from $length"
done
say <<END
Each time T doubles, the depth grows by about a constant, here by $step at the end: it is logarithmic. A linear recurrence S ← A S + B is a product of
matrices, and a product may be bracketed as one likes:

    (A₄ A₃) (A₂ A₁)    instead of    A₄ (A₃ (A₂ A₁)).

A balanced tree over T tokens is ⌈log₂ T⌉ products deep. This is the parallel scan by which linear RNNs are trained (Blelloch 1990), and it is why they
lie in PNC¹, nearly as shallow as transformers (Merrill et al. 2026, arXiv 2603.03612). Depth does not ask how hard the problem is: S₅, complete for NC¹,
needs no more of it, nor does the four-layer network of Fibonacci's numbers. That it holds for every T, not only for those of the table, is proved: a level
of the tree adds at most one product and one application of matrices to each layer.
END
show 'linac circuit linear.json --length 4 | tail -1; linac circuit mlp.json --length 4 | tail -1'
grep -q 'most .*log' <(head -1 "$lesson_printed") || fail "no logarithmic bound of the linear RNN's depth"
grep -q 'most .* T$' <(tail -1 "$lesson_printed") || fail "no linear bound of the MLP-RNN's depth"
show 'linac compile s5-two-generators.linac --to deltaproduct -o s5.json | head -1; linac compile fibonacci.linac --to deltanet -o fibonacci.json | head -1'
show 'linac circuit mlp.json linear.json fibonacci.json s5.json --table --plot depth.svg > table.txt; wc -l < table.txt'
picture depth.svg 'Depth against T for four networks: three that are flat, and one that rises with T.'

say <<'END'
So there is a choice, and this is the trade: the non-linear RNN computes more (lesson 5: problems complete for L, and with stacks for P), and pays in depth;
the linear one can be trained in parallel.

A circuit small enough to look at, of the first four tokens of S₅:
END
show 'linac circuit s5.json --length 4 -o circuit.dot | head -4'
show 'linac circuit s5.json trtr; linac run s5.json trtr'
expect 'depth'

say <<'END'
**Try it.** `linac compile a-n-b-n-c-n.linac --to deltanet` makes six layers. How deep is it, and how fast does that grow?
END
