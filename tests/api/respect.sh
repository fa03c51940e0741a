#!/bin/sh
# The ways of people (quarters.arazzo.yaml) through a served demo database: redocly respect asks,
# and judges each answer by openapi.json.
set -u
. tests/law.sh
. tests/api/served.sh

walk() {
    src/tools/redocly.sh respect tests/api/quarters.arazzo.yaml --server "api=$address" \
        --input login=soxaydung >"$work/respect" 2>&1 &&
        grep -q 'Workflows: [0-9]* passed, [0-9]* total' "$work/respect"
}

law 'a demo database' make_demo
law 'is served' begin
law 'people find their way, and every answer is as documented (redocly respect)' walk
[ "$failed" -eq 0 ] || grep -v '✓' "$work/respect" | tail -150
law 'the server ends when told' end

end_of_laws
