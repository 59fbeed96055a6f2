#!/usr/bin/env bash
# Installs a build into a scratch prefix and uses it as a stranger would: find_package(linac), and the program.
#
#     install_test.sh BUILD_FOLDER CXX_COMPILER [FLAGS]
set -euo pipefail

build=$(realpath "$1")
compiler=$2
flags=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cmake --install "$build" --prefix "$scratch/prefix" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
{
    cmake -G Ninja -S "$here/consumer" -B "$scratch/build" -DCMAKE_BUILD_TYPE=Debug \
        -DCMAKE_PREFIX_PATH="$scratch/prefix" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$flags" &&
        cmake --build "$scratch/build"
} >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }

diff <("$scratch/build/consumer") <(printf '6765\nequal\n')
diff <("$scratch/prefix/bin/linac" --version) <(printf 'linac 0.2.0\n')
