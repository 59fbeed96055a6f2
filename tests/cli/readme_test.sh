#!/usr/bin/env bash
# Runs the commands of a README again and compares what they print with what it says, to the letter.
#
#     readme_test.sh LINAC FILE [--update]
#
# In a ```console block, "$ command" is run by bash in a scratch folder that has automata/ and data/; the lines up to
# the next command are what a terminal shows. All blocks of a file run in one folder, in order. ./apps/quickstart.sh
# stands for its last part, the main job, after a line "...". --update writes what was printed into FILE instead.
set -euo pipefail

program=$(realpath "$1")
readme=$(realpath "$2")
update=${3:-}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/bin" "$scratch/clone/build"
ln -s "$program" "$scratch/bin/linac"
ln -s "$root/automata" "$root/data" "$scratch/clone/"
export PATH="$scratch/bin:$PATH" LC_ALL=C.UTF-8

run_command() {
    if [ "$1" = ./apps/quickstart.sh ]; then
        echo ...
        "$root/apps/main-job.sh"
    else
        bash -c "$1"
    fi
}

cd "$scratch/clone"
inside=no
while IFS= read -r line; do
    case $inside$line in
    'no```console') inside=yes ;;
    'yes```') inside=no ;;
    'yes$ -> '*) continue ;; # of an automaton that was printed
    'yes$ '*)
        printf '%s\n' "$line"
        { run_command "${line#\$ }" 2>&1 </dev/null || true; } | awk 1
        continue
        ;;
    yes*) continue ;;
    esac
    printf '%s\n' "$line"
done <"$readme" >"$scratch/actual"

if [ "$update" = --update ]; then
    cat "$scratch/actual" >"$readme"
else
    diff -u --label "$2" --label actual "$readme" "$scratch/actual"
fi
