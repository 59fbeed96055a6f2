#!/usr/bin/env bash
# Writes what the program prints now into the transcripts and READMEs. Read the difference before you commit it.
#
#     update.sh [LINAC]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
program=${1:-$root/build/bin/linac}

for transcript in "$here"/transcripts/*.txt; do "$here/transcript.sh" "$program" "$transcript" --update; done
for readme in README.md apps/README.md apps/operations.md automata/README.md automata/formats.md data/README.md lib/README.md; do
    "$here/readme_test.sh" "$program" "$root/$readme" --update
done
git -C "$root" diff --stat
