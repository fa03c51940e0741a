#!/bin/sh
# The ways of people (quarters.arazzo.yaml) through a served demo database: redocly respect asks,
# and judges each answer by openapi.json.
set -u
. tests/law.sh

db=$work/demo.db

make_demo() {
    "$quarters" init "$db" --demo || return 1
    for kind in rooms agencies officials requests; do
        "$quarters" import "$db" $kind fixtures/$kind.csv || return 1
    done
    "$(dirname "$quarters")/tools/demo_house" "$db" "$quarters" fixtures/requests.csv
}

# the address, once it is served
begin() {
    "$quarters" --lang en serve "$db" --listen 127.0.0.1:0 >"$work/out" 2>"$work/server.log" &
    pid=$!
    for _ in $(seq 100); do
        address=$(sed -n 's/^Serving on \(http:.*\)\/$/\1/p' "$work/out")
        [ -z "$address" ] || return 0
        sleep 0.1
    done
    return 1
}

walk() {
    src/tools/redocly.sh respect tests/api/quarters.arazzo.yaml --server "api=$address" \
        --input login=soxaydung >"$work/respect" 2>&1 && grep -q 'Workflows: [0-9]* passed, [0-9]* total' "$work/respect"
}

end() {
    kill -TERM "$pid" && wait "$pid"
}

law 'a demo database' make_demo
law 'is served' begin
law 'people find their way, and every answer is as documented (redocly respect)' walk
[ "$failed" -eq 0 ] || grep -v '✓' "$work/respect" | tail -150
law 'the server ends when told' end

end_of_laws
