#!/usr/bin/env bash
# Runs a script by a Python that has PyTorch: the one of PATH, or Debian's. Exit status 77 if neither has.
#
#     with_torch.sh SCRIPT [ARGUMENT...]
set -euo pipefail
export OMP_NUM_THREADS=1 # other tests run beside this one
for python in python3 /usr/bin/python3; do
    if "$python" -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("torch") is None)' 2>/dev/null; then
        PYTHONDONTWRITEBYTECODE=1 exec "$python" "$@"
    fi
done
echo "no Python with torch; on Debian: apt-get install python3-torch"
exit 77
