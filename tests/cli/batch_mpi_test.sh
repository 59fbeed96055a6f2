#!/usr/bin/env bash
# linac batch under mpirun: the results of one process, to the byte; rank 0 alone speaks; a rank that dies loses nothing
# that was finished. Status 77 skips it where there is no mpirun, or linac was built without MPI.
#
#     batch_mpi_test.sh LINAC
set -euo pipefail

program=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
module=$(dirname "$program")/../lib/linac/linac-mpi.so
if ! command -v mpirun >/dev/null || [ ! -e "$module" ]; then
    echo "no mpirun, or linac was built without MPI: not tested under MPI"
    [ "${CI:-}" != true ] || exit 1
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_odls_base_sigkill_timeout=0 # mpirun would take its time to end with a status other than 0
export ASAN_OPTIONS=detect_leaks=0 # Open MPI's own
ranks() { mpirun --oversubscribe -n "$1" "$program" "${@:2}"; }

failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
# ends STATUS COMMAND...: what it prints goes to out and err.
ends() {
    local status=0
    "${@:2}" >out 2>err </dev/null || status=$?
    [ "$status" = "$1" ] || fail "status $status, not $1: ${*:2}: $(cat err)"
}

"$root/apps/bench/batch-pairs.py" pairs --pairs 60 --states 20
"$program" compile "$root/automata/weighted/fibonacci.linac" --to rwkv7 -o pairs/network.json >/dev/null
cp "$root/automata/weighted/fibonacci.linac" pairs/
{
    echo '{"left": "fibonacci.linac", "right": "network.json", "limits": {"random": 30, "length": 1000}}'
    cat pairs/pairs.jsonl
    echo '{"left": "fibonacci.linac", "right": "missing \"file\", or not"}'
    echo 'not a pair'
    echo '{"left": "fibonacci.linac", "right": "network.json", "limits": {"max_states": 1}}'
} >pairs/all.jsonl
ends 1 "$program" batch pairs/all.jsonl -o expected

for count in 1 2 3; do
    rm -f results
    ends 1 ranks $count batch pairs/all.jsonl -o results
    cmp expected results || fail "$count ranks"
    [ "$(grep -c '^pairs ' out)" = 1 ] || fail "not one summary by $count ranks"
done
ends 1 mpirun --allow-run-as-root --oversubscribe -n 2 "$program" batch pairs/all.jsonl --jobs 2
cmp expected out || fail "on standard output, with two threads each"
ends 1 bash -c "mpirun --oversubscribe -n 2 '$program' batch - --root pairs <pairs/all.jsonl"
cmp <(sed 's,pairs/all.jsonl,-,' expected) out || fail "from standard input"
for i in 1 2; do ends 1 ranks 2 batch pairs/all.jsonl --shard $i/2 -o part-$i; done
sort -m -t : -k 2n part-1 part-2 | cmp expected - || fail "parts"
head -n 20 expected >resumed
sed -n '22p;30p' expected >resumed.ahead
ends 1 ranks 2 batch pairs/all.jsonl -o resumed --resume
cmp expected resumed || fail "resumed"

echo "-- mistakes are told once"
once() {
    [ "$(grep -c "$1" err)" = 1 ] || fail "not said once: $1: $(cat err)"
}
ends 2 ranks 3 batch missing.jsonl
once "^missing.jsonl: cannot be read"
ends 2 ranks 3 batch pairs/all.jsonl -o expected
once "^expected: has results already"
ends 2 ranks 3 batch pairs/all.jsonl --shard 4/3
once "^linac batch: --shard"
ends 0 ranks 3 batch --help
[ "$(grep -c Usage out)" = 1 ] || fail "help is not printed once"
ends 2 mpirun --oversubscribe -n 1 "$program" batch pairs/all.jsonl --shard 1/2 : -n 1 "$program" batch pairs/all.jsonl --shard 2/2
once "the processes that mpirun started differ in their arguments"
# mpirun ends all processes when the first ends with a status other than 0, unless it is told not to.
mpirun --oversubscribe --mca orte_abort_on_non_zero_status 0 \
    -n 1 "$program" batch pairs/all.jsonl --shard 1/2 --no-mpi -o alone-1 : \
    -n 1 "$program" batch pairs/all.jsonl --shard 2/2 --no-mpi -o alone-2 >out 2>err || true
cmp part-1 alone-1 && cmp part-2 alone-2 || fail "--no-mpi"

cp "$program" alone
ends 3 mpirun --oversubscribe -n 2 ./alone batch pairs/all.jsonl
once "^this linac works alone"

echo "-- a rank dies"
# kill_rank RANK: kills that rank of the run below.
kill_rank() {
    local environment
    grep -slzx "LINAC_TEST=$scratch" /proc/[0-9]*/environ | while read -r environment; do
        grep -sqzx "OMPI_COMM_WORLD_RANK=$1" "$environment" || continue
        [ "$(readlink "${environment%environ}exe")" != "$program" ] || kill -9 "$(basename "${environment%/environ}")"
    done
}
export LINAC_TEST=$scratch
for rank in 0 1; do
    rm -f results results.ahead
    status=0
    ranks 2 batch pairs/all.jsonl -o results >/dev/null 2>err &
    for ((i = 0; i < 500; ++i)); do
        [ ! -s results ] && [ ! -s results.ahead ] || break
        sleep 0.02
    done
    kill_rank $rank || true
    wait $! || status=$?
    [ $status != 0 ] || fail "mpirun ends well though rank $rank died"
    ends 1 "$program" batch pairs/all.jsonl -o results --resume
    cmp expected results || fail "resumed after rank $rank died"
done

[ $failed = 0 ] && echo "all as it should be"
exit $failed
