#!/bin/sh
# Redocly with the Node that it wants, both pinned in src/tools/node and installed by deps.sh node:
#     src/tools/redocly.sh lint FILE | respect FILE… | drift TRAFFIC --api FILE --coverage
set -eu
PATH=$PWD/build/node/node_modules/.bin:$PATH
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true NO_COLOR=1
[ "$1" != lint ] || set -- "$@" --config src/tools/node/redocly.yaml
exec redocly "$@"
