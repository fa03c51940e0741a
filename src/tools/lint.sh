#!/bin/sh
# What compilers do not say: format, banned calls, layers, names, sizes. `make lint` runs it after
# a build with clang.
set -u
rc=0
say() { echo "lint: $*"; rc=1; }
sources=$(git ls-files -co --exclude-standard 'solver/*.[ch]' 'src/*.[ch]' 'include/*.h' 'tests/*.[ch]')
code=$(echo "$sources" | grep -v '^tests/')

clang-format --dry-run -Werror $sources 2>&1 | grep -m 20 error && say "clang-format -i would change these"

# STYLE: calls that overflow, guess or keep global state
hits=$(grep -nE '(^|[^_[:alnum:]])(strcpy|strcat|sprintf|vsprintf|strncpy|strtok|gets|atoi|atol|rand|srand|gmtime|localtime|alloca|setlocale|system|popen)[ ]*\(' $code)
[ -z "$hits" ] || say "banned calls:
$hits"

# third-party headers stay in their one place
only() {
    hits=$(grep -lE "^#include <$1" $code | grep -vE "$2")
    [ -z "$hits" ] || say "<$1> belongs in $2, found in: $hits"
}
only glpk.h '^solver/lp\.c$'
only jansson.h '^(solver/json\.c|src/base/json\.c)$'
only sqlite3.h '^src/store/'
only microhttpd.h '^src/http/'
only sodium.h '^src/base/crypto\.c$'
only utf8proc.h '^src/base/text[_a-z]*\.c$'
only xlsxwriter.h '^src/base/xlsx_write\.c$'
only expat.h '^src/base/xlsx[_a-z]*\.c$'
only minizip '^src/base/[_a-z]*\.c$'
only jpeglib.h '^src/base/image_jpeg\.c$'
only png.h '^src/base/image_png\.c$'
only qrencode.h '^src/report/qr\.c$'

# calls go down: who includes whose headers
below() {
    hits=$(grep -nE "^#include \"($2)/" $(echo "$code" | grep -E "^($1)"))
    [ -z "$hits" ] || say "$1 must not know $2:
$hits"
}
below 'solver/|include/solver/' 'base|store|report|service|http|api|cli'
below 'src/base/|include/base/' 'solver|store|report|service|http|api|cli'
below 'src/store/|include/store/' 'solver|report|service|http|api|cli'
below 'src/report/|include/report/' 'solver|store|service|http|api|cli'
below 'src/service/|include/service/' 'report|http|api|cli'
below 'src/http/|include/http/' 'solver|store|report|service|api|cli'
below 'src/api/|include/api/' 'cli'

# the checker shares nothing with the search but the reader
hits=$(grep -nE '#include "(run|model|search|rules|milp|lp|arena)\.h"' solver/check*.c solver/explain_facts.c)
[ -z "$hits" ] || say "the checker or the facts of an explanation include the search: $hits"

# SQL is never built from text
hits=$(grep -nE 'sqlite3_(exec|prepare[_v0-9]*)\([^;]*(buf|fmt|data)' $(echo "$code" | grep '^src/store/'))
[ -z "$hits" ] || say "SQL from a buffer:
$hits"

hits=$(grep -nE 'TODO|FIXME|\bXXX\b|#if 0' $code)
[ -z "$hits" ] || say "left undone:
$hits"

# sizes: a file is one concept
for f in $code; do
    n=$(wc -l <"$f")
    [ "$n" -le 450 ] || say "$f has $n lines (about 400)"
done
awk 'FNR == 1 { start = 0 }
     /^[A-Za-z_].*\)[ \t]*$/ && !/;/ { name = $0; start = FNR }
     /^}/ { if (start && FNR - start > 65) { printf "lint: %s:%d %d lines: %s\n", FILENAME, start, FNR - start, name; bad = 1 } start = 0 }
     END { exit bad }' $(echo "$code" | grep '\.c$') || rc=1

cppcheck --quiet --std=c11 --enable=warning,portability,performance --inline-suppr \
    --suppress=missingIncludeSystem --suppress=unknownMacro --error-exitcode=1 -j2 -Iinclude \
    -D__GNUC__ $(echo "$code" | grep '\.c$') || rc=1
# the document of the API, and the ways through it
src/tools/redocly.sh lint src/api/openapi.json tests/api/quarters.arazzo.yaml --max-problems 1000 --format stylish || rc=1
[ $rc -eq 0 ] && echo "lint: clean"
exit $rc
