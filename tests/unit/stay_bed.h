/* A small house to live in: five rooms, eight parties, and what must hold of its stays at any time:
 * no bed has two people on one night, nobody sleeps beside a party that lives alone, men and women
 * share no room, who has an own stay lives there by the register too. */
#ifndef TESTS_STAY_BED_H
#define TESTS_STAY_BED_H

#include "needs_bed.h"

#include "base/date.h"
#include "service/placement.h"
#include "service/policies.h"
#include "service/stay.h"
#include "store/offer.h"
#include "store/request.h"

enum { N_ROOMS = 5, N_PARTIES = 8, N_DAYS = 28, MAX_STAYS = 4000 };

static const int BEDS[N_ROOMS] = {1, 2, 2, 3, 4};
/* The first four are women; the last of each sex lives alone; two bring a friend. */
static const int SIZE[N_PARTIES] = {1, 2, 1, 1, 1, 2, 1, 1};
static const bool IS_ALONE[N_PARTIES] = {[3] = true, [7] = true};
static int64_t rooms[N_ROOMS], parties[N_PARTIES];
static char room_codes[N_ROOMS][16], codes[N_PARTIES][16];
static uint32_t seed;
static int coefficient_c = 300; /* of everybody: one to a room; 30: as many as there are beds */
static inline int pick(int n)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)n);
}

static inline bool is_woman(int p)
{
    return p < 4;
}

static inline int64_t put_person(int number, bool woman, int64_t agency)
{
    char name[32], citizen_id[13];
    snprintf(name, sizeof name, "Người Thử %d", number);
    snprintf(citizen_id, sizeof citizen_id, "03418%07d", number);
    struct store_official o = {.name = name,
                               .born = lit("1980-05-09"),
                               .sex = lit(woman ? "F" : "M"),
                               .citizen_id = citizen_id,
                               .agency_id = agency,
                               .coefficient_c = coefficient_c,
                               .owns_house = 0,
                               .road_km_t = 600,
                               .has_moved = 1,
                               .needs_housing = 1};
    ok(store_official_put(store, &o, &e));
    return o.id;
}

static inline void put_party(int p, int64_t agency)
{
    struct store_member members[2] = {0};
    for (int i = 0; i < SIZE[p]; i++)
        members[i] =
            (struct store_member){.relation = lit(i == 0 ? "self" : "companion"),
                                  .official_id = put_person(p * 10 + i, is_woman(p), agency),
                                  .consent = lit(i == 0 ? "" : "own")};
    snprintf(codes[p], sizeof codes[p], "HS-%d", p);
    struct store_request r = {.code = codes[p],
                              .agency_id = agency,
                              .sharing = lit(IS_ALONE[p] ? "private" : "shared"),
                              .filed = lit("2025-06-01"),
                              .other_sites = 1,
                              .scheme = lit("temporary"),
                              .n_members = (size_t)SIZE[p],
                              .members = members};
    ok(store_request_put(store, &r, &e));
    parties[p] = r.id;
}

static inline int set_up(void **state)
{
    (void)state;
    bed_fill();
    ok(policies_seed(store, &e));
    const int64_t agency = put_agency(store, "SNV");
    struct store_site k = {.code = lit("KT"), .name = lit("Khu thử")};
    ok(store_site_put(store, &k, &e));
    for (int i = 0; i < N_ROOMS; i++) {
        snprintf(room_codes[i], sizeof room_codes[i], "KT-%d", i);
        struct store_room c = {.site_id = k.id,
                               .code = room_codes[i],
                               .floor = 1,
                               .beds = BEDS[i],
                               .area_c = -1,
                               .sex = lit("any"),
                               .state = lit("usable")};
        ok(store_room_put(store, &c, &e));
        rooms[i] = c.id;
    }
    for (int p = 0; p < N_PARTIES; p++)
        put_party(p, agency);
    return 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

static inline struct store_stays all_stays(void)
{
    struct store_stay_query q = {.scope = ALL};
    struct store_stays out = {0};
    int64_t n;
    ok(store_stay_list(store, &q, &out, &n, &e));
    assert_int_equal(n, out.n);
    return out;
}

static inline int party_of(const struct store_stay *s)
{
    int p = 0;
    while (parties[p] != s->request_id)
        p++;
    return p;
}

static inline bool share_a_night(const struct store_stay *a, const struct store_stay *b)
{
    for (int d = 1; d <= N_DAYS; d++) {
        char day[11];
        snprintf(day, sizeof day, "2025-08-%02d", d);
        bool in_a =
            strcmp(a->from_day, day) <= 0 && (a->to_day[0] == '\0' || strcmp(day, a->to_day) < 0);
        bool in_b =
            strcmp(b->from_day, day) <= 0 && (b->to_day[0] == '\0' || strcmp(day, b->to_day) < 0);
        if (in_a && in_b)
            return true;
    }
    return false;
}

static inline void check_pair(const struct store_stay *a, const struct store_stay *b)
{
    if (a->room_id != b->room_id || !share_a_night(a, b))
        return;
    int p = party_of(a), q = party_of(b);
    assert_false(IS_ALONE[p] || IS_ALONE[q]);
    for (size_t i = 0; i < a->n_beds; i++)
        for (size_t k = 0; k < b->n_beds; k++)
            assert_int_not_equal(a->beds[i].bed, b->beds[k].bed);
    /* what lies back in time may be told out of turn; who is there now was judged together */
    if (a->to_day[0] == '\0' && b->to_day[0] == '\0')
        assert_int_equal(is_woman(p), is_woman(q));
}

static inline void check_register(const struct store_stays *all)
{
    for (int p = 0; p < N_PARTIES; p++) {
        struct store_request r = {0};
        const struct store_stay *own = NULL;
        ok(store_request_get(store, parties[p], &r, &e));
        for (size_t i = 0; i < all->n; i++)
            if (all->items[i].request_id == parties[p] && all->items[i].to_day[0] == '\0' &&
                strcmp(all->items[i].kind, "own") == 0)
                own = &all->items[i];
        if (own != NULL) {
            assert_string_equal(r.current_room, own->room);
            assert_string_equal(r.state, "living");
            assert_int_equal(own->n_beds, SIZE[p]);
        } else {
            assert_string_not_equal(r.state, "living");
        }
        store_request_release(&r);
    }
}

static inline void check_house(void)
{
    struct store_stays all = all_stays();
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = 0; k < i; k++)
            check_pair(&all.items[i], &all.items[k]);
    check_register(&all);
    store_stays_release(&all);
}

/* As an accepted offer leaves it, where the beds are free. */
static inline void win_place(int p)
{
    struct store_request r = {0};
    bool has = false;
    int room = pick(N_ROOMS);
    ok(store_request_get(store, parties[p], &r, &e));
    bool is_free = r.current_room[0] == '\0';
    store_request_release(&r);
    struct placement move = {.request = codes[p], .room = room_codes[room]};
    ok(store_room_has_free(store, rooms[room], IS_ALONE[p] ? 0 : SIZE[p], &has, &e));
    if (!is_free || !has || SIZE[p] > BEDS[room])
        return;
    ok(store_request_move(store, parties[p], "eligible", NULL, NULL, &e));
    int rc = placement_check(store, &move, 1, "2025-08-28", &bad, &e);
    solver_findings_release(&bad);
    if (rc != ERR_OK)
        return;
    ok(store_party_settle(store, parties[p], rooms[room], IS_ALONE[p] ? 0 : SIZE[p], &e));
    ok(store_request_move(store, parties[p], "accepted", NULL, NULL, &e));
}

#endif
