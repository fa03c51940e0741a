#!/bin/sh
# How time and memory grow with the number of rooms: tests/bench/growth.sh QUARTERS OUTDIR
# Generated instances (`quarters generate`), JSON in and out included. The table goes to standard output and
# OUTDIR/growth.txt, the picture to OUTDIR/growth.svg. Seconds depend on the machine and decide nothing;
# a plan that the checker refuses ends with 1.
#     GROWTH_SIZES="100 300"   rooms
#     GROWTH_LIMIT=120         seconds for one solve
set -eu
export LC_ALL=C
quarters=$1 dir=$2
sizes=${GROWTH_SIZES:-100 300 1000 3000 10000 30000}
limit=${GROWTH_LIMIT:-120}

umask 077
mkdir -p "$dir"
scratch=$(mktemp -d "$dir/growth-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
: >"$scratch/points"
: >"$scratch/wrong"

# one ROOMS: a row of the table
one() {
    "$quarters" generate --rooms "$1" --seed 1 -o "$scratch/i.json"
    parties=$(grep -c '^{"id":"H' "$scratch/i.json")
    people=$(grep '^{"id":"H' "$scratch/i.json" | grep -o '"sex"' | wc -l)
    rc=0
    command time -f '%e %U %M' -o "$scratch/time" \
        "$quarters" solve "$scratch/i.json" -o "$scratch/p.json" --time-limit "$limit" || rc=$?
    if [ "$rc" -ne 0 ] && [ "$rc" -ne 10 ]; then
        echo "WRONG: exit $rc at $1 rooms" | tee -a "$scratch/wrong"
        return
    fi
    read -r wall user kib <<EOF
$(tail -1 "$scratch/time")
EOF
    n=$(grep '^{"objective"' "$scratch/p.json" | grep -vc '"agencies"')
    proven=$(grep '^{"objective"' "$scratch/p.json" | grep -v '"agencies"' | grep -c '"proven":true') || :
    "$quarters" check "$scratch/i.json" "$scratch/p.json" >"$scratch/check" ||
        echo "WRONG: check at $1 rooms" | tee -a "$scratch/wrong"
    printf '%7d %8d %8d %9.2f %9.2f %9.1f  %s\n' "$1" "$parties" "$people" "$wall" "$user" \
        "$(awk -v k="$kib" 'BEGIN { print k / 1024 }')" "$proven of $n levels proven"
    echo "$1 $wall $kib" >>"$scratch/points"
}

# Both axes logarithmic: rooms 100 to 100,000, seconds 0.01 to 1,000.
draw() {
    awk '
    function px(v) { return 80 + 180 * (log(v) / log(10) - 2) }
    function py(v) { return 380 - 70 * (log(v) / log(10) + 2) }
    function text(x, y, anchor, what) {
        printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, what
    }
    function rule(x1, y1, x2, y2, colour) {
        printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", x1, y1, x2, y2, colour
    }
    BEGIN {
        print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"680\" height=\"440\" viewBox=\"0 0 680 440\""
        print " font-family=\"sans-serif\" font-size=\"13\"><rect width=\"680\" height=\"440\" fill=\"#fff\"/>"
        for (e = 2; e <= 5; e++) {
            rule(px(10 ^ e), py(0.01), px(10 ^ e), py(1000), "#ddd")
            text(px(10 ^ e), 400, "middle", 10 ^ e)
        }
        for (e = -2; e <= 3; e++) {
            rule(px(100), py(10 ^ e), px(100000), py(10 ^ e), "#ddd")
            text(70, py(10 ^ e) + 4, "end", 10 ^ e " s")
        }
        rule(px(3000) - 25, py(5), px(3000) + 25, py(5), "#c00")
        rule(px(30000) - 25, py(60), px(30000) + 25, py(60), "#c00")
        text(px(30000) + 30, py(60) + 4, "start", "target")
        text(350, 425, "middle", "rooms (generated instances, 10 parties for 3 rooms)")
        text(80, 20, "start", "quarters solve: wall time, JSON in and out (red: targets)")
    }
    $2 > 0 {
        path = path (path == "" ? "" : " ") sprintf("%.1f,%.1f", px($1), py($2))
        printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#036\"/>\n", px($1), py($2)
        text(px($1) + 8, py($2) + 16, "start", $2 " s")
    }
    END { print "<polyline points=\"" path "\" fill=\"none\" stroke=\"#036\" stroke-width=\"2\"/></svg>" }
    ' "$scratch/points"
}

growth() {
    printf '%7s %8s %8s %9s %9s %9s\n' rooms parties people "wall s" "user s" "peak MiB"
    for n in $sizes; do one "$n"; done
}

growth 2>&1 | tee "$dir/growth.txt"
draw >"$dir/growth.svg"
echo "picture: $dir/growth.svg"
[ ! -s "$scratch/wrong" ]
