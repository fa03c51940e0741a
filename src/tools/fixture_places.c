/* The four sites: 297 rooms with 856 beds.
 *
 * The sites and the two sums are real (provincial news of 3 July 2025); how the rooms divide among
 * sites, blocks and floors, their areas and what they have is made up. Every area leaves each bed
 * its 4 m² (TCVN 4451:2012), so that all beds may be used.
 */
#include "fixture.h"

#include <stdio.h>

enum { HAS_WC = 1, HAS_AIR = 2, HAS_HEATER = 4 };

struct block {
    const char *site;
    const char *site_name;
    const char *letter;
    int n_floors;
    int n_rooms; /* a floor */
    int beds;
    int bigger;   /* the last so many rooms of a floor have a bed more; one further above floor 1 */
    int area_t;   /* m² of a room, tenths: the least of the block */
    unsigned has; /* what all its rooms have */
    int quiet_from, kitchen_from; /* rooms from this number on; 0 = none */
    int wheelchair;               /* the first so many rooms of floor 1 */
    const char *sex;
    const char *pools;
};

static const char SV[] = "Khu nhà ở sinh viên cụm trường khu vực thành phố Hưng Yên";
static const char CD[] = "Ký túc xá Trường Cao đẳng Cộng đồng Hưng Yên";
static const char CT[] = "Ký túc xá Trường Chính trị Nguyễn Văn Linh";
static const char ND[] = "Trung tâm hỗ trợ nông dân";

/* SV 108 rooms of 3 and 42 of 4 beds; CD 70 of 3; CT 49 of 2; ND 28 of 2 */
static const struct block BLOCKS[] = {
    {"SV", SV, "A", 5, 10, 3, 2, 165, HAS_WC | HAS_AIR | HAS_HEATER, 0, 0, 2, "bất kỳ", "C"},
    {"SV", SV, "B", 5, 10, 3, 2, 158, HAS_WC, 8, 0, 1, "bất kỳ", "C"},
    {"SV", SV, "C", 5, 10, 3, 2, 150, 0, 0, 9, 0, "nữ", "C"},
    {"CD", CD, "A", 4, 10, 3, 0, 172, HAS_WC | HAS_AIR, 7, 0, 1, "bất kỳ", "C"},
    {"CD", CD, "B", 3, 10, 3, 0, 144, 0, 0, 9, 0, "nam", "C"},
    {"CT", CT, "A", 4, 7, 2, 0, 180, HAS_WC | HAS_AIR | HAS_HEATER, 5, 0, 1, "bất kỳ", "B; C"},
    {"CT", CT, "B", 3, 7, 2, 0, 162, HAS_WC | HAS_AIR, 0, 0, 1, "bất kỳ", "B; C"},
    {"ND", ND, "A", 4, 7, 2, 0, 200, HAS_WC | HAS_AIR | HAS_HEATER, 4, 6, 2, "bất kỳ", "A; B"},
};

static void add_feature(struct fixture_text *t, const char *name)
{
    fixture_add(t, t->len > 0 ? "; " : "");
    fixture_add(t, name);
}

static void write_features(struct fixture_text *t, struct fixture_rng *r, const struct block *b,
                           int floor, int number)
{
    struct fixture_text list = {0};
    fixture_add(&list, "");
    if (floor == 1)
        add_feature(&list, "tầng trệt");
    if (floor == 1 && number <= b->wheelchair)
        add_feature(&list, "lối xe lăn");
    /* the blocks with common washrooms have some rooms fitted since */
    if ((b->has & HAS_WC) != 0 || number <= b->wheelchair || fixture_chance(r, 180))
        add_feature(&list, "vệ sinh khép kín");
    if ((b->has & HAS_AIR) != 0 || floor == b->n_floors)
        add_feature(&list, "điều hòa");
    if ((b->has & HAS_HEATER) != 0 || fixture_chance(r, 120))
        add_feature(&list, "bình nóng lạnh");
    if (floor >= 2 && number % 2 == 0)
        add_feature(&list, "ban công");
    if (b->quiet_from > 0 && number >= b->quiet_from)
        add_feature(&list, "yên tĩnh");
    if (b->kitchen_from > 0 && number >= b->kitchen_from)
        add_feature(&list, "bếp");
    fixture_cell(t, list.data);
    fixture_text_release(&list);
}

static void write_room(struct fixture_text *t, struct fixture_rng *r, const struct block *b,
                       int floor, int number)
{
    char code[32];
    bool is_bigger = number > b->n_rooms - b->bigger ||
                     (b->bigger > 0 && floor > 1 && number == b->n_rooms - b->bigger);
    int beds = b->beds + (is_bigger ? 1 : 0);
    (void)snprintf(code, sizeof code, "%s-%s-%d%02d", b->site, b->letter, floor, number);
    fixture_cell(t, b->site);
    fixture_cell(t, b->site_name);
    fixture_cell(t, b->letter);
    fixture_cell_int(t, floor);
    fixture_cell(t, code);
    fixture_cell_int(t, beds);
    fixture_cell_tenths(t, b->area_t + (is_bigger ? 45 : 0) + 5 * fixture_below(r, 4));
    write_features(t, r, b, floor, number);
    fixture_cell(t, b->sex);
    fixture_cell(t, b->pools);
    fixture_cell(t, "sử dụng được");
    fixture_cell(t, "");
    fixture_end_row(t);
}

void fixture_write_rooms(const char *folder, uint64_t seed)
{
    static const char *const headings[] = {
        "Mã khu",   "Tên khu",   "Dãy",        "Tầng",       "Mã phòng", "Số chỗ", "Diện tích (m²)",
        "Tiện ích", "Giới tính", "Nhóm hệ số", "Tình trạng", "Ghi chú",  NULL};
    struct fixture_rng r = fixture_rng_of(seed, "rooms");
    struct fixture_text t = {0};
    fixture_start_csv(&t, headings);
    for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++)
        for (int floor = 1; floor <= BLOCKS[i].n_floors; floor++)
            for (int number = 1; number <= BLOCKS[i].n_rooms; number++)
                write_room(&t, &r, &BLOCKS[i], floor, number);
    fixture_store(folder, "rooms.csv", &t);
}
