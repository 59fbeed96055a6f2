#!/usr/bin/env bash
# Installs what is missing, builds linac and its tests into build/, and runs them all. Arguments go to ctest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

source apps/packages.sh
prepare 1000 "${build_packages[@]}" "${test_packages[@]}"
build -DLINAC_TESTS=ON -DLINAC_BENCHMARKS=ON
run_tests build "$@"
