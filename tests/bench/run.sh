#!/bin/sh
# Times beside other solvers, in one run: tests/bench/run.sh QUARTERS FIXTURES OUTDIR SIMPLE
# SIMPLE: the test agencies_simple, which prints what simple constructions reach.
# The table goes to standard output and OUTDIR/bench.txt. Ratios between rows of one run mean something;
# seconds depend on the machine. Times decide nothing; a wrong value ends with 1.
#     BENCH_LIMIT=20         seconds for glpsol and CBC, each level, reading included
#     BENCH_CLASS_LIMIT=60   the same with the model of classes of rooms (quarters model --classes)
# Ours: median of three runs, or one where it takes more than 20 s. Theirs: one run, default options,
# each level given our values of the levels before it, up to the first level without a proof.
set -eu
export LC_ALL=C
quarters=$1 fixtures=$2 dir=$3 simple=$4
room_limit=${BENCH_LIMIT:-20} class_limit=${BENCH_CLASS_LIMIT:-60}
here=$(dirname "$0")
tools=$here/../../src/tools

umask 077
mkdir -p "$dir"
scratch=$(mktemp -d "$dir/run-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
: >"$scratch/wrong"

# wrong WHAT: the run will end with 1
wrong() {
    echo "WRONG: $*" | tee -a "$scratch/wrong"
}

# once COMMAND...: one run; its wall time into $ms, its exit code into $rc
once() {
    start=$(date +%s%N)
    rc=0
    "$@" </dev/null >"$scratch/out" 2>"$scratch/err" || rc=$?
    ms=$((($(date +%s%N) - start) / 1000000))
}

# timed BEFORE COMMAND...: median into $ms, number of runs into $runs; BEFORE is run before each, untimed.
# Exit 10 is a plan not wholly proven; any other failure is wrong.
timed() {
    before=$1
    shift
    : >"$scratch/times"
    for runs in 1 2 3; do
        $before
        once "$@"
        if [ "$rc" -ne 0 ] && [ "$rc" -ne 10 ]; then
            cat "$scratch/err"
            wrong "exit $rc: $*"
        fi
        echo "$ms" >>"$scratch/times"
        [ "$ms" -le 20000 ] || break
    done
    ms=$(sort -n "$scratch/times" | sed -n "$(((runs + 1) / 2))p")
}

seconds() { awk -v ms="$1" 'BEGIN { printf "%.2f", ms / 1000 }'; }
row() { printf '%-40s %4s %9s  %s\n' "$1" "$2" "$(seconds "$3")" "$4"; } # WHAT RUNS MS NOTE
head_row() { printf '\n%-40s %4s %9s  %s\n' "$1" runs s "${2:-}"; }

# levels PLAN: a line for each level but agencies: objective sense value proven
levels() {
    sed -n 's/^{"objective":"\([a-z_]*\)",.*"sense":"\([a-z]*\)","value":\(-*[0-9]*\),.*"proven":\([a-z]*\)}.*/\1 \2 \3 \4/p' "$1" |
        grep -v '^agencies '
}

# fresh KIND...: a database with those lists
fresh() {
    rm -f "$scratch"/b.db*
    "$quarters" init "$scratch/b.db" >"$scratch/out"
    for kind in "$@"; do "$quarters" import "$scratch/b.db" "$kind" "$fixtures/$kind.csv" >"$scratch/out"; done
}
for_rooms() { fresh; }
for_requests() { fresh rooms agencies officials; }
nothing() { :; }

# known PLAN NAME: the plan's values against the optima of fixtures/benchmarks/README.md, level by level.
# The levels after one that is not reached ask another question and are not compared.
known() {
    grep "^| $2 " "$fixtures/benchmarks/README.md" | cut -d'|' -f5 | grep -o '[0-9]*' >"$scratch/known"
    levels "$1" >"$scratch/found"
    if [ "$(wc -l <"$scratch/known")" -ne "$(wc -l <"$scratch/found")" ] || [ ! -s "$scratch/known" ]; then
        echo "number of levels"
        return
    fi
    paste -d' ' "$scratch/found" "$scratch/known" | awk '
        open { next }
        $3 == $5 { next }
        $4 == "true" { print $1 " " $3 " is called optimal, known " $5; next }
        $2 == "max" ? $3 + 0 > $5 + 0 : $3 + 0 < $5 + 0 { print $1 " " $3 " beats the known optimum " $5; next }
        { open = 1 }'
}

# theirs SOLVER MODEL INSTANCE PLAN: $closed levels proven, $ms in all, $note what the last one said.
# MODEL is room, class, or last: that of classes for the last level alone, with our values of all before.
# The model of classes is a relaxation where groups share rooms. $first: levels not asked.
theirs() {
    case $2 in
    class | last) model=--classes limit=$class_limit ;;
    *) model= limit=$room_limit ;;
    esac
    closed=0 total=0 values= note=
    levels "$4" >"$scratch/all"
    n_levels=$(wc -l <"$scratch/all")
    [ "$2" != last ] || closed=$((n_levels - 1))
    first=$closed
    [ "$first" -eq 0 ] || values=$(head -n "$first" "$scratch/all" | cut -d' ' -f3 | paste -s -d,)
    tail -n +$((first + 1)) "$scratch/all" >"$scratch/ours"
    while read -r objective sense value proven; do
        "$quarters" model $model "$3" --level $closed ${values:+--values "$values"} -o "$scratch/m.lp"
        rm -f "$scratch/sol"
        # timeout, not their own limits: glpsol overran its own, and CBC stopped well before it
        case $1 in
        glpsol) once timeout "$limit" glpsol --lp "$scratch/m.lp" -o "$scratch/sol" ;;
        cbc) once timeout "$limit" cbc "$scratch/m.lp" solve solu "$scratch/sol" ;;
        esac
        total=$((total + ms))
        [ -e "$scratch/sol" ] || : >"$scratch/sol"
        found=$(sed -n -e 's/^Objective:.* = *\(-*[0-9.e+]*\) (M.*/\1/p' \
            -e '1s/^Optimal - objective value *\(-*[0-9.e+]*\).*/\1/p' "$scratch/sol")
        if ! grep -q -e '^Status: *INTEGER OPTIMAL' -e '^Optimal - ' "$scratch/sol"; then
            note="no proof of level $((closed + 1)) ($objective) in $limit s"
            [ "$rc" -eq 124 ] || note="no proof of level $((closed + 1)) ($objective): exit $rc"
            break
        fi
        found=$(awk -v v="$found" 'BEGIN { printf "%.0f", v + 0 }')
        if [ "$found" != "$value" ]; then
            # our plan has that value, as the checker says: a worse "optimum" is refuted by it
            note="level $((closed + 1)) ($objective): says $found, ours $value"
            case $2-$sense in
            class-* | last-*) note="$note, a bound" ;;
            *-max) [ "$found" -le "$value" ] || wrong "$1 $note" ;;
            *) [ "$found" -ge "$value" ] || wrong "$1 $note" ;;
            esac
            break
        fi
        closed=$((closed + 1))
        values=${values:+$values,}$value
    done <"$scratch/ours"
    ms=$total
}

# beside INSTANCE PLAN MS SOLVER MODEL...: rows of the other solvers; a ratio only of what was seen
beside() {
    instance=$1 plan=$2 own=$3
    shift 3
    while [ $# -gt 0 ]; do
        theirs "$1" "$2" "$instance" "$plan"
        ratio=$(awk -v a="$ms" -v b="$own" 'BEGIN { printf "%.1f", a / (b ? b : 1) }')
        same=
        [ "$closed" -eq "$first" ] || same=', same values'
        if [ "$closed" -eq "$n_levels" ]; then
            ratio="ratio $ratio"
        else
            ratio="ratio over $ratio"
        fi
        row "    $1, party x $2 model" 1 "$ms" "$((closed - first)) of $((n_levels - first)) levels proven$same; $ratio${note:+; $note}"
        shift 2
    done
}

# solved INSTANCE PLAN: $note from the plan: its status, what is not proven
solved() {
    status=$(sed -n 's/^"status":"\([a-z]*\)".*/\1/p' "$2")
    n=$(levels "$2" | wc -l)
    proven=$(levels "$2" | grep -c ' true$') || :
    note="$status, $proven of $n levels proven"
}

# proof INSTANCE: with a proof of every level before agencies, and the check of it
proof() {
    timed nothing "$quarters" solve "$1" -o "$scratch/proved.json" --proof "$scratch/proof.json" --time-limit 60
    solved "$1" "$scratch/proved.json"
    row "    solve --proof" $runs "$ms" "$note; $(($(wc -c <"$scratch/proof.json") / 1000)) kB"
    [ "$status" = optimal ] || return 0 # the check of a proof that leaves a level open ends with 1
    timed nothing "$quarters" check "$1" "$scratch/proved.json" --proof "$scratch/proof.json"
    row "    check --proof" $runs "$ms" "target 0.5"
}

bench() {
    echo "load average $(cut -d' ' -f1-3 /proc/loadavg) before, $(nproc) processors"

    head_row "the way of a list"
    timed for_rooms "$quarters" import "$scratch/b.db" rooms "$fixtures/rooms.csv"
    row "import of $(($(wc -l <"$fixtures/rooms.csv") - 1)) rooms" $runs "$ms" "target 1"
    timed for_requests "$quarters" import "$scratch/b.db" requests "$fixtures/requests.csv"
    row "import of $(($(wc -l <"$fixtures/requests.csv") - 1)) rows of requests" $runs "$ms" "target 1"
    timed nothing sh "$tools/demo.sh" "$quarters" "$fixtures" "$scratch/demo"
    row "make demo" $runs "$ms" "target 10"

    head_row "the fixture, JSON in and out" "(levels: all but agencies)"
    instance=$scratch/demo/bai-toan.json
    sed 's/,"agencies"\]/]/' "$instance" >"$scratch/without.json"
    timed nothing "$quarters" solve "$scratch/without.json" -o "$scratch/plan.json"
    ours=$ms
    solved "$scratch/without.json" "$scratch/plan.json"
    row "quarters solve, without agencies" $runs "$ms" "target 0.5; $note"
    [ "$proven" -eq "$n" ] || wrong "the fixture: $note"
    timed nothing "$quarters" solve "$instance" -o "$scratch/plan.json"
    solved "$instance" "$scratch/plan.json"
    row "quarters solve, agencies too" $runs "$ms" "target 2; $note"
    timed nothing "$quarters" check "$instance" "$scratch/plan.json"
    row "quarters check" $runs "$ms" ""
    proof "$instance"
    beside "$instance" "$scratch/plan.json" "$ours" glpsol room cbc room glpsol class cbc class

    head_row "colleagues in other agencies' rooms" "(the fixture, level agencies: simple constructions, and ours)"
    "$simple" "$instance" || wrong "agencies: a simple construction is better"

    head_row "re-planning: rooms of the full house close" "(everybody housed is an incumbent that may move; target 1)"
    for k in 1 2 5 10 20; do
        sh "$here/close_rooms.sh" "$instance" "$scratch/plan.json" $k 1 >"$scratch/closed.json"
        timed nothing "$quarters" solve "$scratch/closed.json" -o "$scratch/p.json"
        solved "$scratch/closed.json" "$scratch/p.json"
        moves=$(levels "$scratch/p.json" | awk '$1 == "moves" { print $3 (($4 == "true") ? " proven" : " not proven") }')
        row "$k closed" $runs "$ms" "moves $moves; $note"
        "$quarters" check "$scratch/closed.json" "$scratch/p.json" >"$scratch/out" 2>&1 || wrong "$k rooms closed: check"
    done

    head_row "public instances" "(optima: fixtures/benchmarks/README.md)"
    for file in "$fixtures"/benchmarks/*.json; do
        name=$(basename "$file" .json)
        timed nothing "$quarters" solve "$file" -o "$scratch/p.json" --time-limit 60
        ours=$ms own_runs=$runs
        solved "$file" "$scratch/p.json"
        differs=$(known "$scratch/p.json" "$name")
        row "$name" "$own_runs" "$ours" "$note; ${differs:-values $(levels "$scratch/p.json" | cut -d' ' -f3 | tr '\n' ' ')}"
        [ -z "$differs" ] || wrong "$name: $differs"
        timed nothing "$quarters" check "$file" "$scratch/p.json"
        row "    check" $runs "$ms" ""
        proof "$file"
        # the four hospitals take others minutes a level (see there)
        case $name in
        comp4sites_w1) beside "$file" "$scratch/p.json" "$ours" cbc last ;;
        *) beside "$file" "$scratch/p.json" "$ours" glpsol room cbc room cbc class ;;
        esac
    done
    echo
    echo "load average $(cut -d' ' -f1-3 /proc/loadavg) after"
}

bench 2>&1 | tee "$dir/bench.txt"
tail -1 "$dir/bench.txt" | grep -q '^load average .* after$' || exit 1 # it did not come to its end
[ ! -s "$scratch/wrong" ]
