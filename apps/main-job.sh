#!/usr/bin/env bash
# What linac is for, on two automata: compile, and verify on all words. Part of quickstart.sh; wants linac on the PATH,
# automata/ in the current folder, and writes into build/ there.
set -euo pipefail

show() {
    echo "> $1"
    bash -c "$1"
    echo
}

show 'linac compile automata/permutation/s5-transpositions.linac --to deltanet -o build/s5.json | head -1'
show 'linac verify automata/permutation/s5-transpositions.linac build/s5.json'
show 'linac compile automata/weighted/probabilistic-tomita-3.linac --to deltaproduct -o build/tomita.json | head -1'
show 'linac verify automata/weighted/probabilistic-tomita-3.linac build/tomita.json'
echo "The program is build/bin/linac; README.md goes on from here."
