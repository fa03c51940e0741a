#!/bin/sh
# Wrong calls of the engine's commands: exit 2, the argument is named, and no file is written or lost.
set -u

. tests/law.sh

# refused WHAT ARGUMENTS...: exit 2, and the message has WHAT, in English
refused() {
    what=$1
    shift
    "$quarters" --lang en "$@" >"$work/said" 2>&1
    [ $? -eq 2 ] && grep -qF -e "$what" "$work/said" && grep -q '^Usage: quarters ' "$work/said"
}

"$quarters" generate --rooms 5 -o "$work/i.json"
cp "$work/i.json" "$work/kept.json"
i=$work/i.json p=$work/plan.json

law 'no instance' refused 'INSTANCE is missing' solve
law 'no plan' refused 'PLAN is missing' check "$i"
law 'a name too many' refused '"more"' check "$i" "$p" more
law 'an option that is none' refused '"--fast"' solve "$i" --fast
law 'an option without its value' refused '"--time-limit"' solve "$i" --time-limit
law 'seconds that are none' refused '--time-limit: must be' solve "$i" --time-limit -1
law 'a number that is none' refused '--max-moves: must be' solve "$i" --max-moves 3x
law 'a number out of its range' refused '--rooms: must be a whole number from 1' generate --rooms 0
law 'a word that is none' refused '--format: must be text or json' value "$i" "$p" --format xml
law 'two files from standard input' refused 'PLAN: serves' explain - - --all
law 'a plan over its instance' refused '-o: serves' solve "$i" -o "$i"
law 'a proof over its plan' refused '--proof: serves' solve "$i" -o "$p" --proof "$p"
law 'plan and proof on one output' refused '--proof -' solve "$i" --proof -
law 'a curve with a proof' refused '--moves-curve goes' solve "$i" --moves-curve --proof "$p"
law 'more moves with a proof' refused '--max-moves does' solve "$i" --max-moves 1 --proof "$p"
law 'neither party nor all' refused 'PARTY or --all' explain "$i" "$p"
law 'a level that is not there' refused '--level' model "$i" --level 99
law 'the instance is as it was' cmp "$i" "$work/kept.json"
law 'no plan was written' [ ! -e "$p" ]

end_of_laws
