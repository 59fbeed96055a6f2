#!/usr/bin/env bash
# Runs the fuzz targets of a build folder, all or those that are named, from seeds of the zoo, the data and the shapes in
# seeds/, and from what earlier runs found, in findings/. What they learn is kept in BUILD/fuzz. Ends with the number of
# executions; fails at the first finding, which it leaves in BUILD/fuzz/TARGET.
#
#     tests/fuzz/run.sh BUILD [--seconds N] [--runs N] [--seed N] [TARGET...]
#
# Executions are random; with --runs and --seed they are the same in each new build folder, where addresses need not be
# random.
#
# The seeds that linac makes are those of BUILD/bin/linac, or of the program that LINAC names.
#
# A build for fuzzing: cmake -B build/fuzz -DCMAKE_CXX_COMPILER=clang++ -DLINAC_SANITIZE=address,undefined.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
build=$(cd "$1" && pwd)
shift
launch=()
limits=()
targets=()
while [ $# -gt 0 ]; do
    case $1 in
        --seconds) limits+=(-max_total_time="$2"); shift 2 ;;
        --runs) limits+=(-runs="$2"); shift 2 ;;
        --seed)
            limits+=(-seed="$2" -reload=0)
            if setarch -R true 2>/dev/null; then launch=(setarch -R); fi
            shift 2 ;;
        *) targets+=("$1"); shift ;;
    esac
done
if [ ${#targets[@]} = 0 ]; then
    for file in "$here"/*_fuzz.cpp; do targets+=("$(basename "$file" _fuzz.cpp)"); done
fi
linac=${LINAC:-$build/bin/linac}

# Small files of what a target reads, into the folder $1.
seed() {
    local folder=$1 automaton target
    case $2 in
        native)
            for automaton in "$root"/automata/*/*.linac; do
                cp "$automaton" "$folder/$(basename "$(dirname "$automaton")")-$(basename "$automaton")"
            done ;;
        network)
            for automaton in permutation/parity weighted/fibonacci counter/dyck-1; do
                for target in pd deltanet deltaproduct rwkv7 mlp-rnn; do
                    "$linac" compile "$root/automata/$automaton.linac" --to $target \
                        -o "$folder/$(basename $automaton).$target" 2>/dev/null >&2 || true
                done
            done ;;
        certificate)
            "$linac" equal "$root/automata/permutation/parity.linac" "$root/automata/weighted/tomita-5.linac" \
                --certificate "$folder/different" >/dev/null || true
            "$linac" equal "$root/automata/permutation/parity.linac" "$root/automata/permutation/parity.linac" \
                --certificate "$folder/equal" >/dev/null ;;
        safetensors)
            local work
            work=$(mktemp -d)
            "$linac" compile "$root/automata/permutation/parity.linac" --to deltanet -o "$work/parity.net" 2>/dev/null >&2
            "$linac" export "$work/parity.net" --format safetensors -o "$work/parity" >/dev/null
            cp "$work/parity/model.safetensors" "$folder"
            rm -r "$work" ;;
        daut | dot | mata | jff | att)
            for automaton in "$root"/automata/{weighted,permutation}/*.linac; do
                [ "$(stat -c %s "$automaton")" -gt 2000 ] ||
                    "$linac" convert "$automaton" "$folder/$(basename "$automaton" .linac)" --to "$2" 2>/dev/null >&2 || true
            done ;;
        manifest) cp "$root"/data/*.jsonl "$folder" ;;
    esac
    [ ! -d "$here/seeds/$2" ] || cp "$here/seeds/$2"/* "$folder"
}

executions=0
for target in "${targets[@]}"; do
    work=$build/fuzz/$target
    mkdir -p "$work/seeds" "$work/corpus"
    [ -n "$(ls -A "$work/seeds")" ] || seed "$work/seeds" "$target"
    dictionary=()
    [ ! -f "$here/dictionaries/$target.txt" ] || dictionary=(-dict="$here/dictionaries/$target.txt")
    log=$work/log
    folders=("$work/corpus" "$work/seeds")
    [ ! -d "$here/findings/$target" ] || folders+=("$here/findings/$target")
    if ! LINAC_FUZZ_TARGET=$target "${launch[@]}" "$build/bin/linac-fuzz" "${limits[@]}" "${dictionary[@]}" -timeout="${LINAC_FUZZ_TIMEOUT:-10}" -rss_limit_mb=4096 -max_len=4096 \
        -print_final_stats=1 -artifact_prefix="$work/" "${folders[@]}" \
        >"$log" 2>&1; then
        tail -60 "$log"
        exit 1
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    executions=$((executions + ${runs:-0}))
    echo "$target: ${runs:-$(tail -1 "$log")}"
done
echo "$executions executions"
