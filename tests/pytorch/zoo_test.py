#!/usr/bin/env python3
"""Every automaton of the zoo that compiles to a target (a third of these pairs where LINAC_TEST_SCALE is below 100): exported
in f64 and f32, read by the specifications alone, run by linac_torch.py on up to 100 words, and compared with the exact weights that `linac run` prints: every error is within the bound
that `linac precision` certifies for the word, and 0 up to the certified horizon. Of large networks, whose bounds take long, only
LINAC_TEST_SCALE=150 asks for those; otherwise what needs no rounded constant must be exact.

    zoo_test.py LINAC [NAME...]     # only networks whose names have one of these
"""
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path[:0] = [os.path.join(ROOT, "apps", "pytorch"), os.path.dirname(__file__)]

import independent_reader  # noqa: E402
import linac_torch  # noqa: E402

LINAC = os.path.realpath(sys.argv[1])
SCALE = int(os.environ.get("LINAC_TEST_SCALE", "100"))  # percent: slow builds do less; above 100, large networks have bounds too


def networks():
    """Folder, automaton, target, scheme."""
    for folder in ["weighted", "permutation", "counter", "stack"]:
        for file in sorted(os.listdir(os.path.join(ROOT, "automata", folder))):
            if not file.endswith(".linac"):
                continue
            targets = ["deltanet", "deltaproduct", "rwkv7", "gated-deltanet", "kda", "diagonal"]
            targets.append("pd" if folder in ("weighted", "permutation") else "mlp-rnn")
            for target in targets:
                yield folder, file[:-6], target, "auto"
                if folder in ("weighted", "permutation") and target in ("deltanet", "rwkv7") and SCALE >= 100:
                    yield folder, file[:-6], target, "blocked"


def some_words(alphabet, count, length, seed):
    """Half of them random; half of them with runs of equal length, as machines that count accept them."""
    dice = random.Random(seed)
    words = [[]]
    while len(words) < count:
        if len(words) % 2 == 0:
            words.append([dice.choice(alphabet) for _ in range(dice.randrange(length + 1))])
        else:
            run = 1 + dice.randrange(1 + length // len(alphabet))
            words.append([symbol for symbol in alphabet for _ in range(run)][:length])
    return words


def run(*command, **options):
    return subprocess.run([LINAC, *command], capture_output=True, text=True, check=False, **options)


def compiled(folder, automaton, target, scheme):
    """What compile reports, or None where the target does not hold the automaton."""
    done = run("compile", os.path.join(ROOT, "automata", folder, automaton + ".linac"), "--to", target, "--scheme", scheme,
               "-o", "network.json", "--json", "--max-nonzeros", "1000000" if SCALE >= 100 else "500")
    assert done.returncode in (0, 3), done.stderr
    return json.loads(done.stdout) if done.returncode == 0 else None


def certified(words, dtype, effort):
    """What linac precision claims of network.json: the horizon, and a bound of the error on each word, None for none."""
    with open("words.txt", "w", encoding="utf-8") as file:
        file.writelines(" ".join(word) + "\n" for word in words)
    done = run("precision", "network.json", "--dtype", dtype, "--words", "words.txt", "--bounds", "--effort", effort, "--json")
    assert done.returncode == 0, done.stderr
    claims = json.loads(done.stdout)["formats"][0]
    horizon = {"infinite": float("inf"), None: -1}.get(claims["horizon"], claims["horizon"])
    return horizon, [None if bound == "infinite" else Fraction(bound) for bound in claims["word_bounds"]]


def check(name, automaton, report):
    size = report["non_zeros"]
    count, length = 100, 30 if size < 10000 else 12 if size < 200000 else 6
    count = max(3, count * min(SCALE, 100) // 100)
    words = some_words(report["alphabet"], count, length, name)
    printed = run("run", "network.json", input="".join(" ".join(word) + "\n" for word in words))
    assert printed.returncode == 0, printed.stderr
    exact = [Fraction(line) for line in printed.stdout.split()]
    results = []
    loose = 0
    for dtype in ["f64", "f32"] if SCALE >= 100 else ["f32"]:
        done = run("export", "network.json", "--format", "safetensors", "--dtype", dtype, "-o", "folder")
        if done.returncode == 3:
            assert "a constant beyond the largest number of " + dtype in done.stderr, done.stderr
            results.append(f"{dtype} beyond")
            continue
        assert done.returncode == 0, done.stderr
        rounded = independent_reader.check_folder("folder", dtype) if size < 5000 else report_of("folder")["rounded"]
        horizon, bounds = certified(words, dtype, "200000" if size < 500 else "20000000") if size < 500 or SCALE > 100 else (-1, [None] * count)
        weights = linac_torch.Network.load("folder").weights(words)
        bounds = [0 if len(word) <= horizon else bound for word, bound in zip(words, bounds)]
        comparison = linac_torch.Comparison(weights, exact, bounds)
        assert comparison.beyond == 0, f"{name} {dtype}, horizon {horizon}:\n{comparison}"
        if size >= 500 and rounded == 0 and automaton != "binary-value":  # whose numbers grow beyond f32
            assert comparison.within(0), f"{name} {dtype}:\n{comparison}"
        loose += sum(bound is None for bound in bounds)
        results.append(f"{dtype} {'exact' if comparison.within(0) else linac_torch.decimal(comparison.worst_scaled)}")
        if size >= 5000 and dtype != "f64":
            continue
        imported = json.loads(run("import", "folder", "-o", "again.json", "--json").stdout)
        same = read("again.json") == read("network.json")
        assert same == (imported["other_than_exported"] == 0), name
        assert same or rounded > 0, name
    return ", ".join(results) + (f", {loose} words without a bound" if loose else "")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def report_of(folder):
    with open(folder + "/report.json", encoding="utf-8") as file:
        return json.load(file)


def main():
    count = exact = 0
    for number, (folder, automaton, target, scheme) in enumerate(networks()):
        name = f"{automaton} {target} {scheme}"
        if len(sys.argv) > 2:
            if not any(part in name for part in sys.argv[2:]):
                continue
        elif SCALE < 100 and number % 3 > 0:
            continue
        report = compiled(folder, automaton, target, scheme)
        if report is None or (scheme == "auto" and report["scheme"] == "blocked" and folder in ("weighted", "permutation")):
            continue  # the blocked one comes anyway
        result = check(name, automaton, report)
        count += 1
        exact += result.startswith(("f64 exact, f32 exact", "f32 exact"))
        print(f"{name}: {result}", flush=True)
    print(f"{count} networks, {exact} exact in every dtype on all words")
    assert count > 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        main()
