# complete.zsh FOLDER LINE: what zsh offers for the last word of LINE, with the completions of FOLDER, in a terminal.
zmodload zsh/zpty
zpty shell zsh -f -i
{
    print -r -- "PROMPT=; setopt rcquotes; fpath=($1 \$fpath); autoload compinit; compinit -C -d $1/dump"
    cat <<'END'
bindkey '^I' complete-word
zstyle ':completion:*' insert-tab false
mark() { print -n -- '\0' }
compprefuncs=(mark)
comppostfuncs=(mark exit)
# Says what is offered, where it is not only asked for.
compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
    local -a offered
    builtin compadd -A offered "$@"
    builtin compadd "$@"
    ((! $#offered)) || print -rl -- $offered
}
END
} >"$1/setup.zsh"
zpty -w shell "source $1/setup.zsh"
zpty -w -n shell "$2"$'\t'
zpty -r shell output $'*\0*\0'
zpty -d shell
output=${output#*$'\0'}
print -rn -- ${${output%%$'\0'*}//$'\r'}
