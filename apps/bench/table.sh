#!/usr/bin/env bash
# Measures what apps/bench/results.md tells, on this machine, and prints it: each task by the plain method and by
# linac's own, in one run on one core; then a batch of pairs on one core and on two.
#
#     table.sh > apps/bench/results.md       about five minutes, almost all of it by the plain methods
#     table.sh --quick                       small sizes, seconds
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=${LINAC_BUILD:-$here/../../build}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

pairs=10000
[ "${1:-}" != --quick ] || pairs=100

echo "# What the engine reaches"
echo
echo "Printed by \`apps/bench/table.sh\`. Weights −1, 0, 1 and ½, two letters; \"sparse\" is a change of basis by 2n random"
echo "shears, \"dense\" by a random matrix. The plain methods are elimination over ℚ along a breadth-first search, and a row"
echo "of fractions times one matrix after the other. Times depend on the machine; the ratios are of one run."
echo
echo "Machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(uname -s) $(uname -m)."
echo
"$build/bin/linac-table" "$@"

"$here/batch-pairs.py" --pairs "$pairs" "$scratch" >"$scratch/log"
seconds_of() {
    local start end
    start=$(date +%s%N)
    "$build/bin/linac" batch "$scratch/pairs.jsonl" --jobs "$1" -o "$scratch/results-$1.jsonl" >/dev/null 2>&1 || [ $? = 1 ]
    end=$(date +%s%N)
    echo $(((end - start) / 1000000))
}
one=$(seconds_of 1)
two=$(seconds_of 2)
cmp "$scratch/results-1.jsonl" "$scratch/results-2.jsonl"
echo "| batch of $pairs pairs of 10-state automata, one core and two | $one ms | $two ms | $((100 * one / two)) % | the same results |"
