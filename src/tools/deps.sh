#!/bin/sh
# Installs what a target of the Makefile needs and checks versions: deps.sh build|test|lint|bench|node|web
# As root or with sudo it installs, saying what; without either it prints the one line and stops.
set -eu

# package and the upstream version that the program is tested with ("-" = any)
build="gcc:12 make:- pkg-config:- libc6-dev:- libglpk-dev:5.0 libjansson-dev:2.14 libsodium-dev:1.0.18
 libutf8proc-dev:2.8.0 libxlsxwriter-dev:1.1.4 libminizip-dev:1.1 libexpat1-dev:2.5.0 zlib1g-dev:-
 libsqlite3-dev:3.40.1 libmicrohttpd-dev:0.9.75 libhpdf-dev:2.3.0 libjpeg62-turbo-dev:2.1.5 libpng-dev:1.6.39
 libqrencode-dev:4.1.1 fonts-liberation2:2.1.5"
tests="$build libcmocka-dev:1.1.5 glpk-utils:5.0 unzip:- poppler-utils:- zbar-tools:- curl:- chromium:-"
case "${1:-}" in
build) want=$build ;;
test) want=$tests ;;
lint) want="$tests clang:- clang-format:- cppcheck:-" ;;
bench) want="$build glpk-utils:5.0 coinor-cbc:2.10.8 time:- wrk:-" ;;
node) want="npm:-" ;;
web) want="npm:- zopfli:-" ;;
*) echo "usage: deps.sh build|test|lint|bench|node|web" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "quarters: not a Debian system; needed:" $(for w in $want; do echo "${w%%:*}"; done) >&2
    exit 0
fi
installed() { dpkg-query -W -f '${db:Status-Status} ${Version}\n' "$1" 2>/dev/null | sed -n 's/^installed //p' | head -1; }

missing=
for w in $want; do
    [ "$w" = npm:- ] && command -v npm >/dev/null 2>&1 && continue # of another Node
    [ -n "$(installed "${w%%:*}")" ] || missing="$missing ${w%%:*}"
done
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then as=
    elif command -v sudo >/dev/null 2>&1; then as=sudo
    else
        echo "quarters: please run as root:  apt-get install -y --no-install-recommends$missing" >&2
        exit 1
    fi
    echo "quarters: installing$missing" >&2
    $as env DEBIAN_FRONTEND=noninteractive sh -c "apt-get update -q && apt-get install -q -y --no-install-recommends$missing" >&2
fi
status=0
for w in $want; do
    name=${w%%:*} version=${w#*:}
    [ "$version" = - ] && continue
    have=$(installed "$name")
    have=${have#*:} # an epoch
    case "$have" in
    "$version" | "$version"[-.+~]*) ;;
    *)
        echo "quarters: $name is $have, tested with $version" >&2
        [ "${CI:-}" != true ] || status=1
        ;;
    esac
done
if [ "$1" = node ]; then # what checks the API: packages of npm, as the lock file names them
    mkdir -p build/node
    cp src/tools/node/package.json src/tools/node/package-lock.json build/node
    (cd build/node && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
fi
exit $status
