#!/usr/bin/env bash
# The table of README.md is what apps/precision-table.sh prints.
#
#     precision_table_test.sh LINAC
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if [ "${LINAC_TEST_SCALE:-100}" -lt 100 ]; then
    echo "takes long in slow builds"
    exit 77
fi
table=$(mktemp)
trap 'rm -f "$table"' EXIT
"$root/apps/precision-table.sh" "$1" >"$table"
[ "$(wc -l <"$table")" -gt 40 ]
diff "$table" <(sed -n '/^| automaton | network | bf16/,/^$/p' "$root/README.md" | sed '/^$/d')
