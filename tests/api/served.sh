# A served demo database for test scripts; sourced behind tests/law.sh.
#     law 'a demo database' make_demo; law 'is served' begin      address=http://127.0.0.1:PORT
#     law 'the server ends when told' end
# shellcheck shell=sh
db=$work/demo.db

make_demo() {
    "$quarters" init "$db" --demo || return 1
    for kind in rooms agencies officials requests; do
        "$quarters" import "$db" $kind fixtures/$kind.csv || return 1
    done
    "$(dirname "$quarters")/tools/demo_house" "$db" "$quarters" fixtures/requests.csv
}

# the address, once it is served
begin() {
    "$quarters" --lang en serve "$db" --listen 127.0.0.1:0 >"$work/out" 2>"$work/server.log" &
    pid=$!
    for _ in $(seq 100); do
        address=$(sed -n 's/^Serving on \(http:.*\)\/$/\1/p' "$work/out")
        [ -z "$address" ] || return 0
        sleep 0.1
    done
    return 1
}

end() {
    kill -TERM "$pid" && wait "$pid"
}
