#!/usr/bin/env bash
# Graph connectivity, by the counter machine and by its MLP-RNN: the public graphs, and random ones whose target is
# reachable but has an edge on. Needs ../shared/data, which a user's clone lacks: then exit status 77 skips it.
#
#     graphs_test.sh LINAC
set -euo pipefail

program=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
graphs=$root/../shared/data/lrnn_tasks/dgc_n20
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

machine=$root/automata/counter/graph-connectivity.linac
"$program" compile "$machine" --to mlp-rnn -o "$scratch/mlp.json" >/dev/null

# decide NAME EXPECTED: the words of $scratch/words, by both.
decide() {
    local by
    for by in "$machine" "$scratch/mlp.json"; do
        "$program" run "$by" --words "$scratch/words" >"$scratch/weights"
        cmp "$scratch/weights" "$2" || { echo "FAILED: $1 by $by" && exit 1; }
    done
    echo "$1: $(wc -l <"$2") graphs, $(grep -c 1 "$2") of them accepted"
}

# Chains from a source with side edges: the path goes on beyond the target; accepted iff the target is on it.
awk -v words="$scratch/random" -v verdicts="$scratch/verdicts" 'BEGIN {
    srand(20)
    for (graph = 0; graph < 2000; ++graph) {
        wanted = graph % 2
        do {
            n = 4 + int(rand() * 12); source = int(rand() * (n - 2)); edges = ""; split("", on_path)
            for (i = 0; i < n; ++i) to[i] = -1
            for (i = 0; i < n - 1; ++i) if (rand() < 0.8) { to[i] = i + 1 + int(rand() * (n - 1 - i)); edges = edges ";" i "-" to[i] }
            for (at = source; at >= 0; at = to[at]) { on_path[at] = 1 }
            target = source + 1 + int(rand() * (n - source - 1))
        } while (to[target] < 0 || (target in on_path) != wanted)
        print source edges ";" target > words
        print wanted > verdicts
    }
}'
"$root/apps/graph-words.py" --base 10 <"$scratch/random" >"$scratch/words"
decide "random graphs whose target has an edge on" "$scratch/verdicts"

if [ ! -d "$graphs" ]; then
    echo "the shared third-party data are not here: the public graphs are not tested"
    [ "${CI:-}" != true ] || exit 1
    exit 77
fi
for bin in 0 1 2; do
    "$root/apps/graph-words.py" <"$graphs/val_src_bin$bin.txt" >"$scratch/words"
    tr -d '\r' <"$graphs/val_tgt_bin$bin.txt" >"$scratch/expected"
    decide "dgc_n20 bin $bin" "$scratch/expected"
done
