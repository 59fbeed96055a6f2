#!/usr/bin/env bash
# Runs a lesson, which asserts what it states; its pictures are there. Then runs it with a program whose digits are
# wrong, where it has to fail.
#
#     lessons_test.sh LINAC LESSON
set -euo pipefail
program=$(realpath "$1")
lesson=$(realpath "$2")
name=$(basename "$lesson" .sh)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$lesson" "$scratch/lesson" "$program"
page=$scratch/lesson/$name.md
grep -q '^# ' "$page"
grep -q '^\$ linac ' "$page"
{ grep -o '](.*)' "$page" || true; } | tr -d '()]' | while IFS= read -r picture; do
    python3 -c 'import sys, xml.etree.ElementTree as tree; tree.parse(sys.argv[1])' "$scratch/lesson/$picture"
done

cat >"$scratch/wrong" <<END
#!/usr/bin/env bash
set -o pipefail
"$program" "\$@" | tr 1234 2345
END
chmod +x "$scratch/wrong"
if "$lesson" "$scratch/wrong-lesson" "$scratch/wrong" >/dev/null 2>&1; then
    echo "the lesson ends well although the program is wrong"
    exit 1
fi
