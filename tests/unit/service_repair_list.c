/* Who sees which repairs and what of them, against a list of the fields written down here once
 * more; and lists under random filters against a filter over single rows, page by page. */
#include "repair_bed.h"

#include "store/stay.h"

enum { N_REPAIRS = 60, N_QUERIES = 400, DAY = 86400 };

static char numbers[N_REPAIRS][24];
static bool is_in_101[N_REPAIRS]; /* the room of An and Bình */
static const struct principal *reporter[N_REPAIRS];

static const char *const ROOMS[] = {"SV-101", "SV-102", "CD-101"};
static const struct {
    const char *category, *variable, *value;
} FAULTS[] = {{"electricity", "symptom", "sparks"},
              {"electricity", "symptom", "light"},
              {"water", "symptom", "leak"},
              {"other", "what", "mái hiên"}};

/* A few acts of the crew; it may well be that some of them are not possible. */
static void go_on(const char *code)
{
    static const struct repair_act acts[] = {
        {.action = "start"},  {.action = "hold", .reason = "parts"},
        {.action = "resume"}, {.action = "complete", .cause = "wear"},
        {.action = "close"},  {.action = "reopen", .note = "chưa xong"},
    };
    for (int k = 0, n = pick(7); k < n; k++) {
        now += pick(2 * DAY);
        ok(store_begin(store, &e));
        if (repair_do(store, &crew, code, 0, &acts[k < 6 ? k : 0], now, &bad, &e) == ERR_OK)
            ok(store_commit(store, &e));
        else
            store_rollback(store);
        e = (struct err){0};
        solver_findings_release(&bad);
    }
    if (pick(4) == 0) {
        const struct store_repair_cost c = {.day = lit("2025-07-01"),
                                            .kind = lit("material"),
                                            .amount_dong = 70000,
                                            .note = lit("dây")};
        ok(repair_spend(store, &crew, code, 0, &c, now, &bad, &e));
    }
}

static int set_up(void **state)
{
    const struct principal *const who[] = {&an_self, &an_self, &binh_self, &crew, &nobody};
    repair_bed_fill(state);
    seed = 11;
    ok(store_begin(store, &e));
    for (int i = 0; i < N_REPAIRS; i++) {
        const int p = pick(5), f = pick(4), room = p < 3 ? 0 : pick(3);
        const struct repair_new n = {.room = ROOMS[room],
                                     .category = FAULTS[f].category,
                                     .source = p == 4 ? "open311" : "",
                                     .description = "lời của người báo",
                                     .contact = "0912345678"};
        char code[33];
        now += pick(DAY);
        ok(report(who[p], n, FAULTS[f].variable, FAULTS[f].value, code));
        struct repair_view v = look(&crew, code);
        snprintf(numbers[i], sizeof numbers[i], "%s", v.repair.number);
        repair_view_release(&v);
        is_in_101[i] = room == 0;
        reporter[i] = who[p];
        go_on(code);
    }
    ok(store_commit(store, &e));
    return 0;
}

static bool is_inside(const struct principal *by)
{
    return by == &crew || by == &planner || by == &office || by == &auditor;
}

static bool sees(const struct principal *by, int i)
{
    return is_inside(by) || (is_in_101[i] && (by == &an_self || by == &binh_self)) ||
           (by->role == PRINCIPAL_OFFICIAL && by == reporter[i]);
}

static const struct principal *const PEOPLE[] = {&crew,      &planner,  &office, &auditor, &an_self,
                                                 &binh_self, &chi_self, &lan,    &nobody};
enum { N_PEOPLE = sizeof PEOPLE / sizeof *PEOPLE };

static int n_contacts;

static void check_seen(const struct principal *by, int i, const struct repair_view *v)
{
    const struct store_repair *r = &v->repair;
    const bool is_staff = is_inside(by) && by != &auditor, is_own = by == reporter[i];
    assert_int_equal(strcmp(r->description, "") != 0, is_inside(by) || is_own);
    assert_int_equal(strcmp(r->answers, "") != 0, is_inside(by) || is_own);
    assert_int_equal(strcmp(r->source, "") != 0, is_inside(by) || is_own);
    struct repair_view whole = look(&crew, numbers[i]);
    assert_string_equal(r->contact, is_staff || is_own ? whole.repair.contact : "");
    assert_true(r->closed_at == 0 || r->contact[0] == '\0');
    n_contacts += r->contact[0] != '\0';
    repair_view_release(&whole);
    assert_int_equal(r->cost_dong != REPAIR_UNSEEN, is_inside(by));
    assert_int_equal(r->minutes != REPAIR_UNSEEN, is_inside(by));
    assert_int_equal(v->events.n > 0, is_inside(by) || is_own);
    assert_true(is_inside(by) || v->costs.n == 0);
    assert_int_equal(r->is_own, is_own);
    if (!is_staff && !is_own)
        assert_string_equal(v->actions, "");
    /* what all of them see */
    assert_true(r->category[0] != '\0' && r->state[0] != '\0' && r->due_at != 0);
}

static void t_each_sees_what_concerns_him_or_her(void **state)
{
    (void)state;
    for (int p = 0; p < N_PEOPLE; p++)
        for (int i = 0; i < N_REPAIRS; i++) {
            struct repair_view v = {0};
            const int rc = repair_get(store, PEOPLE[p], numbers[i], now, &v, &e);
            assert_int_equal(rc, sees(PEOPLE[p], i) ? ERR_OK : ERR_ABSENT);
            if (rc == ERR_OK)
                check_seen(PEOPLE[p], i, &v);
            repair_view_release(&v);
            e = (struct err){0};
        }
    assert_true(n_contacts > N_REPAIRS);
}

/* Without account: by the code alone, never by the number. */
static void t_followed_by_its_code_it_shows_no_words(void **state)
{
    (void)state;
    for (int i = 0; i < N_REPAIRS; i++) {
        struct repair_view v = look(&crew, numbers[i]), outside = {0};
        ok(repair_follow(store, v.repair.code, now, &outside, &e));
        assert_string_equal(outside.repair.state, v.repair.state);
        assert_int_equal(outside.repair.due_at, v.repair.due_at);
        assert_string_equal(outside.repair.description, "");
        assert_string_equal(outside.repair.contact, "");
        assert_int_equal(outside.events.n, 0);
        repair_view_release(&outside);
        refused(repair_follow(store, numbers[i], now, &outside, &e), ERR_ABSENT);
        repair_view_release(&outside);
        repair_view_release(&v);
    }
}

/* ---- lists ---- */

static bool fits(const struct store_repair_query *q, const struct store_repair *r)
{
    return (q->room == NULL || strcmp(q->room, r->room) == 0) &&
           (q->site == NULL || strcmp(q->site, r->site) == 0) &&
           (q->state == NULL || strcmp(q->state, r->state) == 0) &&
           (q->severity == NULL || strcmp(q->severity, r->severity) == 0) &&
           (q->category == NULL || strcmp(q->category, r->category) == 0) &&
           (q->from == 0 || r->reported_at >= q->from) &&
           (q->until == 0 || r->reported_at < q->until) && (!q->is_open || r->closed_at == 0) &&
           (!q->is_own || r->is_own) &&
           (!q->is_recent || r->closed_at == 0 ||
            (r->completed_at != 0 && q->now - r->completed_at < 14 * DAY)) &&
           (!q->is_overdue || r->is_overdue || r->react_is_overdue);
}

static int64_t id_of(const struct store_repair *r)
{
    return strtoll(r->number + 3, NULL, 10);
}

/* Whether a comes before b in the queue. */
static bool is_sooner(const struct store_repair *a, const struct store_repair *b)
{
    const int emergency =
        (strcmp(b->severity, "emergency") == 0) - (strcmp(a->severity, "emergency") == 0);
    const int site = strcmp(a->site, b->site), room = strcmp(a->room, b->room);
    if (emergency != 0)
        return emergency < 0;
    if (site != 0 || room != 0)
        return site != 0 ? site < 0 : room < 0;
    return a->resolve_by != b->resolve_by ? a->resolve_by < b->resolve_by : id_of(a) < id_of(b);
}

static struct store_repair_query random_query(void)
{
    static const char *const states[] = {"reported", "in_progress", "on_hold", "completed",
                                         "closed"};
    static const char *const severities[] = {"emergency", "urgent", "routine"};
    struct store_repair_query q = {.now = now + pick(20) * DAY, .after = ""};
    q.room = pick(3) == 0 ? ROOMS[pick(3)] : NULL;
    q.site = pick(4) == 0 ? "SV" : NULL;
    q.state = pick(4) == 0 ? states[pick(5)] : NULL;
    q.severity = pick(4) == 0 ? severities[pick(3)] : NULL;
    q.category = pick(4) == 0 ? FAULTS[pick(4)].category : NULL;
    q.from = pick(4) == 0 ? NOW + pick(60) * DAY : 0;
    q.until = pick(4) == 0 ? NOW + pick(90) * DAY : 0;
    q.is_open = pick(3) == 0;
    q.is_recent = pick(3) == 0;
    q.is_overdue = pick(3) == 0;
    q.is_own = pick(5) == 0;
    q.by_queue = pick(2) == 0;
    return q;
}

/* Page by page the same rows. */
static void check_pages(const struct principal *by, struct store_repair_query q,
                        const struct store_repairs *all)
{
    size_t at = 0;
    char after[24] = "";
    q.limit = 1 + pick(7);
    for (bool is_end = false; !is_end;) {
        struct store_repairs page = {0};
        int64_t n = 0;
        q.after = after;
        ok(repair_list(store, by, &q, &page, &n, &e));
        assert_int_equal(n, all->n);
        for (size_t i = 0; i < page.n; i++)
            assert_string_equal(page.items[i].number, all->items[at++].number);
        is_end = page.n < (size_t)q.limit;
        if (!is_end)
            snprintf(after, sizeof after, "%s", page.items[page.n - 1].number);
        store_repairs_release(&page);
    }
    assert_int_equal(at, all->n);
}

static void check_query(const struct principal *by, struct store_repair_query q)
{
    struct store_repairs all = {0};
    int64_t n = 0;
    size_t n_fit = 0;
    ok(repair_list(store, by, &q, &all, &n, &e));
    assert_int_equal(n, all.n);
    for (int i = 0; i < N_REPAIRS; i++) {
        struct repair_view v = {0};
        if (!sees(by, i))
            continue;
        ok(repair_get(store, by, numbers[i], q.now, &v, &e));
        n_fit += fits(&q, &v.repair);
        repair_view_release(&v);
    }
    assert_int_equal(all.n, n_fit);
    for (size_t i = 0; i < all.n; i++) {
        assert_true(fits(&q, &all.items[i]));
        if (i > 0 && q.by_queue)
            assert_true(is_sooner(&all.items[i - 1], &all.items[i]));
        if (i > 0 && !q.by_queue)
            assert_true(id_of(&all.items[i - 1]) > id_of(&all.items[i]));
    }
    check_pages(by, q, &all);
    store_repairs_release(&all);
}

static void t_lists_are_filtered_rows_page_by_page(void **state)
{
    (void)state;
    for (int k = 0; k < N_QUERIES; k++)
        check_query(PEOPLE[pick(7)], random_query());
    struct store_repair_query q = {.now = now, .after = ""};
    struct store_repairs none = {0};
    int64_t n = 0;
    refused(repair_list(store, &lan, &q, &none, &n, &e), ERR_ABSENT);
    refused(repair_list(store, &nobody, &q, &none, &n, &e), ERR_ABSENT);
}

static void t_what_a_report_repeats_is_open_or_just_done(void **state)
{
    (void)state;
    for (int r = 0; r < 3; r++)
        for (int f = 1; f < 4; f++) {
            const struct store_repair_query q = {
                .now = now, .room = ROOMS[r], .category = FAULTS[f].category, .is_recent = true};
            struct store_repairs repeated = {0};
            size_t n_fit = 0;
            ok(repair_repeated(store, ROOMS[r], FAULTS[f].category, now, &repeated, &e));
            for (int i = 0; i < N_REPAIRS; i++) {
                struct repair_view v = look(&crew, numbers[i]);
                n_fit += fits(&q, &v.repair);
                repair_view_release(&v);
            }
            assert_int_equal(repeated.n, n_fit);
            for (size_t i = 0; i < repeated.n; i++)
                assert_string_equal(repeated.items[i].description, "");
            store_repairs_release(&repeated);
        }
}

/* What only some may, and what nobody may. */
static void t_reports_are_judged(void **state)
{
    const struct {
        const struct principal *by;
        struct repair_new n;
        int rc;
    } cases[] = {
        {&chi_self, {.room = "SV-101", .category = "water"}, ERR_ABSENT},
        {&an_self, {.room = "SV-102", .category = "water"}, ERR_ABSENT},
        {&an_self, {.room = "SV-101", .category = "water", .severity = "urgent"}, ERR_INPUT},
        {&lan, {.room = "SV-101", .category = "water"}, ERR_ABSENT},
        {&auditor, {.room = "SV-101", .category = "water"}, ERR_ABSENT},
        {&nobody, {.room = "SV-101", .category = "water"}, ERR_ABSENT},
        {&nobody, {.room = "SV-101", .category = "water", .source = "survey"}, ERR_ABSENT},
        {&nobody, {.room = "XX-1", .category = "water", .source = "card"}, ERR_ABSENT},
        {&nobody, {.room = "SV-101", .category = "moon", .source = "card"}, ERR_INPUT},
        {&nobody, {.room = "SV-101", .category = "water", .source = "card"}, ERR_OK},
        {&crew, {.room = "SV-101", .category = "water", .severity = "emergency"}, ERR_OK},
        {&binh_self, {.room = "SV-101", .category = "water"}, ERR_OK},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char code[33];
        ok(store_begin(store, &e));
        assert_int_equal(report(cases[i].by, cases[i].n, "symptom", "leak", code), cases[i].rc);
        store_rollback(store);
        solver_findings_release(&bad);
        e = (struct err){0};
    }
}

/* Bình stays in SV-102 for a while with An, and is at home in both until they come back. */
static void t_one_lives_where_one_stays(void **state)
{
    struct store_stay_bed beds[] = {{.member_ix = 0}, {.member_ix = 1}};
    struct store_stay stay = {.kind = lit("temporary"),
                              .from_day = lit("2025-07-01"),
                              .to_day = lit(""),
                              .return_day = lit(""),
                              .why_ended = lit(""),
                              .n_beds = 2,
                              .beds = beds};
    const struct repair_new n = {.room = "SV-102", .category = "water"};
    struct store_request r = {0};
    char code[33];
    int unused;
    (void)state;
    ok(store_begin(store, &e));
    ok(store_request_by_code(store, &ALL, "HS-1", &r, &e));
    ok(store_room_beds(store, "SV-102", &stay.room_id, &unused, &e));
    stay.request_id = r.id;
    refused(report(&binh_self, n, "symptom", "leak", code), ERR_ABSENT);
    ok(store_stay_add(store, &stay, &e));
    ok(report(&binh_self, n, "symptom", "leak", code));
    refused(report(&chi_self, n, "symptom", "leak", code), ERR_ABSENT);
    const struct store_repair_query q = {.now = now, .room = "SV-102", .after = ""};
    struct store_repair_query of_an = q, of_chi = q;
    struct store_repairs l = {0};
    int64_t n_seen = 0;
    ok(repair_list(store, &an_self, &of_an, &l, &n_seen, &e));
    assert_true(n_seen > 1);
    store_repairs_release(&l);
    ok(repair_list(store, &chi_self, &of_chi, &l, &n_seen, &e));
    assert_int_equal(n_seen, 0);
    store_repairs_release(&l);
    ok(store_stay_end(store, stay.id, "2025-07-09", "returned", &e));
    refused(report(&binh_self, n, "symptom", "leak", code), ERR_ABSENT);
    store_rollback(store);
    store_request_release(&r);
    free(stay.code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_each_sees_what_concerns_him_or_her),
        cmocka_unit_test(t_followed_by_its_code_it_shows_no_words),
        cmocka_unit_test(t_lists_are_filtered_rows_page_by_page),
        cmocka_unit_test(t_what_a_report_repeats_is_open_or_just_done),
        cmocka_unit_test(t_reports_are_judged),
        cmocka_unit_test(t_one_lives_where_one_stays),
    };
    return cmocka_run_group_tests_name("service_repair_list", tests, set_up, repair_bed_empty);
}
