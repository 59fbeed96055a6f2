# complete.bash SCRIPT LINE: what SCRIPT's completion offers for the last word of LINE, in a shell as readline runs it.
source "$1"
COMP_LINE=$2
# As readline: words end at blanks, and an = is a word.
read -ra COMP_WORDS <<<"${COMP_LINE//=/ = }"
[[ $COMP_LINE != *[\ ] ]] || COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
compopt() { :; } # readline alone has it
function_name=$(complete -p linac | sed -E 's/.*-F ([^ ]+).*/\1/')
"$function_name" linac "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
[ ${#COMPREPLY[@]} = 0 ] || printf '%s\n' "${COMPREPLY[@]}"
