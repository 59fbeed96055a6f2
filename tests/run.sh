#!/usr/bin/env bash
# Installs what is missing, builds linac and its tests into build/, and runs them all: property and other heavy tests with a
# fifth of their cases, or with all after --full. Other arguments go to ctest.
#
#     tests/run.sh [--full] [ARGUMENT...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ "${1:-}" = --full ]; then
    export LINAC_TEST_SCALE=100
    shift
fi
source apps/packages.sh
prepare 1000 "${build_packages[@]}" "${test_packages[@]}"
build -DLINAC_TESTS=ON -DLINAC_BENCHMARKS=ON
run_tests build "$@"
