#!/bin/sh
# What all API tests together sent and got (QUARTERS_TRAFFIC, traffic.h) against the document, by a
# tool that shares nothing with ours: redocly drift. No exchange may differ from openapi.json, and
# every operation and every response code of it must have been seen. Runs behind the other tests.
#     tests/api/coverage.sh [-v]       -v: also which properties and parameters nobody saw
set -u
. tests/law.sh

traffic=${QUARTERS_TRAFFIC:-build/traffic}
report=build/api-coverage.json

agrees() {
    src/tools/redocly.sh drift "$traffic" --api src/api/openapi.json --server http://127.0.0.1 \
        --rules undocumented-endpoint,schema-consistency --min-severity error --max-findings 30 --coverage --coverage-output "$report" \
        >"$work/drift" 2>&1
}

# seen KIND...: prints what of these kinds is missing
seen() {
    build/node/node_modules/.bin/node -e '
        const [file, ...kinds] = process.argv.slice(1);
        const report = JSON.parse(require("fs").readFileSync(file));
        const missing = report.operations.flatMap(o => o.missing
            .filter(m => kinds.includes(m.kind))
            .map(m => [o.operationId, m.status, m.target, m.path, m.name].filter(x => x).join(" ")));
        console.log(missing.join("\n"));
        process.exit(missing.length || !report.operations.length ? 1 : 0);' "$report" "$@"
}

law 'there is traffic' test -n "$(ls "$traffic")"
law 'the tests and the document agree (redocly drift)' agrees
[ "$failed" -eq 0 ] || cat "$work/drift"
if [ "${1:-}" = -v ]; then
    cat "$work/drift"
    seen parameter property
fi
law 'every operation and response code of the document was seen' seen operation response
[ "$failed" -eq 0 ] || cat "$work/log"

end_of_laws
