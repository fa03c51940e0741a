/* The 104 communes of the new province, with their straight-line distance from the centre of Phố
 * Hiến.
 *
 * Real codes and names; distances computed between centroids of the ward polygons of the public
 * vietnamese-provinces-database (MIT). The weight, how many homes a commune has in the lists, is
 * made up: officials of old Thái Bình lived mostly in and around its city.
 */
#include "fixture.h"

#include <string.h>

const struct fixture_commune FIXTURE_COMMUNES[] = {
    {"12613", "Xã Long Hưng", true, 10, 2},
    {"12595", "Xã Ngự Thiên", true, 12, 2},
    {"12676", "Xã Lê Quý Đôn", true, 16, 2},
    {"12634", "Xã Tiên La", true, 16, 2},
    {"12586", "Xã Hưng Hà", true, 19, 2},
    {"12619", "Xã Diên Hà", true, 20, 2},
    {"12685", "Xã Hồng Minh", true, 21, 2},
    {"12517", "Xã Ngọc Lâm", true, 22, 2},
    {"12631", "Xã Thần Khê", true, 24, 2},
    {"12532", "Xã Nguyễn Du", true, 24, 2},
    {"13219", "Xã Vạn Xuân", true, 24, 2},
    {"12754", "Xã Tiên Hưng", true, 25, 2},
    {"12700", "Xã Bắc Tiên Hưng", true, 28, 4},
    {"12472", "Xã Quỳnh Phụ", true, 28, 4},
    {"13222", "Xã Thư Trì", true, 28, 4},
    {"12511", "Xã Minh Thọ", true, 28, 4},
    {"12736", "Xã Đông Tiên Hưng", true, 29, 4},
    {"12763", "Xã Nam Tiên Hưng", true, 29, 4},
    {"12577", "Xã Quỳnh An", true, 31, 4},
    {"13192", "Xã Vũ Thư", true, 32, 4},
    {"13246", "Xã Tân Thuận", true, 32, 4},
    {"12688", "Xã Đông Hưng", true, 33, 4},
    {"13225", "Phường Thái Bình", true, 33, 56},
    {"12526", "Xã Đồng Bằng", true, 33, 4},
    {"12499", "Xã A Sào", true, 34, 4},
    {"12775", "Xã Nam Đông Hưng", true, 35, 4},
    {"12452", "Phường Trần Hưng Đạo", true, 36, 56},
    {"12817", "Phường Trà Lý", true, 36, 36},
    {"12694", "Xã Bắc Đông Hưng", true, 37, 4},
    {"12745", "Xã Bắc Đông Quan", true, 37, 4},
    {"12523", "Xã Phụ Dực", true, 37, 4},
    {"12466", "Phường Vũ Phúc", true, 37, 32},
    {"12583", "Xã Tân Tiến", true, 38, 4},
    {"12454", "Phường Trần Lãm", true, 40, 52},
    {"12793", "Xã Đông Quan", true, 40, 4},
    {"13279", "Xã Vũ Tiên", true, 41, 4},
    {"13264", "Xã Thư Vũ", true, 42, 4},
    {"12904", "Xã Nam Thụy Anh", true, 43, 4},
    {"12850", "Xã Tây Thụy Anh", true, 43, 4},
    {"13141", "Xã Vũ Quý", true, 43, 4},
    {"12919", "Xã Tây Thái Ninh", true, 43, 4},
    {"13096", "Xã Bình Nguyên", true, 44, 4},
    {"13132", "Xã Quang Lịch", true, 45, 4},
    {"13093", "Xã Trà Giang", true, 45, 4},
    {"12865", "Xã Thụy Anh", true, 46, 4},
    {"13159", "Xã Hồng Vũ", true, 47, 6},
    {"12916", "Xã Bắc Thái Ninh", true, 47, 6},
    {"13120", "Xã Lê Lợi", true, 48, 6},
    {"12859", "Xã Bắc Thụy Anh", true, 49, 6},
    {"13075", "Xã Kiến Xương", true, 50, 6},
    {"12961", "Xã Nam Thái Ninh", true, 51, 6},
    {"12826", "Xã Thái Thụy", true, 52, 6},
    {"13183", "Xã Bình Thanh", true, 52, 6},
    {"12922", "Xã Thái Ninh", true, 52, 6},
    {"12970", "Xã Tiền Hải", true, 53, 6},
    {"12943", "Xã Đông Thái Ninh", true, 55, 6},
    {"13039", "Xã Tây Tiền Hải", true, 55, 6},
    {"12862", "Xã Đông Thụy Anh", true, 56, 6},
    {"13186", "Xã Bình Định", true, 56, 6},
    {"13021", "Xã Ái Quốc", true, 57, 6},
    {"12988", "Xã Đông Tiền Hải", true, 57, 6},
    {"13063", "Xã Nam Tiền Hải", true, 59, 6},
    {"13003", "Xã Đồng Châu", true, 60, 6},
    {"13057", "Xã Nam Cường", true, 63, 6},
    {"13066", "Xã Hưng Phú", true, 66, 6},
    {"11953", "Phường Phố Hiến", false, 0, 0},
    {"11983", "Phường Sơn Nam", false, 4, 0},
    {"11977", "Xã Tân Hưng", false, 4, 0},
    {"11980", "Phường Hồng Châu", false, 4, 0},
    {"12337", "Xã Hoàng Hoa Thám", false, 6, 0},
    {"12364", "Xã Tiên Lữ", false, 7, 0},
    {"12322", "Xã Hiệp Cường", false, 8, 0},
    {"12280", "Xã Lương Bằng", false, 10, 0},
    {"12361", "Xã Tiên Hoa", false, 11, 0},
    {"12313", "Xã Đức Hợp", false, 11, 0},
    {"12196", "Xã Hồng Quang", false, 12, 0},
    {"12406", "Xã Đoàn Đào", false, 12, 0},
    {"12286", "Xã Nghĩa Dân", false, 14, 0},
    {"12424", "Xã Tiên Tiến", false, 14, 0},
    {"12184", "Xã Nguyễn Trãi", false, 15, 0},
    {"12271", "Xã Chí Minh", false, 15, 0},
    {"12391", "Xã Quang Hưng", false, 15, 0},
    {"12427", "Xã Tống Trân", false, 16, 0},
    {"12166", "Xã Xuân Trúc", false, 18, 0},
    {"12142", "Xã Ân Thi", false, 18, 0},
    {"12238", "Xã Việt Tiến", false, 19, 0},
    {"12205", "Xã Khoái Châu", false, 20, 1},
    {"12247", "Xã Châu Ninh", false, 22, 1},
    {"12148", "Xã Phạm Ngũ Lão", false, 23, 1},
    {"12073", "Xã Yên Mỹ", false, 23, 1},
    {"12223", "Xã Triệu Việt Vương", false, 24, 1},
    {"12091", "Xã Việt Yên", false, 25, 1},
    {"12133", "Phường Đường Hào", false, 27, 1},
    {"12070", "Xã Hoàn Long", false, 28, 1},
    {"12064", "Xã Nguyễn Văn Linh", false, 29, 1},
    {"12049", "Xã Mễ Sở", false, 30, 1},
    {"12127", "Phường Thượng Hồng", false, 31, 1},
    {"12019", "Xã Văn Giang", false, 32, 1},
    {"12103", "Phường Mỹ Hào", false, 32, 1},
    {"12031", "Xã Nghĩa Trụ", false, 32, 1},
    {"12004", "Xã Như Quỳnh", false, 35, 1},
    {"11992", "Xã Lạc Đạo", false, 35, 1},
    {"11995", "Xã Đại Đồng", false, 36, 1},
    {"12025", "Xã Phụng Công", false, 36, 1},
};
const size_t FIXTURE_N_COMMUNES = sizeof FIXTURE_COMMUNES / sizeof *FIXTURE_COMMUNES;

void fixture_write_communes(const char *folder)
{
    static const char *const headings[] = {
        "Mã xã", "Tên xã", "Loại", "Tỉnh cũ", "Khoảng cách đường chim bay (km)", NULL};
    struct fixture_text t = {0};
    fixture_start_plain(&t, headings);
    for (size_t i = 0; i < FIXTURE_N_COMMUNES; i++) {
        const struct fixture_commune *c = &FIXTURE_COMMUNES[i];
        fixture_cell(&t, c->code);
        fixture_cell(&t, strchr(c->name, ' ') + 1);
        fixture_cell(&t, c->name[0] == 'P' ? "phường" : "xã");
        fixture_cell(&t, c->is_thai_binh ? "Thái Bình" : "Hưng Yên");
        fixture_cell_int(&t, c->straight_km);
        fixture_end_row(&t);
    }
    fixture_store(folder, "seed/communes.csv", &t);
}
