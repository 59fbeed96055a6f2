#!/usr/bin/env bash
# The scripts of linac completion, run by their shells: they complete verbs, each option that --help shows, what options
# can be, and files. The same options are in the man pages, which groff formats without a warning.
# Status 77 skips it where a shell is missing.
#
#     completion_test.sh LINAC
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
for needed in zsh fish man groff lexgrog; do
    command -v "$needed" >/dev/null && continue
    echo "no $needed: not tested"
    exit 77
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/folder" "$scratch/folder/in"
ln -s "$program" "$scratch/bin/linac"
export PATH="$scratch/bin:$PATH" HOME=$scratch LC_ALL=C.UTF-8
cd "$scratch/folder"
touch one.linac 'two words.linac'
linac completion bash >"$scratch/linac.bash"
linac completion zsh >"$scratch/_linac"
linac completion fish >"$scratch/linac.fish"

failed=no
# expect WHAT EXPECTED ACTUAL: the same lines, in any order.
expect() {
    diff <(sort -u <<<"$2") <(sort -u <<<"$3") >"$scratch/diff" && return
    echo "$1:"
    cat "$scratch/diff"
    failed=yes
}

# Each prints what the shell offers for the last word of a command line, one a line.
in_bash() {
    bash "$here/complete.bash" "$scratch/linac.bash" "$1"
}
in_zsh() {
    zsh -f "$here/complete.zsh" "$scratch" "$1"
}
in_fish() {
    fish --no-config -c "source $scratch/linac.fish; complete -C '$1'" | cut -f 1
}

verbs=$(linac help | sed -nE 's/^  ([a-z][a-z-]*) .*/\1/p')
[ "$(wc -l <<<"$verbs")" -ge 35 ]

# What the help text of a verb shows, read from the text itself.
options_of() {
    linac help "$1" | sed -n '/^Options:/,/^$/s/^  \(-[^= []*\).*/\1/p' | tr , '\n'
}

targets=$(linac help compile | sed -n '/^  --to TARGET/,/^  --scheme/{s/--to TARGET//; /--scheme/!p}' | grep -oE '[a-z][a-z0-9-]*')

# Each start of a shell takes a tenth of a second: where LINAC_TEST_SCALE is below 100, a third of the verbs are tried.
tried=$verbs
[ "${LINAC_TEST_SCALE:-100}" -ge 100 ] || tried=$(awk 'NR % 3 == 1' <<<"$verbs")
for shell in bash zsh fish; do
    expect "$shell: verbs" "$verbs" "$(in_$shell 'linac ')"
    expect "$shell: options of linac" $'--help\n--version' "$(in_$shell 'linac --')"
    expect "$shell: a verb's beginning" $'compile\ncompletion\nconvert' "$(in_$shell 'linac co' | grep -v circuit)"
    expect "$shell: targets" "$targets" \
        "$(in_$shell 'linac compile one.linac --to ')"
    expect "$shell: a target's beginning" $'deltanet\ndeltaproduct\ndiagonal' "$(in_$shell 'linac compile one.linac --to d')"
    expect "$shell: formats" $'native\ndaut\ndot\nmata\njff\natt' "$(in_$shell 'linac convert a b --to ')"
    expect "$shell: shells" $'bash\nzsh\nfish' "$(in_$shell 'linac completion ')"
    expect "$shell: verbs that help explains" "$verbs" "$(in_$shell 'linac help ')"
    expect "$shell: a number" '' "$(in_$shell 'linac compile one.linac --max-nonzeros ')"
    expect "$shell: files" $'one.linac\ntwo words.linac\nin' "$(in_$shell 'linac info ' | sed 's|/$||; s|\\||')"
    expect "$shell: a file's beginning" one.linac "$(in_$shell 'linac verify on')"
    expect "$shell: an option that is a file" one.linac "$(in_$shell 'linac minimize a.linac -o on')"
    expect "$shell: folders" in "$(in_$shell 'linac batch m.jsonl --root ' | sed 's|/$||')"
    for verb in $tried; do
        expect "$shell: options of $verb" "$(options_of "$verb")" "$(in_$shell "linac $verb -")"
    done
done
expect "bash: a target after =" $'deltanet\ndeltaproduct\ndiagonal' "$(in_bash 'linac compile one.linac --to=d')"
expect "bash: a file after =" one.linac "$(in_bash 'linac compile one.linac --explain=on')"

expect "zsh: the script sourced" _linac "$(zsh -f -c 'autoload compinit; compinit -D; source <(linac completion zsh); print $_comps[linac]')"

# Readline itself: it completes a target, and a file whose name it has to quote.
in_terminal() {
    zsh -f -c "zmodload zsh/zpty
        zpty shell bash --norc --noprofile -i
        zpty -w shell 'PS1=; source $scratch/linac.bash; linac() { printf \"<%s>\" \"\$@\" END; }'
        zpty -w shell \$'$1\t'
        zpty -r shell output '*<END>*'
        print -r -- \$output" | grep -oE '(<[^>]+>)+' | tail -n 1
}
expect "bash in a terminal: a target" '<compile><one.linac><--to><rwkv7><END>' "$(in_terminal 'linac compile one.linac --to rw')"
expect "bash in a terminal: a file" '<info><two words.linac><END>' "$(in_terminal 'linac info tw')"

for page in linac $tried; do
    if [ "$page" = linac ]; then
        linac help --man >page.1
    else
        linac help "$page" --man >page.1
    fi
    expect "man: warnings of $page" '' "$(groff -man -ww -Tutf8 page.1 2>&1 >/dev/null)"
    expect "man: name of $page" "$(lexgrog page.1 | grep -c ' - ')" 1
    MANWIDTH=100 man -l page.1 2>&1 | col -b >page.txt
    [ "$page" = linac ] ||
        expect "man: options of $page" "$(options_of "$page")" \
            "$(sed -n '/^OPTIONS/,/^[A-PR-Z]/s/^ \{7\}\(-[^= []*.*\)/\1/p' page.txt | grep -oE '(^|, )--?[a-z-]+' | tr -d ', ')"
done
expect "man: verbs" "$verbs" "$(linac help --man | sed -nE 's/^\.BR linac\\-(.*) \(1\)/\1/p' | sed 's/\\-/-/g')"

[ "$failed" = no ]
