#!/usr/bin/env bash
# Runs a test of the page in Chromium, driven by playwright-core. Exit status 77 where one of them is missing.
#
#     with_chromium.sh SCRIPT [ARGUMENT...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing() {
    echo "$1: test not run"
    exit 77
}

CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    missing "no Chromium; on Debian: apt-get install chromium"
node -e 'process.exit(process.versions.node.split(".")[0] >= 18 ? 0 : 1)' 2>/dev/null ||
    missing "no Node.js 18 or later; on Debian: apt-get install nodejs"
[ -d "$here/node_modules/playwright-core" ] || missing "no playwright-core; npm ci --prefix tests/page installs it"

export CHROMIUM
exec node "$@"
