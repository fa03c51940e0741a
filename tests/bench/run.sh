#!/bin/sh
# Times, in one run: tests/bench/run.sh QUARTERS FIXTURES DIR
# Ratios between rows of one run mean something; seconds depend on the machine. Times decide nothing;
# a wrong value or a level that is not proven ends with 1.
set -eu
quarters=$1 fixtures=$2 dir=$3
limit=${BENCH_LIMIT:-20} # seconds for glpsol and for CBC, each level; both overrun it, five more end them
bad=0

umask 077
rm -rf "$dir"
mkdir -p "$dir"

now() { date +%s%N; }
# timed COMMAND...: its wall time in ms, median of three runs, into $ms
timed() {
    for i in 1 2 3; do
        start=$(now)
        "$@" >"$dir/out" 2>"$dir/err" || { rc=$?; [ $rc -eq 10 ] || { cat "$dir/err" >&2; exit 1; }; }
        echo $((($(now) - start) / 1000000))
    done >"$dir/ms"
    ms=$(sort -n "$dir/ms" | sed -n 2p)
}
# once COMMAND...: wall time of one run
once() {
    start=$(now)
    rc=0
    "$@" >"$dir/out" 2>"$dir/err" || rc=$?
    ms=$((($(now) - start) / 1000000))
}
row() { printf '%-44s %8s ms  %s\n' "$1" "$2" "$3"; }
fresh() {
    rm -f "$dir/b.db"*
    "$quarters" init "$dir/b.db" >/dev/null
    for kind in rooms agencies; do "$quarters" import "$dir/b.db" $kind "$fixtures/$kind.csv" >/dev/null; done
}
levels() { sed -n 's/^.*"value":\(-*[0-9]*\),.*"proven":\([a-z]*\).*$/\1 \2/p' "$1"; }

echo "load before: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores; medians of 3 but where 'once'"
echo
fresh
once "$quarters" import "$dir/b.db" requests "$fixtures/requests.csv"
row "import requests ($(($(wc -l <"$fixtures/requests.csv") - 1)) rows), once" "$ms" "target 1000"
once sh src/tools/demo.sh "$quarters" "$fixtures" "$dir/demo"
row "make demo, once" "$ms" "target 10000"
[ $rc -eq 0 ] || bad=1

instance=$dir/demo/bai-toan.json
timed "$quarters" solve "$instance" -o "$dir/plan.json"
ours=$ms
n=$(levels "$dir/plan.json" | wc -l)
unproven=$(levels "$dir/plan.json" | head -$((n - 1)) | grep -c false || true)
row "solve the fixture, $((n - 1)) levels" "$ours" "target 2000; not proven: $unproven"
[ "$unproven" -eq 0 ] || bad=1
timed "$quarters" check "$instance" "$dir/plan.json"
row "check its plan" "$ms" ""

echo
echo "the party x room model of the same levels, $limit s each; our values as earlier rows:"
values=
k=0
levels "$dir/plan.json" | head -$((n - 1)) >"$dir/levels"
while read -r value proven; do
    "$quarters" model "$instance" --level $k ${values:+--values "$values"} -o "$dir/m.lp"
    for solver in glpsol cbc; do
        rm -f "$dir/sol"
        case $solver in
        glpsol)
            once timeout $((limit + 5)) glpsol --lp "$dir/m.lp" --tmlim "$limit" -o "$dir/sol"
            said=$(sed -n 's/^Status: *//p' "$dir/sol" 2>/dev/null || true)
            found=$(sed -n 's/^Objective:.*= *\(-*[0-9.e+]*\).*/\1/p' "$dir/sol" 2>/dev/null || true) ;;
        cbc)
            once timeout $((limit + 5)) cbc "$dir/m.lp" sec "$limit" solve solu "$dir/sol"
            said=$(sed -n '1s/ - .*//p' "$dir/sol" 2>/dev/null || true)
            found=$(sed -n '1s/.*objective value *\(-*[0-9.e+]*\).*/\1/p' "$dir/sol" 2>/dev/null || true) ;;
        esac
        found=$(printf '%.0f' "${found:-0}")
        case $said in
        "INTEGER OPTIMAL" | Optimal*)
            closed="optimal, $found"
            [ "${found#-}" = "${value#-}" ] || { closed="$closed: DIFFERENT"; bad=1; } ;;
        *"no integer solution"* | *UNDEFINED | "") closed="no plan found" ;;
        *) closed="not proven, $found" ;;
        esac
        row "  level $k by $solver, once" "$ms" "$closed (ours $value)"
    done
    values=${values:+$values,}$value
    k=$((k + 1))
done <"$dir/levels"

echo
echo "public instances (known optima: fixtures/benchmarks/README.md):"
while read -r name optimum; do
    once "$quarters" solve "$fixtures/benchmarks/$name.json" -o "$dir/p.json" --time-limit 120
    value=$(levels "$dir/p.json" | tail -1)
    row "  $name, once" "$ms" "preferences $value (known $optimum)"
    case $value in
    "$optimum true") ;;
    *" true") bad=1 ;;
    *) [ "$name" = comp4sites_w1 ] || bad=1 ;;
    esac
done <<EOF
pas_overconstrained01_night11 1490
pas_testdata01_night03 704
pas_testdata02_night04 1280
pas_testdata05_night04 808
pas_testdata08_night11 2956
comp4sites_w1 7902
EOF
echo
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
exit $bad
