#!/usr/bin/env bash
# Runs the commands of a transcript again and compares what they print, to the letter.
#
#     transcript.sh LINAC FILE [--update]
#
# Lines of FILE:
#     #: about the commands that follow
#     $ a command, run by bash in a scratch folder that has automata/ and data/
#     a line of its standard output
#     ! a line of its standard error
#     [1]            its exit status, if not 0
# --update writes what was printed into FILE instead; read the difference before you commit it.
set -euo pipefail

program=$(realpath "$1")
transcript=$(realpath "$2")
update=${3:-}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/clone"
ln -s "$program" "$scratch/bin/linac"
ln -s "$root/automata" "$root/data" "$scratch/clone/"
export PATH="$scratch/bin:$PATH" LC_ALL=C.UTF-8

cd "$scratch/clone"
first=yes
while IFS= read -r line; do
    case $line in
    '#: '*)
        [ "$first" = yes ] || echo
        printf '%s\n' "$line"
        ;;
    '$ -> '*) ;; # of an automaton that was printed
    '$ '*)
        printf '%s\n' "$line"
        status=0
        bash -c "${line#\$ }" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
        awk 1 "$scratch/out"
        awk '{ print "! " $0 }' "$scratch/err"
        [ "$status" = 0 ] || echo "[$status]"
        ;;
    esac
    first=no
done <"$transcript" >"$scratch/actual"

if [ "$update" = --update ]; then
    cat "$scratch/actual" >"$transcript"
else
    diff -u --label expected --label actual "$transcript" "$scratch/actual"
fi
