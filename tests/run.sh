#!/bin/sh
# Runs test programs (cmocka) and test scripts, one more at a time than there are processors (browsers
# and servers that are killed wait), each with a line of its own, and closes with "N passed, N failed".
# A program that ends without a count, by a signal say, is one failure. What stands behind -- runs
# after all others, by itself.
#     tests/run.sh PROGRAM|SCRIPT... [-- SCRIPT...]
set -u
if [ "$1" = --one ]; then # --one FOLDER TEST: its output and counts go to a file in the folder
    t=$3
    log=$(mktemp "$2/XXXXXX")
    start=$(date +%s)
    case "$t" in
    *.sh) sh "$t" >"$log" 2>&1; rc=$? ;;
    *) "$t" >"$log" 2>&1; rc=$? ;;
    esac
    ok=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{n+=$1} END {print n+0}')
    bad=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{n+=$1} END {print n+0}')
    note=
    if [ $rc -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    if [ $rc -eq 0 ] && [ "$ok" -eq 0 ]; then bad=1 note=' (ran no test)'; fi
    echo "$ok $bad" >"$log.count"
    {
        echo "$t: $ok passed, $bad failed ($(($(date +%s) - start)) s)$note"
        [ "$bad" -eq 0 ] || sed 's/^/    /' "$log" | tail -60
    } >"$log.said"
    cat "$log.said" # in one piece
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for t in "$@"; do
    [ "$t" != -- ] || break
    printf '%s\n' "$t"
done | xargs -P "$(($(nproc) + 1))" -n 1 "$0" --one "$folder"
is_last=
for t in "$@"; do
    [ -z "$is_last" ] || "$0" --one "$folder" "$t"
    [ "$t" != -- ] || is_last=1
done
n=0
for t in "$@"; do [ "$t" = -- ] || n=$((n + 1)); done
cat "$folder"/*.count | awk -v n=$n '{ok += $1; bad += $2} END {
    bad += n - NR # without a count: it was not run, or not to its end
    print ok + 0 " passed, " bad + 0 " failed"
    exit bad > 0 || ok == 0
}'
