#!/usr/bin/env bash
# Makes a folder of headers that have the names of linac's and are another project's: who includes one, fails to compile.
#
#     namesakes.sh FOLDER
set -euo pipefail

lib=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../../lib")
mkdir -p "$1"
cd "$1"
(cd "$lib" && find . -name '*.hpp') | while IFS= read -r header; do
    mkdir -p "$(dirname "$header")"
    echo '#error "this is a header of another project"' >"$header"
done
