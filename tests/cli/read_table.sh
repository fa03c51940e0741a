#!/bin/sh
# A workbook and the CSV that read-table makes of it are judged alike, row by row; what is no list
# is refused with two lines.
set -u

. tests/law.sh

# judged FILE KIND: what a dry run says of it in a new database
judged() {
    rm -rf "$work/db"
    mkdir "$work/db"
    "$quarters" init "$work/db/a.db" >"$work/said" || return 1
    "$quarters" import "$work/db/a.db" "$2" "$1" --dry-run 2>&1 || [ $? -eq 2 ]
}

same_verdicts() {
    kind=$(sed -n 's/^kind: //p' "$1.expected")
    "$quarters" read-table - <"$1" >"$work/list.csv" &&
        judged "$1" "$kind" >"$work/book.txt" &&
        judged "$work/list.csv" "$kind" >"$work/csv.txt" &&
        grep -q ' mới' "$work/book.txt" && cmp "$work/book.txt" "$work/csv.txt"
}

# refused FILE: exit 2, nothing on standard output, two lines on standard error
refused() {
    "$quarters" read-table - <"$1" >"$work/out" 2>"$work/err"
    [ $? -eq 2 ] && [ ! -s "$work/out" ] && [ "$(wc -l <"$work/err")" -eq 2 ]
}

for list in fixtures/dirty/*.xlsx; do
    law "$(basename "$list")" same_verdicts "$list"
done
{ printf 'PK\003\004'; head -c 2000 fixtures/dirty/theo-muc.csv; } >"$work/no.xlsx"
printf '%%PDF-1.4\n' >"$work/no.pdf"
: >"$work/empty"
law 'a broken workbook' refused "$work/no.xlsx"
law 'a PDF' refused "$work/no.pdf"
law 'an empty file' refused "$work/empty"
law 'a call without -' gives 2 "$quarters" read-table

end_of_laws
