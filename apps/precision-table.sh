#!/usr/bin/env bash
# Prints, in Markdown, up to which length of words floating-point formats carry the networks of the zoo exactly: weighted
# automata as RWKV-7, permutations as DeltaProduct, machines as MLP-RNN. "or more" is what little effort can certify.
# With STEP, it takes every STEP-th automaton only.
#
#     apps/precision-table.sh [LINAC [STEP]]        # build/bin/linac if left out
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
linac=$(realpath "${1:-build/bin/linac}")
step=${2:-1}
network=$(mktemp)
trap 'rm -f "$network"' EXIT

# rows FOLDER TARGET: a line for each automaton of the folder that the target holds.
rows() {
    local file status index=0
    for file in automata/"$1"/*.linac; do
        index=$((index + 1))
        [ $((index % step)) = 0 ] || continue
        status=0
        "$linac" compile "$file" --to "$2" --json -o "$network" >/dev/null 2>&1 || status=$?
        [ "$status" = 0 ] || continue
        "$linac" precision "$network" --max-length 0 --effort 8000000 --json | python3 -c '
import json, sys
def shown(found):
    horizon = found["horizon"]
    if horizon is None:
        return "–"
    if horizon == "infinite":
        return "∞"
    return f"{horizon}" if found["horizon_witness"] is not None else f"{horizon} or more"
print("|", " | ".join(sys.argv[1:] + [shown(found) for found in json.load(sys.stdin)["formats"]]), "|")
' "$(basename "$file" .linac)" "$2"
    done
}

echo "| automaton | network | bf16 | f16 | f32 | f64 |"
echo "|---|---|---|---|---|---|"
rows permutation deltaproduct
rows weighted rwkv7
rows counter mlp-rnn
rows stack mlp-rnn
