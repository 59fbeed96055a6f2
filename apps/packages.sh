# The Debian packages that linac stands on, and functions that install those that are missing and build. Sourced by the scripts.

# To build: compiler, FLINT for exact arithmetic, oneTBB for threads, Graphviz and a font for pictures, pugixml for JFLAP's
# files, CLI11, fmt and nlohmann-json for the program.
build_packages=(g++ cmake ninja-build libflint-dev libtbb-dev libgraphviz-dev fonts-dejavu-core libpugixml-dev libcli11-dev
                libfmt-dev nlohmann-json3-dev)

# To test and measure. CMake takes ccache where it is, and later builds are short. Boost.Multiprecision and Python are
# there to check with code that is not ours. Open MPI is for linac batch under mpirun, which is built where CMake finds MPI.
# PyTorch, 200 MB of packages, is for the tests of exported weights alone: neither linac nor its exports need it. Doxygen makes
# the library's reference. The Debian packages are made by dpkg-dev and file; man and the shells read the man pages and
# completions.
test_packages=(ccache libgtest-dev librapidcheck-dev libbenchmark-dev libboost-dev python3 openmpi-bin libopenmpi-dev
               python3-torch doxygen dpkg-dev file man-db groff-base zsh fish)

# To open the page of linac trace in Chromium. npm fetches what drives it, see tests/page/package.json.
page_packages=(chromium nodejs)
command -v npm >/dev/null || page_packages+=(npm)

# For .ci/run: a second compiler and the format and style checks.
check_packages=(git clang clang-format clang-tidy libclang-rt-dev)

# What tells that a package is there where apt-get did not install it: one of these commands, or what CMake's find_package
# finds. Packages without an entry are not looked for.
declare -A command_of=([g++]="${CXX:-c++} g++ clang++" [cmake]=cmake [ninja-build]=ninja [python3]=python3 [chromium]=chromium
                       [doxygen]=doxygen
                       [nodejs]=node [npm]=npm [git]=git [clang]=clang++ [clang-format]=clang-format
                       [clang-tidy]=run-clang-tidy)
declare -A cmake_name_of=([libflint-dev]=FLINT [libtbb-dev]=TBB [libgraphviz-dev]=Graphviz [libpugixml-dev]=pugixml
                          [libcli11-dev]=CLI11 [libfmt-dev]=fmt [nlohmann-json3-dev]=nlohmann_json [libgtest-dev]=GTest
                          [librapidcheck-dev]=rapidcheck [libbenchmark-dev]=benchmark [libboost-dev]=Boost)

# not_installed PACKAGE...: those that dpkg does not have.
not_installed() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

# not_found PACKAGE...: sets lacking to those that are not there at all, and unknown to the libraries that cannot be looked for,
# as that takes CMake and a compiler.
not_found() {
    local package libraries=() probe
    lacking=() unknown=()
    for package in "$@"; do
        if [ -n "${command_of[$package]:-}" ]; then
            # shellcheck disable=SC2086 # several commands
            command -v ${command_of[$package]} >/dev/null || lacking+=("$package")
        elif [ -n "${cmake_name_of[$package]:-}" ]; then
            libraries+=("$package")
        fi
    done
    [ ${#libraries[@]} -gt 0 ] || return 0
    probe=$(mktemp -d)
    {
        echo "cmake_minimum_required(VERSION 3.25)"
        echo "project(probe LANGUAGES CXX)"
        echo "list(APPEND CMAKE_MODULE_PATH \"$PWD/lib\")"
        for package in "${libraries[@]}"; do
            echo "find_package(${cmake_name_of[$package]} QUIET)"
            echo "if(NOT ${cmake_name_of[$package]}_FOUND)"
            echo "  message(NOTICE \"lacking $package\")"
            echo "endif()"
        done
    } >"$probe/CMakeLists.txt"
    if [[ " ${lacking[*]} " =~ " "(g\+\+|cmake|ninja-build)" " ]]; then
        unknown=("${libraries[@]}")
    elif cmake -G Ninja -S "$probe" -B "$probe" >"$probe/log" 2>&1; then
        mapfile -t -O ${#lacking[@]} lacking < <(sed -n 's/^lacking //p' "$probe/log")
    else
        cat "$probe/log" >&2
        unknown=("${libraries[@]}")
    fi
    rm -r "$probe"
}

# Whether apt-get can be used here; says why not.
can_install() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "There is no apt-get here."
    elif [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        echo "apt-get works for root only, and there is no sudo here."
    elif [ "$(id -u)" != 0 ] && ! sudo true; then
        echo "apt-get works for root only, and sudo refuses."
    else
        return 0
    fi
    return 1
}

# room MEGABYTES FOLDER: whether they are free there; says so if not.
room() {
    local free
    free=$(df -Pk "$2" | awk 'NR == 2 { printf "%d", $4 / 1024 }')
    [ "$free" -lt "$1" ] || return 0
    echo "Too little room: $1 MB may be needed in $2, where $free MB are free. Nothing was changed." >&2
    echo "Make room and start this again." >&2
    return 1
}

# prepare MEGABYTES PACKAGE...: installs the packages that are missing, after it has seen that this can be done, and that a build
# of so many megabytes has room. Otherwise it says what is wrong and fails, before anything is changed.
prepare() {
    local megabytes=$1 missing=() lacking=() unknown=() installing=0 reason as_root=()
    shift
    if [ ! -w . ] || { [ -e build ] && [ ! -w build ]; }; then
        echo "You may not write in $PWD, or in build there. Nothing was changed." >&2
        echo "Start this as the user who may, or in a copy of your own." >&2
        return 1
    fi
    mapfile -t missing < <(not_installed "$@")
    if [ ${#missing[@]} -gt 0 ]; then
        if reason=$(can_install); then
            installing=$((100 * ${#missing[@]}))  # what a package takes on average, with those that it needs
        else
            not_found "${missing[@]}"
            if [ $((${#lacking[@]} + ${#unknown[@]})) -gt 0 ]; then
                echo "$reason Missing, named as in Debian: ${lacking[*]:-a compiler that CMake can use}" >&2
                [ ${#unknown[@]} = 0 ] || echo "Without these, CMake cannot tell whether these are there: ${unknown[*]}" >&2
                echo "Nothing was changed. Install them, or what your system has in their place, and start this again." >&2
                return 1
            fi
            echo "$reason It is not needed: the tools and libraries are there."
        fi
    fi
    [ ! -e build ] || megabytes=$((megabytes - $(du -sk build | awk '{ printf "%d", $1 / 1024 }')))
    if [ "$installing" -gt 0 ]; then
        if [ "$(stat -c %d .)" = "$(stat -c %d /usr)" ]; then megabytes=$((megabytes + installing)); fi
        room "$installing" /usr
    fi
    room "$megabytes" "$PWD"

    [ "$installing" -gt 0 ] || return 0
    echo "Installing ${missing[*]}"
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get -q update || true  # what the lists from before do not have will not be fetched
    if ! "${as_root[@]}" apt-get -q -y install --no-install-recommends --download-only "${missing[@]}"; then
        echo "These packages, or some that they need, could not be fetched: ${missing[*]}" >&2
        echo "Nothing was installed or built. When apt-get reaches its servers, start this again." >&2
        return 1
    fi
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y install --no-install-recommends "${missing[@]}"; then
        echo "These packages were fetched, but could not be installed: ${missing[*]}" >&2
        echo "Nothing was built. When \"apt-get install ${missing[*]}\" works, start this again." >&2
        return 1
    fi
}

# install_missing PACKAGE...: asks apt-get only for what dpkg does not have, so that nothing is downloaded twice.
install_missing() {
    prepare 0 "$@"
}

# build OPTION...: configures build/ with these options of CMake, and builds. It goes on where an earlier one was interrupted; if that
# was before CMake had finished, CMake starts afresh, as what it had written may be incomplete.
build() {
    local fresh=()
    [ -e build/build.ninja ] || [ -e build/Makefile ] || fresh=(--fresh)
    cmake "${fresh[@]}" -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=Release "$@"
    NINJA_STATUS='[%f/%t, %e s] ' cmake --build build
}

# run_tests FOLDER OPTION...: runs the tests of a build with these options of ctest, and says how many passed. LINAC_TEST_SCALE is
# how much they do, in percent: 100 is 1000 cases of each property. With LINAC_TEST_SEED, these are the same each time.
run_tests() {
    export LINAC_TEST_SCALE=${LINAC_TEST_SCALE:-20}
    export RC_PARAMS=${RC_PARAMS:-max_success=$((10 * LINAC_TEST_SCALE)) ${LINAC_TEST_SEED:+seed=$LINAC_TEST_SEED}}
    rm -rf "$1/results"
    mkdir "$1/results"
    ctest --test-dir "$1" --parallel "$(nproc)" --output-on-failure --output-junit results/ctest.xml "${@:2}" || true
    tests/summary.py "$1"
}
