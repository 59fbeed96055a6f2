#!/usr/bin/env bash
# Installs what is missing, builds linac into build/, and does its main job on two automata.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source apps/packages.sh
install_missing "${build_packages[@]}"

cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release -DLINAC_TESTS=OFF -DLINAC_BENCHMARKS=OFF
cmake --build build

echo
PATH="$PWD/build/bin:$PATH" apps/main-job.sh
