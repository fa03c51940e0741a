/* Who was housed in which month: for stays thrown at random (own and for a while, changing rooms on
 * one day, not ended, of several officials) it is what a naive twin finds that asks of every night
 * whether anybody slept there; and intervals do not overlap and hold just these nights.
 */
#include "needs_bed.h"

#include "base/date.h"
#include "service/housed.h"
#include "store/offer.h"
#include "store/request.h"
#include "store/stay.h"

enum { N_ROUNDS = 40, N_PARTIES = 4, N_ROOMS = 6, N_DAYS = 150, MAX_STAYS = 64 };

static const char START[] = "2025-06-20", FROM[] = "2025-07", TO[] = "2025-10";
static int64_t rooms[N_ROOMS], requests[N_PARTIES];
static const struct store_official *const WHO[N_PARTIES] = {&an, &binh, &chi, &dung};
static uint32_t seed = 3;

static struct {
    int party, from, to; /* days after START; to = N_DAYS: has not left */
} stays[MAX_STAYS];
static int n_stays;

static int pick(int n)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)n);
}

/* The parties file alone, but for the last: a child lives with dung. */
static int set_up(void **state)
{
    static const char *const codes[] = {"KA", "KB"};
    struct store_site sites[2];
    (void)state;
    bed_fill();
    for (int k = 0; k < 2; k++) {
        sites[k] = (struct store_site){.code = lit(codes[k]), .name = lit(codes[k])};
        ok(store_site_put(store, &sites[k], &e));
    }
    for (int i = 0; i < N_ROOMS; i++) {
        char code[16];
        snprintf(code, sizeof code, "K-%d", i);
        struct store_room c = {.site_id = sites[i % 2].id,
                               .code = code,
                               .floor = 1,
                               .beds = 20,
                               .area_c = -1,
                               .sex = lit("unrestricted"),
                               .state = lit("usable")};
        ok(store_room_put(store, &c, &e));
        rooms[i] = c.id;
    }
    for (int p = 0; p < N_PARTIES; p++) {
        char code[16];
        struct store_member members[] = {{.relation = lit("self"), .official_id = WHO[p]->id},
                                         {.relation = lit("child"),
                                          .name = lit("Bé An"),
                                          .born = lit("2015-01-01"),
                                          .sex = lit("F")}};
        snprintf(code, sizeof code, "HS-%d", p);
        struct store_request r = {.code = code,
                                  .agency_id = WHO[p]->agency_id,
                                  .sharing = lit("shared"),
                                  .scheme = lit("temporary"),
                                  .n_members = p == N_PARTIES - 1 ? 2 : 1,
                                  .members = members};
        ok(store_request_put(store, &r, &e));
        requests[p] = r.id;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

/* A stay of a party, if the law of stays lets it be. */
static void throw_stay(int p, const char *kind, int from, int to)
{
    char begin[11], end[11] = "";
    struct store_stay_bed beds[2] = {{.member_ix = 0}, {.member_ix = 1}};
    struct store_stay t = {.request_id = requests[p],
                           .room_id = rooms[pick(N_ROOMS)],
                           .kind = lit(kind),
                           .from_day = begin,
                           .to_day = end,
                           .why_ended = lit(to < N_DAYS ? "moved_out" : ""),
                           .n_beds = p == N_PARTIES - 1 ? 2 : 1,
                           .beds = beds};
    date_add(START, from, begin);
    if (to < N_DAYS)
        date_add(START, to, end);
    else if (strcmp(kind, "own") == 0)
        ok(store_party_settle(store, requests[p], t.room_id, 1, &e));
    int rc = store_begin(store, &e);
    rc = rc != ERR_OK ? rc : store_stay_add(store, &t, &e);
    if (rc == ERR_OK) {
        ok(store_commit(store, &e));
        stays[n_stays].party = p;
        stays[n_stays].from = from;
        stays[n_stays++].to = to;
    } else {
        store_rollback(store);
        e = (struct err){0};
    }
    free(t.code);
}

static void throw_stays(int p)
{
    int at = pick(40);
    while (at < N_DAYS - 1 && n_stays < MAX_STAYS - 2) {
        int to = at + pick(50);
        to = to >= N_DAYS ? N_DAYS : to;
        throw_stay(p, "own", at, to);
        if (pick(2) == 0 && to > at + 2)
            throw_stay(p, "temporary", at + 1 + pick(to - at - 1), at + 1 + pick(N_DAYS - at - 1));
        at = pick(3) == 0 ? to + pick(20) : to; /* often to another room on that day */
        at += to == at && pick(2) == 0 ? 0 : pick(2);
    }
}

static bool sleeps(int p, int night, int today)
{
    for (int i = 0; i < n_stays; i++)
        if (stays[i].party == p && stays[i].from <= night &&
            night < (stays[i].to == N_DAYS ? today : stays[i].to))
            return true;
    return false;
}

/* Nights of a month, one by one. */
static int naive_nights(int p, const char *month, int today)
{
    int n = 0;
    for (int night = 0; night < 2 * N_DAYS; night++) {
        char day[11];
        date_add(START, night, day);
        n += strncmp(day, month, 7) == 0 && sleeps(p, night, today);
    }
    return n;
}

static void check_intervals(const struct housed_person *h, int p, int today)
{
    int end = -N_DAYS, begin_of_all = date_days(START);
    for (size_t i = 0; i < h->n_intervals; i++) {
        const struct housed_interval *v = &h->intervals[i];
        int from = date_days(v->from_day) - begin_of_all;
        int to = v->to_day[0] == '\0' ? today : date_days(v->to_day) - begin_of_all;
        assert_true(from >= end);
        assert_true(from < to || v->to_day[0] == '\0');
        assert_true(i == 0 || from > end || strcmp(v->site, h->intervals[i - 1].site) != 0);
        for (int night = from; night < to; night++)
            assert_true(sleeps(p, night, today));
        end = to;
    }
}

static void check(const char *today_day)
{
    struct housed h;
    int n = 0, today = date_days(today_day) - date_days(START);
    ok(housed_make(store, NULL, FROM, TO, today_day, &h, &bad, &e));
    assert_int_equal(h.n_months, 4);
    for (int p = 0; p < N_PARTIES; p++) {
        const struct housed_person *is = NULL;
        int nights[4], n_all = 0, n_housed = 0;
        for (size_t i = 0; i < h.n; i++)
            if (h.people[i].who->official_id == WHO[p]->id)
                is = &h.people[i];
        for (int m = 0; m < 4; m++) {
            nights[m] = naive_nights(p, h.months[m], today);
            n_all += nights[m];
            n_housed += nights[m] >= 14;
        }
        n += n_all > 0;
        assert_int_equal(is != NULL, n_all > 0);
        if (is == NULL)
            continue;
        for (int m = 0; m < 4; m++)
            assert_int_equal(is->nights[m], nights[m]);
        assert_int_equal(is->n_housed, n_housed);
        check_intervals(is, p, today);
    }
    assert_int_equal(h.n, n); /* nobody twice, no child */
    housed_release(&h);
}

static void t_nights_are_those_that_were_slept(void **state)
{
    (void)state;
    for (int round = 0; round < N_ROUNDS; round++) {
        char today[11];
        ok(store_begin(store, &e));
        n_stays = 0;
        for (int p = 0; p < N_PARTIES; p++)
            throw_stays(p);
        assert_true(n_stays > N_PARTIES);
        date_add(START, N_DAYS + pick(20), today); /* no stay lies ahead */
        check(today);
        store_rollback(store);
    }
}

/* 14 nights of a month count, 13 do not; a transfer's day is one night. */
static void t_a_month_counts_from_14_nights(void **state)
{
    struct housed h;
    (void)state;
    ok(store_begin(store, &e));
    n_stays = 0;
    throw_stay(0, "own", 11, 18);  /* 2025-07-01 to 07-08 */
    throw_stay(0, "own", 18, 25);  /* to 07-15: 14 nights */
    throw_stay(1, "own", 11, 24);  /* 13 nights */
    throw_stay(2, "own", 30, 103); /* 2025-07-20 to 10-01: 12, 31, 30, 0 */
    ok(housed_make(store, &lan, FROM, TO, "2025-12-01", &h, &bad, &e));
    assert_int_equal(h.n, 2); /* the registrar's own agency */
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(h.people[i].n_housed, h.people[i].who->official_id == an.id);
    housed_release(&h);
    ok(housed_make(store, &planner, FROM, TO, "2025-12-01", &h, &bad, &e));
    assert_int_equal(h.n, 3);
    for (size_t i = 0; i < 3; i++)
        if (h.people[i].who->official_id == chi.id) {
            assert_int_equal(h.people[i].nights[0], 12);
            assert_int_equal(h.people[i].nights[2], 30);
            assert_int_equal(h.people[i].n_housed, 2);
        }
    housed_release(&h);
    store_rollback(store);
}

static void t_a_period_is_of_months(void **state)
{
    static const char *const wrong_ones[][3] = {
        {"2025-7", "2025-08", "?from"},  {"2025-07", "2025-13", "?to"},
        {"2025-07", "2025-06", "?to"},   {"2025-07", "2027-07", "?to"},
        {"2199-12", "2199-12", "?from"}, {"", "", "?to"}};
    struct housed h;
    (void)state;
    for (size_t i = 0; i < sizeof wrong_ones / sizeof *wrong_ones; i++) {
        wrong(housed_make(store, NULL, wrong_ones[i][0], wrong_ones[i][1], TODAY, &h, &bad, &e),
              wrong_ones[i][2]);
        housed_release(&h);
    }
    ok(housed_make(store, NULL, "2025-07", "2027-06", TODAY, &h, &bad, &e));
    assert_int_equal(h.n_months, 24);
    housed_release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_nights_are_those_that_were_slept),
        cmocka_unit_test(t_a_month_counts_from_14_nights),
        cmocka_unit_test(t_a_period_is_of_months),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
