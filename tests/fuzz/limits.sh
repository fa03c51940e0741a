#!/bin/sh
# The command under limits: SIGTERM and SIGINT at any moment, 0.01 s, little memory. It always has a
# plan, and the checker agrees with all of it.
#     FUZZ_ROUNDS=40    signals, and as many steps of memory
# Without memory for a first plan the command says so (exit 3); it never dies of it.
set -u
. tests/law.sh

rounds=${FUZZ_ROUNDS:-6}
seed=7 # of the moments: Park and Miller

# is_plan CODE PLAN: the exit code of a solve that ended with a plan, and the plan holds
is_plan() {
    case $1 in
    0 | 10 | 11) "$quarters" check "$instance" "$2" ;;
    *)
        echo "exit $1"
        cat "$work/err"
        return 1
        ;;
    esac
}

# after_signal SIGNAL SECONDS [OPTION...]
after_signal() {
    signal=$1 seconds=$2
    shift 2
    rm -f "$work/p.json"
    "$quarters" solve "$instance" -o "$work/p.json" "$@" 2>"$work/err" &
    pid=$!
    sleep "$seconds"
    kill -s "$signal" "$pid" 2>/dev/null
    wait "$pid"
    code=$?
    # before the handler is set a signal ends the command as it ends any other
    case $code in
    130 | 143) [ ! -e "$work/p.json" ] && return 0 ;;
    esac
    is_plan $code "$work/p.json"
}

# in_memory KIB [OPTION...]
in_memory() {
    kib=$1
    shift
    rm -f "$work/p.json"
    (
        ulimit -v "$kib"
        exec "$quarters" solve "$instance" -o "$work/p.json" "$@"
    ) 2>"$work/err"
    code=$?
    [ $code -eq 3 ] && grep -q 'bộ nhớ' "$work/err" && return 0
    is_plan $code "$work/p.json"
}

# the least memory, in KiB, in which the program starts at all
least_memory() {
    kib=4000
    while ! (
        ulimit -v $kib
        exec "$quarters" solve --help
    ) >/dev/null 2>&1; do
        kib=$((kib + 2000))
        [ $kib -lt 400000 ] || break
    done
    echo $kib
}

in_no_time() {
    rm -f "$work/p.json"
    "$quarters" solve "$instance" -o "$work/p.json" "$@" --time-limit 0.01 2>"$work/err"
    is_plan $? "$work/p.json"
}

"$quarters" generate --rooms 150 --seed 3 -o "$work/house.json"
"$quarters" solve "$work/house.json" -o "$work/full.json"
sh tests/bench/close_rooms.sh "$work/house.json" "$work/full.json" 5 1 >"$work/closed.json"
"$quarters" generate --rooms 700 --seed 3 -o "$work/country.json" # several parts, a thread each
for instance in "$work/house.json" "$work/closed.json" "$work/country.json"; do
    file=$(basename "$instance" .json)
    law "$file: 0.01 s" in_no_time
    law "$file: 0.01 s and a proof" in_no_time --proof "$work/proof.json"
    for i in $(seq "$rounds"); do
        seed=$((seed * 16807 % 2147483647))
        seconds=0.$(printf %03d $((seed % 400)))
        law "$file: SIGTERM after $seconds s" after_signal TERM "$seconds"
        law "$file: SIGINT after $seconds s, with a proof" after_signal INT "$seconds" --proof "$work/proof.json"
    done
    least=$(least_memory)
    for i in $(seq 0 "$rounds"); do
        kib=$((least + i * 8000 / rounds)) # where GLPK aborts, and beyond
        law "$file: $kib KiB" in_memory $kib
        law "$file: $kib KiB, with a proof" in_memory $kib --proof "$work/proof.json"
    done
done

end_of_laws
