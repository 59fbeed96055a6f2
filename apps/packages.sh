# The Debian packages that linac stands on, and a function that installs those that are missing. Sourced by the scripts.

# To build: compiler, FLINT for exact arithmetic, oneTBB for threads, Graphviz and a font for pictures, pugixml for JFLAP's
# files, CLI11, fmt and nlohmann-json for the program.
build_packages=(g++ cmake ninja-build libflint-dev libtbb-dev libgraphviz-dev fonts-dejavu-core libpugixml-dev libcli11-dev
                libfmt-dev nlohmann-json3-dev)

# To test and measure. Boost.Multiprecision and Python are there to check with code that is not ours. Open MPI is for
# linac batch under mpirun, which is built where CMake finds MPI. PyTorch, 200 MB of packages, is for the tests of exported weights
# alone: neither linac nor its exports need it. The Debian packages are made by dpkg-dev and file; man and the shells read
# the man pages and completions.
test_packages=(libgtest-dev librapidcheck-dev libbenchmark-dev libboost-dev python3 openmpi-bin libopenmpi-dev
               python3-torch dpkg-dev file man-db groff-base zsh fish)

# To open the page of linac trace in Chromium. npm fetches what drives it, see tests/page/package.json.
page_packages=(chromium nodejs)
command -v npm >/dev/null || page_packages+=(npm)

# For .ci/run: a second compiler and the format and style checks.
check_packages=(git clang clang-format clang-tidy libclang-rt-dev)

# install_missing PACKAGE...: asks apt-get only for what dpkg does not have, so that nothing is downloaded twice.
install_missing() {
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian; linac expects the equivalents of: $*" >&2
        return 0
    fi
    local package missing=()
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    echo "Installing ${missing[*]}"
    "${as_root[@]}" apt-get -q update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}"
}
