/* Officials: who they are, where they come from, what they may claim.
 *
 * Citizen ids follow the rule of the state's (province of birth registration, century and sex,
 * birth year, six digits at random); ids and phones look right and belong to nobody known.
 */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct fixture_word PROVINCES[] = {
    {"034", 870}, {"033", 50}, {"030", 20}, {"036", 18}, {"001", 16},
    {"031", 12},  {"035", 8},  {"038", 6},  {NULL, 0},
};
static const struct fixture_word NETWORKS[] = {
    {"098", 14}, {"097", 13}, {"096", 8}, {"086", 5}, {"091", 12}, {"094", 10}, {"088", 4},
    {"083", 3},  {"085", 3},  {"081", 2}, {"090", 5}, {"093", 4},  {"077", 2},  {"070", 2},
    {"079", 2},  {"033", 2},  {"034", 2}, {"035", 3}, {"036", 3},  {"037", 3},  {"038", 3},
    {"039", 3},  {"032", 2},  {"058", 1}, {NULL, 0},
};
static const struct fixture_word STAFF[] = {
    {"Chuyên viên", 620},   {"Chuyên viên chính", 210}, {"Kế toán viên", 50}, {"Văn thư viên", 30},
    {"Thanh tra viên", 26}, {"Viên chức", 40},          {"Kỹ sư", 24},        {NULL, 0},
};

static bool is_used(const struct fixture_used *u, const char *id, const char *phone)
{
    for (size_t i = 0; i < u->n_ids; i++)
        if (strcmp(u->ids[i], id) == 0)
            return true;
    for (size_t i = 0; i < u->n_phones; i++)
        if (strcmp(u->phones[i], phone) == 0)
            return true;
    return false;
}

static void use(struct fixture_used *u, const struct fixture_person *p)
{
    u->ids = realloc(u->ids, (u->n_ids + 1) * sizeof *u->ids);
    u->phones = realloc(u->phones, (u->n_phones + 1) * sizeof *u->phones);
    if (u->ids == NULL || u->phones == NULL)
        abort();
    memcpy(u->ids[u->n_ids++], p->citizen_id, sizeof p->citizen_id);
    memcpy(u->phones[u->n_phones++], p->phone, sizeof p->phone);
}

void fixture_used_release(struct fixture_used *u)
{
    free(u->ids);
    free(u->phones);
    *u = (struct fixture_used){0};
}

void fixture_identify(struct fixture_person *p, struct fixture_rng *r, struct fixture_used *u)
{
    int century_sex = (p->born_year >= 2000 ? 2 : 0) + (p->sex == 'F' ? 1 : 0);
    do {
        /* one draw a line: the order of arguments' evaluation is each compiler's own */
        const char *province = fixture_draw(r, PROVINCES);
        int number = fixture_below(r, 25000); /* so many births of one province, year and sex */
        const char *network = fixture_draw(r, NETWORKS);
        int subscriber = fixture_between(r, 1000000, 9999999);
        (void)snprintf(p->citizen_id, sizeof p->citizen_id, "%s%d%02d%06d", province, century_sex,
                       p->born_year % 100, number);
        (void)snprintf(p->phone, sizeof p->phone, "%s%07d", network, subscriber);
    } while (is_used(u, p->citizen_id, p->phone));
    use(u, p);
}

void fixture_born(struct fixture_person *p, struct fixture_rng *r, int year)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    p->born_year = year;
    p->born_month = fixture_between(r, 1, 12);
    p->born_day = fixture_between(r, 1, days[p->born_month - 1]);
}

void fixture_group_add(struct fixture_person *p, const char *group)
{
    size_t len = strlen(p->groups);
    (void)snprintf(p->groups + len, sizeof p->groups - len, "%s%s", len > 0 ? "; " : "", group);
}

static void give_rank(struct fixture_person *p, struct fixture_rng *r, enum fixture_rank rank)
{
    const struct fixture_agency *a = &FIXTURE_AGENCIES[p->agency];
    switch (rank) {
    case FIXTURE_HEAD:
        p->position = a->head;
        p->coefficient_t = 9;
        return;
    case FIXTURE_DEPUTY:
        p->position = a->deputy;
        p->coefficient_t = 7;
        return;
    case FIXTURE_OFFICE_HEAD:
        p->position = "Trưởng phòng";
        p->coefficient_t = 5;
        return;
    case FIXTURE_OFFICE_DEPUTY:
        p->position = "Phó Trưởng phòng";
        p->coefficient_t = 3;
        return;
    case FIXTURE_STAFF:
        p->position = fixture_draw(r, STAFF);
        return;
    }
}

static int draw_age(struct fixture_rng *r, enum fixture_rank rank)
{
    switch (rank) {
    case FIXTURE_HEAD:
        return fixture_between(r, 46, 59);
    case FIXTURE_DEPUTY:
        return fixture_between(r, 42, 58);
    case FIXTURE_OFFICE_HEAD:
        return fixture_between(r, 37, 57);
    case FIXTURE_OFFICE_DEPUTY:
        return fixture_between(r, 34, 55);
    case FIXTURE_STAFF:
        break;
    }
    /* two dice: most are 32 to 46 */
    int age = fixture_between(r, 24, 41);
    return age + fixture_between(r, 0, 15);
}

static void draw_home(struct fixture_person *p, struct fixture_rng *r)
{
    int total = 0;
    for (size_t c = 0; c < FIXTURE_N_COMMUNES; c++)
        total += FIXTURE_COMMUNES[c].weight;
    int at = fixture_below(r, total);
    for (p->commune = 0; at >= FIXTURE_COMMUNES[p->commune].weight; p->commune++)
        at -= FIXTURE_COMMUNES[p->commune].weight;
    /* roads are a fifth to two fifths longer than the straight line */
    p->road_km_t = FIXTURE_COMMUNES[p->commune].straight_km * fixture_between(r, 120, 140) / 10;
    int age = FIXTURE_YEAR - p->born_year;
    int owns = age < 32 ? 320 : age < 42 ? 500 : 650;
    p->owns_house = fixture_chance(r, owns) ? 1 : fixture_chance(r, 25) ? -1 : 0;
}

/* Who was of old Hưng Yên mostly works where he or she did; the zone of Thái Bình stayed there. */
static void draw_move(struct fixture_person *p, struct fixture_rng *r)
{
    bool is_local = !FIXTURE_COMMUNES[p->commune].is_thai_binh;
    bool has_stayed = strcmp(FIXTURE_AGENCIES[p->agency].code, "BQLKKT") == 0;
    int stays = is_local ? 700 : has_stayed ? 600 : 22;
    p->moved = fixture_chance(r, stays) ? 0 : fixture_chance(r, 22) ? -1 : 1;
}

static void draw_groups(struct fixture_person *p, struct fixture_rng *r)
{
    int age = FIXTURE_YEAR - p->born_year;
    if (fixture_chance(r, age > 50 ? 16 : 2))
        fixture_group_add(p, "người có công");
    if (fixture_chance(r, age > 44 ? 50 : 6))
        fixture_group_add(p, "thân nhân liệt sĩ");
    if (fixture_chance(r, 14))
        fixture_group_add(p, "khuyết tật");
    if (p->sex == 'F' && age < 42 && fixture_chance(r, 55))
        fixture_group_add(p, "mang thai");
    else if (age < 43 && fixture_chance(r, p->sex == 'F' ? 340 : 240))
        fixture_group_add(p, "con dưới 36 tháng");
    if (age > 28 && fixture_chance(r, p->sex == 'F' ? 42 : 10))
        fixture_group_add(p, "đơn thân");
}

void fixture_person_make(struct fixture_person *p, struct fixture_rng *r, struct fixture_used *u,
                         enum fixture_rank rank, size_t agency, char sex)
{
    *p = (struct fixture_person){.agency = agency};
    int women = rank == FIXTURE_HEAD ? 150 : rank == FIXTURE_DEPUTY ? 260 : 470; /* of 1000 */
    bool is_woman = fixture_chance(r, women);
    p->sex = sex != 0 ? sex : is_woman ? 'F' : 'M';
    fixture_name(p->name, r, p->sex, NULL);
    fixture_born(p, r, FIXTURE_YEAR - draw_age(r, rank));
    give_rank(p, r, rank);
    if (u != NULL)
        fixture_identify(p, r, u);
    draw_home(p, r);
    draw_move(p, r);
    draw_groups(p, r);
}

static const char *yes_no(int answer)
{
    return answer < 0 ? "" : answer == 0 ? "Không" : "Có";
}

void fixture_person_cells(struct fixture_text *t, const struct fixture_person *p)
{
    char born[16];
    (void)snprintf(born, sizeof born, "%02d/%02d/%d", p->born_day, p->born_month, p->born_year);
    fixture_cell(t, p->name);
    fixture_cell(t, born);
    fixture_cell(t, p->sex == 'M' ? "Nam" : "Nữ");
    fixture_cell(t, p->citizen_id);
    fixture_cell(t, p->phone);
    fixture_cell(t, p->position);
    fixture_cell(t, FIXTURE_AGENCIES[p->agency].name);
    fixture_cell_tenths(t, p->coefficient_t == 0 ? -1 : p->coefficient_t);
    fixture_cell(t, FIXTURE_COMMUNES[p->commune].name);
    fixture_cell(t, FIXTURE_COMMUNES[p->commune].code);
    fixture_cell(t, yes_no(p->owns_house));
    fixture_cell_tenths(t, p->road_km_t);
    fixture_cell(t, yes_no(p->moved));
    fixture_cell(t, p->groups);
}
