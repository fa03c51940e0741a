#!/bin/sh
# Rooms of a full house close: the fewest moves, the curve of moves, and the plan of each of its lines.
set -u

. tests/law.sh

value() { # value OBJECTIVE PLAN: what the plan has there
    sed -n "s/^{\"objective\":\"$1\",.*\"value\":\([0-9]*\),.*/\1/p" "$2"
}

# the curve's points as lines: moves preferences
points() {
    sed -n 's/^{"moves":\([0-9]*\),"proven":true,"levels":\[{"objective":"preferences".*"value":\([0-9]*\),.*/\1 \2/p' "$1"
}

has_several_points() {
    points "$work/curve.json" >"$work/points"
    [ "$(wc -l <"$work/points")" -ge 2 ]
}

# each point's plan: exit 0 for the first, 10 for the others (moves are not the fewest), checked, as promised
are_plans_as_promised() {
    code=0
    while read -r moves preferences; do
        gives "$code" "$quarters" solve "$work/closed.json" --max-moves "$moves" -o "$work/p.json" &&
            "$quarters" check "$work/closed.json" "$work/p.json" || return 1
        [ "$(value moves "$work/p.json")" -eq "$moves" ] || return 1
        [ "$(value preferences "$work/p.json")" -eq "$preferences" ] || return 1
        code=10
    done <"$work/points"
}

"$quarters" generate --rooms 60 --seed 4 -o "$work/house.json"
"$quarters" solve "$work/house.json" -o "$work/full.json"
sh tests/bench/close_rooms.sh "$work/house.json" "$work/full.json" 5 1 >"$work/closed.json"
sh tests/bench/close_rooms.sh "$work/house.json" "$work/full.json" 0 1 >"$work/open.json"

law 'nobody moves while all rooms are open' "$quarters" solve "$work/open.json" -o "$work/p.json"
law 'nobody at all' test "$(value moves "$work/p.json")" -eq 0
law 'five rooms close' gives 0 "$quarters" solve "$work/closed.json" -o "$work/least.json"
law 'the plan holds' "$quarters" check "$work/closed.json" "$work/least.json"
law 'the curve is traced' "$quarters" solve "$work/closed.json" --moves-curve -o "$work/curve.json"
law 'it has steps' has_several_points
law 'its first point is the plan with the fewest moves' \
    test "$(head -1 "$work/points")" = "$(value moves "$work/least.json") $(value preferences "$work/least.json")"
law 'its plans are what it promises' are_plans_as_promised
"$quarters" --lang en solve "$work/closed.json" --moves-curve >"$work/table"
law 'the table has a line for each point' \
    test "$(grep -c 'people who move' "$work/table")" -eq "$(wc -l <"$work/points")"
law 'a curve of no level moves is refused' \
    gives 2 "$quarters" solve fixtures/benchmarks/pas_testdata01_night03.json --moves-curve
law 'a curve has no proof' gives 2 "$quarters" solve "$work/closed.json" --moves-curve --proof "$work/x"
law 'a number that is none is refused' gives 2 "$quarters" solve "$work/closed.json" --max-moves 3x

# under a budget of moves, wings may trade moves: the plan has 4 there, another with the same values 2
claims_no_agencies() {
    "$quarters" solve tests/cli/budget-of-moves.json --max-moves 2 >"$work/budget.json"
    grep -q '"objective":"agencies".*"bound":[012],' "$work/budget.json"
}
law 'under a budget of moves agencies are not proven wing by wing' claims_no_agencies

end_of_laws
