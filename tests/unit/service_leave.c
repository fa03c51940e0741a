/* Who is to leave: after each of many random notices, taken back and corrected, the list is what is
 * counted here from the parties one by one, on any day, by site, overdue or all. */
#include "needs_bed.h"

#include "base/date.h"
#include "service/leave.h"
#include "store/request.h"

enum { N_SITES = 3, N_PARTIES = 12, N_STEPS = 300 };

static const char *const ENDS[N_SITES] = {"", "2025-10-31", "2026-06-30"};
static const char *const REASONS[] = {"retired", "transferred", "not_eligible", "handed_back",
                                      "other"};

/* What is known of a party here. */
static struct party {
    char code[16], ended_on[11]; /* "" = no notice */
    const char *reason;
    int site;
    bool has_room;
} parties[N_PARTIES];

static uint32_t seed = 11;

static int pick(int n)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)n);
}

static void put_party(int p, const struct store_site *sites)
{
    char room[16];
    snprintf(room, sizeof room, "%s-%d", sites[p % N_SITES].code, p);
    struct store_room c = {.site_id = sites[p % N_SITES].id,
                           .code = room,
                           .floor = 1,
                           .beds = 2,
                           .area_c = -1,
                           .sex = lit("any"),
                           .state = lit("usable")};
    ok(store_room_put(store, &c, &e));
    struct store_official o =
        bed_official("Người Thử", p % 2 ? an.agency_id : chi.agency_id, 100 + p);
    struct store_member self = {.relation = lit("self"), .official_id = o.id};
    struct party *t = &parties[p];
    *t = (struct party){.site = p % N_SITES, .has_room = p < 9};
    snprintf(t->code, sizeof t->code, "HS-%02d", p);
    struct store_request r = {.code = t->code,
                              .agency_id = o.agency_id,
                              .sharing = lit("shared"),
                              .scheme = lit("temporary"),
                              .current_room = t->has_room ? room : lit(""),
                              .n_members = 1,
                              .members = &self};
    ok(store_request_put(store, &r, &e));
    if (t->has_room)
        ok(store_request_move(store, r.id, "living", NULL, NULL, &e));
    store_official_release(&o);
}

static int set_up(void **state)
{
    static const char *const codes[N_SITES] = {"KA", "KB", "KC"};
    struct store_site sites[N_SITES];
    (void)state;
    bed_fill();
    for (int k = 0; k < N_SITES; k++) {
        sites[k] = (struct store_site){
            .code = lit(codes[k]), .name = lit(codes[k]), .requisition_to = lit(ENDS[k])};
        ok(store_site_put(store, &sites[k], &e));
    }
    for (int p = 0; p < N_PARTIES; p++)
        put_party(p, sites);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

/* By when a party is to leave, seen from a day; "" = it may stay. */
static const char *leave_by(const struct party *t, const char *today, char out[11])
{
    char horizon[11];
    const char *end = ENDS[t->site];
    date_add(today, 90, horizon);
    out[0] = '\0';
    if (!t->has_room)
        return out;
    if (t->ended_on[0] != '\0')
        date_add(t->ended_on, 90, out);
    if (end[0] != '\0' && strcmp(end, horizon) <= 0 && (out[0] == '\0' || strcmp(end, out) < 0))
        snprintf(out, 11, "%s", end);
    return out;
}

static void check_list(const char *today, const char *site, bool is_overdue)
{
    const struct leave_query q = {.site = site, .agency = "", .is_overdue = is_overdue};
    struct store_leaves all = {0};
    size_t n = 0;
    char by[11];
    ok(leave_list(store, &planner, &q, today, &all, &e));
    for (int p = 0; p < N_PARTIES; p++) {
        leave_by(&parties[p], today, by);
        n += by[0] != '\0' && (!is_overdue || strcmp(by, today) < 0) &&
             (site[0] == '\0' || site[1] - 'A' == parties[p].site);
    }
    assert_int_equal(all.n, n);
    for (size_t i = 0; i < all.n; i++) {
        const struct store_leave *row = &all.items[i];
        const struct party *t = &parties[atol(row->request + 3)];
        assert_string_equal(row->leave_by, leave_by(t, today, by));
        const bool is_notice = strcmp(row->reason, "requisition_ended") != 0;
        assert_string_equal(row->ended_on, is_notice ? t->ended_on : ENDS[t->site]);
        if (is_notice)
            assert_string_equal(row->reason, t->reason);
        assert_true(i == 0 || strcmp(all.items[i - 1].leave_by, row->leave_by) <= 0);
        assert_int_equal(leave_days_left(row, today), date_days(by) - date_days(today));
    }
    store_leaves_release(&all);
}

static void step(void)
{
    struct party *t = &parties[pick(N_PARTIES)];
    char day[11];
    date_add("2025-07-01", pick(300), day);
    if (pick(3) == 0) {
        assert_int_equal(leave_take_back(store, &planner, t->code, 0, &e),
                         t->ended_on[0] != '\0' ? ERR_OK : ERR_ABSENT);
        t->ended_on[0] = '\0';
        return;
    }
    const struct leave_notice n = {.reason = REASONS[pick(5)], .ended_on = day, .document = "1/QĐ"};
    assert_int_equal(leave_put(store, &planner, t->code, 0, &n, &bad, &e),
                     t->has_room ? ERR_OK : ERR_DATA);
    if (!t->has_room)
        return;
    snprintf(t->ended_on, sizeof t->ended_on, "%s", day);
    t->reason = n.reason;
}

static void t_the_list_is_what_one_counts(void **state)
{
    static const char *const sites[] = {"", "KA", "KB", "KC"};
    (void)state;
    ok(store_begin(store, &e));
    for (int i = 0; i < N_STEPS; i++) {
        e = (struct err){0};
        char today[11];
        step();
        date_add("2025-07-01", pick(500), today);
        check_list(today, sites[pick(4)], pick(2) == 0);
    }
    store_rollback(store);
}

static void t_the_agency_says_it_of_its_own(void **state)
{
    const struct leave_notice n = {.reason = "retired", .ended_on = "2025-10-01", .document = ""};
    const struct leave_notice wild = {.reason = "retired", .ended_on = "soon", .document = ""};
    (void)state;
    ok(leave_put(store, &lan, "HS-01", 0, &n, &bad, &e));
    refused(leave_put(store, &mai, "HS-01", 0, &n, &bad, &e), ERR_ABSENT);
    refused(leave_put(store, &lan, "HS-03", 1000, &n, &bad, &e), ERR_CHANGED);
    wrong(leave_put(store, &lan, "HS-03", 0, &wild, &bad, &e), "/ended_on");
    struct store_leaves all = {0};
    const struct leave_query q = {.site = "", .agency = ""};
    ok(leave_list(store, &lan, &q, "2025-07-01", &all, &e));
    assert_int_equal(all.n, 1);
    assert_string_equal(all.items[0].leave_by, "2025-12-30");
    store_leaves_release(&all);
    ok(leave_list(store, &mai, &q, "2025-07-01", &all, &e));
    assert_int_equal(all.n, 0);
    store_leaves_release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_the_list_is_what_one_counts),
        cmocka_unit_test(t_the_agency_says_it_of_its_own),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
