#!/bin/sh
# Keys, the audit of the command line's own writes, the admin's link, demo accounts.
set -u

. tests/law.sh

db=$work/a.db
q="$quarters --lang en"

# says CODE TEXT ARGUMENTS...: the exit code, and a message with TEXT
says() {
    code=$1 text=$2
    shift 2
    $q "$@" >"$work/said" 2>&1
    [ $? -eq "$code" ] && grep -qF -e "$text" "$work/said"
}

# the same of the program that fills a demo
tool_says() {
    code=$1 text=$2
    shift 2
    "$(dirname "$quarters")/tools/demo_house" "$@" >"$work/said" 2>&1
    [ $? -eq "$code" ] && grep -qF -e "$text" "$work/said"
}

# n_rows N: the audit holds and has so many rows
n_rows() {
    $q audit verify "$db" 2>/dev/null | grep -q "^$1 [0-9a-f]\{64\}$"
}

one_code() {
    $q admin-link "$db" --public-url https://nha.example/ 2>/dev/null >"$work/link" &&
        grep -qx 'https://nha\.example/#/activation/[0-9A-Z]\{4\}\(-[0-9A-Z]\{4\}\)\{3\}' "$work/link"
}

another_code() {
    cp "$work/link" "$work/first"
    one_code && ! cmp -s "$work/link" "$work/first"
}

is_nowhere_in_the_file() { # the database holds hashes of secrets alone
    ! grep -qaF "$(sed 's,.*/,,' "$1")" "$db" "$db"-wal 2>/dev/null
}

$q init "$db" >"$work/log" || exit 1
law 'the audit begins with the database' n_rows 1
law 'an import leaves a row' says 0 '' import "$db" rooms fixtures/rooms.csv
law 'so it does' n_rows 2
law 'the same list again changes nothing' says 0 '' import "$db" rooms fixtures/rooms.csv
law 'and leaves none' n_rows 2
law 'a dry run leaves none' says 0 '' import "$db" agencies fixtures/agencies.csv --dry-run
law 'nor does a refused list' says 2 '' import "$db" officials fixtures/rooms.csv
law 'the audit is as it was' n_rows 2
law 'points leave a row' says 0 '' score "$db"
law 'points to look at do not' says 0 '' score "$db" --dry-run
law 'one row, that is' n_rows 3
law 'a plan leaves a row' says 10 'Stored as plan 1' allocate "$db"
law 'as it should' n_rows 4

$q audit verify "$db" >"$work/heads" 2>/dev/null
law 'a link for the first admin' one_code
law 'its code is not in the file' is_nowhere_in_the_file "$work/link"
law 'a second link is another one' another_code
law 'an account, and two codes' n_rows 7
law 'the mark kept elsewhere fits' says 0 '7 rows hold' audit verify "$db" --heads "$work/heads"
printf '4 %064d\n' 0 >"$work/wrong"
law 'a mark of another chain does not' says 5 'row 4 differs' audit verify "$db" --heads "$work/wrong"
sed 's/^4/9/' "$work/heads" >"$work/later"
law 'nor does one beyond the end' says 5 'from row 8 on' audit verify "$db" --heads "$work/later"
echo '4 what' >"$work/none"
law 'a line that is no mark is named' says 2 'line 1' audit verify "$db" --heads "$work/none"
law 'a login that cannot be' says 2 'a-z 0-9' admin-link "$db" --login Admin
law 'nothing of that came about' n_rows 7
law 'demo accounts are for demos' tool_says 5 'init --demo' "$db"
$q init "$work/demo.db" --demo >"$work/log"
law 'a demo gets one of each role' tool_says 0 'auditor' "$work/demo.db"
law 'and their password' grep -q 'password of all): ' "$work/said"
law 'a demo is for one machine' says 2 'without --public-url' serve "$work/demo.db" \
    --listen 127.0.0.1:0 --public-url https://nha.example
law 'all of them again' tool_says 0 'auditor' "$work/demo.db"

mv "$db.key" "$work/key"
law 'without the key no row could be written' says 2 'key is needed' score "$db"
law 'a database that is missing is said to be' says 2 'there is no file' score "$work/missing.db"
law 'nor a list of rooms' says 2 'key is needed' import "$db" rooms fixtures/rooms.csv
law 'nor a plan' says 2 'key is needed' allocate "$db"
law 'nor a link' says 2 'key is needed' admin-link "$db"
law 'nor is the audit verified' says 2 'key is needed' audit verify "$db"
law 'looking needs none' says 0 '' score "$db" --dry-run
law 'the key may lie elsewhere' says 0 '' score "$db" --key "$work/key"

end_of_laws
