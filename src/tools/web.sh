#!/bin/sh
# The web UI: src/tools/web.sh bundle | check
#   bundle   build/web: of each file of pages (src/web/files.txt) the script and the words, and the style,
#            each also as .gz (zopfli): what the program embeds. It stops where a reader would load too
#            much, in bytes packed: an official's first page 50 KB, any other reader's 80 KB, a file that
#            comes later 40 KB, all pages together 100 KB. Office, planner and auditor open pages of
#            nearly all files: for them the sum is counted, and bounded by these limits alone.
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
# Bytes of files of the bundle.
packed() { (cd "$out" && cat /dev/null "$@" | wc -c); }
# loaded READER MARK: the packed scripts and words (Vietnamese) of the files that a line of files.txt gives the reader.
loaded() {
    for f in $(sed -n "s/^\([a-z]*\) .*\<$1$2.*/\1/p" src/web/files.txt); do echo "$f.js.gz words-vi-$f.js.gz"; done
}
most() { # most WHAT BYTES LIMIT
    [ "$2" -le "$3" ] || { echo "web.sh: $1: $2 bytes packed, $3 are the most" >&2; exit 1; }
}
count() {
    printf '%-12s %8s %8s\n' packed first all
    for reader in official registrar office planner auditor admin maintenance; do
        # shellcheck disable=SC2046 # names without blanks
        first=$(packed app.css.gz $(loaded $reader '!')) all=$(packed app.css.gz $(loaded $reader ''))
        printf '%-12s %8d %8d\n' $reader "$first" "$all"
        case $reader in official) most "an official's first page" "$first" 51200 ;; *) most "the first page of $reader" "$first" 81920 ;; esac
        case $reader in office | planner | auditor) ;; *) most "all pages of $reader" "$all" 102400 ;; esac
    done
    for f in $files; do most "the file $f" "$(packed "$f.js.gz" "words-vi-$f.js.gz")" 40960; done
}
case "${1:-}" in
bundle)
    if [ -e "$out/.installed" ]; then install; else install --omit=dev; fi
    "$out/node_modules/.bin/esbuild" src/web/words/index.ts --bundle --format=esm --charset=utf8 \
        --log-level=warning --outfile="$out/words.mjs"
    files=$(sed -n 's/^\([a-z][a-z]*\) .*/\1/p' src/web/files.txt)
    # shellcheck disable=SC2086
    node src/tools/bundle.mjs "$out" $files
    cp src/web/index.html src/web/icon.svg "$out"
    (cd "$out" && for f in $files; do echo "$f.js words-vi-$f.js words-en-$f.js"; done | xargs zopfli --i60 app.css icon.svg) # gzip, 4 % smaller than gzip -9
    count
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
