#!/bin/sh
# `quarters value` as called: repairs and beds, in both languages, as text and as JSON.
set -u

. tests/law.sh

# values ARGUMENTS...: the value of the made plan
values() {
    "$quarters" value "$work/a.json" "$work/plan.json" "$@"
}

# each closed room has a line of its own in JSON, under its name
values_every_closed_room() {
    sed -n 's/.*"id":"\([^"]*\)".*"usable":false.*/\1/p' "$work/a.json" | sort >"$work/closed"
    sed -n 's/^{"room":"\([^"]*\)".*/\1/p' "$work/value.json" | sort >"$work/valued"
    [ -s "$work/closed" ] && cmp "$work/closed" "$work/valued"
}

# the first level of an instance that a repair makes better: solving the repaired one says the same
repair_keeps_its_promise() {
    line=$(grep -m 1 '^{"room":' "$work/value.json")
    room=$(echo "$line" | sed 's/^{"room":"\([^"]*\)".*/\1/')
    sed "/\"id\":\"$room\"/s/\"usable\":false/\"usable\":true/" "$work/a.json" >"$work/repaired.json"
    "$quarters" solve "$work/repaired.json" -o "$work/repaired-plan.json"
    echo "$line" | grep -q '"gain":[1-9]' &&
        [ "$(echo "$line" | grep -o '"value":[0-9]*')" = \
            "$(grep '"objective"' "$work/repaired-plan.json" | grep -o '"objective":"[^}]*' |
                grep -v '"agencies"' | grep -o '"value":[0-9]*')" ]
}

"$quarters" generate --rooms 40 --seed 5 | sed '/"id":"[^"]*[37]","site"/s/"usable":true/"usable":false/' >"$work/a.json"
"$quarters" solve "$work/a.json" -o "$work/plan.json"
values --format json >"$work/value.json"

law 'every closed room is valued' values_every_closed_room
law 'beds are valued' grep -q '^{"site":.*"mode":' "$work/value.json"
law 'the repaired instance has the values promised' repair_keeps_its_promise
law 'a file has the bytes of standard output' values --format json -o "$work/again.json"
law 'they are the same each time' cmp "$work/value.json" "$work/again.json"
values >"$work/vi"
values --lang en >"$work/en"
law 'Vietnamese' grep -q 'Nếu có thêm một chỗ' "$work/vi"
law 'English' grep -q 'If there were one bed more' "$work/en"

law 'a format that is none is refused' gives 2 values --format xml
law 'a plan is not overwritten' gives 2 values -o "$work/plan.json"
law 'no plan is refused' gives 2 "$quarters" value "$work/a.json"
sed 's/"status":"optimal"/"status":"feasible"/; s/"proven":true/"proven":false/' \
    "$work/plan.json" >"$work/open.json"
law 'a plan that is not proven is not valued' gives 10 "$quarters" value "$work/a.json" "$work/open.json"
sed 's/"value":[1-9][0-9]*/"value":1/' "$work/plan.json" >"$work/wrong.json"
law 'a plan that does not hold is not valued' gives 1 "$quarters" value "$work/a.json" "$work/wrong.json"

end_of_laws
