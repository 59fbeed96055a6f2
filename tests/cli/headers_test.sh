#!/usr/bin/env bash
# Holds linac.hpp against the rooms: whatever the program includes is in it, in the order of lib/README.md, and has an example
# and a test.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

included() { sed -nE 's|^#include "([^"]*)".*|\1|p' "$@"; }
mapfile -t headers < <(included lib/linac.hpp)

status=0
for header in $(included apps/linac/*.[ch]pp | sort -u); do
    [ -e "lib/$header" ] || continue # one of the program's own
    [[ " ${headers[*]} " == *" $header "* ]] || { echo "linac.hpp lacks $header"; status=1; }
done

# What lib/README.md says of headers.
for header in "${headers[@]}"; do
    grep -q '^//     ' "lib/$header" || { echo "lib/$header opens without an example"; status=1; }
    [ -e "tests/${header%.hpp}_test.cpp" ] || { echo "lib/$header has no test of its name"; status=1; }
done

rooms=$(sed -nE 's/^\| \[([a-z]+)\/\].*/\1/p' lib/README.md)
diff <(printf '%s\n' "${headers[@]}" | sed -n 's|/.*||p' | uniq) <(echo "$rooms") || {
    echo "the rooms of linac.hpp are not those of lib/README.md in their order"
    status=1
}
exit $status
