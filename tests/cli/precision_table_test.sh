#!/usr/bin/env bash
# The table of README.md is what apps/precision-table.sh prints; a share of its lines where LINAC_TEST_SCALE is below 100.
#
#     precision_table_test.sh LINAC
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
step=$((100 / ${LINAC_TEST_SCALE:-100}))
[ "$step" -gt 0 ] || step=1
table=$(mktemp)
trap 'rm -f "$table"' EXIT
table_of_readme() { sed -n '/^| automaton | network | bf16/,/^$/p' "$root/README.md" | sed '/^$/d'; }

"$root/apps/precision-table.sh" "$1" "$step" >"$table"
if [ "$step" -gt 1 ]; then
    [ "$(wc -l <"$table")" -gt 3 ]
    if grep -vxFf <(table_of_readme) "$table"; then exit 1; fi
else
    [ "$(wc -l <"$table")" -gt 40 ]
    diff "$table" <(table_of_readme)
fi
