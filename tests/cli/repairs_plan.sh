#!/bin/sh
# `quarters repairs-plan` as called: by number and by budget, costs, languages, refusals.
set -u

. tests/law.sh

# repairs ARGUMENTS...: the rooms to repair of the made instance
repairs() {
    "$quarters" repairs-plan "$work/a.json" "$@"
}

# values FILE: the values of the levels before agencies, as a plan or repairs plan has them
values() {
    grep '"objective"' "$1" | grep -v '^{"room"' | grep -o '"objective":"[^}]*' | grep -v '"agencies"' |
        grep -o '"value":[0-9]*'
}

# the instance with the chosen rooms usable has just the levels promised
keeps_its_promise() {
    cp "$work/a.json" "$work/repaired.json"
    sed -n 's/^{"room":"\([^"]*\)".*/\1/p' "$1" >"$work/rooms"
    while read -r room; do
        sed -i "/\"id\":\"$room\"/s/\"usable\":false/\"usable\":true/" "$work/repaired.json"
    done <"$work/rooms"
    "$quarters" solve "$work/repaired.json" -o "$work/repaired-plan.json"
    [ -s "$work/rooms" ] && [ "$(values "$1")" = "$(values "$work/repaired-plan.json")" ]
}

"$quarters" generate --rooms 40 --seed 5 | sed '/"id":"[^"]*[37]","site"/s/"usable":true/"usable":false/' >"$work/a.json"
{
    printf '{"format":"quarters.repair-costs/1","rooms":['
    sed -n 's/.*"id":"\([^"]*\)".*"usable":false.*/\1/p' "$work/a.json" |
        awk '{ printf "%s{\"room\":\"%s\",\"cost\":%d}", (NR > 1 ? "," : ""), $1, 3000000 + NR * 250000 }'
    echo ']}'
} >"$work/costs.json"

repairs --rooms 2 --format json >"$work/two.json"
repairs --costs "$work/costs.json" --budget 13000000 --format json >"$work/money.json"
law 'two rooms keep their promise' keeps_its_promise "$work/two.json"
law 'so does a budget' keeps_its_promise "$work/money.json"
law 'both are proven' grep -q '"status":"complete"' "$work/two.json" "$work/money.json"
law 'the budget is kept' test "$(sed -n 's/^"cost":{"value":\([0-9]*\).*/\1/p' "$work/money.json")" -le 13000000
law 'a file has the bytes of standard output' repairs --rooms 2 --format json -o "$work/again.json"
law 'they are the same each time' cmp "$work/two.json" "$work/again.json"
repairs --rooms 2 >"$work/vi"
repairs --rooms 2 --lang en >"$work/en"
law 'Vietnamese' grep -q 'Nên sửa 2 trong' "$work/vi"
law 'English' grep -q 'Repair 2 of' "$work/en"
law 'no room may be repaired' repairs --rooms 0

law 'a limit is needed' gives 2 repairs
law 'a budget needs costs' gives 2 repairs --budget 1000
law 'no instance is refused' gives 2 "$quarters" repairs-plan --rooms 2
sed 's/"cost":/"price":/' "$work/costs.json" >"$work/wrong.json"
law 'wrong costs are refused' gives 2 repairs --costs "$work/wrong.json" --rooms 2
sed 's/"room":"[^"]*"/"room":"no-such"/' "$work/costs.json" >"$work/wrong.json"
law 'so are rooms that there are not' gives 2 repairs --costs "$work/wrong.json" --rooms 2
law 'the instance is not overwritten' gives 2 repairs --rooms 2 -o "$work/a.json"

# the house: two rooms are under repair, without an estimate
under_repair() {
    sed '2,3s/sử dụng được/đang sửa chữa/' fixtures/rooms.csv >"$work/rooms.csv"
    "$quarters" init "$work/house.db" && "$quarters" import "$work/house.db" rooms "$work/rooms.csv"
}
house() { # house ARGUMENTS...
    "$quarters" --lang en repairs plan "$work/house.db" "$@"
}
names_what_it_leaves_out() {
    house --budget 1000000 2>"$work/said" && [ "$(grep -c 'no estimate' "$work/said")" -eq 2 ]
}
law 'a house with two rooms under repair' under_repair
law 'rooms without an estimate are named' names_what_it_leaves_out
law 'a cost by default takes them in' sh -c \
    "'$quarters' repairs plan '$work/house.db' --budget 9 --default-cost 4 --format json | grep -q '\"budget\":9'"
law 'a limit is needed here, too' gives 2 house
law 'a number that is none is refused' gives 2 house --rooms two
law 'a day that is none is refused' gives 2 house --rooms 2 --as-of 2025-02-30
law 'a house that is none is refused' gives 2 "$quarters" repairs plan "$work/none.db" --rooms 2

end_of_laws
