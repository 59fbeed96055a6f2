#!/usr/bin/env bash
# The picture of README.md is what its commands draw, up to where things lie, which the version of Graphviz decides.
#
#     picture_test.sh LINAC
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$root"
grep -q '^!\[.*\](apps/lessons/four-layers.svg)$' README.md
grep -qxF '$ linac compile automata/weighted/fibonacci.linac --to deltanet -o blocked.json' README.md
grep -qxF '$ linac draw blocked.json -o four-layers.svg' README.md
"$program" compile automata/weighted/fibonacci.linac --to deltanet -o "$scratch/blocked.json" >/dev/null
"$program" draw "$scratch/blocked.json" -o "$scratch/four-layers.svg" >/dev/null
python3 - apps/lessons/four-layers.svg "$scratch/four-layers.svg" <<'END'
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
assert any("window of 24 tokens" in text for _, _, text in drawn)
if committed != drawn:
    print("only in the repository:", [each for each in committed if each not in drawn])
    print("only drawn now:", [each for each in drawn if each not in committed])
    sys.exit(1)
END
