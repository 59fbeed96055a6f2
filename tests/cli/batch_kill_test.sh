#!/usr/bin/env bash
# linac batch, killed at random times and resumed: no line is lost, none is done twice, and at the end the results are
# those of an undisturbed run, to the byte.
#
#     batch_kill_test.sh LINAC
set -euo pipefail

program=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
kills_wanted=25
RANDOM=20260301

"$root/apps/bench/batch-pairs.py" pairs --pairs 100 --states 30 --seed 7
# The first pair of every ten takes much longer than the others, so that many finish ahead of their turn.
"$program" compile "$root/automata/weighted/fibonacci.linac" --to rwkv7 -o pairs/network.json >/dev/null
cp "$root/automata/weighted/fibonacci.linac" pairs/slow.linac
slow='{"left": "slow.linac", "right": "network.json", "limits": {"random": 20, "length": 800}}'
awk -v slow="$slow" 'NR % 10 == 1 { print slow } { print }' pairs/pairs.jsonl >pairs/all.jsonl

started=$(date +%s%N)
"$program" batch pairs/all.jsonl -o expected --jobs 3 >/dev/null || [ $? = 1 ]
milliseconds=$((($(date +%s%N) - started) / 1000000))
echo "$(wc -l <expected) pairs in $milliseconds ms undisturbed"

whole_lines() {
    [ ! -e "$1" ] || head -n "$(wc -l <"$1")" "$1"
}

# check: what is on disk now is a beginning of the expected results, and lines that are set aside are among them; what
# was finished at the last check still is.
check() {
    head -c "$(stat -c %s results)" expected | cmp - results || { echo "FAILED: wrong results after kill $kills" && exit 1; }
    { whole_lines results && whole_lines results.ahead; } | sort -u >finished
    [ -z "$(comm -23 finished <(sort expected))" ] || { echo "FAILED: a line that was not expected" && exit 1; }
    [ -z "$(comm -13 finished finished-before)" ] || { echo "FAILED: a finished pair was lost" && exit 1; }
    cp finished finished-before
}

kills=0
aside=0
rounds=0
while [ $kills -lt $kills_wanted ]; do
    rounds=$((rounds + 1))
    rm -f results results.ahead
    : >finished-before
    tries=0
    while true; do
        "$program" batch pairs/all.jsonl -o results --resume --jobs 3 >summary &
        process=$!
        # Up to a quarter of the whole time, and more the longer it takes: every round comes to its end.
        tries=$((tries + 1))
        pause=$((RANDOM % (milliseconds / 4 + 10 * tries)))
        sleep "$(printf '%d.%03d' $((pause / 1000)) $((pause % 1000)))"
        kill -9 $process 2>/dev/null || true
        status=0
        wait $process 2>/dev/null || status=$?
        [ -e results ] || continue
        [ $status = 137 ] || break
        kills=$((kills + 1))
        [ ! -s results.ahead ] || aside=$((aside + 1))
        check
    done
    [ $status = 1 ] || { echo "FAILED: status $status at the end" && exit 1; }
    cmp expected results
    [ ! -e results.ahead ] || { echo "FAILED: results.ahead is left" && exit 1; }
done
echo "$kills kills in $rounds rounds, $aside of them with lines set aside: every round ended with the expected results"
[ $aside -gt 0 ] || { echo "FAILED: no kill met lines that were set aside" && exit 1; }
