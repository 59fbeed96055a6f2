#!/usr/bin/env bash
# Uses linac as a stranger would whose project adds it as a folder: add_subdirectory(linac), next to headers of the same
# names as linac's, and without what only the program and the tests need. Compiling the library takes four minutes of a core; what
# is compiled stays in BUILD_FOLDER, so that the second time is short.
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

cat >"$folder/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(stranger LANGUAGES CXX)
include_directories(theirs)
add_subdirectory($root linac)
add_subdirectory($root/apps/examples examples)
END
"$here/namesakes.sh" "$folder/theirs"

options=(-DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$flags")
! command -v ccache >/dev/null || options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
for package in CLI11 MPI GTest rapidcheck benchmark Boost; do
    options+=(-DCMAKE_DISABLE_FIND_PACKAGE_$package=ON)
done
{
    cmake --no-warn-unused-cli -G Ninja -S "$folder" -B "$folder/build" "${options[@]}" && cmake --build "$folder/build"
} >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
if grep -i ' warning: ' "$folder/log"; then exit 1; fi
PATH="$folder/build/examples:$PATH" "$here/readme_test.sh" "$build/bin/linac" "$root/apps/examples/README.md"

# The stranger's project is as it would be without linac: nothing else is built or installed, and the build type is its own.
diff <(find "$folder/build" -type f -executable ! -path '*/CMakeFiles/*' -printf '%f\n' | sort) \
    <(printf 'example-%s\n' batch compile minimize run)
cmake --install "$folder/build" --prefix "$folder/prefix" >/dev/null
[ ! -e "$folder/prefix" ]
grep -qx 'CMAKE_BUILD_TYPE:STRING=' "$folder/build/CMakeCache.txt"
