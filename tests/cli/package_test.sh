#!/usr/bin/env bash
# Packs a build, unpacks the Debian packages into an empty root, and uses what is there as a stranger would: program, zoo,
# documentation, man pages, completions, PyTorch module, library. The tarball and cmake --install have the same files.
# Status 77 skips it where what makes or reads packages is missing.
#
#     package_test.sh BUILD_FOLDER CXX_COMPILER [FLAGS]
set -euo pipefail

build=$(realpath "$1")
compiler=$2
flags=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for needed in dpkg-deb dpkg-shlibdeps file man bash zsh fish; do
    command -v "$needed" >/dev/null && continue
    echo "no $needed: not tested"
    exit 77
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch LC_ALL=C.UTF-8

# logged COMMAND...: its output is shown only if it fails.
logged() {
    "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
}

logged cpack --config "$build/CPackConfig.cmake" -B "$scratch/packages"
rm -rf "$scratch/packages/_CPack_Packages"
root=$scratch/root
for package in "$scratch"/packages/*.deb; do dpkg-deb --extract "$package" "$root"; done

# The tarball and cmake --install have the same files.
logged cmake --install "$build" --prefix "$scratch/prefix"
(cd "$root/usr" && find . ! -type d | sort) >"$scratch/files"
diff "$scratch/files" <(tar -tf "$scratch"/packages/*.tar.gz | grep -v '/$' | sed 's|^[^/]*|.|' | sort)
diff "$scratch/files" <(cd "$scratch/prefix" && find . ! -type d | sort)

# What the packages say of themselves.
version=$(sed -nE 's/^project\(linac VERSION ([0-9.]+).*/\1/p' "$here/../../CMakeLists.txt")
field() { dpkg-deb --field "$scratch/packages/linac_$version"_*.deb "$1"; }
diff <(field Version) <(echo "$version")
field Depends | grep libflint >"$scratch/log"
if field Depends | grep mpi; then exit 1; fi # it comes with linac-mpi alone

export PATH=$root/usr/bin:$PATH
share=$root/usr/share
documentation=$share/doc/linac
[ "$(command -v linac)" = "$root/usr/bin/linac" ]
diff <(linac version) <(echo "linac $version")
diff <(gzip -dc "$documentation/changelog.gz" | grep -m 1 '^## ' | cut -d ' ' -f 2) <(echo "$version")
grep -qx "version: $version" "$documentation/CITATION.cff"
cmp "$documentation/copyright" "$here/../../LICENSE"

# The zoo, in the folders that the documentation names.
mkdir "$scratch/folder"
ln -s "$documentation/automata" "$documentation/data" "$scratch/folder/"
cd "$scratch/folder"
linac compile automata/permutation/s5-transpositions.linac --to deltanet -o s5.json >/dev/null
linac verify automata/permutation/s5-transpositions.linac s5.json | grep '^equal on all words' >"$scratch/log"
linac run automata/weighted/a-minus-b.linac --words data/words-ab.txt | diff - data/words-ab.a-minus-b.txt
for automaton in automata/*/*.linac; do linac info "$automaton" >/dev/null; done
[ ! -e automata/broken ]

# Links between documents lead somewhere.
(cd "$documentation" && grep -roE '\]\([^):#]+\.(md|svg)' --include='*.md' . automata/ data/ | sort -u) |
    while IFS=: read -r document link; do
        target=$(dirname "$document")/${link#*(}
        [ -e "$documentation/$target" ] || { echo "$document has a link to $target"; exit 1; }
    done

# The lessons, with the program that is installed.
logged "$documentation/apps/lessons/01-parity.sh" "$scratch/lesson" "$root/usr/bin/linac"

# Under mpirun, the program finds the module of linac-mpi: two processes write what one does.
if [ -e "$root/usr/lib/linac/linac-mpi.so" ] && command -v mpirun >/dev/null; then
    export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
    echo '{"left": "automata/weighted/parity.linac", "right": "automata/permutation/parity.linac"}' >pairs.jsonl
    diff <(mpirun --oversubscribe -n 2 linac batch pairs.jsonl 2>err) <(linac batch pairs.jsonl 2>err)
fi

# Man pages, one a verb.
export MANPATH=$share/man
man linac-compile | col -b | grep -x ' *linac compile \[OPTIONS\] AUTOMATON' >"$scratch/log"
for verb in $(linac help | sed -nE 's/^  ([a-z][a-z-]*) .*/\1/p'); do man -w "linac-$verb" >/dev/null; done
man -w linac >/dev/null

# Completions, where the shells look for them.
diff <(bash "$here/complete.bash" "$share/bash-completion/completions/linac" 'linac compile --to rw') <(echo rwkv7)
cp "$share/zsh/vendor-completions/_linac" "$scratch/"
diff <(zsh -f "$here/complete.zsh" "$scratch" 'linac compile --to rw') <(echo rwkv7)
diff <(XDG_DATA_DIRS=$share fish -c "complete -C 'linac compile --to rw'" | cut -f 1) <(echo rwkv7)

# The PyTorch module.
export PYTHONPATH=$root/usr/lib/python3/dist-packages PYTHONDONTWRITEBYTECODE=1
linac export s5.json --format safetensors -o s5 >/dev/null
if python3 -c 'import torch' 2>/dev/null; then
    python3 -c 'import linac_torch; print(linac_torch.Network.load("s5").weights(["abcdabcd"]))' | diff - <(echo '[3.0]')
else
    python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read())' "$PYTHONPATH/linac_torch.py"
fi

# The library: the examples that are packed are built with it, and say what their README shows.
examples=apps/examples
logged cmake -G Ninja -S "$documentation/$examples" -B "$scratch/examples" -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_PREFIX_PATH="$root/usr" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$flags"
logged cmake --build "$scratch/examples"
PATH="$scratch/examples:$PATH" "$here/readme_test.sh" "$root/usr/bin/linac" "$documentation/$examples/README.md"
