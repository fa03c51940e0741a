#!/bin/sh
# The pictures of README: six pages of the demo house in headless Chromium, into docs/screens/.
#     src/tools/screens.sh QUARTERS DEMO-FOLDER      (make screens)
# The demo is copied first, for taking pictures sends a list.
set -eu
quarters=$1
demo=$2
PATH=$PWD/build/node/node_modules/.bin:$PATH # the pinned Node
work=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
cp "$demo"/quarters.db "$demo"/quarters.db.key "$work"
[ -e build/web/.installed ] || src/tools/web.sh check
"$quarters" --lang en serve "$work/quarters.db" --listen 127.0.0.1:0 >"$work/out" 2>/dev/null &
pid=$!
for _ in $(seq 100); do
    address=$(sed -n 's/^Serving on \(http:.*\)\/$/\1/p' "$work/out")
    [ -z "$address" ] || break
    sleep 0.1
done
mkdir -p docs/screens
node src/tools/screens.mjs "$address" docs/screens
