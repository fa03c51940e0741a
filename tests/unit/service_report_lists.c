/* Reports of work orders, costs and the waiting list against naive recounts, order by order: random
 * lives of repairs by the service, costs written down late, states of requests at any instant; and
 * of today what the lists of today say.
 */
#include "report_bed.h"

#include "service/repair.h"
#include "service/repair_category.h"
#include "service/repair_life.h"

enum { N_REPAIRS = 60, N_ACTS = 900, HOUR = 3600, DAY = 86400, MAX_LOG = 40 };

/* Counts of the set `repairs`. */
enum {
    OPENED,
    COMPLETED,
    CLOSED,
    CANCELLED,
    OPEN,
    ON_HOLD,
    OVERDUE,
    AGE_DAYS,
    ELAPSED_S,
    NET_S,
    HANDS_ON,
    HANDS_ON_MIN,
    DUE,
    DUE_MET,
    REACT_DUE,
    REACT_MET,
    NO_TARGET,
    N_OF_REPAIR,
};

static struct {
    char number[16];
    int room;
    int n;
    int64_t at[MAX_LOG];
    char state[MAX_LOG][16];
} log_of[N_REPAIRS];
static int n_repairs;
static struct {
    int repair, day;
    int64_t dong, minutes;
} spent[200];
static int n_spent;
static struct principal crew, planner, registrar;

static struct principal account(const char *login, enum principal_role role, const char *agencies)
{
    struct store_account a = {.login = lit(login),
                              .name = lit(login),
                              .role = lit(principal_role_name(role)),
                              .agencies = lit(agencies)};
    ok(store_account_put(store, &a, &e));
    free(a.code);
    return (struct principal){.account_id = a.id, .role = role};
}

static struct report ask(enum report_kind kind, const struct principal *by, int day, int from,
                         int to)
{
    struct report r;
    char a[11], b[11], c[11];
    const struct report_ask q = {.kind = kind,
                                 .as_of = day_text(day, a),
                                 .from = from < 0 ? NULL : day_text(from, b),
                                 .to = from < 0 ? NULL : day_text(to, c),
                                 .policy = &rules};
    ok(report_make(store, by, &q, NOW, &r, &bad, &e));
    return r;
}

/* ---- work orders ---- */

static void note_state(int i, int64_t at)
{
    struct store_repair r = {0};
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    ok(store_repair_get(store, &all, log_of[i].number, at, &r, &e));
    assert_true(log_of[i].n < MAX_LOG);
    log_of[i].at[log_of[i].n] = at;
    snprintf(log_of[i].state[log_of[i].n++], 16, "%s", r.state);
    store_repair_release(&r);
}

static void report_one(int64_t at)
{
    static const char *const severities[] = {"emergency", "urgent", "routine"};
    int i = n_repairs, room = pick(N_ROOMS);
    struct repair_view v = {0};
    const struct repair_new n = {.room = room_codes[room],
                                 .category = REPAIR_CATEGORIES[pick(3)].code,
                                 .source = "survey",
                                 .severity = severities[pick(3)]};
    ok(repair_report(store, &crew, &n, at, &v, &bad, &e));
    snprintf(log_of[i].number, sizeof log_of[i].number, "%s", v.repair.number);
    log_of[i].room = room;
    log_of[i].n = 0;
    repair_view_release(&v);
    n_repairs++;
    note_state(i, at);
}

static void act_one(int64_t at)
{
    static const char *const actions[] = {"start",    "start", "hold",   "resume", "complete",
                                          "complete", "close", "reopen", "cancel"};
    int i = pick(n_repairs);
    const char *action = actions[pick(9)];
    const struct repair_act act = {.action = action,
                                   .reason = strcmp(action, "hold") == 0     ? "parts"
                                             : strcmp(action, "cancel") == 0 ? "not_needed"
                                                                             : "",
                                   .note = "ghi chú",
                                   .cause = strcmp(action, "complete") != 0 ? ""
                                            : pick(2) == 0                  ? "tenant"
                                                                            : "wear"};
    if (log_of[i].n == MAX_LOG || log_of[i].at[log_of[i].n - 1] > at)
        return;
    if (repair_do(store, &crew, log_of[i].number, 0, &act, at, &bad, &e) == ERR_OK)
        note_state(i, at);
    solver_findings_release(&bad);
    e = (struct err){0};
}

static void spend_one(void)
{
    static const char *const kinds[] = {"material", "labour", "contractor"};
    int i = pick(n_repairs), kind = pick(3);
    char day[11];
    spent[n_spent].repair = i;
    spent[n_spent].day = pick(TODAY_IX + 1);
    spent[n_spent].dong = (pick(10) == 0 ? -1 : 1) * pick(900000);
    spent[n_spent].minutes = kind == 1 ? pick(300) : 0;
    run_sql("INSERT INTO repair_cost (repair_id, day, kind, amount_dong, minutes, note)"
            " VALUES (%lld, '%s', '%s', %lld, %lld, '')",
            (long long)store_repair_id(log_of[i].number), day_text(spent[n_spent].day, day),
            kinds[kind], (long long)spent[n_spent].dong, (long long)spent[n_spent].minutes);
    n_spent++;
}

static void make_repairs(unsigned seed)
{
    dice = seed * 104729;
    n_repairs = n_spent = 0;
    ok(store_begin(store, &e));
    int64_t at = clock_midnight(DAY_0, 5);
    const int64_t step = (NOW - at) / N_ACTS;
    for (int k = 0; k < N_ACTS; k++, at += step) {
        if (n_repairs == 0 || (n_repairs < N_REPAIRS && pick(12) == 0))
            report_one(at + pick((int)step));
        else
            act_one(at + pick((int)step));
    }
    for (int k = 0; k < 120; k++)
        spend_one();
}

static bool runs(const char *state)
{
    return strcmp(state, "reported") == 0 || strcmp(state, "triaged") == 0 ||
           strcmp(state, "in_progress") == 0;
}

static bool is_done(const char *state)
{
    return strcmp(state, "completed") == 0 || strcmp(state, "closed") == 0;
}

/* Seconds for which the second clock ran from the report to an instant. */
static int64_t ran(int i, int64_t until)
{
    int64_t s = 0;
    for (int k = 0; k < log_of[i].n && log_of[i].at[k] < until; k++) {
        int64_t to =
            k + 1 < log_of[i].n && log_of[i].at[k + 1] < until ? log_of[i].at[k + 1] : until;
        s += runs(log_of[i].state[k]) ? to - log_of[i].at[k] : 0;
    }
    return s;
}

/* By the calendar of Vietnam. */
static int days_between(int64_t from, int64_t to)
{
    char first[11], last[11];
    clock_day(from, first);
    clock_day(to, last);
    return date_days(last) - date_days(first);
}

static void recount(int i, const struct store_repair *r, int64_t from, int64_t to, int64_t now,
                    int day, int64_t *n)
{
    int last = -1;
    for (int k = 0; k < log_of[i].n; k++)
        last = log_of[i].at[k] <= now ? k : last;
    if (last < 0)
        return;
    const char *state = log_of[i].state[last];
    int came = last, done = last; /* when it came to this state, and was completed */
    while (came > 0 && strcmp(log_of[i].state[came - 1], state) == 0)
        came--;
    while (done > 0 && is_done(log_of[i].state[done - 1]))
        done--;
    const int64_t reported = log_of[i].at[0], ended = log_of[i].at[came];
    const int64_t end = is_done(state) ? log_of[i].at[done] : now;
    const struct repair_targets goal = repair_targets(r->severity, reported);
    const int64_t due = goal.resolve_by + (end - reported - ran(i, end));
#define IN(instant) (from <= (instant) && (instant) < to)
    n[OPENED] += IN(reported);
    if (strcmp(state, "cancelled") == 0) {
        n[CANCELLED] += IN(ended);
        return;
    }
    if (is_done(state)) {
        int64_t minutes = 0;
        n[CLOSED] += strcmp(state, "closed") == 0 && IN(ended);
        for (int k = 0; k < n_spent; k++)
            minutes += spent[k].repair == i && spent[k].day <= day ? spent[k].minutes : 0;
        if (IN(end)) {
            n[COMPLETED]++;
            n[ELAPSED_S] += end - reported;
            n[NET_S] += ran(i, end);
            n[HANDS_ON] += minutes > 0;
            n[HANDS_ON_MIN] += minutes;
        }
    } else {
        n[OPEN]++;
        n[ON_HOLD] += strcmp(state, "on_hold") == 0;
        n[OVERDUE] += now > due;
        n[AGE_DAYS] += days_between(reported, now);
    }
    n[DUE] += IN(due);
    n[DUE_MET] += IN(due) && is_done(state) && end <= due;
    n[REACT_DUE] += IN(goal.react_by);
    n[REACT_MET] += IN(goal.react_by) && r->reacted_at != 0 && r->reacted_at <= now &&
                    r->reacted_at <= goal.react_by;
}

static void t_work_orders_are_as_counted_one_by_one(void **state)
{
    (void)state;
    int64_t seen[N_OF_REPAIR] = {0};
    for (unsigned seed = 1; seed <= 3; seed++) {
        make_repairs(seed);
        struct store_repairs all = {0};
        struct store_repair_query q = {.now = NOW, .after = ""};
        int64_t n_all;
        ok(repair_list(store, &planner, &q, &all, &n_all, &e));
        for (int i = 0; i < 20; i++) {
            int day = i == 0 ? TODAY_IX : pick(TODAY_IX + 1), to = pick(day + 1),
                from = pick(to + 1);
            int64_t twin[N_OF_REPAIR] = {0}, got[N_OF_REPAIR] = {0};
            int64_t now = day == TODAY_IX ? NOW : clock_midnight(DAY_0, day + 1) - 1;
            struct report r = ask(REPORT_REPAIRS, &crew, day, from, to);
            for (int k = 0; k < n_repairs; k++)
                for (size_t m = 0; m < all.n; m++)
                    if (strcmp(all.items[m].number, log_of[k].number) == 0)
                        recount(k, &all.items[m], clock_midnight(DAY_0, from),
                                to == TODAY_IX ? NOW + 1 : clock_midnight(DAY_0, to + 1), now, day,
                                twin);
            for (size_t k = 0; k < r.sets[0].n_rows; k++)
                for (int c = 0; c < N_OF_REPAIR; c++)
                    got[c] += r.sets[0].rows[k].n[c];
            for (int c = 0; c < N_OF_REPAIR; c++) {
                if (got[c] != twin[c])
                    fail_msg("seed %u, day %d, %d to %d: %s is %lld, not %lld", seed, day, from, to,
                             r.sets[0].counts[c].key, (long long)got[c], (long long)twin[c]);
                seen[c] += got[c];
            }
            report_free(&r);
        }
        store_repairs_release(&all);
        store_rollback(store);
    }
    for (int c = 0; c < NO_TARGET; c++)
        if (seen[c] == 0)
            fail_msg("nothing counted as number %d", c);
}

/* What is due later today is not missed yet. */
static void t_nothing_is_missed_before_it_is_due(void **state)
{
    const struct repair_new n = {.room = room_codes[0],
                                 .category = REPAIR_CATEGORIES[0].code,
                                 .source = "survey",
                                 .severity = "emergency"};
    const int64_t noon = NOW;
    struct repair_view v = {0};
    (void)state;
    ok(store_begin(store, &e));
    ok(repair_report(store, &crew, &n, noon - 20 * HOUR, &v, &bad, &e));
    for (int late = 0; late < 2; late++) {
        NOW = v.repair.due_at - 1 + 2 * late;
        struct report r = ask(REPORT_REPAIRS, &crew, TODAY_IX, TODAY_IX, TODAY_IX);
        assert_int_equal(r.sets[0].n_rows, 1);
        assert_int_equal(r.sets[0].rows[0].n[OVERDUE], late);
        assert_int_equal(r.sets[0].rows[0].n[DUE], late);
        assert_int_equal(r.sets[0].rows[0].n[DUE_MET], 0);
        report_free(&r);
    }
    NOW = noon;
    repair_view_release(&v);
    store_rollback(store);
}

/* The crew's list of today and the report of today agree on what is open, on hold, overdue. */
static void t_open_ones_are_those_of_the_list(void **state)
{
    (void)state;
    for (unsigned seed = 4; seed <= 6; seed++) {
        make_repairs(seed);
        struct store_repairs all = {0};
        struct store_repair_query q = {.now = NOW, .after = ""};
        int64_t n_all, open = 0, held = 0, late = 0, got[3] = {0};
        ok(repair_list(store, &planner, &q, &all, &n_all, &e));
        for (size_t i = 0; i < all.n; i++) {
            bool is_open = all.items[i].completed_at == 0 && all.items[i].closed_at == 0;
            open += is_open;
            held += is_open && all.items[i].held_since != 0;
            late += is_open && all.items[i].is_overdue == 1;
        }
        struct report r = ask(REPORT_REPAIRS, &planner, TODAY_IX, -1, -1);
        assert_string_equal(r.from, "2025-01-01");
        for (size_t i = 0; i < r.sets[0].n_rows; i++)
            for (int c = 0; c < 3; c++)
                got[c] += r.sets[0].rows[i].n[OPEN + c];
        assert_int_equal(got[0], open);
        assert_int_equal(got[1], held);
        assert_int_equal(got[2], late);
        assert_true(open > 0 && late > 0);
        report_free(&r);
        store_repairs_release(&all);
        store_rollback(store);
    }
}

static void t_costs_are_the_sum_of_what_was_spent(void **state)
{
    (void)state;
    make_repairs(9);
    for (int i = 0; i < 20; i++) {
        int to = pick(TODAY_IX + 1), from = pick(to + 1);
        int64_t dong = 0, minutes = 0, got[5] = {0};
        struct report r = ask(REPORT_COSTS, &crew, TODAY_IX, from, to);
        for (int k = 0; k < n_spent; k++) {
            bool is_in = from <= spent[k].day && spent[k].day <= to;
            dong += is_in ? spent[k].dong : 0;
            minutes += is_in ? spent[k].minutes : 0;
        }
        for (size_t k = 0; k < r.sets[0].n_rows; k++)
            for (int c = 0; c < 5; c++)
                got[c] += r.sets[0].rows[k].n[c];
        assert_int_equal(got[0], dong);
        assert_int_equal(got[0], got[1] + got[2] + got[3]); /* by cause, the tenant's apart */
        assert_int_equal(got[1], number("SELECT coalesce(sum(o.amount_dong), 0) FROM repair_cost o"
                                        " JOIN repair p ON p.id = o.repair_id"
                                        " WHERE p.cause = 'tenant' AND o.day BETWEEN '%s' AND '%s'",
                                        r.from, r.to));
        assert_int_equal(got[4], minutes);
        report_free(&r);
    }
    store_rollback(store);
}

/* ---- the waiting list ---- */

static const char *const STATES[] = {"draft",   "submitted", "confirmed", "eligible",
                                     "waiting", "allocated", "offered",   "accepted",
                                     "living",  "withdrawn"};
enum { N_STEPS = 12, N_STATES = 10 };

static void t_who_waits_is_told_by_the_last_step_before(void **state)
{
    (void)state;
    static int day_of[N_PARTIES][N_STEPS], state_of[N_PARTIES][N_STEPS];
    dice = 77;
    ok(store_begin(store, &e));
    run_sql("DELETE FROM request_history");
    for (int p = 0; p < N_PARTIES; p++) {
        if (p % 3 > 0)
            run_sql("UPDATE request SET band = %d WHERE id = %lld", p % 3, (long long)parties[p]);
        for (int k = 0, day = 0; k < N_STEPS; k++) {
            day += pick(25);
            day_of[p][k] = day;
            state_of[p][k] = pick(N_STATES);
            run_sql("INSERT INTO request_history (request_id, at, state) VALUES (%lld, %lld, '%s')",
                    (long long)parties[p], instant(day), STATES[state_of[p][k]]);
        }
    }
    for (int i = 0; i < 60; i++) {
        int day = pick(TODAY_IX), of_sxd = 0, of_all = 0;
        struct report all = ask(REPORT_WAITING, &planner, day, -1, -1);
        struct report own = ask(REPORT_WAITING, &registrar, day, -1, -1);
        for (int p = 0; p < N_PARTIES; p++) {
            int last = -1;
            char code[16];
            const struct report_row *row = NULL;
            snprintf(code, sizeof code, "HS-%d", p);
            for (int k = 0; k < N_STEPS; k++)
                last = day_of[p][k] <= day ? state_of[p][k] : last;
            for (size_t k = 0; k < all.sets[0].n_rows; k++)
                if (strcmp(all.sets[0].rows[k].texts[REPORT_REQUEST], code) == 0)
                    row = &all.sets[0].rows[k];
            assert_int_equal(row != NULL, last >= 1 && last <= 7);
            if (row == NULL)
                continue;
            of_all++;
            of_sxd += p % 2 == 0;
            assert_string_equal(row->texts[REPORT_STATE], STATES[last]);
            assert_int_equal(row->n[last], 1); /* the counts stand in the order of the states */
            assert_int_equal(row->n[8], last == 4 ? SIZE[p] : 0);
            assert_int_equal(row->n[10], last == 4 ? day : 0); /* filed on day 0 */
        }
        assert_int_equal(all.sets[0].n_rows, of_all);
        assert_int_equal(own.sets[0].n_rows, of_sxd);
        report_free(&all);
        report_free(&own);
    }
    store_rollback(store);
}

static void t_reports_are_for_those_who_need_them(void **state)
{
    (void)state;
    static const struct {
        enum principal_role role;
        bool all_agencies, may[REPORT_N_KINDS]; /* occupancy, waiting, repairs, costs */
    } laws[] = {
        {PRINCIPAL_PLANNER, false, {true, true, true, true}},
        {PRINCIPAL_AUDITOR, false, {true, true, true, true}},
        {PRINCIPAL_REGISTRAR, true, {true, true, true, true}},
        {PRINCIPAL_REGISTRAR, false, {false, true, false, false}},
        {PRINCIPAL_MAINTENANCE, false, {false, false, true, true}},
        {PRINCIPAL_OFFICIAL, false, {false, false, false, false}},
        {PRINCIPAL_ADMIN, false, {false, false, false, false}},
        {PRINCIPAL_NOBODY, false, {false, false, false, false}},
    };
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        for (int k = 0; k < REPORT_N_KINDS; k++) {
            struct report r;
            const struct principal by = {.role = laws[i].role,
                                         .all_agencies = laws[i].all_agencies};
            const struct report_ask q = {.kind = (enum report_kind)k, .policy = &rules};
            assert_int_equal(report_make(store, &by, &q, NOW, &r, &bad, &e),
                             laws[i].may[k] ? ERR_OK : ERR_ABSENT);
            e = (struct err){0};
            report_free(&r);
        }
}

static int fill(void **state)
{
    int rc = set_up(state);
    crew = account("baotri", PRINCIPAL_MAINTENANCE, "");
    planner = account("soxd", PRINCIPAL_PLANNER, "");
    registrar = account("lan", PRINCIPAL_REGISTRAR, "SXD");
    return rc;
}

int main(void)
{
#define LAW(name) cmocka_unit_test_setup_teardown(name, fill, tear_down)
    const struct CMUnitTest tests[] = {
        LAW(t_work_orders_are_as_counted_one_by_one),
        LAW(t_nothing_is_missed_before_it_is_due),
        LAW(t_open_ones_are_those_of_the_list),
        LAW(t_costs_are_the_sum_of_what_was_spent),
        LAW(t_who_waits_is_told_by_the_last_step_before),
        LAW(t_reports_are_for_those_who_need_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
