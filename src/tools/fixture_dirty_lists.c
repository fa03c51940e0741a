/* What the dirty lists say, row by row, with the verdict an import must give.
 *
 * The verdicts hold for a database with the agencies of agencies.csv and the rooms of rooms.csv,
 * and nobody in it. Where a sheet has a verdict "warning" it must be there; others may come beside
 * it. The ids end in 9xxxxx, which the generator never draws: nobody here stands in another list.
 */
#include "fixture_dirty.h"

#include <stddef.h>

/* Two agencies in one workbook; dates in a column for men and one for women; zeros lost. */
static const struct fixture_dirty_row TWO_AGENCIES[] = {
    {"ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN|||||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", NULL},
    {"", NULL},
    {"DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC ĐĂNG KÝ CHỖ Ở", NULL},
    {"(Kèm theo Công văn số 512/SNV-VP ngày 04/7/2025 của Sở Nội vụ)", NULL},
    {"STT|Họ và tên|Ngày sinh||Số CCCD|Chức vụ|Hệ số PCCV|Nơi ở hiện nay|Khoảng cách (km)|"
     "Số điện thoại|Nhu cầu (Có/Không)|Đối tượng ưu tiên|Ghi chú",
     NULL},
    {"||Nam|Nữ", NULL},
    {"(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)|(12)|(13)", NULL},
    {"I|Sở Nội vụ", "skipped"},
    {"#1|Nguyễn Văn Hùng|@31048||#34085900001|Phó Trưởng phòng|#0.3|Phường Thái Bình|#44.5|"
     "#912345001|Có",
     "new"},
    {"#2|Trần Thị Lan||@32905|034190900002|Chuyên viên||Phường Trần Hưng Đạo|#47|0987 654 321|Có|"
     "con dưới 36 tháng",
     "new"},
    {"#3|Phạm Đức Minh|15/8/1978||034078900003|Trưởng phòng|#0.5|Xã Kiến Xương|#62.5|"
     "+84 912 345 003|Không||thuê nhà",
     "new"},
    {"II|Sở Tư pháp", "skipped"},
    {"#1|Lê Thị Hồng||03.10.1988|034188900004|Chuyên viên||Xã Đông Hưng|#41|0912.345.004|Có|"
     "mang thai",
     "new"},
    {"#2|Vũ Quốc Tuấn|1981||34081900005|Chuyên viên||Xã Tiền Hải|#70|0221 3867 555|Có", "new"},
    {"#3|Bùi Thị Hoa||12/05/1992|034092900006|Chuyên viên||Phường Vũ Phúc|#45|0912345006|Có",
     "new;warning Số CCCD"},
    {"III|Sở Thanh niên", "skipped"},
    {"#1|Đỗ Văn Nam|20/11/1983||034083900007|Chuyên viên||Phường Trà Lý|#46|0912345007|Có",
     "error Đơn vị công tác"},
    {"Tổng cộng: 7 người", "skipped"},
    {"", NULL},
    {"||||||||Hưng Yên, ngày 04 tháng 7 năm 2025", "skipped"},
    {"|NGƯỜI LẬP BIỂU||||||GIÁM ĐỐC", "skipped"},
    {"|(Ký, ghi rõ họ tên)||||||(Ký, đóng dấu)", "skipped"},
    {"|Nguyễn Thị Vân||||||Trần Văn Quý", "skipped"},
    {NULL, NULL},
};
static const char *const TWO_AGENCIES_MERGES[] = {"A1:D1", "F1:M1",   "A3:M3",   "A4:M4",
                                                  "A5:A6", "B5:B6",   "C5:D5",   "E5:E6",
                                                  "B8:M8", "B12:M12", "A18:B18", NULL};

/* Dates in every fashion; decimal commas; short headings. */
static const struct fixture_dirty_row DATES[] = {
    {"SỞ XÂY DỰNG: DANH SÁCH CÁN BỘ CÓ NHU CẦU VỀ CHỖ Ở", NULL},
    {"STT|HỌ VÀ TÊN|Ngày tháng năm sinh|Giới|CCCD|ĐT|Chức danh|Đơn vị|HSPCCV|Nơi ở|Nhà riêng|"
     "Cự ly|Chuyển nơi công tác|Diện ưu tiên|Nhu cầu|Ghi chú",
     NULL},
    {"1|Nguyễn Thị Mai|5/9/1986|Nữ|034186900011|0912345011|Chuyên viên|Sở Xây dựng||phường Vũ Phúc|"
     "Không|48,5 km|Có||Có|",
     "new"},
    {"2|Hoàng Văn Sơn|7/3/79|Nam|034079900012|0912345012|Trưởng phòng|Sở XD|0,5|P. Trần "
     "Lãm|Có|52,0|"
     "Có||Có|",
     "new"},
    {"3|Đặng Thị Thu|25.12.1990|nữ|034190900013|0912345013|Chuyên viên|Sở Xây dựng tỉnh Hưng Yên||"
     "Xã Thái Thụy|có|66,2|Có|đơn thân|có|",
     "new"},
    {"4|Trần Quang Huy|28500|Nam|034078900014|0912345014|Chuyên viên|Sở Xây dựng||Xã Vũ "
     "Thư|Có|41,0|"
     "Có||Có|",
     "new"},
    {"5|Phan Thị Ngọc|31/02/1984|Nữ|034184900015|0912345015|Chuyên viên|Sở Xây dựng||Xã Vũ Thư|Có|"
     "41,5|Có||Có|",
     "error Ngày sinh"},
    {"6|Lương Văn Bình|05/25/1980|Nam|034080900016|0912345016|Chuyên viên|Sở Xây dựng||Xã Vũ "
     "Thư|Có|"
     "42|Có||Có|",
     "error Ngày sinh"},
    {"7|Ngô Thị Yến|00/00/1987|Nữ|034187900017|0912345017|Chuyên viên|Sở Xây dựng||Xã Đông "
     "Quan|Không|"
     "52,4|Có||Có|",
     "new"},
    {"8|Mai Văn Long|3-11-1978|Nam|034078900018|0912345018|Chuyên viên|Sở Xây dựng||Xã Đông "
     "Quan|Có|"
     "53|Không||Không|",
     "new"},
    {"9|Đào Thị Hiền|14/06/1991|Nữ|034191900019|0912345019|Chuyên viên|Sở Xây dựng||Xã Vũ "
     "Thư|Không|"
     "bốn mươi|Có||Có|",
     "error Khoảng cách (km)"},
    {"10|Lưu Văn Toàn|09/04/1985|Nam|034085900020|0912345020|Chuyên viên|Sở Xây dựng||Xã Vũ Thư|"
     "đang xây|41|Có||Có|",
     "error Nhà ở riêng"},
    {"|Tổng số: 10 người||||||||||||||", "skipped"},
    {NULL, NULL},
};

/* Windows-1258; the given name in a column of its own; numbers that Excel has spoilt. */
static const struct fixture_dirty_row GIVEN_NAMES[] = {
    {"TT|Họ đệm|Tên|Năm sinh|Giới tính|Số định danh|Số ĐT|Chức vụ|Cơ quan|Hệ số phụ cấp|"
     "Chỗ ở hiện nay|Số km|Nhu cầu|Ghi chú",
     NULL},
    {"1|Nguyễn Thị Thanh|Hà|1985|Nữ|034185900021|0912345021|Chuyên viên|Sở Tài chính||"
     "Phường Thái Bình|43|Có|",
     "new"},
    {"2|Đỗ Đức|Thắng|1975|Nam|034075900022|0912345022|Phó Giám đốc|Sở Tài chính|0,7|"
     "Phường Trần Lãm|50,5|Có|",
     "new"},
    {"3|Quách Thị|Ngân|1993|Nữ|034193900023|0912345023|Kế toán viên|Sở Tài chính||Xã Quỳnh Phụ|36|"
     "Không|đi về trong ngày",
     "new"},
    {"4|Tạ Văn|Khánh|1988|Nam|34088900024|912345024|Chuyên viên|Sở Tài chính||Xã Đồng Bằng|40,2|"
     "Có|",
     "new"},
    {"5|Bùi Thị|Nhung|1990|Nữ|3,4191E+10|0912345025|Chuyên viên|Sở Tài chính||Xã Phụ Dực|45|Có|",
     "error Số CCCD"},
    {"6|Trịnh Hữu|Nghĩa|1984|Nam|034084900026|0123|Chuyên viên|Sở Tài chính||Xã A Sào|42|Có|",
     "error Số điện thoại"},
    {NULL, NULL},
};

/* Excel's "Unicode Text"; codes of communes. */
static const struct fixture_dirty_row COMMUNES[] = {
    {"STT|Họ và tên|Ngày sinh|Giới tính|Số CCCD|Số điện thoại|Chức vụ|Đơn vị công tác|Hệ số PCCV|"
     "Nơi ở hiện nay|Mã xã|Nhà ở riêng|Khoảng cách (km)|Chuyển nơi làm việc|Đối tượng ưu tiên|"
     "Nhu cầu|Ghi chú",
     NULL},
    {"1|Phạm Thị Thúy|02/02/1989|Nữ|034189900031|0912345031|Chuyên viên|Sở Y tế||Phường Thái Bình|"
     "13225|Không|44,1|Có||Có|",
     "new"},
    {"2|Lê Văn Quang|17/07/1987|Nam|3.4087E+10|0912345032|Chuyên viên|Sở Y tế||Phường Thái Bình|"
     "13225|Không|44,1|Có||Có|",
     "error Số CCCD"},
    {"3|Đinh Thị Oanh|30/09/1994|Nữ|034194900033|912345033|Chuyên viên|Sở Y tế||Xã Thái Ninh|12922|"
     "Không|65|Có|con dưới 36 tháng; đơn thân|Có|",
     "new"},
    {"4|Vũ Thị Ánh|11/12/1990|Nữ|34 190 900 034|0912345034|Chuyên viên|Sở Y tế||Xã Hồng Vũ|13159|"
     "Có|58|Có||Có|",
     "new"},
    {"5|Trần Văn Kiên|08/08/1980|Nam|034080900035|0912345035|Chuyên viên|Sở Y tế||Xã Hồng Vũ|99999|"
     "Có|58|Có||Có|",
     "error Mã xã"},
    {"6|Nguyễn Đình Phong|21/01/1983|Nam|034083900036|0912345036|Chuyên viên|Sở Y tế||"
     "Phường Thái Bình|13225|Có|12|Có||Có|",
     "new;warning Khoảng cách (km)"},
    {"7|Hoàng Thị Nga|04/04/1982|Nữ|034182900037|0912345037|Chuyên viên|Sở Y tế||Xã Thư Trì|13222|"
     "Có|36|Có|bệnh tim|Có|",
     "error Đối tượng ưu tiên"},
    {NULL, NULL},
};

/* Decomposed letters; headings with slashes; a column that must not be taken for the residence. */
static const struct fixture_dirty_row DECOMPOSED[] = {
    {"Số TT|HỌ TÊN|Ngày sinh|Phái|CCCD/CMND/Số định danh|SĐT|Chức vụ|Cơ quan/Đơn vị|PCCV|Quê quán|"
     "Nơi cư trú|Khoảng cách từ nhà đến cơ quan (km)|Nhu cầu nhà ở|Ghi chú",
     NULL},
    {"1|Nguyễn Thị Phượng|09/03/1986|Nữ|034186900041|0912345041|Chuyên viên|"
     "Sở Giáo dục và Đào tạo||Xã Tiên Lữ|Phường Trần Hưng Đạo|48|Có|",
     "new"},
    {"2|Đoàn Quốc Việt|19/10/1979|Nam|034079900042|0912345042|Phó Trưởng phòng|Sở GD&ĐT|0,3|"
     "Nam Định|Xã Vũ Quý|55,5|Có|",
     "new"},
    {"3|Nguyễn Văn 2|01/01/1985|Nam|034085900043|0912345043|Chuyên viên|Sở Giáo dục và Đào tạo|||"
     "Xã Vũ Quý|55|Có|",
     "error Họ và tên"},
    {"4|Lưu Thị Nguyệt|22/08/1991|Nữ||0912345044|Chuyên viên|Sở Giáo dục và Đào tạo|||"
     "Xã Bình Nguyên|57|Có|",
     "error Số CCCD"},
    {"5|Trần Thị Ngọc Ánh|27/05/1995|Nữ|034195900045|0912345045|Chuyên viên|"
     "Sở Giáo dục và Đào tạo|||Xã Trà Giang|58|Không|",
     "new"},
    {NULL, NULL},
};

/* One person twice, a misspelt agency, an obsolete id, answers that are none. */
static const struct fixture_dirty_row DOUBLES[] = {
    {"STT|Họ và tên|Ngày sinh|Giới tính|Số CCCD|Số điện thoại|Chức vụ|Đơn vị công tác|Hệ số PCCV|"
     "Nơi ở hiện nay|Khoảng cách (km)|Nhu cầu",
     NULL},
    {"1|Nguyễn Thị Huyền|12/01/1988|Nữ|034188900051|0912345051|Chuyên viên|"
     "Phòng Tổng hợp, Văn phòng UBND tỉnh||Phường Thái Bình|44|Có",
     "new"},
    {"2|Phạm Văn Dũng|05/06/1982|Nam|034082900052|0912345052|Chuyên viên|VP UBND tỉnh||"
     "Phường Trần Lãm|51|Có",
     "error Số CCCD"},
    {"3|Vũ Minh Tuấn|18/11/1984|Nam|034084900053|0912345053|Chuyên viên|Sở Xây dựn||Phường Trần "
     "Lãm|"
     "51|Có",
     "error Đơn vị công tác"},
    {"4|Phạm Văn Dũng|05/06/1982|Nam|034082900052|0912345052|Chuyên viên|VP UBND tỉnh||"
     "Phường Trần Lãm|51|Có",
     "error Số CCCD"},
    {"5|Trần Thị Hạnh|23/02/1990|Nữ|151234567|0912345055|Chuyên viên|VP UBND tỉnh||Phường Vũ "
     "Phúc|47|"
     "Có",
     "error Số CCCD"},
    {"6|Lê Hồng Phong|14/07/1986|Nam|034186900056|+84912345056|Chuyên viên|VP UBND tỉnh||"
     "Phường Trà Lý|46|Có",
     "new;warning Số CCCD"},
    {"7|Đỗ Thị Liên|30/04/1985|Nữ|034185900057|0912345057|Chuyên viên|VP UBND tỉnh||Xã Vũ Thư|40|",
     "new;warning Nhu cầu"},
    {"8||03/03/1987|Nam|034087900058|0912345058|Chuyên viên|VP UBND tỉnh||Xã Vũ Thư|40|Có",
     "error Họ và tên"},
    {"9|Bùi Văn Hải|06/10/1981|Khác|034081900059|0912345059|Chuyên viên|VP UBND tỉnh||Xã Vũ Thư|40|"
     "Có",
     "error Giới tính"},
    {"10|Hà Thị Loan|15/05/1983|Nữ|034183900060|0912345060|Phó Chánh Văn phòng|VP UBND tỉnh|7|"
     "Xã Vũ Thư|40|Có",
     "error Hệ số PCCV"},
    {"11|Cao Văn Lâm|15/05/1983|Nam|034083900061|0912345061|Chuyên viên|VP UBND tỉnh||Xã Vũ Thư|40|"
     "chưa quyết định",
     "error Nhu cầu"},
    {NULL, NULL},
};

/* Families and friends; a bad row holds back its whole request. */
static const struct fixture_dirty_row FAMILIES[] = {
    {"TỔNG HỢP HỒ SƠ ĐĂNG KÝ CHỖ Ở ĐỢT 1", NULL},
    {"", NULL},
    {"STT|Mã hồ sơ|Quan hệ|Họ và tên|Ngày sinh|Giới tính|Số CCCD|Số điện thoại|Chức vụ|"
     "Đơn vị công tác|Nơi ở hiện nay|Khoảng cách (km)|Chuyển nơi làm việc|Hình thức ở|"
     "Nhu cầu thiết yếu|Nguyện vọng|Khu đăng ký|Ngày nộp",
     NULL},
    {"#1|G-01|bản thân|Nguyễn Văn Thành|@30317|Nam|034083900071|0912345071|Chuyên viên|Sở Tài "
     "chính|"
     "Phường Thái Bình|#44.5|Có|ở riêng||vệ sinh khép kín:2; bếp|SV; CD|@45842",
     "new"},
    {"#2|G-01|vợ|Trần Thị Hương|15/03/1985|Nữ", "new"},
    {"#3|G-01|con|Nguyễn Minh Anh|2016|Nữ", "new"},
    {"#4|G-02|bản thân|Lê Thị Thảo|10/10/1990|Nữ|034190900074|0912345074|Chuyên viên|Sở Y tế|"
     "Xã Vũ Thư|#41|Có|ở ghép|||SV*|04/07/2025",
     "error Mã hồ sơ"},
    {"#5|G-02|ở cùng|Phạm Thị Dung|11/11/1991|Nữ||0912345075|Chuyên viên|Sở Y tế|Xã Vũ Thư|#41|Có",
     "error Số CCCD"},
    {"#6|G-03|bản thân|Vũ Đức Long|12/12/1980|Nam|034080900076|0912345076|Chuyên viên|Sở Y tế|"
     "Xã Vũ Thư|#41|Có|ở ghép|bể bơi|||04/07/2025",
     "error Nhu cầu thiết yếu"},
    {"#7|G-04|bản thân|Đỗ Thị Vân|01/02/1987|Nữ|034187900077|0912345077|Chuyên viên|Sở Y tế|"
     "Xã Vũ Thư|#41|Có|ở ghép|||SV; XX|04/07/2025",
     "error Khu đăng ký"},
    {"#8||bản thân|Bùi Quang Vinh|03/04/1978|Nam|034078900078|0912345078|Chuyên viên|Sở Tư pháp|"
     "Phường Trà Lý|#46|Có|ghép||||05/07/2025",
     "new"},
    {"#9|G-05|cháu|Hoàng Thị Nhàn|05/06/1992|Nữ|034192900079|0912345079|Chuyên viên|Sở Tư pháp|"
     "Phường Trà Lý|#46|Có|ở ghép||||05/07/2025",
     "error Quan hệ"},
    {"#10|G-06|bản thân|Ngô Văn Trường|07/08/1985|Nam|034085900080|0912345080|Chuyên viên|"
     "Sở Tư pháp|Phường Trà Lý|#46|Có|ở ghép||||tháng 7",
     "error Ngày nộp"},
    {"#11|G-07|bản thân|Đặng Thị Nga|09/10/1988|Nữ|034188900081|0912345081|Chuyên viên|Sở Nội vụ|"
     "Phường Vũ Phúc|#47|Có|ở ghép||||05/07/2025",
     "error Mã hồ sơ"},
    {"#12|G-07|bản thân|Lương Thị Hằng|11/12/1989|Nữ|034189900082|0912345082|Chuyên viên|Sở Nội vụ|"
     "Phường Vũ Phúc|#47|Có",
     "error Quan hệ"},
    {"#13|G-08|bản thân|Mai Thị Tuyết|13/01/1986|Nữ|034186900083|0912345083|Chuyên viên|Sở Nội vụ|"
     "Phường Vũ Phúc|#47|Có|ở riêng||||05/07/2025",
     "error Mã hồ sơ"},
    {"#14|G-08|con|Mai Gia Hân||Nữ", "error Ngày sinh"},
    {"#15|G-09|bản thân|Trịnh Văn Đông|14/02/1984|Nam|034084900085|0912345085|Chuyên viên|Sở Nội "
     "vụ|"
     "Phường Vũ Phúc|#47|Có|ở ghép|tầng 1|WC riêng:3; điều hoà|CD*|@45845",
     "new"},
    {"||Tổng cộng|15 người", "skipped"},
    {NULL, NULL},
};
static const char *const FAMILIES_MERGES[] = {"A1:R1", NULL};

/* The plainest list of requests: no codes, no relations, the agency only above its people. */
static const struct fixture_dirty_row SECTIONS[] = {
    {"UBND TỈNH HƯNG YÊN|||||||||", NULL},
    {"DANH SÁCH ĐĂNG KÝ CHỖ Ở|||||||||", NULL},
    {"|||||||||", NULL},
    {"STT|Họ và tên|Ngày sinh|Giới tính|Số CCCD|Chức vụ|Nơi ở hiện nay|Khoảng cách (km)|"
     "Nhu cầu thiết yếu|Ngày nộp",
     NULL},
    {"|I. Sở Công Thương||||||||", "skipped"},
    {"1|Nguyễn Trọng Khoa|16/06/1985|Nam|034085900091|Chuyên viên|Phường Thái "
     "Bình|45,5||03/07/2025",
     "new"},
    {"2|Phí Thị Luyến|28/09/1990|Nữ|034190900092|Chuyên viên|Xã Quang Lịch|58,5|tầng trệt|3/7/2025",
     "new"},
    {"|II. Sở Khoa học và Công nghệ||||||||", "skipped"},
    {"1|Khúc Văn Thịnh|02/12/1979|Nam|034079900093|Chuyên viên chính|Xã Lê Lợi|60||04/07/2025",
     "new"},
    {"2|Doãn Thị Thơm|19/04/1993|Nữ|0341939000945|Chuyên viên|Xã Lê Lợi|60||04/07/2025",
     "error Số CCCD"},
    {"|Tổng cộng|4||||||||", "skipped"},
    {"|Người lập biểu||||Thủ trưởng đơn vị||||", "skipped"},
    {"|Khúc Văn Thịnh||||Phạm Văn Hòa||||", "skipped"},
    {NULL, NULL},
};

const struct fixture_dirty FIXTURE_DIRTY[] = {
    {"hai-co-quan.xlsx", "officials", FIXTURE_XLSX, false, TWO_AGENCIES_MERGES, TWO_AGENCIES},
    {"ngay-sinh-cham-phay.csv", "officials", FIXTURE_SEMICOLONS, false, NULL, DATES},
    {"ho-dem-cp1258.csv", "officials", FIXTURE_CP1258, false, NULL, GIVEN_NAMES},
    {"ma-xa-utf16.txt", "officials", FIXTURE_UTF16, false, NULL, COMMUNES},
    {"to-hop-nfd.csv", "officials", FIXTURE_DECOMPOSED, false, NULL, DECOMPOSED},
    {"trung-lap.csv", "officials", FIXTURE_COMMAS, false, NULL, DOUBLES},
    {"ho-so-gia-dinh.xlsx", "requests", FIXTURE_XLSX, true, FAMILIES_MERGES, FAMILIES},
    {"theo-muc.csv", "requests", FIXTURE_COMMAS, false, NULL, SECTIONS},
    {NULL, NULL, FIXTURE_COMMAS, false, NULL, NULL},
};
