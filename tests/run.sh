#!/usr/bin/env bash
# Installs what is missing, builds linac and its tests into build/, and runs them all. Arguments go to ctest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source apps/packages.sh
install_missing "${build_packages[@]}" "${test_packages[@]}"

cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release -DLINAC_TESTS=ON -DLINAC_BENCHMARKS=ON
cmake --build build
ctest --test-dir build --parallel "$(nproc)" --output-on-failure "$@"
