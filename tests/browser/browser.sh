#!/bin/sh
# The web UI in headless Chromium, over a served demo house: journeys of each role, both languages,
# 390 px and 1440 px, with axe-core on every page. The pages fit the API document (tsc --strict).
set -u
. tests/law.sh
. tests/api/served.sh
PATH=$PWD/build/node/node_modules/.bin:$PATH # the pinned Node


fits() {
    src/tools/web.sh check
}

journeys() {
    DOOR=$door node tests/browser/journeys.mjs "$address"
}

judge() {
    node tests/browser/judge.mjs "$address"
}

law 'the pages fit the API document (tsc --strict)' fits
law 'a demo house' make_demo
door=$(sed -n 's|.*/#\(/door/[0-9a-f]*\)$|\1|p' "$work/log")
law 'is served' begin
law "people find their way, on a phone and at a desk, in each language, without findings of axe-core" journeys
law 'forms judge as the API and the importer do' judge
law 'the server ends when told' end
end_of_laws
