/* Thousands of random acts on some repairs, by everybody. After each: the row says what a naive
 * twin works out from the events alone (state, both clocks, what is due and late, costs); an act
 * that was done is one event and one row of the audit, one that was refused has changed nothing;
 * nobody did what the twin's own list of permissions does not let them; and time alone
 * closes what nobody objected to.
 */
#include "repair_bed.h"

#include "store/audit.h"

enum { N_REPAIRS = 6, N_STEPS = 6000, DAY = 86400, ZONE = 7 * 3600 };

static struct {
    char code[33];
    const char *severity;        /* as reported */
    const struct principal *who; /* reported it */
} repairs[N_REPAIRS];

/* ---- the twin ---- */

struct twin {
    const char *state, *severity;
    int64_t reported, reacted, triaged, started, completed, closed, held, paused;
    int64_t minutes, cost;
};

static void stop_hold(struct twin *t, int64_t at)
{
    if (t->held != 0)
        t->paused += at - t->held;
    t->held = 0;
}

static void follow(struct twin *t, const struct store_repair_event *ev)
{
    const char *const a = ev->action;
    const bool ends = strcmp(a, "cancel") == 0 || strcmp(a, "duplicate") == 0;
    if (strcmp(a, "report") == 0)
        *t = (struct twin){.state = "reported", .severity = t->severity, .reported = ev->at};
    if (strcmp(a, "triage") == 0) {
        t->severity = ev->reason[0] != '\0' ? ev->reason : t->severity;
        t->state = strcmp(t->state, "reported") == 0 ? "triaged" : t->state;
    }
    if (t->triaged == 0 && (strcmp(a, "triage") == 0 || strcmp(a, "hold") == 0))
        t->triaged = ev->at;
    if (strcmp(a, "start") == 0 || strcmp(a, "resume") == 0) {
        stop_hold(t, ev->at);
        t->started = t->started != 0 ? t->started : ev->at;
        t->state = "in_progress";
    }
    if (strcmp(a, "hold") == 0) {
        stop_hold(t, ev->at);
        t->held = ev->at;
        t->state = "on_hold";
    }
    if (strcmp(a, "complete") == 0) {
        t->completed = ev->at;
        t->state = "completed";
    }
    if (ends || strcmp(a, "confirm") == 0 || strcmp(a, "close") == 0) {
        stop_hold(t, ev->at);
        t->closed = ev->at;
        t->state = !ends ? "closed" : strcmp(a, "cancel") == 0 ? "cancelled" : "duplicate";
    }
    if (strcmp(a, "reopen") == 0) {
        t->paused += ev->at - (t->completed != 0 ? t->completed : t->closed);
        t->completed = t->closed = 0;
        t->state = "triaged";
    }
}

static struct twin twin_of(const struct repair_view *v, const char *severity)
{
    struct twin t = {.severity = severity};
    for (size_t i = 0; i < v->events.n; i++)
        follow(&t, &v->events.items[i]);
    const bool is_emergency = strcmp(t.severity, "emergency") == 0;
    t.reacted = t.started;
    if (!is_emergency && t.triaged != 0 && (t.reacted == 0 || t.triaged < t.reacted))
        t.reacted = t.triaged;
    for (size_t i = 0; i < v->costs.n; i++) {
        t.minutes += v->costs.items[i].minutes;
        t.cost += v->costs.items[i].amount_dong;
    }
    return t;
}

static int64_t target(const struct twin *t, int hours, int urgent_days, int routine_days)
{
    if (strcmp(t->severity, "emergency") == 0)
        return t->reported + hours * 3600;
    const int days = strcmp(t->severity, "urgent") == 0 ? urgent_days : routine_days;
    return ((t->reported + ZONE) / DAY + days + 1) * DAY - ZONE - 1;
}

static int64_t first(int64_t a, int64_t b, int64_t c)
{
    return a != 0 ? a : b != 0 ? b : c;
}

static void compare(int i)
{
    struct repair_view v = look(&crew, repairs[i].code);
    const struct store_repair *r = &v.repair;
    const struct twin t = twin_of(&v, repairs[i].severity);
    const int64_t due = target(&t, 24, 7, 28) + t.paused + (t.held != 0 ? now - t.held : 0);
    const int64_t end = first(t.completed, t.closed, now);
    assert_string_equal(r->state, t.state);
    assert_string_equal(r->severity, t.severity);
    assert_int_equal(r->reported_at, t.reported);
    assert_int_equal(r->reacted_at, t.reacted);
    assert_int_equal(r->started_at, t.started);
    assert_int_equal(r->completed_at, t.completed);
    assert_int_equal(r->closed_at, t.closed);
    assert_int_equal(r->held_since, t.held);
    assert_int_equal(r->paused_s, t.paused);
    assert_int_equal(r->react_by, target(&t, 4, 1, 3));
    assert_int_equal(r->due_at, due);
    assert_int_equal(r->is_overdue, end > due);
    assert_int_equal(r->react_is_overdue, first(t.reacted, t.closed, now) > r->react_by);
    assert_int_equal(r->elapsed_s, end - t.reported);
    assert_int_equal(r->minutes, t.minutes);
    assert_int_equal(r->cost_dong, t.cost);
    assert_int_equal(r->updated_at, v.events.items[v.events.n - 1].at);
    assert_int_equal(strcmp(r->duplicate_of, "") != 0, strcmp(t.state, "duplicate") == 0);
    repair_view_release(&v);
}

/* From which states an action is possible, and for whom: c the crew, r the reporter. */
static bool is_lawful(const char *action, const struct store_repair *r, bool is_crew,
                      bool is_reporter)
{
    static const struct {
        const char *action, *states, *who;
    } laws[] = {
        {"triage", "reported triaged in_progress on_hold", "c"},
        {"start", "reported triaged", "c"},
        {"hold", "triaged in_progress on_hold", "c"},
        {"resume", "on_hold", "c"},
        {"complete", "in_progress", "c"},
        {"confirm", "completed", "r"},
        {"close", "completed", "c"},
        {"reopen", "completed closed", "cr"},
        {"reopen", "duplicate cancelled", "c"},
        {"cancel", "reported triaged", "cr"},
        {"cancel", "in_progress on_hold", "c"},
        {"duplicate", "reported triaged in_progress on_hold", "c"},
        {"note", "reported triaged in_progress on_hold completed", "cr"},
        {"cost", "reported triaged in_progress on_hold completed closed duplicate cancelled", "c"},
    };
    const int64_t ended = first(r->completed_at, r->closed_at, 0);
    if (strcmp(action, "reopen") == 0 && ended != 0 && now - ended > 14 * DAY)
        return false;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        if (strcmp(laws[i].action, action) == 0 && strstr(laws[i].states, r->state) != NULL &&
            ((is_crew && strchr(laws[i].who, 'c') != NULL) ||
             (is_reporter && strchr(laws[i].who, 'r') != NULL)))
            return true;
    return false;
}

static int64_t count_audit(void)
{
    struct store_audit_head head = {0};
    ok(store_audit_head(store, &head, &e));
    return head.seq;
}

static const char *const ACTIONS[] = {"triage",   "start",     "hold",  "resume",
                                      "complete", "confirm",   "close", "reopen",
                                      "cancel",   "duplicate", "note",  "cost"};

/* Ends are rare, so that there is something to do before them. */
static const int MIX[] = {0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 7, 7, 8, 9, 10, 11};

/* A well-formed act; `*other` is the repair that it would repeat. */
static int act(const struct principal *by, const char *action, int i, int other)
{
    static const char *const severities[] = {"emergency", "urgent", "routine"};
    static const char *const holds[] = {"parts", "access", "contractor", "approval", "weather"};
    static const char *const ends[] = {"not_needed", "not_found", "not_ours"};
    static const char *const causes[] = {"tenant", "wear", "other"};
    const bool is_hold = strcmp(action, "hold") == 0, is_end = strcmp(action, "cancel") == 0;
    if (strcmp(action, "triage") == 0) {
        const struct repair_triage t = {.severity = pick(2) == 0 ? severities[pick(3)] : NULL,
                                        .may_stay = pick(4) - 2,
                                        .planned_on = pick(2) == 0 ? "2039-01-01" : NULL,
                                        .estimate_dong = REPAIR_AS_IS};
        return repair_triage(store, by, repairs[i].code, 0, &t, now, &bad, &e);
    }
    if (strcmp(action, "cost") == 0) {
        const struct store_repair_cost c = {.day = lit("2025-07-01"),
                                            .kind = lit("labour"),
                                            .amount_dong = (pick(10) - 1) * 50000,
                                            .minutes = pick(90) + 1,
                                            .note = lit("công")};
        return repair_spend(store, by, repairs[i].code, 0, &c, now, &bad, &e);
    }
    const struct repair_act a = {.action = action,
                                 .reason = is_hold  ? holds[pick(5)]
                                           : is_end ? ends[pick(3)]
                                                    : "",
                                 .note = "một lời",
                                 .cause = strcmp(action, "complete") == 0 ? causes[pick(3)] : "",
                                 .duplicate_of = repairs[other].code};
    return repair_do(store, by, repairs[i].code, 0, &a, now, &bad, &e);
}

static const struct {
    const char *room, *category, *variable, *value, *source, *severity;
} FAULTS[N_REPAIRS] = {
    {"SV-101", "electricity", "symptom", "sparks", "", "emergency"},
    {"SV-101", "water", "symptom", "leak", "", "urgent"},
    {"SV-101", "air_con", "symptom", "noise", "card", "routine"},
    {"SV-102", "door_lock", "symptom", "hinge", "", "routine"},
    {"SV-102", "door_lock", "symptom", "cannot_open", "open311", "emergency"},
    {"CD-101", "other", "what", "thang máy kêu", "", "routine"},
};

/* Another repair in the place of one that is over. */
static void begin_anew(int i)
{
    static const struct principal *const who[N_REPAIRS] = {&an_self, &an_self, &nobody,
                                                           &crew,    &nobody,  &planner};
    const struct repair_new n = {
        .room = FAULTS[i].room, .category = FAULTS[i].category, .source = FAULTS[i].source};
    repairs[i].severity = FAULTS[i].severity;
    repairs[i].who = who[i];
    ok(report(who[i], n, FAULTS[i].variable, FAULTS[i].value, repairs[i].code));
    compare(i);
}

/* Of one room, and the original repeats none itself. */
static bool may_repeat(int i, int other)
{
    static const int room_of[N_REPAIRS] = {0, 0, 0, 1, 1, 2};
    struct repair_view v = look(&crew, repairs[other].code);
    const bool is_original = strcmp(v.repair.state, "duplicate") != 0;
    repair_view_release(&v);
    return i != other && room_of[i] == room_of[other] && is_original;
}

static int n_done[12], n_ticked;

/* Time alone: what was completed more than 14 days ago is closed, nothing else changes. */
static void tick(void)
{
    struct repair_view before[N_REPAIRS];
    for (int i = 0; i < N_REPAIRS; i++)
        before[i] = look(&crew, repairs[i].code);
    ok(repair_tick(store, now, &e));
    for (int i = 0; i < N_REPAIRS; i++) {
        const struct store_repair *r = &before[i].repair;
        const bool is_late =
            r->completed_at != 0 && r->closed_at == 0 && now - r->completed_at > 14 * DAY;
        struct repair_view after = look(&crew, repairs[i].code);
        assert_int_equal(after.events.n, before[i].events.n + is_late);
        assert_string_equal(after.repair.state, is_late ? "closed" : r->state);
        n_ticked += is_late;
        repair_view_release(&after);
        repair_view_release(&before[i]);
        compare(i);
    }
}

/* One act by anybody. */
static void step(void)
{
    const struct principal *const people[] = {&crew,    &crew,      &crew,     &planner, &an_self,
                                              &an_self, &binh_self, &chi_self, &auditor};
    const int i = pick(N_REPAIRS), other = pick(N_REPAIRS), p = pick(9);
    const int what = MIX[pick(sizeof MIX / sizeof *MIX)];
    const char *action = ACTIONS[what];
    struct repair_view before = look(&crew, repairs[i].code);
    const int64_t n_audit = count_audit();
    bool lawful = is_lawful(action, &before.repair, p < 4, people[p] == repairs[i].who);
    lawful = lawful && (strcmp(action, "duplicate") != 0 || may_repeat(i, other));
    ok(store_begin(store, &e));
    const int rc = act(people[p], action, i, other);
    if (rc == ERR_OK)
        ok(store_commit(store, &e));
    else
        store_rollback(store);
    if ((rc == ERR_OK) != lawful)
        fail_msg("%s of a repair that is %s by %d: %s", action, before.repair.state, p, e.en);
    e = (struct err){0};
    solver_findings_release(&bad);
    struct repair_view after = look(&crew, repairs[i].code);
    assert_int_equal(after.events.n, before.events.n + (rc == ERR_OK));
    assert_int_equal(after.repair.version, before.repair.version + (rc == ERR_OK));
    assert_int_equal(count_audit(), n_audit + (rc == ERR_OK));
    repair_view_release(&before);
    compare(i);
    n_done[what] += rc == ERR_OK;
    if (after.repair.closed_at != 0 &&
        now - first(after.repair.completed_at, after.repair.closed_at, 0) > 14 * DAY)
        begin_anew(i);
    repair_view_release(&after);
}

static void t_rows_say_what_the_events_do(void **state)
{
    (void)state;
    seed = 20250701;
    ok(store_begin(store, &e));
    for (int i = 0; i < N_REPAIRS; i++)
        begin_anew(i);
    for (int k = 0; k < N_STEPS; k++) {
        /* mostly hours, sometimes a week */
        now += pick(50) == 0 ? pick(9 * DAY) : pick(3 * 3600);
        if (pick(20) == 0)
            tick();
        step();
    }
    ok(store_commit(store, &e));
    for (int a = 0; a < 12; a++)
        if (n_done[a] < 8)
            fail_msg("%s was done %d times", ACTIONS[a], n_done[a]);
    assert_true(n_ticked > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_rows_say_what_the_events_do, repair_bed_fill,
                                        repair_bed_empty),
    };
    return cmocka_run_group_tests_name("service_repair", tests, NULL, NULL);
}
