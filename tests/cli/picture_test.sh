#!/usr/bin/env bash
# The pictures of README.md are what its commands draw, up to where things lie, which the version of Graphviz decides.
#
#     picture_test.sh LINAC
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$root"

# made BY: the line of README.md that begins so is run in the scratch folder.
mkdir "$scratch/bin"
ln -s "$program" "$scratch/bin/linac"
ln -s "$root/automata" "$scratch/automata"
made() {
    local line
    line=$(grep -m1 -F "\$ linac $1" README.md)
    (cd "$scratch" && PATH="$scratch/bin:$PATH" bash -c "${line#\$ }" >/dev/null)
}
made "compile automata/permutation/s5-transpositions.linac --to deltanet -o s5.json"
made "compile automata/weighted/fibonacci.linac --to deltanet -o blocked.json"

# compare NAME TEXT: apps/lessons/NAME.svg is in README.md, and is what the command there draws; TEXT is in it.
compare() {
    grep -qF "apps/lessons/$1.svg" README.md
    made "draw $(sed -n "s/^\$ linac draw \(.*-o $1.svg\)$/\1/p" README.md)"
    python3 - "apps/lessons/$1.svg" "$scratch/$1.svg" "$2" <<'END'
import sys
import xml.etree.ElementTree as tree

POSITIONS = {"width", "height", "viewBox", "transform", "d", "points", "x", "y", "cx", "cy", "rx", "ry"}


def shape(path):
    """Each element with its text and its attributes, but those of its place."""
    found = []
    for element in tree.parse(path).iter():
        attributes = {name: value for name, value in element.attrib.items() if name not in POSITIONS}
        found.append((element.tag, sorted(attributes.items()), (element.text or "").strip()))
    return found


committed, drawn = shape(sys.argv[1]), shape(sys.argv[2])
assert any(sys.argv[3] in text for _, _, text in drawn)
if committed != drawn:
    print(sys.argv[1])
    print("only in the repository:", [each for each in committed if each not in drawn])
    print("only drawn now:", [each for each in drawn if each not in committed])
    sys.exit(1)
END
}
compare s5-automaton "b, c, d"
compare s5-network "deltanet 5×1"
compare four-layers "window of 24 tokens"
