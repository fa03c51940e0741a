#!/bin/sh
# The way from lists to a plan, by the commands as people call them, on the fixtures. Run from the top
# folder; prints what tests/run.sh counts.
set -u

. tests/law.sh

no() {
    ! "$@"
}

# the demo shows no secret of the requests in its public list: CCCD, phone, request id, room
is_public_list_bare() {
    list=$work/a/cong-bo.csv
    [ "$(wc -l <"$list")" -gt 100 ] || return 1
    ! grep -Eq '[0-9]{9}|HS-[0-9]|"(SV|CD|CT|ND)-' "$list"
}

is_below() { [ "$(wc -c <"$2")" -lt "$1" ]; } # is_below BYTES FILE
are_same() { # are_same FOLDER FOLDER: what the demo made twice is the same, byte for byte
    for file in bai-toan.json phuong-an.json diem.csv cong-bo.csv noi-bo.csv nhu-cau.csv \
        cong-bo.xlsx noi-bo.xlsx nhu-cau.xlsx; do
        cmp "$1/$file" "$2/$file" || return 1
    done
}

says_room() { "$@" | grep -q '"SV-A-101"'; }

# adds up the people of the bands: housed + waiting = asked
do_bands_add_up() {
    "$quarters" --lang en summary "$db" latest |
        awk '/^Band /{on=1; next} on && /^[0-9]/{n++; if ($3 != $5 + $7) bad = 1} END{exit bad || n < 1}'
}

# an XLSX list prints across A4, as wide as the page, the heading on every page
prints_on_a4() {
    unzip -p "$1" xl/worksheets/sheet1.xml | grep -q 'fitToPage="1".*paperSize="9".*orientation="landscape"' &&
        unzip -p "$1" xl/workbook.xml | grep -q 'Print_Titles'
}

names_all_words() { # an unknown feature: the message says which there are
    printf 'Mã khu,Tên khu,Mã phòng,Số chỗ,Tiện ích\nSV,Khu,SV-X-1,2,bể bơi\n' >"$work/rooms.csv"
    "$quarters" import "$db" rooms "$work/rooms.csv" --dry-run >"$work/said" 2>&1
    grep -q 'bể bơi.*tầng trệt.*ban công' "$work/said"
}

warns_of_an_empty_register() {
    "$quarters" init "$work/empty.db" &&
        "$quarters" import "$work/empty.db" rooms fixtures/rooms.csv &&
        "$quarters" --lang en allocate "$work/empty.db" 2>&1 | grep -q 'no request qualifies'
}

law 'the demo runs' src/tools/demo.sh "$quarters" fixtures "$work/a"
law 'it runs again' src/tools/demo.sh "$quarters" fixtures "$work/b"
law 'it runs in English' src/tools/demo.sh "$quarters" fixtures "$work/c" en
db=$work/a/quarters.db

law 'the public list names nobody further' is_public_list_bare
law 'the same lists give the same bytes' are_same "$work/a" "$work/b"
law 'the language changes no plan' cmp "$work/a/phuong-an.json" "$work/c/phuong-an.json"
law 'bands add up' do_bands_add_up

law 'a stored instance is given back' "$quarters" export "$db" instance --plan 1 -o "$work/i.json"
law 'the bytes are those that were solved' cmp "$work/i.json" "$work/a/bai-toan.json"
law 'it is solved with a proof' "$quarters" solve "$work/i.json" -o "$work/p.json" --proof "$work/proof.json"
law 'every level before agencies is proved' "$quarters" check "$work/i.json" "$work/p.json" \
    --proof "$work/proof.json"
law 'in less than 2 MB' is_below 2000000 "$work/proof.json"
law 'a closed room houses nobody' "$quarters" allocate "$db" --close SV-A-101 -o "$work/closed.json"
law 'its plan does not name it' no grep -q '"SV-A-101"' "$work/closed.json"
law 'the other policy works' "$quarters" allocate "$db" --policy qd45-2025-12
law 'a policy file works' "$quarters" score "$db" --policy fixtures/policies/qd45-2025-12.json

law 'a room is closed by its code in small letters' "$quarters" allocate "$db" --close sv-a-101
law 'a list prints on paper' prints_on_a4 "$work/a/noi-bo.xlsx"
law 'an unknown feature is told the known ones' names_all_words
law 'an empty register is said to be empty' warns_of_an_empty_register
law 'each command has help' gives 0 "$quarters" solve --help

law 'an unknown room is refused' gives 2 "$quarters" allocate "$db" --close SV-Z-999
law 'an unknown plan is refused' gives 2 "$quarters" list "$db" 99 --audience staff
law 'an unknown audience is refused' gives 2 "$quarters" list "$db" 1 --audience all
law 'a day that is none is refused' gives 2 "$quarters" score "$db" --as-of 2025-02-30
law 'a policy that is none is refused' gives 2 "$quarters" score "$db" --policy fixtures/rooms.csv
law 'who was housed is a sheet' gives 0 "$quarters" report "$db" housed --from 2025-07 --to 2025-12 \
    --format xlsx -o "$work/housed.xlsx"
law 'and JSON' gives 0 "$quarters" report "$db" housed --from 2025-07 --to 2025-12 --format json
law 'of months' gives 2 "$quarters" report "$db" housed --from 2025-07-01 --to 2025-12-31
for kind in occupancy waiting repairs costs; do
    law "a report of $kind is text" gives 0 "$quarters" report "$db" $kind
    law 'a sheet' gives 0 "$quarters" report "$db" $kind --format xlsx -o "$work/$kind.xlsx"
    law 'and a paper' gives 0 "$quarters" report "$db" $kind --format pdf -o "$work/$kind.pdf"
done
law 'a report lists its rows' says_room "$quarters" report "$db" occupancy --rows nights --format csv
law 'those of a period need one' gives 2 "$quarters" report "$db" occupancy --rows turnaround
law 'and have one' gives 0 "$quarters" report "$db" occupancy --rows turnaround --from 2025-07-01
law 'no report of days to come' gives 2 "$quarters" report "$db" occupancy --as-of 2199-01-01
law 'a paper needs a file' gives 2 "$quarters" report "$db" occupancy --format pdf
law 'XLSX needs a file' gives 2 "$quarters" report "$db" needs --format xlsx
law 'a database that is none is refused' gives 2 "$quarters" summary "$work/none.db" latest

end_of_laws
