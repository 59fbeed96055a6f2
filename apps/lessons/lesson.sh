# What the lessons have in common; sourced by each of them.
#
#     lesson "Title" "$@"     begins the page of this script in the folder that is given
#     take FILE               copies automata/FILE into the folder
#     say <<'END'             adds text to the page
#     show 'command'          runs the command in the folder, adds it and what it prints to the page
#     show_status 3 'command' the same for one that ends with this exit status
#     expect 'text'           what was printed last has this text, or the lesson fails
#     expect_not 'text'       or does not have it
#     picture FILE 'text'     adds a picture that a command made
#
# What the text states, an `expect` beside it asserts: a lesson ends well only if the program says all of it.
set -euo pipefail

lesson_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

lesson() {
    if [ $# -lt 2 ]; then
        echo "usage: $0 FOLDER [LINAC]" >&2
        exit 2
    fi
    local program
    program=$(realpath "${3:-$lesson_root/build/bin/linac}")
    mkdir -p "$2"
    lesson_printed=$(mktemp)
    lesson_programs=$(mktemp -d)
    trap 'rm -rf "$lesson_printed" "$lesson_programs"' EXIT
    ln -s "$program" "$lesson_programs/linac"
    export PATH="$lesson_programs:$PATH" LC_ALL=C.UTF-8
    cd "$2"
    lesson_page=$(basename "$0" .sh).md
    printf '# %s\n\n' "$1" >"$lesson_page"
}

take() {
    cp "$lesson_root/automata/$1" .
}

say() {
    cat >>"$lesson_page"
    echo >>"$lesson_page"
}

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    cat "$lesson_printed" >&2
    exit 1
}

show_status() {
    local status=0
    bash -c "$2" >"$lesson_printed" 2>&1 </dev/null || status=$?
    { printf '```console\n$ %s\n' "$2" && awk 1 "$lesson_printed" && printf '```\n\n'; } >>"$lesson_page"
    [ "$status" = "$1" ] || fail "exit status $status, not $1, of: $2"
}

show() {
    show_status 0 "$1"
}

expect() {
    grep -qF -- "$1" "$lesson_printed" || fail "not printed: $1"
}

expect_not() {
    ! grep -qF -- "$1" "$lesson_printed" || fail "printed: $1"
}

picture() {
    [ -s "$1" ] || fail "no picture $1"
    printf '![%s](%s)\n\n' "$2" "$1" >>"$lesson_page"
}
