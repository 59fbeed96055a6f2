#!/usr/bin/env bash
# Lesson 5: counters, and the zero-test that a linear RNN cannot take.
#
#     apps/lessons/05-counting.sh FOLDER [LINAC]
source "$(dirname "${BASH_SOURCE[0]}")/lesson.sh"
lesson "Counting, and what a linear RNN cannot do" "$@"
take counter/a-n-b-n-c-n.linac
take counter/graph-connectivity.linac

say <<'END'
aⁿbⁿcⁿ is the classic that no stack can follow and two counters can. A counter machine adds constants to its counters and asks of each only
whether it is zero.
END
show 'linac draw a-n-b-n-c-n.linac -o abc.svg'
picture abc.svg 'States as, bs and cs; tests in brackets, updates behind the stroke.'

say <<'END'
A non-linear RNN whose update is an MLP holds every counter machine: zero is 1 − ReLU(c) − ReLU(−c) through one more ReLU, and a rule is an AND.
END
show 'linac compile a-n-b-n-c-n.linac --to mlp-rnn -o mlp.json | grep -E "^layers|head shapes"'
expect '1 mlp 1×6'
show 'linac run mlp.json aabbcc aabbc aaabbbccc'
[ "$(tr '\n' ' ' <"$lesson_printed")" = "1 0 1 " ] || fail "not a^n b^n c^n"

say <<'END'
A linear RNN, S ← A S + B with A and B chosen by the input, holds this one too. Its counters are *stratified*: which constant is added to each
depends on the symbols alone, a test never feeds back into its own counter. So one layer adds up, and the next one looks at the sums.
END
show 'linac compile a-n-b-n-c-n.linac --to rwkv7 -o linear.json | grep -E "compiled|^layers"'
expect '2 counters in one stratum, 2 layers'
show 'linac draw linear.json -o linear.svg'
picture linear.svg 'Two accumulators in layer 1; the control in layer 2.'
show 'linac verify a-n-b-n-c-n.linac linear.json --max-length 8 --random 10 --length 3000'
expect 'equal on words up to length 8 and 10 sampled words'

say <<'END'
(Counters make the states infinitely many, so this is a test, not a proof, and linac says so.)

Now a machine that cannot be put in layers. A word lists the edges of a graph in which each node has at most one, in order, all numbers in
unary: `1;111;1/11;11/111;` asks whether 1 reaches 3 by 1 → 2 and 2 → 3.
END
show 'linac draw graph-connectivity.linac -o graph.svg'
picture graph.svg 'Nine states and three counters.'
show 'linac compile graph-connectivity.linac --to mlp-rnn -o graph.json | head -1'
expect 'counter machine of 9 states, 3 counters'
show 'linac run graph.json "1;111;1/11;11/111;" "1;111;1/11;"'
[ "$(tr '\n' ' ' <"$lesson_printed")" = "1 0 " ] || fail "not what the graphs are"
show_status 3 'linac compile graph-connectivity.linac --to rwkv7 -o no.json'
expect 'its counters are not stratified'
expect 'whether d=0 (state target, symbol ;) decides what is added to w'
expect 'whether w=0 (state follow, symbol 1) decides what is added to d'

say <<'END'
The message is the reason: whether d is zero decides what is added to w, and whether w is zero decides what is added to d. No order of the
counters puts every test before what depends on it.

This is no weakness of the compiler, as far as anyone knows. This problem is complete for logarithmic space L, while linear RNNs compute what
lies in PNC¹, by circuits of depth O(log T) or nearly so (Merrill et al. 2026, arXiv 2603.03612); a linear RNN for it would show that L is that
parallel, too. The price of the non-linear RNN is the next lesson.

With a bound on the counters there are finitely many states, and then every target is open again; a word that leaves the bound weighs −1.
END
show 'linac compile a-n-b-n-c-n.linac --to pd --counter-bound 3 -o bounded.json | head -1'
show 'linac run bounded.json aabbcc aaabbbccc aaaabbbbcccc'
[ "$(tr '\n' ' ' <"$lesson_printed")" = "1 1 -1 " ] || fail "not bounded by 3"

say <<'END'
**Try it.** Is `automata/counter/majority.linac` stratified, although its rules test the counter? Ask `linac info`, and read the comment of the
file.
END
