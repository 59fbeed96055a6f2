#!/usr/bin/env bash
# Installs a build into a scratch prefix and uses it as a stranger would: the program, and an example by find_package(linac),
# next to headers of the same names as linac's. package_test.sh builds them all.
#
#     install_test.sh BUILD_FOLDER CXX_COMPILER [FLAGS]
set -euo pipefail

build=$(realpath "$1")
compiler=$2
flags=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
examples=$(realpath "$here/../../apps/examples")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# configure FOLDER OPTION...: the examples, with the installed library.
configure() {
    cmake -G Ninja -S "$examples" -B "$1" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_PREFIX_PATH="$scratch/prefix" \
        -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="-I$scratch/theirs $flags" "${@:2}" >"$scratch/log" 2>&1
}

cmake --install "$build" --prefix "$scratch/prefix" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
diff <("$scratch/prefix/bin/linac" --version) <(echo "linac $version")

"$here/namesakes.sh" "$scratch/theirs"
{ configure "$scratch/build" && cmake --build "$scratch/build" --target example-run >"$scratch/log" 2>&1; } ||
    { cat "$scratch/log"; exit 1; }
diff <("$scratch/build/example-run" "$examples/../../automata/weighted/fibonacci.linac" aaaaaaaaaaaaaaaaaaaa) <(echo 6765)

if configure "$scratch/without" -DCMAKE_DISABLE_FIND_PACKAGE_fmt=ON -DCMAKE_DISABLE_FIND_PACKAGE_pugixml=ON; then
    echo "CMake found linac without what it is linked with" && exit 1
fi
missing="fmt (in Debian's libfmt-dev), pugixml (in Debian's libpugixml-dev)"
[[ $(tr -s ' \n' ' ' <"$scratch/log") == *"programs with linac need $missing, which CMake did not find"* ]]
