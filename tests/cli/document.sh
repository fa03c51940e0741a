#!/bin/sh
# The documents of a plan, by the commands as people call them, on the fixtures: read again by
# poppler's programs. Run from the top folder; prints what tests/run.sh counts.
set -u

. tests/law.sh

db=$work/demo/quarters.db

make() { # make NAME KIND [OPTION...]
    name=$1
    shift
    "$quarters" document "$db" latest "$@" -o "$work/$name.pdf"
}

text() { pdftotext -layout -enc UTF-8 "$work/$1.pdf" - 2>"$work/complaints" | tr '\f' '\n'; }

# every name of the staff's list stands in the text of a document
names_all() { # names_all NAME LIST COLUMN
    text "$1" | tr -s ' ' >"$work/text"
    [ ! -s "$work/complaints" ] || return 1
    cut -d'"' -f"$3" "$2" | tail -n +2 | sort -u >"$work/names"
    [ "$(wc -l <"$work/names")" -gt 100 ] || return 1
    awk 'FNR == NR {all = $0; next} !index(all, $0) {print; bad = 1} END {exit bad}' \
        RS='\f' "$work/text" RS='\n' "$work/names"
}

pages() { pdfinfo "$work/$1.pdf" | sed -n 's/^Pages: *//p'; }

# every page of the annex repeats the headings, and says that its people are made up
repeats_headings() {
    n=$(pages annex)
    [ "$n" -gt 10 ] && [ "$(text annex | grep -c 'Họ và tên')" -eq "$n" ] &&
        [ "$(text annex | grep -c 'Dữ liệu mẫu')" -eq "$n" ]
}

embeds_its_letters() { pdffonts "$work/annex.pdf" | tail -n +3 | awk '!/LiberationSerif/ || !/yes yes yes/ {bad = 1} END {exit bad || NR < 2}'; }

# waiting and refused: a letter each, on pages of their own
writes_to_all() {
    "$quarters" summary "$db" latest >"$work/summary"
    waiting=$(awk '/^Tất cả/ && NF == 8 {print $7}' "$work/summary")
    refused=$(sed -n 's/^Hồ sơ:.*chưa đủ điều kiện \([0-9]*\)$/\1/p' "$work/summary")
    [ "$waiting" -gt 100 ] && [ "$refused" -gt 10 ] &&
        [ "$(pages refusals)" -eq $((waiting + refused)) ] &&
        [ "$(text refusals | grep -c 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')" -eq $((waiting + refused)) ] &&
        [ "$(text refusals | grep -c 'Đã xét tất cả')" -eq "$waiting" ] &&
        text refusals | grep -q "Số: $((100 + waiting + refused))/SXD-QLN"
}

is_in_sheet() {
    "$quarters" document "$db" latest annex --format xlsx -o "$work/annex.xlsx" &&
        unzip -p "$work/annex.xlsx" xl/workbook.xml | grep -q 'dữ liệu mẫu'
}

is_private() { [ "$(stat -c %a "$work/annex.pdf")" = 600 ]; }

law 'the demo runs' src/tools/demo.sh "$quarters" fixtures "$work/demo"
law 'the annex is made' make annex annex --number 12 --date 2025-07-15
law 'it names everybody housed' names_all annex "$work/demo/cong-bo.csv" 4
law 'it repeats its headings and says what it is' repeats_headings
law 'it carries its letters' embeds_its_letters
law 'only its owner may read it' is_private
law 'it is made again' make again annex --number 12 --date 2025-07-15
law 'with the same bytes' cmp "$work/annex.pdf" "$work/again.pdf"
law 'it comes as a sheet' is_in_sheet
law 'the submission is made' make submission submission --number 7 --date 2025-07-11 --signer 'Lê Văn Ước'
law 'it names everybody housed' names_all submission "$work/demo/cong-bo.csv" 4
law 'the letters are made' make refusals refusals --number 101 --date 2025-07-15
law 'one for each who gets no bed' writes_to_all
law 'the lists of agencies are made' make lists agency-lists
law 'they name everybody housed' names_all lists "$work/demo/cong-bo.csv" 4

law 'another document is refused' gives 2 "$quarters" document "$db" latest letter -o "$work/x.pdf"
law 'letters are no sheet' gives 2 "$quarters" document "$db" latest refusals --format xlsx -o "$work/x.xlsx"
law 'a day that is none is refused' gives 2 "$quarters" document "$db" latest annex --date 15/7/2025 -o "$work/x.pdf"
law 'an unknown plan is refused' gives 2 "$quarters" document "$db" 99 annex -o "$work/x.pdf"
law 'a file that cannot be written is said' gives 3 "$quarters" document "$db" latest annex -o "$work/none/x.pdf"
end_of_laws
