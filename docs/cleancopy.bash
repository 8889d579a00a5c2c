# Completion of cleancopy's command line for bash. Commands, options and their words are read from
# --help, so that they are always those of the program that is installed.

# _cleancopy_command WORD...: the command that the words before the cursor name, as `rules check`.
_cleancopy_command() {
  local word found=()
  for word in "$@"; do
    case ${#found[@]}:${found[0]-}:$word in
      0::clean | 0::explain | 0::rules | 0::fetch | 0::run | 0::state | 0::drift | 1:rules:[a-z]* | 1:state:[a-z]*)
        found+=("$word")
        ;;
    esac
  done
  printf '%s' "${found[*]}"
}

# _cleancopy_words HELP OPTION: what may follow. Words for `--from html|text`, FILES and FOLDERS for
# places, NOTHING for other values; empty when the option takes no value.
_cleancopy_words() {
  local line
  line=$(grep -E -m 1 -- "^  (-[a-z],)?$2( |$)|^  ${2},--" <<<"$1") || return 0
  [[ $line =~ ^\ \ [-a-z,]+\ ([^ ]+) ]] || return 0
  case ${BASH_REMATCH[1]} in
    FILE | OUT) echo FILES ;;
    DIR) echo FOLDERS ;;
    *[A-Z]*) echo NOTHING ;;
    *) echo "${BASH_REMATCH[1]//|/ }" ;;
  esac
}

_cleancopy() {
  local word=${COMP_WORDS[COMP_CWORD]} at=$((COMP_CWORD - 1)) help words command
  # bash takes `--to=text` for three words.
  [[ $word != = ]] || word=
  [[ ${COMP_WORDS[at]} != = ]] || at=$((at - 1))
  command=$(_cleancopy_command "${COMP_WORDS[@]:1:COMP_CWORD-1}")
  # shellcheck disable=SC2086 # a command is one word or two
  help=$("${COMP_WORDS[0]/#\~/$HOME}" $command --help 2>/dev/null) || return 0
  words=
  [[ ${COMP_WORDS[at]} != -* ]] || words=$(_cleancopy_words "$help" "${COMP_WORDS[at]}")
  if [[ -z $words && $word == -* ]]; then
    words=$(grep -E '^  -' <<<"$help" | grep -oE -- '^  (-[a-z],)?--[a-z-]+' | grep -oE -- '--[a-z-]+')
  elif [[ -z $words ]]; then
    words=$(sed -n '/^Subcommands:/,$ s/^  \([a-z]*\) .*/\1/p' <<<"$help")
    [[ -n $words ]] || words=$(grep -qE '^  (INPUT|PAGE|CONFIG) ' <<<"$help" && echo FILES || echo NOTHING)
  fi
  COMPREPLY=()
  case $words in
    FILES) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    FOLDERS) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    NOTHING) ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word") ;;
  esac
  [[ $words != FILES && $words != FOLDERS ]] || compopt -o filenames 2>/dev/null || true
}

complete -F _cleancopy cleancopy
