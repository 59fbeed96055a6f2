#!/usr/bin/env python3
"""Writes pairs of random automata and a manifest of them, to measure linac batch.

    apps/bench/batch-pairs.py FOLDER [--pairs 10000] [--states 10] [--seed 1]

The right automaton of a pair is the left one after 2n random shears of its basis; in every third pair one weight is
then changed, which most often makes the two differ. Weights of the left one are -1, 0, 1 and 1/2, over two letters.
FOLDER/pairs.jsonl is the manifest. The same arguments give the same files.
"""

import argparse
import json
import pathlib
import random


def random_automaton(random, n):
    """Initial row, two matrices, final column; numbers count halves."""

    def entry(density):
        return random.choice((-2, 2, 1)) if random.random() < density else 0

    matrices = [[[entry(3 / n) for _ in range(n)] for _ in range(n)] for _ in "ab"]
    return [entry(0.5) for _ in range(n)], matrices, [entry(0.5) for _ in range(n)]


def shear(automaton, i, j, sign):
    """The automaton in the basis in which the i-th vector is replaced by itself and `sign` times the j-th."""
    initial, matrices, final = automaton
    initial[j] -= sign * initial[i]
    final[i] += sign * final[j]
    for matrix in matrices:
        for row in matrix:
            row[j] -= sign * row[i]
        matrix[i] = [x + sign * y for x, y in zip(matrix[i], matrix[j])]


def text(automaton):
    def weight(halves):
        return f"<{halves}/2>" if halves % 2 else f"<{halves // 2}>"

    initial, matrices, final = automaton
    lines = ["linac 1 weighted", "alphabet a b"]
    lines += [f"$ -> {i} {weight(x)}" for i, x in enumerate(initial) if x]
    for letter, matrix in zip("ab", matrices):
        lines += [f"{i} -> {j} {weight(x)}{letter}" for i, row in enumerate(matrix) for j, x in enumerate(row) if x]
    lines += [f"{i} -> $ {weight(x)}" for i, x in enumerate(final) if x]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--pairs", type=int, default=10000)
    parser.add_argument("--states", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    numbers = random.Random(options.seed)
    options.folder.mkdir(parents=True, exist_ok=True)
    with (options.folder / "pairs.jsonl").open("w") as manifest:
        for pair in range(1, options.pairs + 1):
            automaton = random_automaton(numbers, options.states)
            (options.folder / f"{pair}-left.linac").write_text(text(automaton))
            for _ in range(2 * options.states if options.states > 1 else 0):
                shear(automaton, *numbers.sample(range(options.states), 2), numbers.choice((-1, 1)))
            if pair % 3 == 0:
                numbers.choice(automaton[1])[numbers.randrange(options.states)][0] += 2
            (options.folder / f"{pair}-right.linac").write_text(text(automaton))
            manifest.write(json.dumps({"left": f"{pair}-left.linac", "right": f"{pair}-right.linac"}) + "\n")


if __name__ == "__main__":
    main()
