/* Laws of what has moved, and of the preview: nothing moved, nothing told; one thing changed, that
 * one told and no other; and everybody sees the points of just the requests in his or her scope.
 */
#include "whole_house.h"

#include "base/mem.h"
#include "service/freeze.h"
#include "service/preview.h"
#include "service/round.h"
#include "service/stale.h"
#include "store/site.h"

static const int64_t DAY_10 = 1752109200;

static struct solver_findings bad;

static void moved(struct snapshot *s, struct snapshot_request *r)
{
    (void)s;
    r->people[0].moved = r->people[0].moved == SCORE_YES ? SCORE_NO : SCORE_YES;
}

static void house(struct snapshot *s, struct snapshot_request *r)
{
    (void)s;
    r->people[0].owns_house = r->people[0].owns_house == SCORE_YES ? SCORE_UNKNOWN : SCORE_YES;
}

static void road(struct snapshot *s, struct snapshot_request *r)
{
    (void)s;
    r->people[0].road_km_t++;
}

static void coefficient(struct snapshot *s, struct snapshot_request *r)
{
    (void)s;
    r->people[0].coefficient_c++;
}

static void groups(struct snapshot *s, struct snapshot_request *r)
{
    (void)s;
    r->people[0].groups ^= 1u << POLICY_DISABLED;
}

static void urgency(struct snapshot *s, struct snapshot_request *r)
{
    (void)s;
    r->people[0].unit_urgency++;
}

static void members(struct snapshot *s, struct snapshot_request *r)
{
    r->person_ids[0] = snapshot_keep(s, "CB999999");
}

static void agency(struct snapshot *s, struct snapshot_request *r)
{
    r->agency = snapshot_keep(s, "XYZ");
}

static void sharing(struct snapshot *s, struct snapshot_request *r)
{
    (void)s;
    r->wants_private = !r->wants_private;
}

static void filed(struct snapshot *s, struct snapshot_request *r)
{
    r->filed = snapshot_keep(s, "2020-01-01");
}

static void current_room(struct snapshot *s, struct snapshot_request *r)
{
    r->current_room = snapshot_keep(s, "XX-1");
}

static void needs(struct snapshot *s, struct snapshot_request *r)
{
    r->needs = mem_grow(r->needs, r->n_needs + 1, sizeof *r->needs);
    r->needs[r->n_needs++] = snapshot_keep(s, "zzz");
}

static void wishes(struct snapshot *s, struct snapshot_request *r)
{
    r->wishes = mem_grow(r->wishes, r->n_wishes + 1, sizeof *r->wishes);
    r->wishes[r->n_wishes++] = (struct snapshot_wish){snapshot_keep(s, "zzz"), 1};
}

static void sites(struct snapshot *s, struct snapshot_request *r)
{
    (void)s;
    r->other_sites_penalty++;
}

static void beds(struct snapshot *s, struct snapshot_room *r)
{
    (void)s;
    r->beds++;
}

static void area(struct snapshot *s, struct snapshot_room *r)
{
    (void)s;
    r->area_c++;
}

static void features(struct snapshot *s, struct snapshot_room *r)
{
    (void)s;
    r->n_features--;
}

static void sex(struct snapshot *s, struct snapshot_room *r)
{
    (void)s;
    r->sex = r->sex == SOLVER_ROOM_F ? SOLVER_ROOM_M : SOLVER_ROOM_F;
}

static void pools(struct snapshot *s, struct snapshot_room *r)
{
    r->pools = mem_grow(r->pools, r->n_pools + 1, sizeof *r->pools);
    r->pools[r->n_pools++] = snapshot_keep(s, "Z");
}

static void usable(struct snapshot *s, struct snapshot_room *r)
{
    (void)s;
    r->is_usable = !r->is_usable;
}

static void site(struct snapshot *s, struct snapshot_room *r)
{
    r->site_ix = (r->site_ix + 1) % s->n_sites;
}

/* What is changed on one request or room of a copy, and the name it must be told by. */
static const struct change {
    const char *field;
    void (*on_request)(struct snapshot *s, struct snapshot_request *r);
    void (*on_room)(struct snapshot *s, struct snapshot_room *r);
} CHANGES[] = {
    {"has_moved", moved, NULL},
    {"owns_house", house, NULL},
    {"road_km", road, NULL},
    {"coefficient", coefficient, NULL},
    {"groups", groups, NULL},
    {"urgency", urgency, NULL},
    {"members", members, NULL},
    {"agency", agency, NULL},
    {"sharing", sharing, NULL},
    {"filed", filed, NULL},
    {"current_room", current_room, NULL},
    {"needs", needs, NULL},
    {"wishes", wishes, NULL},
    {"sites", sites, NULL},
    {"beds", NULL, beds},
    {"area_m2", NULL, area},
    {"features", NULL, features},
    {"sex", NULL, sex},
    {"pools", NULL, pools},
    {"state", NULL, usable},
    {"site", NULL, site},
};

/* Each change on a request or room far inside the lists. */
static void t_one_change_is_told_and_no_other(void **state)
{
    struct snapshot then = {0};
    struct buf text = {0};
    (void)state;
    ok(snapshot_load(&then, store, "2025-07-10", &e));
    freeze_write(&then, &text);
    for (size_t c = 0; c < sizeof CHANGES / sizeof *CHANGES; c++) {
        struct snapshot now = {0};
        struct stale told = {0};
        size_t at = 7 + 13 * c;
        ok(freeze_read(&now, text.data, text.len, &e));
        stale_compare(&then, &now, &told);
        assert_int_equal(told.n, 0);
        if (CHANGES[c].on_request != NULL)
            CHANGES[c].on_request(&now, &now.requests[at]);
        else
            CHANGES[c].on_room(&now, &now.rooms[at]);
        stale_compare(&then, &now, &told);
        assert_int_equal(told.n, 1);
        assert_int_equal(told.items[0].change, STALE_CHANGED);
        assert_int_equal(told.items[0].n_fields, 1);
        assert_string_equal(told.items[0].fields[0], CHANGES[c].field);
        assert_string_equal(told.items[0].code, CHANGES[c].on_request != NULL
                                                    ? then.requests[at].id
                                                    : then.rooms[at].code);
        stale_release(&told);
        snapshot_release(&now);
    }
    buf_release(&text);
    snapshot_release(&then);
}

static void close_round(void)
{
    struct round_terms t = {.code = "A",
                            .name = "Đợt 1",
                            .policy = "tam-thoi-2025-07",
                            .draw_source = "Xổ số miền Bắc",
                            .draw_day = "2025-07-12"};
    ok(round_open(store, &planner, &t, DAY_10, &bad, &e));
    ok(round_close(store, &planner, "A", 0, DAY_10, &e));
}

/* In the register itself: one withdrawn, one come later, a room more, a bed less. */
static void t_the_register_moves_on(void **state)
{
    struct stale told = {0};
    struct store_requests all = {0};
    struct store_rooms rooms = {0};
    struct buf json = {0};
    (void)state;
    refused(stale_round(store, "A", "2025-07-20", &told, &e), ERR_ABSENT);
    close_round();
    ok(stale_round(store, "A", "2025-07-20", &told,
                   &e)); /* closing itself moves states, and nothing else */
    assert_int_equal(told.n, 0);

    ok(store_request_list(store, &all, &e));
    ok(store_room_list(store, &rooms, &e));
    ok(store_request_move(store, all.items[4].id, "withdrawn", NULL, NULL, &e));
    ok(store_request_move(store, all.items[5].id, "submitted", NULL, NULL, &e));
    struct store_room more = rooms.items[0];
    more.id = 0;
    more.code = (char[]){"ZZ-Z-999"};
    ok(store_room_put(store, &more, &e));
    rooms.items[1].beds--;
    ok(store_room_put(store, &rooms.items[1], &e));
    struct store_request late = all.items[4];
    late.id = 0;
    late.code = (char[]){"HS-0004A"};
    ok(store_request_put(store, &late, &e));
    ok(stale_round(store, "A", "2025-07-20", &told, &e));
    stale_write(&told, &json);
    char expected[512];
    snprintf(expected, sizeof expected,
             "[{\"object\":\"request\",\"id\":\"%s\",\"change\":\"gone\",\"fields\":[]},"
             "{\"object\":\"room\",\"id\":\"%s\",\"change\":\"changed\",\"fields\":[\"beds\"]},"
             "{\"object\":\"room\",\"id\":\"ZZ-Z-999\",\"change\":\"new\",\"fields\":[]}]",
             all.items[4].code, rooms.items[1].code);
    assert_string_equal(json.data, expected);
    buf_release(&json);
    stale_release(&told);
    store_requests_release(&all);
    store_rooms_release(&rooms);
}

/* Points and places do not depend on who looks; what is seen does. */
static void assert_scope(const struct principal *who, const struct preview *whole, size_t *n_seen)
{
    struct preview v = {0};
    struct store_codes seen = {0};
    struct store_scope scope = principal_scope(who);
    ok(preview_load(store, who, "A", &v, &e));
    ok(store_round_sees(store, &scope, &seen, &e));
    assert_int_equal(v.snapshot.n_requests, seen.n);
    for (size_t i = 0; i < seen.n; i++) {
        const struct snapshot_request *r = &v.snapshot.requests[i];
        assert_string_equal(r->id, seen.items[i]);
        size_t at = snapshot_request_ix(&whole->snapshot, r->id);
        assert_int_equal(r->score.points, whole->snapshot.requests[at].score.points);
        assert_int_equal(r->order, whole->snapshot.requests[at].order);
    }
    *n_seen = seen.n;
    store_codes_release(&seen);
    preview_release(&v);
}

static void law_each_sees_the_own(void)
{
    struct preview whole = {0};
    struct store_requests all = {0};
    size_t n;
    ok(preview_load(store, &planner, "A", &whole, &e));
    ok(store_request_list(store, &all, &e));
    assert_int_equal(whole.snapshot.n_requests, all.n);
    assert_scope(&office, &whole, &n);
    assert_int_equal(n, all.n);
    assert_scope(&registrar, &whole, &n);
    assert_true(n > 0 && n < all.n);
    for (size_t i = 0; i < all.n; i++)
        n -= strcmp(all.items[i].agency_code, all.items[0].agency_code) == 0;
    assert_int_equal(n, 0);
    const struct principal nobody = {0};
    assert_scope(&nobody, &whole, &n);
    assert_int_equal(n, 0);
    store_requests_release(&all);
    preview_release(&whole);
}

static void t_everybody_sees_the_own(void **state)
{
    struct store_requests all = {0};
    (void)state;
    ok(store_request_list(store, &all, &e));
    registrar = house_account("of-one", "registrar", all.items[0].agency_code);
    store_requests_release(&all);
    struct round_terms t = {.code = "A",
                            .name = "Đợt 1",
                            .policy = "tam-thoi-2025-07",
                            .draw_source = "Xổ số miền Bắc",
                            .draw_day = "2025-07-12"};
    ok(round_open(store, &planner, &t, DAY_10, &bad, &e));
    law_each_sees_the_own(); /* open */
    ok(round_close(store, &planner, "A", 0, DAY_10, &e));
    law_each_sees_the_own(); /* closed */
    struct preview v = {0};
    refused(preview_load(store, &planner, "B", &v, &e), ERR_ABSENT);
}

#define LAW(t) cmocka_unit_test_setup_teardown(t, house_make, house_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAW(t_one_change_is_told_and_no_other),
        LAW(t_the_register_moves_on),
        LAW(t_everybody_sees_the_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
