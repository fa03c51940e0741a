#!/bin/sh
# README's session with curl does what README says: it is taken from there and run against a served
# demo database.
set -u
. tests/law.sh
. tests/api/served.sh

session() { # the indented lines behind the mark
    sed -n '/^<!-- curl/,/^[^ <]/s/^    //p' README.md | sed "s|http://127.0.0.1:8080|$address|" >"$work/session.sh"
    grep -q "$address" "$work/session.sh" || return 1
    top=$PWD
    (cd "$work" && sh -eu session.sh >"$work/said" 2>&1)
}

says() {
    grep -q -- "$1" "$work/said"
}

law 'a demo database' make_demo
law 'is served' begin
law 'the session runs' session
law 'a request is filed' says '"state":"draft"'
law 'it is handed to the agency' says '"code":"YC-00001","state":"submitted"'
law 'which confirms it' says '"code":"YC-00001","state":"confirmed"'
law 'the search tells how far it is' says '^event: progress'
law 'and that it has ended' says '"state":"solved"'
law 'who waits is a sheet' says '"Mã hồ sơ","Họ và tên"'
law 'the published list has names, agencies, sites' says '^.*"STT","Họ và tên","Đơn vị công tác","Khu nhà ở"'
law 'the official is told the room and why' says '"state":"offered".*"room":"'
[ "$failed" -eq 0 ] || cat "$work/session.sh" "$work/said"

# the session's plan is made last, and is not the one that people were told
n_placed() {
    "$quarters" list "$db" "$1" --audience public --format csv -o "$work/list.csv" && wc -l <"$work/list.csv"
}
other_plans() {
    [ "$(n_placed published)" -eq 820 ] && [ "$(n_placed latest)" -lt 820 ]
}
law 'the published plan has a name of its own' other_plans
law 'the server ends when told' end

end_of_laws
