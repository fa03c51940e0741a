/* requests.csv: the register of 10 July 2025, agency by agency.
 *
 * Wishes follow rank and family: leaders may live in ND and CT, the others in SV, CD and CT; who is
 * disabled or expects a child needs the ground floor.
 */
#include "fixture_parties.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct fixture_word FEATURES[] = {
    {"vệ sinh khép kín", 300}, {"điều hòa", 240}, {"bình nóng lạnh", 130}, {"yên tĩnh", 90},
    {"ban công", 90},          {"bếp", 60},       {"tầng trệt", 70},       {NULL, 0},
};
static const struct fixture_word WEIGHTS[] = {{"", 600}, {":2", 280}, {":3", 120}, {NULL, 0}};
static const struct fixture_word SITES_STAFF[] = {
    {"", 400},          {"SV; CD", 120}, {"SV", 60},         {"SV*", 110},
    {"CT; SV", 50},     {"CD; SV", 60},  {"SV; CT; CD", 80}, {"CD*", 60},
    {"CT; SV; CD", 30}, {"CD", 14},      {NULL, 0},
};
static const struct fixture_word SITES_DEPUTY[] = {{"", 300},    {"ND; CT", 320}, {"CT; ND", 160},
                                                   {"ND*", 140}, {"ND", 80},      {NULL, 0}};
static const struct fixture_word SITES_HEAD[] = {{"", 600}, {"ND", 400}, {NULL, 0}};

/* 1 July was a Tuesday; little is filed on the weekend of the 5th and 6th. */
static const struct fixture_word DAYS[] = {{"01", 60},  {"02", 110}, {"03", 150}, {"04", 170},
                                           {"05", 16},  {"06", 6},   {"07", 170}, {"08", 150},
                                           {"09", 120}, {"10", 50},  {NULL, 0}};

static const struct fixture_word NOTES[] = {
    {"", 940},
    {"đề nghị bố trí gần người cùng cơ quan", 24},
    {"có xe máy gửi tại khu", 20},
    {"ở từ thứ Hai đến thứ Sáu", 30},
    {NULL, 0},
};

static bool has_group(const struct fixture_party *p, const char *group)
{
    for (int i = 0; i < p->n_members; i++)
        if (strstr(p->members[i].person.groups, group) != NULL)
            return true;
    return false;
}

static const char *draw_needs(struct fixture_rng *r, const struct fixture_party *p)
{
    if (has_group(p, "khuyết tật"))
        return fixture_chance(r, 400)   ? "tầng trệt; lối xe lăn"
               : fixture_chance(r, 700) ? "tầng trệt"
                                        : "";
    if (has_group(p, "mang thai") && fixture_chance(r, 350))
        return "tầng trệt";
    bool has_infant = p->kind == FIXTURE_WITH_INFANT || p->kind == FIXTURE_COUPLE_INFANT;
    return fixture_chance(r, has_infant ? 500 : 12) ? "vệ sinh khép kín" : "";
}

static const char *draw_sharing(struct fixture_rng *r, const struct fixture_party *p)
{
    bool is_family = p->kind != FIXTURE_ALONE && p->kind != FIXTURE_TWO_FRIENDS &&
                     p->kind != FIXTURE_THREE_FRIENDS;
    int alone = p->rank == FIXTURE_HEAD || is_family ? 1000
                : p->kind == FIXTURE_THREE_FRIENDS   ? 500
                : has_group(p, "khuyết tật")         ? 150
                                                     : 4;
    return fixture_chance(r, alone) ? "ở riêng" : "ở ghép";
}

static void draw_wishes(struct fixture_rng *r, const char *needs, char out[160])
{
    int dice = fixture_below(r, 100);
    int n = dice < 35 ? 0 : dice < 70 ? 1 : dice < 90 ? 2 : 3;
    out[0] = '\0';
    while (n > 0) {
        const char *feature = fixture_draw(r, FEATURES);
        const char *weight = fixture_draw(r, WEIGHTS);
        size_t len = strlen(out);
        if (strstr(out, feature) != NULL || strstr(needs, feature) != NULL)
            continue;
        (void)snprintf(out + len, 160 - len, "%s%s%s", len > 0 ? "; " : "", feature, weight);
        n--;
    }
}

static const char *draw_sites(struct fixture_rng *r, const struct fixture_party *p)
{
    return fixture_draw(r, p->rank == FIXTURE_HEAD     ? SITES_HEAD
                           : p->rank == FIXTURE_DEPUTY ? SITES_DEPUTY
                                                       : SITES_STAFF);
}

/* Of family members only name, birth and sex are on record. */
static void write_relative(struct fixture_text *t, const struct fixture_person *p)
{
    enum { N_OTHER_CELLS = 11 };
    char born[16];
    (void)snprintf(born, sizeof born, "%02d/%02d/%d", p->born_day, p->born_month, p->born_year);
    fixture_cell(t, p->name);
    fixture_cell(t, born);
    fixture_cell(t, p->sex == 'M' ? "Nam" : "Nữ");
    for (int i = 0; i < N_OTHER_CELLS; i++)
        fixture_cell(t, "");
}

static void write_party(struct fixture_text *t, struct fixture_rng *r,
                        const struct fixture_party *p, int number, int *n_rows)
{
    static const char *const relations[] = {"bản thân", "vợ/chồng", "con", "ở cùng"};
    char code[16];
    char filed[16];
    char wishes[160];
    const char *sharing = draw_sharing(r, p);
    const char *needs = draw_needs(r, p);
    const char *sites = draw_sites(r, p);
    const char *note = fixture_draw(r, NOTES);
    draw_wishes(r, needs, wishes);
    (void)snprintf(code, sizeof code, "HS-%04d", number);
    (void)snprintf(filed, sizeof filed, "%s/07/2025", fixture_draw(r, DAYS));
    for (int i = 0; i < p->n_members; i++) {
        const struct fixture_member *m = &p->members[i];
        fixture_cell_int(t, ++*n_rows);
        fixture_cell(t, code);
        fixture_cell(t, relations[m->relation]);
        if (m->is_official)
            fixture_person_cells(t, &m->person);
        else
            write_relative(t, &m->person);
        fixture_cell(t, i == 0 ? sharing : "");
        fixture_cell(t, i == 0 ? needs : "");
        fixture_cell(t, i == 0 ? wishes : "");
        fixture_cell(t, i == 0 ? sites : "");
        fixture_cell(t, i == 0 ? filed : "");
        fixture_cell(t, ""); /* nobody lives there yet */
        fixture_cell(t, i == 0 ? note : "");
        fixture_end_row(t);
    }
}

void fixture_write_requests(const char *folder, uint64_t seed, struct fixture_used *u)
{
    static const char *const headings[] = {"STT",
                                           "Mã hồ sơ",
                                           "Quan hệ",
                                           "Họ và tên",
                                           "Ngày sinh",
                                           "Giới tính",
                                           "Số CCCD",
                                           "Số điện thoại",
                                           "Chức vụ",
                                           "Đơn vị công tác",
                                           "Hệ số PCCV",
                                           "Nơi ở hiện nay",
                                           "Mã xã",
                                           "Nhà ở riêng",
                                           "Khoảng cách (km)",
                                           "Chuyển nơi làm việc",
                                           "Đối tượng ưu tiên",
                                           "Hình thức ở",
                                           "Nhu cầu thiết yếu",
                                           "Nguyện vọng",
                                           "Khu đăng ký",
                                           "Ngày nộp",
                                           "Phòng đang ở",
                                           "Ghi chú",
                                           NULL};
    struct fixture_rng r = fixture_rng_of(seed, "requests");
    struct fixture_party *parties = fixture_parties_make(&r, u);
    struct fixture_text t = {0};
    int number = 0;
    int n_rows = 0;
    fixture_start_csv(&t, headings);
    for (size_t a = 0; a < FIXTURE_N_AGENCIES; a++)
        for (size_t i = 0; i < FIXTURE_N_PARTIES; i++)
            if (parties[i].members[0].person.agency == a)
                write_party(&t, &r, &parties[i], ++number, &n_rows);
    fixture_store(folder, "requests.csv", &t);
    free(parties);
}
