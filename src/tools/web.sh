#!/bin/sh
# The web UI: src/tools/web.sh bundle | types | check
#   bundle   build/web: scripts (app.js, chunk.js, for offices desk.js), words, style, each also as .gz
#            (zopfli): what the program embeds
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
    NODE_PATH=$out/node_modules "$out/node_modules/.bin/esbuild" src/web/main.tsx --bundle --minify --splitting \
        --charset=utf8 --format=esm --target=es2020 --jsx=automatic --jsx-import-source=preact \
        --legal-comments=none --log-level=warning --entry-names=app --chunk-names=[name] --outdir="$out"
    words
    for script in app chunk desk; do # 4 % smaller than esbuild alone
        "$out/node_modules/.bin/terser" "$out/$script.js" --module --ecma 2020 --mangle \
            --compress passes=3,ecma=2020,unsafe_arrows=true --output "$out/$script.js"
    done
    cp src/web/index.html src/web/icon.svg "$out"
    (cd "$out" && zopfli --i60 app.js chunk.js desk.js app.css words-??.js words-??-desk.js icon.svg) # gzip, 4 % smaller than gzip -9
    packed() { (cd "$out" && cat $(printf '%s.gz ' "$@") | wc -c); }
    all=$(packed app.js chunk.js app.css words-vi.js desk.js words-vi-desk.js)
    echo "an official loads $(packed app.js chunk.js app.css words-vi.js) bytes packed, an office $all"
    [ "$all" -le 102400 ] || { echo "102400 are the most" >&2; exit 1; }
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
