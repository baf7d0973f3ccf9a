# Completion of scalelite in fish: commands, options, and the names of servers and tenants. To be sourced, or linked into
# ~/.config/fish/completions/scalelite.fish.

function __scalelite_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -l word (commandline -ct)
    set -e words[1]
    timeout 5 $program complete -- $words "$word" 2>/dev/null
end

complete -c scalelite -f -a '(__scalelite_complete)'
