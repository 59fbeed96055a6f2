#!/usr/bin/env bash
# Every automaton of the zoo, compiled to one layer of every target: what is taken is right on all words, and so is the
# automaton that it is decompiled into; what is not is refused with status 3, a reason, and no file.
#
#     zoo_test.sh LINAC
set -euo pipefail

program=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$root/automata"

failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}

taken=0
refused=0
for automaton in weighted/*.linac permutation/*.linac; do
    for target in pd deltanet deltaproduct rwkv7 gated-deltanet kda diagonal; do
        network=$scratch/network.json
        rm -f "$network"
        status=0
        "$program" compile "$automaton" --to "$target" --scheme direct -o "$network" >/dev/null 2>"$scratch/reason" || status=$?
        case $status in
        0)
            taken=$((taken + 1))
            verdict=$("$program" verify "$automaton" "$network" --json) || true
            case $verdict in
            '{"verdict":"equal","scope":"all words",'*) ;;
            *) fail "$automaton as $target: $verdict" ;;
            esac
            "$program" decompile "$network" -o "$scratch/decompiled.linac" >/dev/null
            verdict=$("$program" equal "$automaton" "$scratch/decompiled.linac" --json) || true
            case $verdict in
            '{"verdict":"equal","scope":"all words",'*) ;;
            *) fail "$automaton as $target, decompiled: $verdict" ;;
            esac
            ;;
        3)
            refused=$((refused + 1))
            grep -q "symbol" "$scratch/reason" || fail "$automaton as $target: refused without a symbol"
            [ ! -e "$network" ] || fail "$automaton as $target: refused, but a file was written"
            ;;
        *) fail "$automaton as $target: status $status: $(cat "$scratch/reason")" ;;
        esac
        [ "$target" != deltaproduct ] || [ "$status" = 0 ] || fail "$automaton: deltaproduct takes every automaton"
    done
done
echo "$taken compiled and verified on all words, $refused refused with a reason"
exit $failed
