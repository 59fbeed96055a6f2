#!/usr/bin/env bash
# Lesson 3: any linear recurrence lives in one RWKV-7 head, of the least dimension there is.
#
#     apps/lessons/03-fibonacci.sh FOLDER [LINAC]
source "$(dirname "${BASH_SOURCE[0]}")/lesson.sh"
lesson "Fibonacci lives in one RWKV-7 head" "$@"
take weighted/fibonacci.linac

say <<'END'
A weighted automaton computes a number, not only yes or no: the sum over all paths of the product of their weights. This one has a
single letter and counts its paths; there are 0, 1, 1, 2, 3, 5, 8, … of them.
END
show 'linac draw fibonacci.linac -o fibonacci.svg'
picture fibonacci.svg 'Two states: from previous to current, from current to both.'
show 'linac run fibonacci.linac "" a aa aaa aaaa aaaaa aaaaaa'
[ "$(tr '\n' ' ' <"$lesson_printed")" = "0 1 1 2 3 5 8 " ] || fail "not the Fibonacci numbers"

say <<'END'
The letter's matrix is (0 1; 1 1). It is no permutation, so PD cannot hold it; it is no reflection either, so one DeltaNet step
cannot. RWKV-7 applies S ← (diag(w) − (κ ⊙ a) κᵀ) S + k vᵀ, a diagonal matrix plus one of rank 1, and that is enough.
END
show_status 3 'linac compile fibonacci.linac --to pd -o no.json'
expect 'symbol a, state current: 2 transitions leave'
show 'linac compile fibonacci.linac --to rwkv7 -o fibonacci.json | grep -E "head shapes|numerator"'
expect '1 rwkv7 2×1'

say <<'END'
Which matrix did it take? Two of the tables of `--explain`:
END
show 'linac compile fibonacci.linac --to rwkv7 -o fibonacci.json --explain 2>/dev/null | grep -E "^. (symbol|.a. )"'
expect '(λ² − λ − 1)'

say <<'END'
Its characteristic polynomial is λ² − λ − 1, whose roots are the golden ratio and its conjugate. These are irrational; the matrix is
not, and nothing is rounded.

This works for every linear recurrence over ℚ: diag(x₁ … x_d) − a 1ᵀ with distinct numbers x_i and a_i = p(x_i) / Π_j≠i (x_i − x_j)
has the characteristic polynomial p (Lagrange interpolation), and over one letter the minimal automaton is determined by p and its
first values. So *d* numbers are enough, and by Schützenberger's theorem (1961) fewer are not: 2 is the rank of the infinite
Hankel matrix F(i + j).
END
show 'linac info fibonacci.linac | grep "minimal dimension"'
expect 'minimal dimension  2'

say <<'END'
The network is equal to the automaton on words of every length, and the way back is open: `decompile` makes an automaton of the network.
END
show 'linac verify fibonacci.linac fibonacci.json'
expect 'equal on all words (decided'
show 'linac decompile fibonacci.json -o back.linac; linac equal fibonacci.linac back.linac'
expect 'states                 2'
expect 'equal on all words (decided)'
show 'printf "a%.0s" {1..100} > word.txt; linac run fibonacci.json --words word.txt'
expect 354224848179261915075

say <<'END'
That is F(100), in exact integers. Lesson 7 asks how far bf16 would have come.

**Try it.** Write the Tribonacci numbers, T(n) = T(n−1) + T(n−2) + T(n−3), as an automaton. What does `--explain` say?
END
