#!/bin/sh
# The server under load, beside a bare libmicrohttpd answer in the same run:
#     tests/bench/server.sh QUARTERS FIXTURES OUTDIR TOOLS
# TOOLS is the folder of the programs bare and store_people. The table goes to standard output and
# OUTDIR/server.txt. The client (wrk) runs on the same processors. CPU is the server's own, from the
# scheduler's clock before and after, and hardly moves with what else the machine does: it is the
# figure to compare; requests a second and latencies say something on a quiet machine only. Times
# decide nothing; an answer that is no success ends with 1.
#     BENCH_SECONDS=4     of each run; each row is the run of three with the median CPU
set -eu
export LC_ALL=C
quarters=$1 fixtures=$2 dir=$3 tools=$4
#     BENCH_PORT=18473
seconds=${BENCH_SECONDS:-4}
port=${BENCH_PORT:-18473}
url=http://127.0.0.1:$port/
own_path='/api/v1/requests/{request}/result'
write_path='/api/v1/officials/{official}'
here=$(dirname "$0")

umask 077
mkdir -p "$dir"
scratch=$(mktemp -d "$dir/server-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
: >"$scratch/wrong"

wrong() {
    echo "WRONG: $*" | tee -a "$scratch/wrong"
}

# await FILE TEXT: until a server has printed that, as it does when it listens
await() {
    for _ in $(seq 200); do
        ! grep -q "$2" "$1" || return 0
        sleep 0.1
    done
    wrong "a server that does not begin"
    return 1
}

# cpu PID: nanoseconds of all its threads
cpu() { cat /proc/"$1"/task/*/schedstat | awk '{ s += $1 } END { printf "%.0f", s }'; }
rss() { awk '/^VmRSS/ { print $2 }' /proc/"$1"/status; } # KiB

# once PID CONNECTIONS WRK-ARGUMENT...: a line "CPU-us req/s p50 p99" in $scratch/once
once() {
    of=$1 connections=$2
    shift 2
    before=$(cpu "$of")
    wrk -t1 -c"$connections" -d"${seconds}s" --latency "$@" >"$scratch/wrk"
    after=$(cpu "$of")
    ! grep 'Non-2xx\|Socket errors' "$scratch/wrk" || wrong "$*"
    awk -v ns=$((after - before)) '
        function ms(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t ~ /m$/ ? t * 60000 : t * 1000 }
        $1 == "50%" { p50 = ms($2) }
        $1 == "99%" { p99 = ms($2) }
        $2 == "requests" { n = $1 }
        $1 == "Requests/sec:" { rate = $2 }
        END { printf "%.1f %.0f %.2f %.2f\n", ns / 1000 / (n ? n : 1), rate, p50, p99 }' "$scratch/wrk" >"$scratch/once"
}

# load NAME TARGET PID CONNECTIONS WRK-ARGUMENT...: a row; $us and $rate of it
load() {
    name=$1 target=$2
    shift 2
    : >"$scratch/runs"
    for _ in 1 2 3; do
        once "$@"
        cat "$scratch/once" >>"$scratch/runs"
    done
    sort -n "$scratch/runs" | sed -n 2p >"$scratch/median"
    read -r us rate p50 p99 <"$scratch/median"
    ratio=$(awk -v a="$rate" -v b="${bare_rate:-$rate}" 'BEGIN { printf "%.2f", a / b }')
    printf '%-44s %5s %9s %9s %8s %8s %6s  %s\n' "$name" "$2" "$us" "$rate" "$p50" "$p99" "$ratio" "$target"
}

# read_own NAME CONNECTIONS TARGET
read_own() {
    load "$1" "$3" "$pid" "$2" -s "$here/load.lua" "$url" -- "$scratch/people" GET "$own_path"
}

# write_own NAME CONNECTIONS TARGET: each another text of one's own in the register, with its audit row
write_own() {
    load "$1" "$3" "$pid" "$2" -s "$here/load.lua" "$url" -- "$scratch/people" PATCH "$write_path" '{"note":"{n}"}'
}

# memory CONNECTIONS: most MiB that the server held while so many read
memory() {
    wrk -t1 -c"$1" -d"${seconds}s" -s "$here/load.lua" "$url" -- "$scratch/people" GET "$own_path" >"$scratch/wrk" &
    wrk_pid=$!
    most=0
    while kill -0 "$wrk_pid" 2>/dev/null; do
        now=$(rss "$pid")
        [ "$now" -le "$most" ] || most=$now
        sleep 0.1
    done
    wait "$wrk_pid" || :
    ! grep 'Non-2xx\|Socket errors' "$scratch/wrk" || wrong "$1 connections"
    printf '%-44s %5s %9.1f MiB, target 128\n' 'memory while so many read' "$1" "$(awk -v k="$most" 'BEGIN { print k / 1024 }')"
}

# quit: the programs that this bench began, and no other
quit() {
    for p in $bare_pid $pid $solve_pid; do kill "$p" 2>"$scratch/out" || :; done
}

bench() {
    bare_pid= pid= solve_pid=
    trap quit EXIT
    trap 'exit 130' INT TERM
    echo "load average $(cut -d' ' -f1-3 /proc/loadavg) before, $(nproc) processors"
    printf '\n%-44s %5s %9s %9s %8s %8s %6s\n' 'the server, wrk on the same processors' conns 'CPU us' 'req/s' 'p50 ms' 'p99 ms' 'bare=1'

    "$tools/bare" >"$scratch/bare" &
    bare_pid=$!
    await "$scratch/bare" http
    bare_url=$(cat "$scratch/bare")
    load 'bare libmicrohttpd' '' "$bare_pid" 64 "$bare_url"
    bare_rate=$rate

    sh "$here/../../src/tools/demo.sh" "$quarters" "$fixtures" "$scratch/demo" >"$scratch/out" 2>&1
    "$tools/store_people" "$scratch/demo/quarters.db" >"$scratch/people"
    # as behind a proxy: from one address come more than 64 connections
    "$quarters" serve "$scratch/demo/quarters.db" --listen "127.0.0.1:$port" \
        --public-url https://bench.invalid >"$scratch/serve" 2>"$scratch/log" &
    pid=$!
    await "$scratch/serve" https
    read_own 'read of the own result' 64 'target 100 us, 10,000/s, 0.20 of bare'
    write_own 'durable write' 64 'target 250 us, 3,000/s'
    write_own 'durable write, one client' 1 ''
    memory 500

    # seed 4 has a town that keeps the search busy for more than a minute
    "$quarters" generate --rooms 3000 --seed 4 -o "$scratch/instance"
    "$quarters" solve "$scratch/instance" -o "$scratch/plan" --time-limit 600 2>"$scratch/solve" &
    solve_pid=$!
    read_own 'read of the own result while a solve runs' 64 ''
    kill -0 "$solve_pid" || wrong "the solve ended before the reads"

    kill "$pid"
    wait "$pid" || wrong "the server's exit $?"
    pid=
    echo
    echo "load average $(cut -d' ' -f1-3 /proc/loadavg) after"
}

bench 2>&1 | tee "$dir/server.txt"
tail -1 "$dir/server.txt" | grep -q '^load average .* after$' || exit 1 # it did not come to its end
[ ! -s "$scratch/wrong" ]
