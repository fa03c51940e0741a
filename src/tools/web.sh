#!/bin/sh
# The web UI: src/tools/web.sh bundle | types | check
#   bundle   build/web/app.js, app.css and words-LANGUAGE.js, each also as .gz (zopfli): what the program embeds
#   check    types of openapi.json, then tsc --strict over the pages; no word twice
# npm packages as src/web/package-lock.json pins them; esbuild is a program of its own.
set -eu
out=build/web
install() { # install [--omit=dev]
    stamp=$out/.installed$(echo "$*" | tr -c 'a-z\n' _)
    [ ! "$stamp" -nt src/web/package-lock.json ] || return 0
    mkdir -p "$out"
    cp src/web/package.json src/web/package-lock.json "$out"
    (cd "$out" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >&2)
    rm -f "$out"/.installed*
    touch "$stamp"
}
# The dictionary, a file for each language.
words() {
    "$out/node_modules/.bin/esbuild" src/web/words/index.ts --bundle --format=esm --charset=utf8 \
        --log-level=warning --outfile="$out/words.mjs"
    node src/tools/words.mjs "$out"
}
case "${1:-}" in
bundle)
    if [ -e "$out/.installed" ]; then install; else install --omit=dev; fi
    NODE_PATH=$out/node_modules "$out/node_modules/.bin/esbuild" src/web/main.tsx --bundle --minify --charset=utf8 \
        --format=esm --target=es2020 --jsx=automatic --jsx-import-source=preact \
        --legal-comments=none --log-level=warning --outfile="$out/app.js"
    words
    cp src/web/index.html src/web/icon.svg "$out"
    zopfli "$out/app.js" "$out/app.css" "$out/words-vi.js" "$out/words-en.js" "$out/icon.svg" # gzip, a twentieth smaller
    size=$(cat "$out/app.js.gz" "$out/app.css.gz" "$out/words-vi.js.gz" | wc -c) # what a reader loads
    [ "$size" -le 102400 ] || { echo "the bundle has $size bytes packed; 102400 are the most" >&2; exit 1; }
    ;;
check)
    install
    PATH=$PWD/$out/node_modules/.bin:$PATH
    openapi-typescript src/api/openapi.json -o "$out/api-types.d.ts" >/dev/null
    tsc --project src/web
    twice=$(cat src/web/words/*.ts | sed -n 's/^ *\([A-Za-z0-9_]*\): \[.*/\1/p' | sort | uniq -d)
    [ -z "$twice" ] || { echo "src/web/words: said twice: $twice" >&2; exit 1; }
    ;;
*)
    echo "usage: web.sh bundle|check" >&2
    exit 2
    ;;
esac
