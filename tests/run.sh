#!/bin/sh
# Runs test programs (cmocka) and test scripts, each with a line of its own, and closes with
# "N passed, N failed". A program that ends without a count, by a signal say, is one failure.
#   tests/run.sh PROGRAM|SCRIPT...
set -u
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for t in "$@"; do
    start=$(date +%s)
    case "$t" in
    *.sh) sh "$t" >"$log" 2>&1; rc=$? ;;
    *) "$t" >"$log" 2>&1; rc=$? ;;
    esac
    ok=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{n+=$1} END {print n+0}')
    bad=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{n+=$1} END {print n+0}')
    if [ $rc -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    if [ $rc -eq 0 ] && [ "$ok" -eq 0 ]; then bad=1; echo "$t: ran no test"; fi
    passed=$((passed + ok)) failed=$((failed + bad))
    echo "$t: $ok passed, $bad failed ($(($(date +%s) - start)) s)"
    [ "$bad" -eq 0 ] || sed 's/^/    /' "$log" | tail -60
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
