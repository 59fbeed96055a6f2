#!/usr/bin/env bash
# Uses linac as a stranger would whose project adds it as a folder, see stranger/, without what only the program and the tests
# need. Compiling the library takes four minutes of a core: where LINAC_TEST_SCALE is below 100, it is not linked, and one of
# its rooms is compiled, and one example. What is compiled stays in BUILD_FOLDER, so that the second time is short.
#
#     subdirectory_test.sh BUILD_FOLDER CXX_COMPILER [FLAGS]
set -euo pipefail

build=$(realpath "$1")
compiler=$2
flags=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(realpath "$here/../..")
folder=$build/tests/subdirectory
mkdir -p "$folder"
"$here/namesakes.sh" "$folder/build/theirs"
targets=(all)
if [ "${LINAC_TEST_SCALE:-100}" -lt 100 ]; then
    targets=(linac_base examples/CMakeFiles/example-compile.dir/compile.cpp.o)
fi

options=(-DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$flags")
! command -v ccache >/dev/null || options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
for package in CLI11 MPI GTest rapidcheck benchmark Boost; do
    options+=(-DCMAKE_DISABLE_FIND_PACKAGE_$package=ON)
done
{
    cmake --no-warn-unused-cli -G Ninja -S "$here/stranger" -B "$folder/build" "${options[@]}" &&
        cmake --build "$folder/build" --target "${targets[@]}"
} >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
if grep -i ' warning: ' "$folder/log"; then exit 1; fi

# The stranger's project is as it would be without linac: nothing else is built or installed, and the build type is its own.
if [ "${targets[0]}" = all ]; then
    PATH="$folder/build/examples:$PATH" "$here/readme_test.sh" "$build/bin/linac" "$root/apps/examples/README.md"
    diff <(find "$folder/build" -type f -executable ! -path '*/CMakeFiles/*' -printf '%f\n' | sort) \
        <(printf 'example-%s\n' batch compile minimize run)
fi
cmake --install "$folder/build" --prefix "$folder/prefix" >/dev/null
[ ! -e "$folder/prefix" ]
grep -qx 'CMAKE_BUILD_TYPE:STRING=' "$folder/build/CMakeCache.txt"
