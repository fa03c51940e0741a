/* Occupancy: the sets of a night and of the nights of a period, and their tables; see report.h. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "report_figures.h"
#include "report_occupancy.h"

static const struct report_word OF_NIGHT[N_OF_NIGHT] = {
    [ROOMS] = {"rooms", "Số phòng", "Rooms"},
    [AVAILABLE_ROOMS] = {"available_rooms", "Phòng khả dụng", "Available rooms"},
    [LONG_CLOSED_ROOMS] = {"long_closed_rooms", "Phòng đóng lâu", "Rooms closed for long"},
    [CLOSED_ROOMS] = {"closed_rooms", "Phòng đóng", "Closed rooms"},
    [OCCUPIED_ROOMS] = {"occupied_rooms", "Phòng có người", "Occupied rooms"},
    [BEDS] = {"beds", "Giường", "Beds"},
    [USABLE_BEDS] = {"usable_beds", "Chỗ theo diện tích", "Beds by area"},
    [AVAILABLE_BEDS] = {"available_beds", "Chỗ khả dụng", "Available beds"},
    [OCCUPIED_BEDS] = {"occupied_beds", "Có người ở", "Occupied"},
    [UNRECORDED_BEDS] = {"unrecorded_beds", "Trong đó chưa ghi lưu trú", "Of them without stay"},
    [HELD_BEDS] = {"held_beds", "Giữ, không xếp được", "Held"},
    [RESERVED_BEDS] = {"reserved_beds", "Đã dành", "Reserved"},
    [CLOSED_BEDS] = {"closed_beds", "Chỗ đóng", "Closed"},
    [VACANT_BEDS] = {"vacant_beds", "Trống", "Vacant"},
    [CROWDED_BEDS] = {"crowded_beds", "Vượt diện tích", "Beyond the area"},
    [UNSLEPT_BEDS] = {"unslept_beds", "Chỗ không có người", "Nobody slept there"},
    [LETTABLE_BEDS] = {"lettable_beds", "Chỗ xếp được", "Could be let"},
    [OPEN_UNSLEPT_BEDS] = {"open_unslept_beds", "Chỗ mở không có người", "Open, nobody there"},
    [OPEN_LETTABLE_BEDS] = {"open_lettable_beds", "Chỗ mở xếp được", "Open, could be let"},
    [AREA_C] = {"area_c", "Diện tích (1/100 m²)", "Area (1/100 m²)"},
    [AREA_PEOPLE] = {"area_people", "Người ở phòng có diện tích", "People where area is known"},
    [NO_AREA_ROOMS] = {"no_area_rooms", "Phòng chưa rõ diện tích", "Rooms of unknown area"},
    [NO_AREA_PEOPLE] = {"no_area_people", "Người ở phòng chưa rõ diện tích",
                        "People where it is unknown"},
    [SMALL_ROOMS] = {"small_rooms", "Phòng dưới định mức", "Rooms below the norm"},
    [SMALL_PEOPLE] = {"small_people", "Người dưới định mức", "People below the norm"},
};

static const struct report_word OF_PARTY[N_OF_PARTY] = {
    [P_OCCUPIED] = {"occupied_beds", "Có người ở", "Occupied"},
    [P_UNRECORDED] = {"unrecorded_beds", "Trong đó chưa ghi lưu trú", "Of them without stay"},
    [P_HELD] = {"held_beds", "Giữ, không xếp được", "Held"},
    [P_RESERVED] = {"reserved_beds", "Đã dành", "Reserved"},
};

static const struct report_word OF_TURN[N_OF_TURN] = {
    [TURNS] = {"turns", "Lượt giường có người mới", "Beds taken again"},
    [GAP] = {"empty_nights", "Đêm trống", "Nights between"},
    [DOWN] = {"down_nights", "Đêm chờ sửa", "Nights down"},
    [MAKE_READY] = {"make_ready_nights", "Đêm sửa chữa", "Nights made ready"},
    [LEASE_UP] = {"lease_up_nights", "Đêm chờ người", "Nights of lease-up"},
};

static const struct report_word SETS[] = {
    [NIGHTS] = {"nights", "Phòng", "Rooms"},
    [PARTIES] = {"parties", "Hồ sơ có chỗ", "Parties with beds"},
    [BED_NIGHTS] = {"bed_nights", "Phòng, số đêm", "Rooms, in nights"},
    [PARTY_NIGHTS] = {"party_nights", "Hồ sơ, số đêm", "Parties, in nights"},
    [TURNAROUND] = {"turnaround", "Giường có người mới", "Beds taken again"},
};

static const struct report_figure STATE[] = {
    REPORT_PLAIN(ROOMS),
    REPORT_PLAIN(AVAILABLE_ROOMS),
    REPORT_PLAIN(CLOSED_ROOMS),
    REPORT_PLAIN(OCCUPIED_ROOMS),
    REPORT_PART("occupancy_rate", "Tỷ lệ phòng có người", "Occupancy rate", OCCUPIED_ROOMS,
                AVAILABLE_ROOMS),
    REPORT_DETAIL(BEDS),
    REPORT_DETAIL(USABLE_BEDS),
    REPORT_PLAIN(AVAILABLE_BEDS),
    REPORT_PLAIN(OCCUPIED_BEDS),
    REPORT_DETAIL(UNRECORDED_BEDS),
    REPORT_PLAIN(HELD_BEDS),
    REPORT_PLAIN(RESERVED_BEDS),
    REPORT_PLAIN(CLOSED_BEDS),
    REPORT_PLAIN(VACANT_BEDS),
    REPORT_DETAIL(CROWDED_BEDS),
    {.name = {"bed_utilisation", "Tỷ lệ sử dụng chỗ", "Bed utilisation"},
     .kind = REPORT_RATIO,
     .n = OCCUPIED_BEDS,
     .of = AVAILABLE_BEDS,
     .low = 65,
     .high = 105},
};
static const struct report_figure OF_AGENCY[] = {
    REPORT_PLAIN(P_OCCUPIED),
    REPORT_DETAIL(P_UNRECORDED),
    REPORT_PLAIN(P_HELD),
    REPORT_PLAIN(P_RESERVED),
};
static const struct report_figure OF_REASON[] = {
    REPORT_PLAIN(CLOSED_ROOMS),
    REPORT_PLAIN(LONG_CLOSED_ROOMS),
    REPORT_PLAIN(CLOSED_BEDS),
};
static const struct report_figure SPACE[] = {
    REPORT_PLAIN(AREA_PEOPLE),
    REPORT_MEAN_OF("area_per_person", "m² mỗi người", "m² per person", AREA_C, AREA_PEOPLE, 100),
    REPORT_PLAIN(SMALL_ROOMS),
    REPORT_PLAIN(SMALL_PEOPLE),
    REPORT_PLAIN(NO_AREA_ROOMS),
    REPORT_PLAIN(NO_AREA_PEOPLE),
};
static const struct report_figure PERIOD[] = {
    REPORT_DETAIL(BEDS),
    REPORT_PLAIN(AVAILABLE_BEDS),
    REPORT_PLAIN(OCCUPIED_BEDS),
    REPORT_PLAIN(HELD_BEDS),
    REPORT_PLAIN(RESERVED_BEDS),
    REPORT_PLAIN(CLOSED_BEDS),
    REPORT_PLAIN(VACANT_BEDS),
    {.name = {"bed_utilisation", "Tỷ lệ sử dụng chỗ", "Bed utilisation"},
     .kind = REPORT_RATIO,
     .n = OCCUPIED_BEDS,
     .of = AVAILABLE_BEDS,
     .low = 65,
     .high = 105},
    REPORT_PART("occupancy_rate", "Tỷ lệ phòng có người", "Occupancy rate", OCCUPIED_ROOMS,
                AVAILABLE_ROOMS),
    REPORT_PART("vacancy_rate", "Tỷ lệ trống", "Vacancy rate", UNSLEPT_BEDS, LETTABLE_BEDS),
    REPORT_PART("adjusted_vacancy_rate", "Tỷ lệ trống (trừ đóng)", "Adjusted vacancy rate",
                OPEN_UNSLEPT_BEDS, OPEN_LETTABLE_BEDS),
};
static const struct report_figure PARTS[] = {
    REPORT_PLAIN(TURNS),
    REPORT_PLAIN(GAP),
    REPORT_MEAN_OF("turnaround", "Đêm trống mỗi lượt", "Nights between, mean", GAP, TURNS, 1),
    REPORT_MEAN_OF("down", "Chờ sửa", "Down", DOWN, TURNS, 1),
    REPORT_MEAN_OF("make_ready", "Sửa chữa", "Make-ready", MAKE_READY, TURNS, 1),
    REPORT_MEAN_OF("lease_up", "Chờ người", "Lease-up", LEASE_UP, TURNS, 1),
};

enum { N_AS_OF = 7 };
static const struct report_table TABLES[] = {
    REPORT_TABLE("by_site", "Theo khu", "By site", NIGHTS, 1, REPORT_SITE, 0, false, STATE),
    REPORT_TABLE("by_block", "Theo dãy", "By block", NIGHTS, 2, REPORT_SITE, REPORT_BLOCK, false,
                 STATE),
    REPORT_TABLE("by_pool", "Theo nhóm hệ số", "By pool", NIGHTS, 1, REPORT_POOL, 0, false, STATE),
    REPORT_TABLE("by_sex", "Theo giới tính", "By sex", NIGHTS, 1, REPORT_SEX, 0, false, STATE),
    REPORT_TABLE("by_agency", "Theo cơ quan", "By agency", PARTIES, 1, REPORT_AGENCY, 0, false,
                 OF_AGENCY),
    REPORT_TABLE("by_reason", "Phòng đóng theo lý do", "Closed, by reason", NIGHTS, 1,
                 REPORT_REASON, 0, true, OF_REASON),
    REPORT_TABLE("space", "Diện tích mỗi người", "Space per person", NIGHTS, 1, REPORT_SITE, 0,
                 false, SPACE),
    REPORT_TABLE("nights_by_site", "Đêm-chỗ theo khu", "Bed-nights by site", BED_NIGHTS, 1,
                 REPORT_SITE, 0, false, PERIOD),
    REPORT_TABLE("nights_by_block", "Đêm-chỗ theo dãy", "Bed-nights by block", BED_NIGHTS, 2,
                 REPORT_SITE, REPORT_BLOCK, false, PERIOD),
    REPORT_TABLE("nights_by_pool", "Đêm-chỗ theo nhóm hệ số", "Bed-nights by pool", BED_NIGHTS, 1,
                 REPORT_POOL, 0, false, PERIOD),
    REPORT_TABLE("nights_by_agency", "Đêm-chỗ theo cơ quan", "Bed-nights by agency", PARTY_NIGHTS,
                 1, REPORT_AGENCY, 0, false, OF_AGENCY),
    REPORT_TABLE("turnaround", "Thời gian trống giữa hai lượt ở", "Turnaround", TURNAROUND, 1,
                 REPORT_SITE, 0, false, PARTS),
};

/* ---- rows ---- */

void report_set_room(const struct report_house_room *room, const char *texts[REPORT_N_TEXTS])
{
    texts[REPORT_SITE] = room->row->site;
    texts[REPORT_BLOCK] = room->row->block;
    texts[REPORT_POOL] = room->row->pools;
    texts[REPORT_ROOM] = room->row->code;
}

/* Adds a night's figures, `nights` times. */
void report_add_night(int64_t *n, const struct report_night *v, int64_t nights)
{
    const bool is_available = v->is_counted && !v->is_long;
    const int64_t slept_and_held = v->occupied + v->held;
    const int64_t open = is_available ? v->vacant + v->reserved : 0;
    const int64_t all = is_available ? open + v->closed : 0;
    const int64_t used = is_available ? slept_and_held : 0;
    const int64_t once[N_OF_PERIOD] = {
        [ROOMS] = v->is_counted,
        [AVAILABLE_ROOMS] = is_available,
        [LONG_CLOSED_ROOMS] = v->is_long,
        [CLOSED_ROOMS] = v->is_closed,
        [OCCUPIED_ROOMS] = v->occupied > 0,
        [BEDS] = v->beds,
        [USABLE_BEDS] = v->usable,
        [AVAILABLE_BEDS] = is_available ? v->usable : 0,
        [OCCUPIED_BEDS] = v->occupied,
        [UNRECORDED_BEDS] = v->unrecorded,
        [HELD_BEDS] = v->held,
        [RESERVED_BEDS] = v->reserved,
        [CLOSED_BEDS] = v->closed,
        [VACANT_BEDS] = v->vacant,
        [CROWDED_BEDS] = v->crowded,
        [UNSLEPT_BEDS] = all,
        [LETTABLE_BEDS] = all + used,
        [OPEN_UNSLEPT_BEDS] = open,
        [OPEN_LETTABLE_BEDS] = open + used,
    };
    for (int i = 0; i < N_OF_PERIOD; i++)
        n[i] += once[i] * nights;
}

static void add_space(int64_t *n, const struct report_house *h,
                      const struct report_house_room *room, const struct report_night *v)
{
    if (v->occupied == 0)
        return;
    if (room->row->area_c <= 0) {
        n[NO_AREA_ROOMS] = 1;
        n[NO_AREA_PEOPLE] = v->occupied;
        return;
    }
    const bool is_small = room->row->area_c < (int64_t)h->min_area_c * v->occupied;
    n[AREA_C] = room->row->area_c;
    n[AREA_PEOPLE] = v->occupied;
    n[SMALL_ROOMS] = is_small;
    n[SMALL_PEOPLE] = is_small ? v->occupied : 0;
}

void report_add_share(int64_t *n, const struct report_share *share, int64_t nights)
{
    n[P_OCCUPIED] += share->occupied * nights;
    n[P_UNRECORDED] += share->unrecorded * nights;
    n[P_HELD] += share->held * nights;
    n[P_RESERVED] += share->reserved * nights;
}

/* A row for what a party has of a room, if anything. */
void report_add_party(struct report_set *set, const struct report_house_room *room,
                      const struct report_house_party *p, const int64_t n[N_OF_PARTY])
{
    if (n[P_OCCUPIED] + n[P_HELD] + n[P_RESERVED] == 0)
        return;
    const char *texts[REPORT_N_TEXTS] = {[REPORT_AGENCY] = p->row->agency,
                                         [REPORT_REQUEST] = p->row->request,
                                         [REPORT_USE] = p->row->kind,
                                         [REPORT_FROM] = p->row->from_day,
                                         [REPORT_TO] = p->row->to_day};
    report_set_room(room, texts);
    memcpy(report_add(set, texts)->n, n, N_OF_PARTY * sizeof *n);
}

/* ---- the night of as_of ---- */

static void count_night(const struct report_house *h, int day, struct report *r)
{
    struct report_share *shares = mem_array(h->max_parties, sizeof *shares);
    for (size_t i = 0; i < h->n_rooms; i++) {
        const struct report_house_room *room = &h->rooms[i];
        struct report_night v;
        report_night(h, room, day, shares, &v);
        if (!v.is_counted)
            continue;
        const char *texts[REPORT_N_TEXTS] = {[REPORT_SEX] = v.sex, [REPORT_REASON] = v.reason};
        report_set_room(room, texts);
        struct report_row *row = report_add(&r->sets[NIGHTS], texts);
        report_add_night(row->n, &v, 1);
        add_space(row->n, h, room, &v);
        for (size_t p = 0; p < room->n_parties; p++) {
            int64_t n[N_OF_PARTY] = {0};
            report_add_share(n, &shares[p], 1);
            report_add_party(&r->sets[PARTIES], room, &room->parties[p], n);
        }
    }
    free(shares);
}

/* The sets, still without rows. */
static void begin_sets(struct report *r)
{
    const unsigned of_room = REPORT_BIT(REPORT_SITE) | REPORT_BIT(REPORT_BLOCK) |
                             REPORT_BIT(REPORT_POOL) | REPORT_BIT(REPORT_ROOM);
    const unsigned of_party = of_room | REPORT_BIT(REPORT_AGENCY) | REPORT_BIT(REPORT_REQUEST) |
                              REPORT_BIT(REPORT_USE) | REPORT_BIT(REPORT_FROM) |
                              REPORT_BIT(REPORT_TO);
    const struct report_set sets[] = {
        [NIGHTS] = {.n_counts = N_OF_NIGHT,
                    .counts = OF_NIGHT,
                    .texts = of_room | REPORT_BIT(REPORT_SEX) | REPORT_BIT(REPORT_REASON)},
        [PARTIES] = {.n_counts = N_OF_PARTY, .counts = OF_PARTY, .texts = of_party},
        [BED_NIGHTS] = {.n_counts = N_OF_PERIOD, .counts = OF_NIGHT, .texts = of_room},
        [PARTY_NIGHTS] = {.n_counts = N_OF_PARTY, .counts = OF_PARTY, .texts = of_party},
        [TURNAROUND] = {.n_counts = N_OF_TURN,
                        .counts = OF_TURN,
                        .texts = of_room | REPORT_BIT(REPORT_REQUEST) | REPORT_BIT(REPORT_FROM) |
                                 REPORT_BIT(REPORT_TO)},
    };
    const bool has_period = r->from[0] != '\0';
    const int n_sets = has_period ? (int)REPORT_LENGTH(sets) : BED_NIGHTS;
    for (int i = 0; i < n_sets; i++) {
        r->sets[i] = sets[i];
        r->sets[i].name = &SETS[i];
    }
    r->tables = TABLES;
    r->n_tables = has_period ? REPORT_LENGTH(TABLES) : N_AS_OF;
}

int report_occupancy(const struct report_source *from, struct report *r, struct err *e)
{
    struct report_house h;
    begin_sets(r);
    int rc = report_house_load(&h, from->store, r->as_of, r->as_of, r->min_area_c, e);
    if (rc == ERR_OK)
        count_night(&h, date_days(r->as_of), r);
    report_house_release(&h);
    return rc == ERR_OK && r->from[0] != '\0' ? report_period(from, r, e) : rc;
}
