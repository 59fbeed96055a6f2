#!/usr/bin/env bash
# linac batch: what it says of a pair is what linac equal and linac verify say, in order, whatever the form of the
# manifest and the number of threads; exit statuses; parts; results that are gone on with, and those that are refused.
#
#     batch_test.sh LINAC
set -euo pipefail

program=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
ln -s "$root/automata" automata

failed=0
fail() {
    echo "FAILED: $*"
    failed=1
}
# same A B WHAT
same() {
    cmp "$1" "$2" || fail "$3"
}
# ends STATUS COMMAND...: what it prints goes to out and err.
ends() {
    local status=0
    "${@:2}" >out 2>err || status=$?
    [ "$status" = "$1" ] || fail "status $status, not $1: ${*:2}: $(cat err)"
}

# All pairs of automata over the alphabet 0 1 and of some networks, with and without limits, and broken files.
mkdir net
for name in parity tomita-3 fibonacci binary-value; do
    "$program" compile "automata/weighted/$name.linac" --to deltaproduct -o "net/$name.json" >/dev/null
done
"$program" compile automata/weighted/fibonacci.linac --to deltanet -o net/blocked.json >/dev/null
"$program" compile automata/counter/a-n-b-n.linac --to mlp-rnn -o net/counter.json >/dev/null
"$program" compile automata/counter/a-n-b-n.linac --to pd --counter-bound 3 -o net/bounded.json >/dev/null
cp net/parity.json 'net/odd, "name".json'
printf '0\n1 1 0\n' >net/words.txt
cat >write.py <<'P'
import csv, glob, itertools, json
names = sorted(glob.glob("automata/weighted/*tomita-*.linac"))
pairs = [{"left": a, "right": b} for a, b in itertools.product(names, names[:5])]
for a in ["weighted/parity", "permutation/parity", "weighted/tomita-3", "weighted/fibonacci", "broken/zero-denominator"]:
    for b in ["parity", "tomita-3", "fibonacci", "blocked", 'odd, "name"']:
        for mode in ["", "equal", "verify"]:
            pairs.append({"left": f"automata/{a}.linac", "right": f"net/{b}.json", "mode": mode})
        pairs.append({"left": f"automata/{a}.linac", "right": f"net/{b}.json", "max_length": 4, "random": 3, "seed": 5, "length": 9})
pairs.append({"left": "net/parity.json", "right": "automata/weighted/parity.linac"})
pairs.append({"left": "automata/weighted/parity.linac", "right": "net/parity.json", "words": "net/words.txt"})
pairs.append({"left": "automata/counter/a-n-b-n.linac", "right": "net/counter.json", "max_length": 6})
pairs.append({"left": "automata/counter/a-n-b-n.linac", "right": "net/counter.json", "random": 5, "length": 30})
pairs.append({"left": "automata/counter/a-n-b-n.linac", "right": "net/bounded.json", "bound": 3})
pairs.append({"left": "automata/counter/a-n-b-n.linac", "right": "net/bounded.json", "bound": 4})
pairs.append({"left": "automata/counter/a-n-b-n.linac", "right": "automata/counter/a-n-b-n.linac"})
pairs.append({"left": "automata/weighted/parity.linac", "right": "net/parity.json", "words": "no such file"})
columns = ["left", "right", "mode", "words", "max_length", "random", "length", "seed", "bound"]
with open("pairs.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    writer.writerows(pairs)
with open("pairs.jsonl", "w") as file:
    for pair in pairs:
        limits = {name: pair[name] for name in columns[3:] if name in pair}
        line = {"left": pair["left"], "right": pair["right"]}
        line |= {"mode": pair["mode"]} if pair.get("mode") else {}
        file.write(json.dumps(line | ({"limits": limits} if limits else {})) + "\n")
P
python3 write.py

echo "-- order, forms, threads"
ends 1 "$program" batch pairs.jsonl -o expected
ends 1 "$program" batch pairs.csv --jobs 3
same expected out "CSV"
ends 1 "$program" batch pairs.jsonl --jobs 1
same expected out "one thread"
mkdir elsewhere
cp pairs.jsonl elsewhere/moved
ends 1 "$program" batch elsewhere/moved --root "$scratch"
same expected out "--root"
ends 1 bash -c "'$program' batch - <pairs.csv"
same expected out "standard input"

echo "-- against linac equal and linac verify"
cat >check.py <<'P'
import json, subprocess, sys
program = sys.argv[1]
options = {"words": "--words", "max_length": "--max-length", "random": "--random", "length": "--length", "seed": "--seed",
           "bound": "--counter-bound"}
manifest = [json.loads(line) for line in open("pairs.jsonl")]
results = [json.loads(line) for line in open("expected")]
assert len(manifest) == len(results)
for index, (pair, result) in enumerate(zip(manifest, results), 1):
    assert (result.pop("index"), result.pop("left_file"), result.pop("right_file")) == (index, pair["left"], pair["right"])
    limits = result.pop("limits", {})
    assert limits == pair.get("limits", {})
    mode = result.pop("mode", "equal" if pair["right"].endswith(".linac") else "verify")
    assert mode == pair.get("mode", mode)
    if "blocked" in pair["right"] and mode == "equal" and "error" not in result:
        sys.exit(f"pair {index}: equality of a blocked network was decided")
    if pair["left"].endswith(".json"):
        mode = "equal"
    extra = [text for name, value in limits.items() for text in (options[name], str(value))]
    run = subprocess.run([program, mode, pair["left"], pair["right"], "--json", *extra], capture_output=True, text=True)
    if "error" in result:
        error = result["error"]
        place = error.get("source", "") + "".join(f":{error[k]}" for k in ("line", "column") if k in error) + ": "
        assert run.returncode == error["status"], (index, run)
        assert run.stderr.splitlines()[0] == (place + error["message"]).removeprefix(": "), (index, run.stderr, error)
        assert ("hint" not in error) or run.stderr.splitlines()[-1] == "hint: " + error["hint"], index
    else:
        assert json.loads(run.stdout) == result, (index, run.stdout, result)
        assert run.returncode == (result["verdict"] != "equal"), index
kinds = [("error" if "error" in r else r["verdict"]) for r in results]
print({kind: kinds.count(kind) for kind in sorted(set(kinds))})
assert min(kinds.count(kind) for kind in ("equal", "different", "error")) >= 10
P
python3 check.py "$program" || fail "a result is not what the other verbs say"

echo "-- exit status"
equal='{"left": "automata/weighted/parity.linac", "right": "automata/permutation/parity.linac"}'
different='{"left": "automata/weighted/parity.linac", "right": "automata/weighted/tomita-1.linac"}'
bad='{"left": "automata/weighted/parity.linac", "right": "missing.linac"}'
malformed='{"left": 7}'
impossible='{"left": "automata/weighted/parity.linac", "right": "automata/weighted/even-pairs.linac", "limits": {"max_states": 3}}'
statuses() {
    printf '%s\n' "${@:2}" >few.jsonl
    ends "$1" "$program" batch few.jsonl
    [ "$(wc -l <out)" = $(($# - 1)) ] || fail "not one line for each of ${*:2}"
}
statuses 0 "$equal" "$equal"
statuses 1 "$impossible" "$malformed" "$bad" "$different" "$equal"
statuses 2 "$impossible" "$equal" "$bad"
statuses 2 "$impossible" "$malformed" "$impossible"
statuses 3 "$equal" "$impossible"
: >few.jsonl
ends 0 "$program" batch few.jsonl
[ ! -s out ] || fail "results of an empty manifest"

echo "-- parts"
for n in 1 2 3 5; do
    rm -f part-*
    for ((i = 1; i <= n; ++i)); do "$program" batch pairs.jsonl --shard "$i/$n" -o "part-$i" >/dev/null || true; done
    sort -m -t : -k 2n part-* >merged
    same expected merged "$n parts put together"
done
ends 1 "$program" batch pairs.jsonl --shard 2/1000
same <(sed -n 2p expected) out "a small part"
ends 0 "$program" batch pairs.jsonl --shard 999/1000
[ ! -s out ] || fail "results of an empty part"

echo "-- a file of results"
# resumes: results, as they are now, become what they should, without a second file.
resumes() {
    ends 1 "$program" batch pairs.jsonl -o results --resume
    same expected results "$1"
    [ ! -e results.ahead ] || fail "$1: results.ahead is left"
}
ends 2 "$program" batch pairs.jsonl -o expected
grep -q "^expected: has results already" err || fail "results that would be lost"
rm -f results
resumes "nothing"
resumes "all"
: >results
resumes "an empty file"
size=$(stat -c %s expected)
for part in 1 3 50 97; do
    head -c $((size * part / 100)) expected >results
    resumes "the first $part%"
done
head -c -1 expected >results
resumes "all but the last line break"
head -n 20 expected >results
{ sed -n '19p;25p;22p;40p' expected && printf '{"index":30,"left'; } >results.ahead
resumes "lines that were set aside, the last one torn"
: >results
cp expected results.ahead
resumes "all lines set aside"
sed -n 2p expected >results.ahead
ends 2 "$program" batch few.jsonl -o results # results is complete: not to be written to
rm results
ends 0 "$program" batch few.jsonl -o results
[ ! -s results ] && [ ! -e results.ahead ] || fail "lines set aside of a file that was removed"

# What is finished is not done again: the files of finished pairs may be gone.
printf '%s\n' "$different" "$equal" "$impossible" >few.jsonl
cp -r "$root/automata" copies
sed 's,automata/,copies/,g' few.jsonl >copies.jsonl
ends 1 "$program" batch copies.jsonl -o few
rm -r copies
head -n 1 few >again
tail -n 1 few >again.ahead
ends 1 "$program" batch copies.jsonl -o again --resume --jobs 1
same <(sed -n '1p;3p' few) <(sed -n '1p;3p' again) "finished pairs"
grep -q '^{"index":2,.*cannot be read' again || fail "a pair that was not finished"

# refuses PLACE COMMAND...: status 2, a message about the place, and nothing changed.
refuses() {
    cp results before
    ends 2 "${@:2}"
    grep -q "^$1: " err || fail "no message about $1: $(cat err)"
    same before results "refused results"
}
resume() { "$program" batch "$1" -o results --resume "${@:2}"; }
head -n 9 expected >results
sed 's/"mode": "equal"/"mode": "verify"/' pairs.jsonl >other-mode.jsonl
sed '4s/tomita-[0-9]/parity/' pairs.jsonl >other-file.jsonl
sed 4d pairs.jsonl >shifted.jsonl
sed '4s/.*/{"left": 1}/' pairs.jsonl >malformed.jsonl
head -n 5 pairs.jsonl >shorter.jsonl
refuses results:4 resume other-file.jsonl
refuses results:4 resume shifted.jsonl
refuses results:4 resume malformed.jsonl
refuses results:6 resume shorter.jsonl
refuses results:2 resume pairs.jsonl --shard 1/2
refuses results:1 resume pairs.jsonl --shard 2/2
refuses "linac batch" "$program" batch pairs.jsonl --resume
head -n 100 expected >results
refuses "results:[0-9]*" resume other-mode.jsonl
grep -n -m 1 '"limits"' expected | cut -d : -f 1 >number
head -n "$(cat number)" expected >results
sed 's/"max_length": 4/"max_length": 5/' pairs.jsonl >other-limit.jsonl
refuses "results:$(cat number)" resume other-limit.jsonl
for line in 'no JSON' '{"index":1}' '[1]' '{"index":"1"}' '{"index":-1}' 'null' ''; do
    printf '%s\n' "$line" >results
    refuses results:1 resume pairs.jsonl
    head -n 5 expected >results
    printf '%s\n' "$line" >results.ahead
    refuses results.ahead:1 resume pairs.jsonl
    rm results.ahead
done
printf '{"index":1000000}\n' >results.ahead
refuses results.ahead:1 resume pairs.jsonl
rm results.ahead

# A file is written by one batch at a time.
: >results
exec 9<>results
flock 9
refuses results resume pairs.jsonl
grep -q "another linac batch is writing it" err || fail "two batches write one file"
exec 9>&-

echo "-- places that are no files"
ends 1 "$program" batch pairs.jsonl -o /dev/null
ends 2 "$program" batch pairs.jsonl -o /dev/null --resume
ends 2 "$program" batch pairs.jsonl -o .
ends 2 "$program" batch pairs.jsonl -o missing/results
ends 2 bash -c "'$program' batch pairs.jsonl >/dev/full"
ends 2 "$program" batch pairs.jsonl -o /dev/full
mkfifo pipe
exec 8<>pipe 9>pipe 8>&- # now nobody reads it
ends 2 bash -c "'$program' batch pairs.jsonl >&9"
exec 9>&-

echo "-- times, and progress on a terminal"
ends 1 "$program" batch pairs.jsonl --times
same expected <(sed -E 's/,"microseconds":[0-9]+\}$/}/' out) "all but the times"
[ "$(grep -c microseconds out)" = "$(grep -c verdict out)" ] || fail "a verdict without its time"
cat >terminal.py <<'P'
import os, pty, re, sys
pid, terminal = pty.fork()
if pid == 0:
    out = os.open("out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1)
    os.execvp(sys.argv[1], sys.argv[1:])
shown = b""
try:
    while chunk := os.read(terminal, 4096):
        shown += chunk
except OSError:
    pass
_, status = os.waitpid(pid, 0)
text = shown.decode()
bars = re.findall(r"\r\[=* *\] (\d+) of (\d+)(?:, [\d.e+]+ a second, (?:\d+ h )?(?:\d+ min )?(?:\d+ s )?left)?\x1b\[K", text)
assert bars and all(int(done) <= int(total) for done, total in bars), text
assert "a second" in text or len(bars) < 3, text
assert "\r\x1b[Kpairs " in text, text
sys.exit(os.waitstatus_to_exitcode(status))
P
ends 1 python3 terminal.py "$program" batch pairs.jsonl
same expected out "results beside a progress bar"
ends 1 "$program" batch pairs.jsonl
! grep -q a.second err || fail "progress without a terminal"

[ $failed = 0 ] && echo "all as it should be"
exit $failed
