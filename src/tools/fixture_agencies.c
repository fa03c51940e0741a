/* The bodies of the province that send lists of their people.
 *
 * Names are real; urgency (set by the Office of the People's Committee) and weights are made up.
 */
#include "fixture.h"

const struct fixture_agency FIXTURE_AGENCIES[] = {
    {"SNV", "Sở Nội vụ", "Sở NV", "sở", 6, true, 62, "Giám đốc", "Phó Giám đốc"},
    {"STP", "Sở Tư pháp", "Sở TP", "sở", 4, true, 48, "Giám đốc", "Phó Giám đốc"},
    {"STC", "Sở Tài chính", "Sở TC", "sở", 7, true, 105, "Giám đốc", "Phó Giám đốc"},
    {"SCT", "Sở Công Thương", "Sở CT", "sở", 5, true, 66, "Giám đốc", "Phó Giám đốc"},
    {"SNNMT", "Sở Nông nghiệp và Môi trường", "Sở NNMT; Sở NN&MT", "sở", 5, true, 150, "Giám đốc",
     "Phó Giám đốc"},
    {"SXD", "Sở Xây dựng", "Sở XD", "sở", 8, true, 92, "Giám đốc", "Phó Giám đốc"},
    {"SKHCN", "Sở Khoa học và Công nghệ", "Sở KHCN; Sở KH&CN", "sở", 5, true, 60, "Giám đốc",
     "Phó Giám đốc"},
    {"SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL; Sở VH, TT và DL", "sở", 4, true, 68,
     "Giám đốc", "Phó Giám đốc"},
    {"SGDDT", "Sở Giáo dục và Đào tạo", "Sở GDĐT; Sở GD&ĐT", "sở", 5, true, 56, "Giám đốc",
     "Phó Giám đốc"},
    {"SYT", "Sở Y tế", "Sở YT", "sở", 6, true, 64, "Giám đốc", "Phó Giám đốc"},
    {"TTT", "Thanh tra tỉnh", "Thanh tra", "thanh tra", 7, true, 58, "Chánh Thanh tra",
     "Phó Chánh Thanh tra"},
    {"VPUBND", "Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh; VP UBND tỉnh; VPUBND tỉnh",
     "văn phòng", 10, true, 70, "Chánh Văn phòng", "Phó Chánh Văn phòng"},
    {"VPTU", "Văn phòng Tỉnh ủy", "VP Tỉnh ủy", "đảng", 10, false, 46, "Chánh Văn phòng",
     "Phó Chánh Văn phòng"},
    {"BTCTU", "Ban Tổ chức Tỉnh ủy", "BTC Tỉnh ủy", "đảng", 7, false, 26, "Trưởng ban",
     "Phó Trưởng ban"},
    {"UBKT", "Ủy ban Kiểm tra Tỉnh ủy", "UBKT Tỉnh ủy", "đảng", 7, false, 26, "Chủ nhiệm",
     "Phó Chủ nhiệm"},
    {"BTGDV", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Ban TGDV Tỉnh ủy", "đảng", 5, false, 24,
     "Trưởng ban", "Phó Trưởng ban"},
    {"BNC", "Ban Nội chính Tỉnh ủy", "BNC Tỉnh ủy", "đảng", 6, false, 16, "Trưởng ban",
     "Phó Trưởng ban"},
    {"DUCQ", "Đảng ủy các cơ quan Đảng tỉnh", "Đảng ủy CCQ Đảng tỉnh", "đảng", 4, false, 12,
     "Bí thư", "Phó Bí thư"},
    {"MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "UB MTTQ Việt Nam tỉnh; MTTQ tỉnh",
     "mặt trận, đoàn thể", 5, false, 60, "Chủ tịch", "Phó Chủ tịch"},
    {"VPHDND", "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
     "Văn phòng Đoàn ĐBQH và HĐND tỉnh; VP Đoàn ĐBQH và HĐND tỉnh", "văn phòng", 8, false, 30,
     "Chánh Văn phòng", "Phó Chánh Văn phòng"},
    {"BQLKCN", "Ban Quản lý các khu công nghiệp tỉnh", "BQL các KCN tỉnh; BQL các KCN",
     "ban quản lý", 4, false, 26, "Trưởng ban", "Phó Trưởng ban"},
    {"BQLKKT", "Ban Quản lý Khu kinh tế Thái Bình", "BQL KKT Thái Bình", "ban quản lý", 3, false,
     18, "Trưởng ban", "Phó Trưởng ban"},
    {"BPTTH", "Báo và Phát thanh, Truyền hình Hưng Yên", "Báo và PT-TH Hưng Yên; Báo và PTTH tỉnh",
     "đơn vị sự nghiệp", 6, false, 58, "Tổng Biên tập", "Phó Tổng Biên tập"},
    {"TCT", "Trường Chính trị Nguyễn Văn Linh", "Trường Chính trị tỉnh", "đơn vị sự nghiệp", 3,
     false, 24, "Hiệu trưởng", "Phó Hiệu trưởng"},
};
const size_t FIXTURE_N_AGENCIES = sizeof FIXTURE_AGENCIES / sizeof *FIXTURE_AGENCIES;

static void write_list(const char *folder, const char *name, bool only_uniform)
{
    static const char *const headings[] = {"Mã cơ quan", "Tên cơ quan",    "Tên khác",
                                           "Loại",       "Điểm cấp thiết", NULL};
    struct fixture_text t = {0};
    if (only_uniform)
        fixture_start_plain(&t, headings);
    else
        fixture_start_csv(&t, headings);
    for (size_t a = 0; a < FIXTURE_N_AGENCIES; a++) {
        const struct fixture_agency *g = &FIXTURE_AGENCIES[a];
        if (only_uniform && !g->is_uniform)
            continue;
        fixture_cell(&t, g->code);
        fixture_cell(&t, g->name);
        fixture_cell(&t, g->aliases);
        fixture_cell(&t, g->kind);
        /* what every province has comes without an urgency: that is the province's to set */
        fixture_cell_int(&t, only_uniform ? 0 : g->urgency);
        fixture_end_row(&t);
    }
    fixture_store(folder, name, &t);
}

void fixture_write_agencies(const char *folder)
{
    write_list(folder, "agencies.csv", false);
    write_list(folder, "seed/agencies.csv", true);
}

size_t fixture_draw_agency(struct fixture_rng *r)
{
    int total = 0;
    for (size_t a = 0; a < FIXTURE_N_AGENCIES; a++)
        total += FIXTURE_AGENCIES[a].weight;
    int at = fixture_below(r, total);
    size_t a = 0;
    for (; at >= FIXTURE_AGENCIES[a].weight; a++)
        at -= FIXTURE_AGENCIES[a].weight;
    return a;
}
