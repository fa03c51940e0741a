#!/bin/sh
# `quarters generate` as called: what it writes is solved and checked, and wrong calls are refused.
set -u

. tests/law.sh

# refused ARGUMENTS...: exit 2
refused() {
    "$quarters" generate "$@" -o "$work/none.json"
    [ $? -eq 2 ] && [ ! -e "$work/none.json" ]
}

law "an instance is written" "$quarters" generate --rooms 60 --seed 4 -o "$work/a.json"
law "and solved" "$quarters" solve "$work/a.json" -o "$work/plan.json"
law "and its plan holds" "$quarters" check "$work/a.json" "$work/plan.json"
"$quarters" generate --seed 4 --rooms 60 >"$work/b.json"
law "standard output has the same bytes" cmp "$work/a.json" "$work/b.json"
law "no number of rooms" refused --seed 4
law "no rooms" refused --rooms 0
law "too many rooms" refused --rooms 1000001
law "rooms that are no number" refused --rooms 12x
law "a negative seed" refused --rooms 5 --seed -1
law "a word too many" refused --rooms 5 more

end_of_laws
