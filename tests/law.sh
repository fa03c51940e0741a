# What the test scripts share; sourced at their top, from the top folder of the tree.
#     law NAME COMMAND...     the command must succeed
#     gives CODE COMMAND...   the command must exit with that code
#     end_of_laws             prints what tests/run.sh counts; the script's exit code
# quarters is the program, work a folder of the script's own.
# shellcheck shell=sh
export LC_ALL=C
quarters=${QUARTERS:-build/quarters}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

law() {
    name=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "[  FAILED  ] $name"
        tail -5 "$work/log"
    fi
}

gives() {
    code=$1
    shift
    "$@"
    [ $? -eq "$code" ]
}

end_of_laws() {
    echo "[  PASSED  ] $passed test(s)."
    [ "$failed" -eq 0 ] || echo "[  FAILED  ] $failed test(s), listed above"
    [ "$failed" -eq 0 ]
}
