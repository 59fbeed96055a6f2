#!/usr/bin/env bash
# Installs what is missing, builds linac into build/, and does its main job on two automata.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

echo "This installs the Debian packages that are missing, builds linac in the folder build, and runs it on two automata.
The build takes about three minutes on two cores. If it is interrupted, start this again: it goes on where it was."
source apps/packages.sh
prepare 100 "${build_packages[@]}"
build -DLINAC_TESTS=OFF -DLINAC_BENCHMARKS=OFF

echo
PATH="$PWD/build/bin:$PATH" apps/main-job.sh
