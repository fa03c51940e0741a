/* The register within a scope: pages that follow each other in Vietnamese order, search without
 * diacritics, rows of others that are not there, confirmations that fall with their value, and
 * consent.
 */
#include "store_bed.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/register.h"

static struct store *store;
static int64_t sxd, stc;
static const struct store_scope ALL = {.sees = STORE_SEES_ALL};

/* Synthetic. */
static const char *const NAMES[] = {"Nguyễn Văn Đông", "Đỗ Thị Dương", "Trần Văn Đường",
                                    "Lê Đương",        "Phạm Thị Anh", "Nguyễn Văn An",
                                    "Vũ Thị Ánh",      "Hoàng Ân",     "Nguyễn Thị Đông"};
enum { N_NAMES = sizeof NAMES / sizeof *NAMES };

static int64_t put_official(const char *name, const char *born, int64_t agency, int number)
{
    char citizen_id[13];
    snprintf(citizen_id, sizeof citizen_id, "034080%06d", number);
    struct store_official o = {.name = lit(name),
                               .born = lit(born),
                               .sex = lit("M"),
                               .citizen_id = citizen_id,
                               .agency_id = agency,
                               .coefficient_c = -1,
                               .owns_house = 0,
                               .road_km_t = 455,
                               .has_moved = 1,
                               .groups = lit("disabled pregnant"),
                               .needs_housing = 1};
    ok(store_official_put(store, &o, &e));
    return o.id;
}

static int set_up(void **state)
{
    (void)state;
    bed_make();
    ok(store_open(&store, path, STORE_CREATE, &KEY, &e));
    sxd = put_agency(store, "SXD");
    stc = put_agency(store, "STC");
    for (int i = 0; i < N_NAMES; i++)
        put_official(NAMES[i], "1980-05-09", i % 3 == 0 ? stc : sxd, i);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    bed_remove();
    return 0;
}

/* The scope of an account with one agency. */
static struct store_scope registrar(const char *login, const char *agency)
{
    struct store_account a = {
        .login = lit(login), .name = lit(login), .role = lit("registrar"), .agencies = lit(agency)};
    ok(store_account_put(store, &a, &e));
    free(a.code);
    return (struct store_scope){.sees = STORE_SEES_AGENCIES, .account_id = a.id};
}

static void t_pages_follow_each_other_by_given_name(void **state)
{
    (void)state;
    for (int limit = 1; limit <= N_NAMES + 1; limit++) {
        char after[33] = "";
        char last[64] = "";
        size_t n_seen = 0;
        for (size_t n = 1; n > 0;) {
            struct store_official_filter f = {.after = after, .limit = limit};
            struct store_officials page = {0};
            int64_t all;
            ok(store_official_page(store, &ALL, &f, &page, &all, &e));
            assert_int_equal(all, N_NAMES);
            n = page.n;
            for (size_t i = 0; i < page.n; i++, n_seen++) {
                assert_true(text_compare_names(last, page.items[i].name) < 0);
                snprintf(last, sizeof last, "%s", page.items[i].name);
                snprintf(after, sizeof after, "%s", page.items[i].code);
                assert_int_equal(strlen(after), 32);
            }
            store_officials_release(&page);
        }
        assert_int_equal(n_seen, N_NAMES);
    }
}

static size_t n_found(const struct store_scope *scope, const char *typed, const char *agency)
{
    struct store_officials page = {0};
    int64_t n;
    struct store_official_filter f = {.q = typed, .agency = agency, .limit = 50};
    ok(store_official_page(store, scope, &f, &page, &n, &e));
    assert_int_equal(page.n, n);
    store_officials_release(&page);
    return (size_t)n;
}

static void t_search_heeds_the_marks_typed(void **state)
{
    (void)state;
    assert_int_equal(n_found(&ALL, "duong", NULL), 3);
    assert_int_equal(n_found(&ALL, "ĐƯỜNG", NULL), 1);
    assert_int_equal(n_found(&ALL, "đương", NULL), 2);
    assert_int_equal(n_found(&ALL, "ĐÔNG", NULL), 2);
    assert_int_equal(n_found(&ALL, "nguyen van", NULL), 2);
    assert_int_equal(n_found(&ALL, "", "STC"), 3);
    assert_int_equal(n_found(&ALL, "%", NULL), 0);
    assert_int_equal(n_found(&ALL, "_", NULL), 0);
}

static void t_what_is_outside_the_scope_is_not_there(void **state)
{
    struct store_scope lan = registrar("lan", "SXD");
    struct store_officials theirs = {0};
    struct store_official o = {0};
    struct store_official_filter f = {.limit = 50};
    int64_t n;
    (void)state;
    assert_int_equal(n_found(&lan, "", NULL), 6);
    assert_int_equal(n_found(&lan, "", "STC"), 0);
    assert_int_equal(n_found(&(struct store_scope){0}, "", NULL), 0);
    f.agency = "STC";
    ok(store_official_page(store, &ALL, &f, &theirs, &n, &e));
    ok(store_official_by_code(store, &lan, theirs.items[0].code, &o, &e));
    assert_int_equal(o.id, 0);
    ok(store_official_by_code(store, &ALL, theirs.items[0].code, &o, &e));
    assert_int_equal(o.id, theirs.items[0].id);
    store_official_release(&o);
    struct store_scope self = {.sees = STORE_SEES_SELF, .official_id = theirs.items[0].id};
    assert_int_equal(n_found(&self, "", NULL), 1);
    /* a page that would go on from somebody else's row does not say that there is one */
    f = (struct store_official_filter){.after = theirs.items[0].code, .limit = 50};
    struct store_officials page = {0};
    refused(store_official_page(store, &lan, &f, &page, &n, &e), ERR_ABSENT);
    store_officials_release(&page);
    store_officials_release(&theirs);
}

static size_t n_doubles(const struct store_scope *scope)
{
    struct store_doubles l = {0};
    ok(store_double_list(store, scope, &l, &e));
    size_t n = l.n;
    store_doubles_release(&l);
    return n;
}

static void t_doubles_are_seen_by_who_sees_both(void **state)
{
    struct store_scope lan = registrar("lan", "SXD");
    (void)state;
    assert_int_equal(n_doubles(&ALL), 0);
    put_official("Do Thi  Dương", "1980-05-09", stc, 90); /* beside Đỗ Thị Dương */
    assert_int_equal(n_doubles(&ALL), 2);
    assert_int_equal(n_doubles(&lan), 0);
    put_official("ĐỖ THỊ ĐƯỜNG", "1980-05-09", sxd, 92);
    put_official("ĐỖ THỊ ĐƯỜNG", "1981-05-09", sxd, 93);
    assert_int_equal(n_doubles(&ALL), 3);
    assert_int_equal(n_doubles(&lan), 2);
}

static size_t n_facts(int64_t official)
{
    struct store_facts l = {0};
    ok(store_fact_list(store, official, &l, &e));
    size_t n = l.n;
    store_facts_release(&l);
    return n;
}

static void t_a_confirmation_falls_with_its_value(void **state)
{
    static const char *const facts[] = {"has_moved", "owns_house", "road_km", "disabled",
                                        "pregnant"};
    struct store_officials page = {0};
    struct store_official_filter f = {.limit = 1};
    int64_t n;
    (void)state;
    ok(store_official_page(store, &ALL, &f, &page, &n, &e));
    struct store_official o = page.items[0];
    for (size_t i = 0; i < 5; i++)
        ok(store_fact_put(store, o.id,
                          &(struct store_fact){.fact = lit(facts[i]),
                                               .document = lit("12/GXN"),
                                               .document_day = lit("2025-07-01"),
                                               .confirmed_at = 1},
                          &e));
    o.phone = lit("0912345678");
    ok(store_official_put(store, &o, &e));
    assert_int_equal(n_facts(o.id), 5);
    o.groups = lit("disabled");
    ok(store_official_put(store, &o, &e));
    assert_int_equal(n_facts(o.id), 4);
    o.road_km_t = 100;
    o.has_moved = -1;
    ok(store_official_put(store, &o, &e));
    assert_int_equal(n_facts(o.id), 2);
    o.owns_house = 1;
    ok(store_official_put(store, &o, &e));
    assert_int_equal(n_facts(o.id), 1);
    struct store_official after = {0};
    ok(store_official_by_code(store, &ALL, o.code, &after, &e));
    assert_int_equal(after.version, page.items[0].version + 4);
    store_official_release(&after);
    store_officials_release(&page);
}

static int64_t file(const char *code, int64_t agency, int64_t applicant, int64_t friend)
{
    struct store_member members[] = {{.relation = lit("self"), .official_id = applicant},
                                     {.relation = lit("companion"), .official_id = friend}};
    struct store_request r = {.code = lit(code),
                              .agency_id = agency,
                              .sharing = lit("shared"),
                              .scheme = lit("temporary"),
                              .state = lit("draft"),
                              .n_members = friend == 0 ? 1 : 2,
                              .members = members};
    ok(store_request_put(store, &r, &e));
    return r.id;
}

static void t_who_is_only_named_may_file_alone(void **state)
{
    int64_t a = put_official("Bùi An", "1980-01-01", sxd, 71);
    int64_t b = put_official("Bùi Bình", "1980-01-01", sxd, 72);
    int64_t c = put_official("Bùi Chi", "1980-01-01", stc, 73);
    (void)state;
    int64_t first = file("HS-1", sxd, a, b);
    int64_t second = file("HS-2", sxd, b, c);
    ok(store_request_consent(store, second, c, "own", &e));
    /* now b files alone, so b cannot join a; and c cannot file */
    refused(store_request_consent(store, first, b, "own", &e), ERR_DATA);
    ok(store_request_consent(store, first, b, "", &e));
    struct store_request r = {0};
    ok(store_request_by_code(store, &ALL, "HS-1", &r, &e));
    assert_int_equal(r.n_members, 1);
    assert_int_equal(r.version, 2);
    store_request_release(&r);
    ok(store_request_of_official(store, c, &r, &e));
    assert_string_equal(r.code, "HS-2");
    assert_string_equal(r.members[1].official_name, "Bùi Chi");
    store_request_release(&r);
}

static size_t n_requests(const struct store_scope *scope, struct store_request_filter f)
{
    struct store_requests page = {0};
    struct store_request_counts counts;
    f.limit = 50;
    ok(store_request_page(store, scope, &f, &page, &counts, &e));
    const size_t n = page.n;
    assert_int_equal(n, counts.n);
    store_requests_release(&page);
    store_request_counts_release(&counts);
    return n;
}

static void t_requests_are_seen_by_agency_and_by_who_is_named(void **state)
{
    int64_t a = put_official("Bùi An", "1980-01-01", sxd, 71);
    int64_t b = put_official("Bùi Bình", "1980-01-01", stc, 72);
    struct store_scope lan = registrar("lan", "SXD");
    struct store_scope mai = registrar("mai", "STC");
    struct store_scope friend = {.sees = STORE_SEES_SELF, .official_id = b};
    struct store_scope other = {.sees = STORE_SEES_SELF, .official_id = b + 1};
    struct store_request_filter f = {0};
    (void)state;
    int64_t id = file("HS-1", sxd, a, b);
    ok(store_request_move(store, id, "submitted", "2025-07-01", NULL, &e));
    assert_int_equal(n_requests(&lan, f), 1);
    assert_int_equal(n_requests(&mai, f), 0);
    assert_int_equal(n_requests(&friend, f), 1);
    assert_int_equal(n_requests(&other, f), 0);
    f.q = "hs-1";
    assert_int_equal(n_requests(&ALL, f), 1);
    f.q = "bui an";
    assert_int_equal(n_requests(&ALL, f), 1);
    f.q = "bũi an";
    assert_int_equal(n_requests(&ALL, f), 0);
    f.q = "bui binh";
    assert_int_equal(n_requests(&ALL, f), 0);
    f = (struct store_request_filter){.submitted_before = "2025-07-01",
                                      .confirmed_before = "2025-06-21"};
    assert_int_equal(n_requests(&ALL, f), 0);
    f.submitted_before = "2025-07-02";
    assert_int_equal(n_requests(&ALL, f), 1);
}

/* The counts by state are what each state's own filter counts, whatever else is asked. */
static void t_states_are_counted_in_one_answer(void **state)
{
    static const char *const states[] = {"withdrawn", "submitted", "confirmed", "eligible",
                                         "waiting"};
    struct store_scope lan = registrar("lan", "SXD");
    const struct store_scope *scopes[] = {&ALL, &lan};
    struct store_officials all = {0};
    char code[32];
    (void)state;
    ok(store_official_list(store, &all, &e));
    for (size_t i = 0; i < all.n; i++) {
        snprintf(code, sizeof code, "HS-%zu", i);
        int64_t id = file(code, i % 2 == 0 ? sxd : stc, all.items[i].id, 0);
        ok(store_request_move(store, id, states[i * i % 5], "2025-07-01", "2025-07-05", &e));
    }
    const struct store_request_filter filters[] = {
        {0},
        {.q = "nguyen"},
        {.agency = "STC"},
        {.submitted_before = "2025-07-02", .confirmed_before = "2025-07-01"}};
    size_t n_states = 0;
    for (size_t k = 0; k < 2 * sizeof filters / sizeof *filters; k++) {
        struct store_request_filter f = filters[k / 2];
        struct store_requests page = {0};
        struct store_request_counts counts;
        int64_t n = 0;
        f.limit = 50;
        f.state = "eligible"; /* does not narrow what is counted */
        ok(store_request_page(store, scopes[k % 2], &f, &page, &counts, &e));
        for (size_t i = 0; i < counts.n_states; i++, n_states++) {
            f.state = counts.states[i].state;
            assert_int_equal(n_requests(scopes[k % 2], f), counts.states[i].n);
            n += counts.states[i].n;
        }
        f.state = "";
        assert_int_equal(n_requests(scopes[k % 2], f), n);
        store_requests_release(&page);
        store_request_counts_release(&counts);
    }
    assert_true(n_states > 12);
    store_officials_release(&all);
}

/* The day that the time of a request ends, with 10 days for its agency and 20 for the decision. */
static void due(const struct store_request *r, char out[11])
{
    const bool is_submitted = strcmp(r->state, "submitted") == 0;
    snprintf(out, 11, "9999");
    if (is_submitted)
        date_add(r->submitted_on, 10, out);
    else if (strcmp(r->state, "confirmed") == 0 || strcmp(r->state, "eligible") == 0)
        date_add(r->confirmed_on, 20, out);
}

/* Below 0 where a comes before b in the order. */
static int compare(enum store_request_order order, const struct store_request *a,
                   const struct store_request *b)
{
    char ends[2][11];
    int c = 0;
    due(a, ends[0]);
    due(b, ends[1]);
    if (order == STORE_BY_NAME)
        c = text_compare_names(a->members[0].official_name, b->members[0].official_name);
    else if (order == STORE_BY_POINTS)
        c = b->points - a->points;
    else if (order == STORE_BY_DEADLINE)
        c = strcmp(ends[0], ends[1]);
    return c != 0 ? c : strcmp(a->code, b->code);
}

/* All requests, read two by two. */
static void read_by(enum store_request_order order, struct store_requests *out)
{
    struct store_requests page = {0};
    do {
        struct store_request_filter f = {
            .order = order,
            .agency_days = 10,
            .decision_days = 20,
            .after = out->n > 0 ? out->items[out->n - 1].code : "",
            .limit = 2,
        };
        free(page.items);
        ok(store_request_page(store, &ALL, &f, &page, NULL, &e));
        out->items = mem_grow(out->items, out->n + page.n + 1, sizeof *out->items);
        for (size_t i = 0; i < page.n; i++)
            out->items[out->n++] = page.items[i];
    } while (page.n > 0);
    free(page.items);
}

static void t_requests_come_in_the_order_asked_for(void **state)
{
    static const char *const states[] = {"submitted", "confirmed", "eligible", "waiting"};
    struct store_officials all = {0};
    char code[32], day[11];
    (void)state;
    ok(store_official_list(store, &all, &e));
    for (size_t i = 0; i < all.n; i++) {
        snprintf(code, sizeof code, "HS-%02zu", i);
        snprintf(day, sizeof day, "2025-06-%02zu", 28 - i * 7 % 9);
        int64_t id = file(code, sxd, all.items[i].id, 0);
        ok(store_request_move(store, id, states[i % 4], day, "2025-06-22", &e));
        const struct store_score score = {.request_id = id,
                                          .points = (int)(40 + i % 3),
                                          .band = (int)(1 + i % 3),
                                          .list_order = -1,
                                          .breakdown = "{}"};
        if (i % 4 != 1) /* equal points, and none at all */
            ok(store_request_score(store, &score, &e));
    }
    for (int order = STORE_BY_CODE; order <= STORE_BY_DEADLINE; order++) {
        struct store_requests found = {0};
        read_by((enum store_request_order)order, &found);
        assert_int_equal(found.n, all.n);
        for (size_t i = 1; i < found.n; i++)
            assert_true(
                compare((enum store_request_order)order, &found.items[i - 1], &found.items[i]) < 0);
        store_requests_release(&found);
    }
    size_t n = 0;
    for (int band = 1; band <= 3; band++)
        n += n_requests(&ALL, (struct store_request_filter){.band = band});
    assert_int_equal(n, 7); /* those that have one */
    assert_int_equal(n_requests(&ALL, (struct store_request_filter){.band = 1}), 3);
    store_officials_release(&all);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_pages_follow_each_other_by_given_name),
        TEST(t_search_heeds_the_marks_typed),
        TEST(t_what_is_outside_the_scope_is_not_there),
        TEST(t_doubles_are_seen_by_who_sees_both),
        TEST(t_a_confirmation_falls_with_its_value),
        TEST(t_who_is_only_named_may_file_alone),
        TEST(t_requests_are_seen_by_agency_and_by_who_is_named),
        TEST(t_states_are_counted_in_one_answer),
        TEST(t_requests_come_in_the_order_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
