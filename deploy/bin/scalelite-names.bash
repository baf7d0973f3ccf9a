# Completion of scalelite in bash and zsh: commands and options as in scalelite-completion.bash, which has to be beside
# this file, and the names of servers and tenants, which the command line itself reads from Redis. To be sourced.

# shellcheck source=deploy/bin/scalelite-completion.bash
. "$(dirname "${BASH_SOURCE[0]:-$0}")/scalelite-completion.bash"

_scalelite_names() {
    local word before line words=()
    COMPREPLY=()
    _complete_scalelite
    [ "${#COMPREPLY[@]}" -eq 0 ] || [ -z "${COMPREPLY[*]}" ] || return 0
    COMPREPLY=()
    if [ -n "${BASH_VERSION:-}" ]; then
        # bash takes a colon for the end of a word, and host names with ports have one.
        read -ra words <<<"${COMP_LINE:0:COMP_POINT}"
        case ${COMP_LINE:0:COMP_POINT} in *[[:space:]]) words+=('') ;; esac
    else
        words=("${COMP_WORDS[@]}")
    fi
    word=${words[*]: -1}
    [ -z "$word" ] || before=${word%"${word##*:}"}
    [ -n "${BASH_VERSION:-}" ] || before=
    while IFS= read -r line; do
        COMPREPLY+=("${line#"${before:-}"}")
    done < <(timeout 5 "${words[@]:0:1}" complete -- "${words[@]:1}" 2>/dev/null)
}

complete -F _scalelite_names -o default scalelite
