#!/bin/sh
# The whole way on the fixtures: database, imports, points, a round to its publication, check, lists.
#     src/tools/demo.sh QUARTERS FIXTURES DIR [vi|en]
# QUARTERS is the built program, DIR is made anew. Every step is an ordinary command of the program.
set -eu

quarters=$1
fixtures=$2
dir=$3
tools=$(dirname "$quarters")/tools
lang=${4:-vi}
db=$dir/quarters.db
seed=20250710 # stands for the number drawn in public; demo_house.c has it too

say() { # say VI EN
    if [ "$lang" = en ]; then printf '\n== %s\n' "$2"; else printf '\n== %s\n' "$1"; fi
}

run() {
    "$quarters" --lang "$lang" "$@"
}

umask 077 # lists hold names
rm -rf "$dir"
mkdir -p "$dir"

say 'Cơ sở dữ liệu mẫu' 'Demo database'
run init "$db" --demo
for kind in rooms agencies officials requests; do
    # the first lodging is over when the list for the round comes
    [ $kind = requests ] && "$tools/demo_house" "$db" >/dev/null &&
        "$tools/demo_life" "$db" "$quarters" "$fixtures/requests.csv"
    file=$fixtures/$kind.csv
    log=$dir/import-$kind.txt
    [ -e "$file" ] || continue
    run import "$db" "$kind" "$file" >"$log"
    printf '%s: ' "$file"
    sed '/^dòng /d; /^row /d' "$log"
    n=$(grep -c -e '^dòng ' -e '^row ' "$log") || continue
    if [ "$lang" = en ]; then echo "  $n remarks: $log"; else echo "  $n lưu ý: $log"; fi
done

say 'Chấm điểm' 'Points'
run score "$db" --dry-run --seed "$seed" --format csv -o "$dir/diem.csv"

say 'Đợt bố trí: đóng, quay số, lập phương án, quyết định, công bố' \
    'A round: closed, drawn, planned, decided, published'
"$tools/demo_house" "$db" "$quarters" "$fixtures/requests.csv" >"$dir/tai-khoan.txt"
sed -n '/^20/p' "$dir/tai-khoan.txt"
run summary "$db" latest >"$dir/tom-tat.txt"
for file in instance:bai-toan plan:phuong-an proof:chung-minh; do
    run export "$db" ${file%%:*} --plan latest -o "$dir/${file##*:}.json"
done

say 'Kiểm tra độc lập' 'Independent check'
run check "$dir/bai-toan.json" "$dir/phuong-an.json" --proof "$dir/chung-minh.json"

say 'Danh sách' 'Lists'
for format in csv xlsx; do
    run list "$db" latest --audience public --format $format -o "$dir/cong-bo.$format"
    run list "$db" latest --audience staff --format $format -o "$dir/noi-bo.$format"
    run report "$db" needs --format $format -o "$dir/nhu-cau.$format"
done
run document "$db" latest submission -o "$dir/to-trinh.pdf"
run document "$db" latest annex -o "$dir/phu-luc.pdf"

"$tools/demo_life" "$db" "$quarters" # today: keys, closed rooms

say 'Kết quả' 'Result'
cat "$dir/tom-tat.txt"
say 'Các tệp' 'Files'
if [ "$lang" = en ]; then
    public='for publication: name, agency, site'
    staff='for the staff: rooms, who waits and why'
    documents='submission with lists, annex of the decision'
    needs='needs by agency' points='points and order' plan='instance, plan, proof'
else
    public='để công bố: họ tên, đơn vị, khu'
    staff='nội bộ: phòng, danh sách chờ và lý do'
    documents='tờ trình kèm danh sách, phụ lục quyết định'
    needs='nhu cầu theo cơ quan' points='điểm và thứ tự' plan='bài toán, phương án, chứng minh'
fi
printf '  %s\n' "$dir/cong-bo.xlsx, .csv   $public" "$dir/noi-bo.xlsx, .csv    $staff" \
    "$dir/to-trinh.pdf, phu-luc.pdf   $documents" \
    "$dir/nhu-cau.xlsx, .csv   $needs" "$dir/diem.csv              $points" \
    "$dir/bai-toan.json, phuong-an.json, chung-minh.json   $plan" "$db"
say 'Tài khoản mẫu' 'Demo accounts'
sed "/^20/d; /^$/d" "$dir/tai-khoan.txt"
