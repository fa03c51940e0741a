#!/bin/sh
# `quarters explain` as called: every party of a plan, for both readers, in both languages.
set -u

. tests/law.sh

# exits CODE ARGUMENTS...: explain must exit with that code
exits() {
    code=$1
    shift
    "$quarters" explain "$@" >"$work/said" 2>&1
    [ $? -eq "$code" ]
}

# prints ARGUMENTS...: the explanation of the made plan
prints() {
    "$quarters" explain "$work/a.json" "$work/plan.json" "$@"
}

# an explanation stands on a line of its own in JSON
explains_every_party() {
    [ "$(grep -c '^{"party":' "$work/official.json")" -eq "$(grep -c '"members":' "$work/a.json")" ] &&
        ! grep '^{"party":' "$work/official.json" | grep -vq '"sentences":\["'
}

# ids of parties are H and a number: none in the official's version but the one explained
names_nobody_else() {
    ! sed 's/^{"party":"[^"]*"//' "$1" | grep -Eq '[^A-Za-z]H[0-9]'
}

names_somebody() {
    ! names_nobody_else "$1"
}

# the counts of each party's rooms add up to its "rooms"
counts_add_up() {
    grep '"shut":' "$work/official.json" | awk '{
        rest = $0; sum = 0; n = 0
        match(rest, /"rooms":[0-9]+,"shut":\[[^]]*\]/)
        rest = substr(rest, RSTART, RLENGTH)
        while (match(rest, /"rooms":[0-9]+/)) {
            value = substr(rest, RSTART + 8, RLENGTH - 8)
            if (n++ == 0) total = value; else sum += value
            rest = substr(rest, RSTART + RLENGTH)
        }
        if (sum != total) bad = 1
    } END { exit bad || NR < 5 }'
}

"$quarters" generate --rooms 40 --seed 5 -o "$work/a.json"
"$quarters" solve "$work/a.json" -o "$work/plan.json"
prints --all --format json >"$work/official.json"
prints --all --format json --reader planner >"$work/planner.json"

law 'every party is explained' explains_every_party
law 'the official reads of nobody else' names_nobody_else "$work/official.json"
law 'the planner reads names' names_somebody "$work/planner.json"
law 'counts add up to the rooms' counts_add_up
law 'a file has the bytes of standard output' prints --all --format json -o "$work/again.json"
law 'they are the same each time' cmp "$work/official.json" "$work/again.json"
prints H1 >"$work/one"
prints H1 --lang en >"$work/one.en"
prints --all >"$work/all"
law 'one party reads as among all' awk 'NR == FNR { a[n++] = $0; next } FNR <= n && $0 != a[FNR - 1] { bad = 1 } END { exit bad || FNR < n }' \
    "$work/one" "$work/all"
# the four documents, one after another, are what --every-reader puts between brackets
every_reader() {
    prints --all --every-reader | sed 's/^\[{/{/; s/^,{"format"/{"format"/; s/^]$//' |
        sed '/^$/d' >"$work/every"
    "$quarters" --lang en explain "$work/a.json" "$work/plan.json" --all --format json \
        >"$work/official.en"
    "$quarters" --lang en explain "$work/a.json" "$work/plan.json" --all --format json \
        --reader planner >"$work/planner.en"
    cat "$work/official.json" "$work/official.en" "$work/planner.json" "$work/planner.en" |
        cmp - "$work/every"
}
law 'every reader at once reads the same' every_reader
law 'Vietnamese' grep -q 'Một cách để có chỗ: đứng từ thứ' "$work/one"
law 'English' grep -q 'One way to a place: to stand at' "$work/one.en"

law 'a party that is none is refused' exits 2 "$work/a.json" "$work/plan.json" H0
law 'no party and not all is refused' exits 2 "$work/a.json" "$work/plan.json"
law 'a party and all is refused' exits 2 "$work/a.json" "$work/plan.json" H1 --all
law 'a format that is none is refused' exits 2 "$work/a.json" "$work/plan.json" H1 --format xml
law 'a reader that is none is refused' exits 2 "$work/a.json" "$work/plan.json" H1 --reader press
sed 's/"room":"P1"/"room":"P2"/' "$work/plan.json" >"$work/wrong.json"
law 'a plan that does not hold is not explained' exits 1 "$work/a.json" "$work/wrong.json" --all

end_of_laws
