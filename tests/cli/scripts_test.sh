#!/usr/bin/env bash
# The scripts on machines where something is missing: what they say, and that they change nothing. They run in a small tree that
# has the same scripts, with stubs for apt-get and its like on the PATH, and there builds a program of two files.
#
#     scripts_test.sh
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset CXX CC CXXFLAGS CFLAGS LDFLAGS NINJA_STATUS CMAKE_GENERATOR
export LC_ALL=C.UTF-8 STATE=$scratch/state
tools=(awk bash cat chmod dirname du env grep head mkdir mktemp nproc rm sed sleep stat touch)
compilers=(ar as c++ cmake ld ninja ranlib)

fail() {
    echo "$case: $1" >&2
    [ ! -e "$scratch/output" ] || cat "$scratch/output" >&2
    exit 1
}

# has COMMAND...: these commands are on the machine, as they are on this one.
has() {
    local command
    for command in "$@"; do
        printf '#!%s\nexec %q "$@"\n' "$BASH" "$(command -v "$command")" >"$scratch/bin/$command"
        chmod +x "$scratch/bin/$command"
    done
}

# stub COMMAND: it is on the machine, and does what standard input says.
stub() {
    { echo "#!$BASH"; cat; } >"$scratch/bin/$1"
    chmod +x "$scratch/bin/$1"
}

# machine NAME: a new tree, on a machine with little more than the shell, whose user is not root.
machine() {
    case=$1
    rm -rf "${scratch:?}/bin" "$scratch/tree" "$STATE" "$scratch/output"
    mkdir -p "$scratch/bin" "$STATE" "$scratch/tree/apps" "$scratch/tree/lib" "$scratch/tree/tests"
    cp "$root"/apps/{packages,quickstart,main-job}.sh "$scratch/tree/apps"
    cp "$root/tests/run.sh" "$scratch/tree/tests"
    cat >"$scratch/tree/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(linac LANGUAGES CXX)
option(LINAC_TESTS "" ON)
option(LINAC_BENCHMARKS "" ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
add_library(first OBJECT first.cpp)
add_custom_command(OUTPUT main.cpp COMMAND ${PROJECT_SOURCE_DIR}/main.sh DEPENDS $<TARGET_OBJECTS:first> VERBATIM)
add_executable(linac main.cpp $<TARGET_OBJECTS:first>)
END
    echo 'int first() { return 0; }' >"$scratch/tree/first.cpp"
    cat >"$scratch/tree/main.sh" <<'END'
#!/usr/bin/env bash
if [ -e "$STATE/slow" ]; then touch "$STATE/waiting"; sleep 600; fi
echo 'int first(); int main() { return first(); }' > main.cpp
END
    chmod +x "$scratch/tree/main.sh"
    # What looks for the libraries here finds them all.
    local name
    for name in FLINT TBB Graphviz pugixml CLI11 fmt nlohmann_json GTest rapidcheck benchmark Boost; do
        echo "set(${name}_FOUND TRUE)" >"$scratch/tree/lib/Find$name.cmake"
    done
    has "${tools[@]}"
    stub id <<<'echo 1000'
    stub df <<<'echo header; echo "disk 0 0 100000000 0% /"'
}

# debian: the machine has apt-get, which installs what it is asked for, and dpkg-query.
debian() {
    stub dpkg-query <<'END'
if [ -e "$STATE/installed-${!#}" ] || [ -e "$STATE/all-installed" ]; then echo -n installed; else exit 1; fi
END
    stub apt-get <<'END'
echo "apt-get $*" >> "$STATE/calls"
[ ! -e "$STATE/offline" ] || [[ " $* " = *" update "* ]] || { echo "E: Failed to fetch" >&2; exit 100; }
[[ " $* " = *" install "* && " $* " != *" --download-only "* ]] || exit 0
for package in "$@"; do touch "$STATE/installed-$package"; done
END
}

# expect STATUS SCRIPT TEXT...: the script ends so, and its output has these texts.
expect() {
    local expected=$1 script=$2 status=0 text
    shift 2
    PATH=$scratch/bin "$scratch/tree/$script" >"$scratch/output" 2>&1 </dev/null || status=$?
    [ "$status" = "$expected" ] || fail "exit status $status instead of $expected"
    for text in "$@"; do grep -qF -- "$text" "$scratch/output" || fail "does not say: $text"; done
}

nothing_changed() {
    [ ! -e "$scratch/tree/build" ] || fail "there is a folder build"
    [ ! -e "$STATE/calls" ] || fail "$(cat "$STATE/calls")"
}

built() {
    [ -x "$scratch/tree/build/bin/linac" ] || fail "nothing was built"
}

machine "nothing is there"
expect 1 apps/quickstart.sh "There is no apt-get here. Missing, named as in Debian: g++ cmake ninja-build" \
    "CMake cannot tell whether these are there: libflint-dev" "Nothing was changed. Install them"
nothing_changed
expect 1 tests/run.sh "Missing, named as in Debian: g++ cmake ninja-build python3" "libgtest-dev"
nothing_changed

machine "no apt-get, no compiler"
has cmake ninja
expect 1 apps/quickstart.sh "There is no apt-get here. Missing, named as in Debian: g++" "Without these, CMake"
nothing_changed

machine "no apt-get, two libraries missing"
has "${compilers[@]}"
echo "set(FLINT_FOUND FALSE)" >"$scratch/tree/lib/FindFLINT.cmake"
echo "set(CLI11_FOUND FALSE)" >"$scratch/tree/lib/FindCLI11.cmake"
expect 1 apps/quickstart.sh "Missing, named as in Debian: libflint-dev libcli11-dev" "Nothing was changed."
nothing_changed

machine "no apt-get, a compiler that does not work"
has "${compilers[@]}"
stub c++ <<<'exit 1'
expect 1 apps/quickstart.sh "is not able to compile a simple test program" "Missing, named as in Debian: a compiler"
nothing_changed

machine "no apt-get, all there"
has "${compilers[@]}"
expect 0 apps/quickstart.sh "It is not needed: the tools and libraries are there." "> linac verify" "The program is build/bin/linac"
built

machine "packages missing, neither root nor sudo"
debian
has cmake ninja
expect 1 apps/quickstart.sh "apt-get works for root only, and there is no sudo here. Missing, named as in Debian: g++"
nothing_changed

machine "packages missing, sudo refuses"
debian
stub sudo <<<'echo "sudo: a password is required" >&2; exit 1'
has cmake ninja
expect 1 apps/quickstart.sh "sudo: a password is required" "and sudo refuses. Missing, named as in Debian: g++"
nothing_changed

machine "no room for the packages"
debian
stub id <<<'echo 0'
stub df <<<'echo header; echo "disk 0 0 204800 0% /"'
expect 1 apps/quickstart.sh "Too little room:" "where 200 MB are free. Nothing was changed." "Make room"
nothing_changed

machine "no room to build"
debian
touch "$STATE/all-installed"
stub df <<<'echo header; echo "disk 0 0 1024 0% /"'
expect 1 apps/quickstart.sh "Too little room:" "$scratch/tree, where 1 MB are free. Nothing was changed."
nothing_changed
expect 1 tests/run.sh "Too little room:" "Make room and start this again."
nothing_changed

machine "offline"
debian
stub id <<<'echo 0'
touch "$STATE/offline"
expect 1 apps/quickstart.sh "could not be fetched: g++ cmake" "Nothing was installed or built. When apt-get reaches its servers"
[ ! -e "$scratch/tree/build" ] || fail "there is a folder build"
! grep -v -e ' update$' -e --download-only "$STATE/calls" || fail "apt-get was asked for more than to fetch"
rm "$STATE/offline"
has "${compilers[@]}"
expect 0 apps/quickstart.sh "The program is build/bin/linac"
built

machine "one package missing, sudo"
debian
for package in g++ cmake ninja-build libflint-dev libtbb-dev libgraphviz-dev fonts-dejavu-core libpugixml-dev libcli11-dev libfmt-dev; do
    touch "$STATE/installed-$package"
done
has "${compilers[@]}"
stub sudo <<'END'
echo "sudo $*" >> "$STATE/calls"
"$@"
END
expect 0 apps/quickstart.sh "Installing nlohmann-json3-dev" "The program is build/bin/linac"
grep -q '^sudo .*apt-get .*install .* nlohmann-json3-dev$' "$STATE/calls" || fail "sudo was not asked"
built

machine "all there"
debian
touch "$STATE/all-installed"
has "${compilers[@]}"
expect 0 apps/quickstart.sh "The build takes about" "[3/4, " "The program is build/bin/linac"
[ ! -e "$STATE/calls" ] || fail "apt-get was called"
built

machine "interrupted while it builds"
debian
touch "$STATE/all-installed" "$STATE/slow"
has "${compilers[@]}"
setsid env PATH="$scratch/bin" "$scratch/tree/apps/quickstart.sh" >"$scratch/output" 2>&1 &
pid=$!
for _ in $(seq 600); do [ ! -e "$STATE/waiting" ] || break; sleep 0.1; done
[ -e "$STATE/waiting" ] || fail "it does not come to the second file"
kill -KILL -- -$pid
wait $pid 2>/dev/null || true
rm "$STATE/slow"
[ ! -e "$scratch/tree/build/bin/linac" ] || fail "it was not interrupted"
expect 0 apps/quickstart.sh "[3/3, " "The program is build/bin/linac"
! grep -q first.cpp "$scratch/output" || fail "the first file is compiled again"
built

machine "interrupted while CMake configures"
debian
touch "$STATE/all-installed"
has "${compilers[@]}"
expect 0 apps/quickstart.sh "The program is build/bin/linac"
rm "$scratch/tree/build/build.ninja"
for file in "$scratch"/tree/build/CMakeCache.txt "$scratch"/tree/build/CMakeFiles/*/CMakeCXXCompiler.cmake; do
    head -c 300 "$file" >"$scratch/half"
    cp "$scratch/half" "$file"
done
expect 0 apps/quickstart.sh "The program is build/bin/linac"
built

machine "a folder of somebody else"
debian
touch "$STATE/all-installed"
chmod a-w "$scratch/tree"
if [ -w "$scratch/tree" ]; then
    echo "$case: not tried, as root may write everywhere"
else
    expect 1 apps/quickstart.sh "You may not write in $scratch/tree"
    nothing_changed
fi
chmod u+w "$scratch/tree"
