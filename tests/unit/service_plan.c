/* Laws of a plan's life: it goes one way, whoever made it does not decide it, what was made does
 * not change; options change what they say and nobody's lot; a refill takes no place away; stale
 * plans are found out; two plans compare alike from both sides.
 */
#include "plan_bed.h"

#include "../../src/store/handle.h"
#include "base/json.h"
#include "service/allocate.h"
#include "service/compare.h"
#include "service/plan_moved.h"
#include "store/audit.h"

static const struct plan_paper PAPER = {"12/TTr-SXD", "2025-07-12", "Trần Văn B"};
static const struct plan_paper DECISION = {"45/QĐ-UBND", "2025-07-13", "Lê Thị C"};

static struct store_plan found(const char *code)
{
    struct store_plan p = {0};
    ok(plan_get(store, &planner, code, &p, &e));
    return p;
}

static bool is_in(const char *code, const char *state)
{
    struct store_plan p = found(code);
    bool is_it = strcmp(p.state, state) == 0;
    store_plan_release(&p);
    return is_it;
}

/* Solves a plan in the queue as a run does, in this process's own transactions. */
static void solve(const char *code)
{
    struct allocation a = {0};
    struct store_plan p = found(code);
    const struct allocate_options o = {.engine = engine};
    ok(store_begin(store, &e));
    ok(store_plan_move(store, p.id, "solving", 0, &e));
    ok(allocation_prepare_plan(&a, store, &p, &e));
    ok(allocation_solve(&a, &o, &e));
    assert_int_equal(a.faults.n, 0);
    ok(allocation_store_requests(&a, store, p.id, 0, a.instance.n_parties, &e));
    ok(allocation_finish(&a, store, p.id, &e));
    ok(store_commit(store, &e));
    allocation_release(&a);
    store_plan_release(&p);
}

static char *solved(const struct plan_options *o)
{
    char *code = bed_ask(o);
    solve(code);
    return code;
}

static int submit(const char *code)
{
    return plan_submit(store, &planner, code, 0, &PAPER, DAY_13, &bad, &e);
}

static int decide(const char *code)
{
    return plan_decide(store, &office, code, 0, &DECISION, DAY_13, &bad, &e);
}

static int publish(const char *code, const char *reason)
{
    const struct plan_publication how = {reason, -1};
    struct offer_counts counts;
    return plan_publish(store, &planner, code, 0, &how, DAY_13, &counts, &bad, &e);
}

static void publish_all_the_way(const char *code)
{
    ok(submit(code));
    ok(decide(code));
    ok(publish(code, NULL));
}

static int64_t n_audit(void)
{
    struct store_audit_report whole = {0};
    ok(store_audit_verify(store, NULL, 0, &whole, &e));
    return whole.n_rows;
}

static bool sql_works(const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static int64_t number(const char *sql)
{
    sqlite3_stmt *st = NULL;
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

/* The room of a request in a plan; "" = none. The caller frees. */
static char *room_in(const char *code, const char *request)
{
    struct store_plan p = found(code);
    struct store_plan_rows rows = {0};
    int64_t total;
    char *room = NULL;
    ok(store_plan_placed(store, p.id, "", 1000, &rows, &total, &e));
    assert_int_equal(rows.n, total);
    for (size_t i = 0; i < rows.n; i++)
        if (strcmp(rows.items[i].request, request) == 0)
            room = strdup(rows.items[i].room);
    store_plan_rows_release(&rows);
    store_plan_release(&p);
    return room != NULL ? room : strdup("");
}

static void check_room(const char *code, const char *request, const char *room)
{
    char *is = room_in(code, request);
    assert_string_equal(is, room);
    free(is);
}

/* ---- the way ---- */

static void t_every_step_is_counted_and_leaves_its_row(void **state)
{
    (void)state;
    struct store_plan_events events = {0};
    static const char *const states[] = {"queued",    "solving", "solved",
                                         "submitted", "decided", "published"};
    int64_t rows = n_audit();
    char *code = bed_ask(&(struct plan_options){0});
    assert_int_equal(n_audit(), ++rows);
    solve(code);
    struct store_plan p = found(code);
    ok(plan_submit(store, &planner, code, p.version, &PAPER, DAY_13, &bad, &e));
    refused(plan_decide(store, &office, code, p.version, &DECISION, DAY_13, &bad, &e), ERR_CHANGED);
    ok(plan_decide(store, &office, code, p.version + 1, &DECISION, DAY_13, &bad, &e));
    ok(publish(code, NULL));
    ok(plan_note(store, &planner, code, p.version + 3, "đã dán bảng", &e));
    assert_int_equal(n_audit(), rows + 4);
    ok(store_plan_event_list(store, p.id, &events, &e));
    assert_int_equal(events.n, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(events.items[i].state, states[i]);
        assert_int_equal(events.items[i].seq, i + 1);
    }
    assert_string_equal(events.items[4].account, "office");
    store_plan_events_release(&events);
    store_plan_release(&p);
    p = found(code);
    assert_string_equal(p.submission_number, PAPER.number);
    assert_string_equal(p.decision_signer, DECISION.signer);
    assert_string_equal(p.note, "đã dán bảng");
    assert_int_equal(number("SELECT count(*) FROM offer WHERE answer = ''"), N_BEDS);
    assert_int_equal(number("SELECT count(*) FROM request WHERE state = 'waiting'"),
                     N_OFFICIALS - N_BEDS);
    assert_int_equal(number("SELECT count(*) FROM round WHERE state = 'published'"), 1);
    store_plan_release(&p);
    free(code);
}

static void t_who_made_it_does_not_decide(void **state)
{
    (void)state;
    struct principal some = office, auditor = bed_account("auditor", "auditor");
    some.all_agencies = false;
    char *code = solved(&(struct plan_options){0});
    ok(submit(code));
    refused(plan_decide(store, &planner, code, 0, &DECISION, DAY_13, &bad, &e), ERR_DENIED);
    refused(plan_decide(store, &auditor, code, 0, &DECISION, DAY_13, &bad, &e), ERR_DENIED);
    refused(plan_decide(store, &some, code, 0, &DECISION, DAY_13, &bad, &e), ERR_ABSENT);
    /* nor by any program gone wrong */
    assert_false(sql_works("UPDATE plan SET decision_number = '1', decision_date = '2025-07-13',\n"
                           "decision_signer = 'x', decision_by = maker_id, state = 'decided'"));
    ok(plan_decide(store, &second_planner, code, 0, &DECISION, DAY_13, &bad, &e));
    free(code);
}

/* Who does not see everything sees no plan; a missing one looks alike. */
static void t_what_one_may_not_see_is_absent(void **state)
{
    (void)state;
    struct principal some = office, nobody = {0};
    struct store_plan p;
    char *code = bed_ask(&(struct plan_options){0});
    some.all_agencies = false;
    refused(plan_get(store, &some, code, &p, &e), ERR_ABSENT);
    refused(plan_get(store, &nobody, code, &p, &e), ERR_ABSENT);
    refused(plan_get(store, &planner, "00000000000000000000000000000000", &p, &e), ERR_ABSENT);
    refused(plan_ask(store, &some, "2025-07", &(struct plan_options){0}, "", &p, &bad, &e),
            ERR_ABSENT);
    refused(plan_ask(store, &planner, "2025-08", &(struct plan_options){0}, "", &p, &bad, &e),
            ERR_ABSENT);
    free(code);
}

enum step { SUBMIT, DECIDE, PUBLISH, DISCARD, CANCEL, N_STEPS };

static int take_step(enum step step, const char *code)
{
    int64_t id;
    switch (step) {
    case SUBMIT:
        return submit(code);
    case DECIDE:
        return decide(code);
    case PUBLISH:
        return publish(code, NULL);
    case DISCARD:
        return plan_discard(store, &planner, code, 0, &e);
    case CANCEL:
        return plan_cancel(store, &planner, code, 0, &id, &e);
    case N_STEPS:
        break;
    }
    return ERR_INTERNAL;
}

/* From each state each step either goes on or is refused and changes nothing. */
static void t_no_step_out_of_turn(void **state)
{
    static const struct {
        const char *state;
        unsigned allowed; /* 1 << enum step */
    } table[] = {
        {"queued", 1 << DISCARD | 1 << CANCEL},   {"solving", 1 << CANCEL},
        {"solved", 1 << SUBMIT | 1 << DISCARD},   {"submitted", 1 << DECIDE | 1 << DISCARD},
        {"decided", 1 << PUBLISH | 1 << DISCARD}, {"published", 0}};
    (void)state;
    char *code = bed_ask(&(struct plan_options){0});
    struct store_plan p = found(code);
    for (size_t i = 0; i < 6; i++) {
        for (int step = 0; step < N_STEPS; step++) {
            ok(store_begin(store, &e));
            int rc = take_step((enum step)step, code);
            if ((table[i].allowed & 1u << step) != 0)
                ok(rc);
            else
                refused(rc, ERR_DATA);
            store_rollback(store);
            assert_true(is_in(code, table[i].state));
        }
        if (i == 0)
            ok(store_plan_move(store, p.id, "solving", 0, &e));
        else if (i == 1) {
            ok(store_plan_move(store, p.id, "queued", 0, &e));
            solve(code);
        } else if (i < 5)
            ok(take_step((enum step)(i - 2), code));
    }
    store_plan_release(&p);
    free(code);
}

static void t_papers_are_judged(void **state)
{
    (void)state;
    static const struct plan_paper wrong[] = {{"", "2025-07-12", "B"},
                                              {"1", "2025-02-30", "B"},
                                              {"1", "2025-07-14", "B"},
                                              {"1", "2025-07-12", ""},
                                              {NULL, NULL, NULL}};
    char *code = solved(&(struct plan_options){0});
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        refused(plan_submit(store, &planner, code, 0, &wrong[i], DAY_13, &bad, &e), ERR_INPUT);
        assert_int_equal(bad.n, i == 4 ? 3 : 1);
        solver_findings_release(&bad);
    }
    ok(submit(code));
    const struct plan_paper early = {"1", "2025-07-11", "B"};
    refused(plan_decide(store, &office, code, 0, &early, DAY_13, &bad, &e), ERR_INPUT);
    assert_string_equal(bad.items[0].where, "/date");
    free(code);
}

static void t_what_was_made_does_not_change(void **state)
{
    static const char *const attempts[] = {
        "UPDATE plan SET plan_json = x'00'",
        "UPDATE plan SET proof_json = x'00'",
        "UPDATE plan SET seed = '1'",
        "UPDATE plan SET options = '{}', code = 'x'",
        "UPDATE plan SET maker_id = NULL",
        "UPDATE plan SET state = 'queued'",
        "UPDATE plan SET state = 'published'",
        "UPDATE assignment SET room_id = 1",
        "DELETE FROM assignment",
        "INSERT INTO assignment SELECT plan_id, request_id, 1 FROM plan_request",
        "UPDATE plan_request SET points = 100",
        "DELETE FROM plan_request",
        "UPDATE plan_level SET value = 0",
        "DELETE FROM plan_level",
        "UPDATE plan_event SET at = 0",
        "DELETE FROM plan_event",
        "DELETE FROM plan",
    };
    (void)state;
    char *code = solved(&(struct plan_options){0});
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        if (sql_works(attempts[i]))
            fail_msg("%s", attempts[i]);
    assert_true(sql_works("UPDATE plan SET note = 'x'"));
    free(code);
}

static void t_a_scenario_goes_no_further(void **state)
{
    (void)state;
    static const struct {
        struct plan_options o;
        int is_scenario;
    } cases[] = {{{.seed = (char *)"48213"}, 0},
                 {{.seed = (char *)"48214"}, 1},
                 {{.policy = (char *)"tam-thoi-2025-07"}, 0},
                 {{.policy = (char *)"qd45-2025-12"}, 1}};
    for (size_t i = 0; i < 4; i++) {
        char *code = solved(&cases[i].o);
        struct store_plan p = found(code);
        assert_int_equal(p.is_scenario, cases[i].is_scenario);
        if (cases[i].is_scenario)
            refused(submit(code), ERR_DATA);
        else
            ok(submit(code));
        store_plan_release(&p);
        free(code);
    }
    assert_false(sql_works("UPDATE plan SET is_scenario = 0"));
}

/* ---- options ---- */

static void t_options_read_what_they_write(void **state)
{
    static const char *const texts[] = {
        "{}",
        "{\"policy\":\"p\",\"seed\":\"12\",\"today\":true,\"refill\":true,\"closed_rooms\":[\"A\","
        "\"B\"],\"pins\":[{\"request\":\"H\\\"1\",\"room\":\"A\"},{\"request\":\"H2\",\"room\":"
        "\"B\"}],\"bans\":[{\"request\":\"H3\",\"room\":\"A\"}],\"facts\":[{\"official_id\":7,"
        "\"field\":\"road_km\",\"value\":\"45.5\"}]}",
        "{\"facts\":[{\"official_id\":7,\"field\":\"groups\",\"value\":\"\"}]}"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct plan_options o;
        struct buf again = {0};
        struct json *json = json_parse(texts[i], strlen(texts[i]), &e);
        plan_options_read(&o, json);
        plan_options_write(&o, &again);
        assert_string_equal(again.data, texts[i]);
        json_free(json);
        plan_options_release(&o);
        buf_release(&again);
    }
}

static void t_facts_that_cannot_be_read_are_refused(void **state)
{
    static const struct {
        const char *field, *value;
        bool is_valid;
    } cases[] = {{"road_km", "45.5", true},     {"road_km", "45", true},
                 {"road_km", "", true},         {"road_km", "45.55", false},
                 {"road_km", "-1", false},      {"road_km", "4e1", false},
                 {"road_km", ".5", false},      {"road_km", "5.", false},
                 {"road_km", "9999999", false}, {"coefficient", "0.7", true},
                 {"coefficient", "x", false},   {"has_moved", "yes", true},
                 {"has_moved", "maybe", false}, {"owns_house", "", true},
                 {"groups", "disabled", true},  {"groups", "disabled pregnant", true},
                 {"groups", "able", false},     {"points", "99", false},
                 {"name", "x", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct plan_fact f = {1, lit(cases[i].field), lit(cases[i].value)};
        if (plan_fact_is_valid(&f) != cases[i].is_valid)
            fail_msg("%s %s", f.field, f.value);
    }
}

static void t_every_offence_of_the_options_is_told(void **state)
{
    (void)state;
    struct plan_place places[] = {{lit("HS-0001"), lit("XX-1")}, {lit("HS-9999"), lit("SV-101")}};
    char *closed[] = {lit("SV-101"), lit("XX-2")};
    struct plan_options o = {.policy = lit("none"),
                             .seed = lit("12a"),
                             .n_closed = 2,
                             .closed = closed,
                             .n_pins = 2,
                             .pins = places,
                             .n_bans = 1,
                             .bans = places};
    static const char *const where[] = {"/policy",         "/closed_rooms/1", "/pins/0/room",
                                        "/pins/1/request", "/bans/0/room",    "/seed"};
    struct store_plan p;
    refused(plan_ask(store, &planner, "2025-07", &o, "", &p, &bad, &e), ERR_INPUT);
    assert_int_equal(bad.n, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(bad.items[i].where, where[i]);
    assert_int_equal(number("SELECT count(*) FROM plan"), 0);
}

/* Places in the order of all parties of a plan, by request. */
static void orders_of(const char *code, int64_t orders[N_OFFICIALS])
{
    for (int i = 0; i < N_OFFICIALS; i++) {
        char sql[512];
        snprintf(sql, sizeof sql,
                 "SELECT coalesce((SELECT r.list_order FROM plan_request r\n"
                 "  JOIN plan p ON p.id = r.plan_id JOIN request q ON q.id = r.request_id\n"
                 "  WHERE p.code = '%s' AND q.code = 'HS-%04d'), 0)",
                 code, i);
        orders[i] = number(sql);
    }
}

static void t_pins_bans_and_closed_rooms_hold_and_move_no_lot(void **state)
{
    (void)state;
    int64_t before[N_OFFICIALS], after[N_OFFICIALS];
    char *plain = solved(&(struct plan_options){0});
    check_room(plain, "HS-0001", ""); /* far down the list */
    char *best = room_in(plain, "HS-0011");
    assert_string_not_equal(best, "");
    struct plan_place pin = {lit("HS-0001"), lit("SV-101")}, ban = {lit("HS-0011"), best};
    char *closed[] = {lit("CD-101")};
    struct plan_options o = {
        .n_pins = 1, .pins = &pin, .n_bans = 1, .bans = &ban, .n_closed = 1, .closed = closed};
    char *changed = solved(&o);
    check_room(changed, "HS-0001", "SV-101");
    char *other = room_in(changed, "HS-0011");
    assert_string_not_equal(other, best);
    assert_int_equal(number("SELECT count(*) FROM assignment a JOIN room r ON r.id = a.room_id\n"
                            "WHERE a.plan_id = 2 AND r.code = 'CD-101'"),
                     0);
    orders_of(plain, before);
    orders_of(changed, after);
    assert_memory_equal(before, after, sizeof before);
    free(plain);
    free(best);
    free(changed);
    free(other);
}

/* A fact changes its own party's points and nobody's lot; ERR_DATA for one who takes no part. */
static void t_a_fact_changes_one_party(void **state)
{
    (void)state;
    int64_t before[N_OFFICIALS], after[N_OFFICIALS];
    struct plan_fact fact = {number("SELECT official_id FROM request_member m JOIN request q\n"
                                    "ON q.id = m.request_id WHERE q.code = 'HS-0000'"),
                             lit("road_km"), lit("200")};
    struct plan_options o = {.n_facts = 1, .facts = &fact};
    char *plain = solved(&(struct plan_options){0});
    char *changed = solved(&o);
    orders_of(plain, before);
    orders_of(changed, after);
    assert_true(after[0] < before[0]);
    for (int i = 1; i < N_OFFICIALS; i++)
        for (int k = i + 1; k < N_OFFICIALS; k++)
            assert_int_equal(before[i] < before[k], after[i] < after[k]);
    struct allocation a = {0};
    struct store_plan p;
    fact.official_id = 999;
    char *code = bed_ask(&o);
    p = found(code);
    refused(allocation_prepare_plan(&a, store, &p, &e), ERR_DATA);
    allocation_release(&a);
    store_plan_release(&p);
    free(code);
    free(plain);
    free(changed);
}

/* ---- refills ---- */

static void answer(const char *request, enum offer_reply reply)
{
    char sql[160], code[33];
    sqlite3_stmt *st = NULL;
    snprintf(sql, sizeof sql,
             "SELECT o.code FROM offer o JOIN request q ON q.id = o.request_id\n"
             "WHERE q.code = '%s' AND o.answer = ''",
             request);
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    snprintf(code, sizeof code, "%s", (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    ok(offer_answer(store, &office, code, 0, reply, DAY_13 + 3600, &e));
}

static void t_a_refill_takes_no_place_and_gives_free_beds_to_the_next(void **state)
{
    (void)state;
    struct plan_options refill = {.is_refill = true};
    struct store_plan p;
    char *early = bed_ask(&refill); /* nothing to refill yet */
    struct allocation a = {0};
    p = found(early);
    refused(allocation_prepare_plan(&a, store, &p, &e), ERR_DATA);
    allocation_release(&a);
    store_plan_release(&p);
    free(early);

    char *first = solved(&(struct plan_options){0});
    publish_all_the_way(first);
    answer("HS-0011", OFFER_DECLINE);
    answer("HS-0010", OFFER_ACCEPT);
    char *fresh = solved(&(struct plan_options){0});
    ok(submit(fresh));
    ok(decide(fresh));
    refused(publish(fresh, "x"), ERR_DATA); /* it would take places away */
    char *next = solved(&refill);
    check_room(next, "HS-0011", ""); /* who declined is out */
    for (int i = 0; i < N_OFFICIALS - 1; i++) {
        char request[16];
        snprintf(request, sizeof request, "HS-%04d", i);
        char *had = room_in(first, request);
        if (had[0] != '\0')
            check_room(next, request, had);
        free(had);
    }
    struct comparison c = {0};
    ok(compare_plans(store, &planner, first, next, &c, &e));
    assert_int_equal(c.changes.n, 2); /* one out, one in */
    assert_int_equal(c.n_people[COMPARE_GAINS], 1);
    assert_int_equal(c.n_people[COMPARE_LOSES], 1);
    comparison_release(&c);
    publish_all_the_way(next);
    assert_int_equal(number("SELECT count(*) FROM request\n"
                            "WHERE state IN ('offered', 'accepted', 'allocated', 'living')"),
                     N_BEDS);
    free(first);
    free(fresh);
    free(next);
}

/* ---- stale plans ---- */

static void set_road(const char *request, int road_km_t)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "UPDATE official SET road_km_t = %d WHERE id = (SELECT official_id FROM request q\n"
             "JOIN request_member m ON m.request_id = q.id WHERE q.code = '%s')",
             road_km_t, request);
    assert_true(sql_works(sql));
}

static struct stale moved_of(const char *code)
{
    struct stale moved = {0};
    struct store_plan p = found(code);
    ok(plan_moved(store, &p, &moved, &e));
    store_plan_release(&p);
    return moved;
}

static void t_stale_plans_need_a_reason_or_a_run_on_today(void **state)
{
    (void)state;
    char *code = solved(&(struct plan_options){0});
    struct stale moved = moved_of(code);
    assert_int_equal(moved.n, 0);
    assert_true(sql_works("UPDATE official SET phone = '0912345678', name = name || ' C'"));
    set_road("HS-0003", 2000);
    assert_true(sql_works("UPDATE room SET state = 'repair' WHERE code = 'SV-102'"));
    moved = moved_of(code);
    assert_int_equal(moved.n, 2);
    assert_string_equal(moved.items[0].code, "HS-0003");
    assert_int_equal(moved.items[0].change, STALE_CHANGED);
    assert_string_equal(moved.items[1].code, "SV-102");
    assert_int_equal(moved.items[1].object, STALE_ROOM);
    stale_release(&moved);
    ok(submit(code));
    ok(decide(code));
    refused(publish(code, NULL), ERR_INPUT);
    assert_string_equal(bad.items[0].where, "/stale_reason");
    solver_findings_release(&bad);
    struct plan_options today = {.is_today = true};
    char *again = solved(&today);
    moved = moved_of(again);
    assert_int_equal(moved.n, 0);
    char *room = room_in(again, "HS-0003");
    assert_string_not_equal(room, "");
    free(room);
    ok(publish(code, "quyết định đã ký"));
    struct store_plan p = found(code);
    assert_string_equal(p.stale_reason, "quyết định đã ký");
    store_plan_release(&p);
    free(code);
    free(again);
}

static void t_a_fact_that_the_register_has_by_now_has_not_moved(void **state)
{
    (void)state;
    struct plan_fact fact = {number("SELECT official_id FROM request_member m JOIN request q\n"
                                    "ON q.id = m.request_id WHERE q.code = 'HS-0002'"),
                             lit("road_km"), lit("150")};
    struct plan_options o = {.n_facts = 1, .facts = &fact};
    char *code = solved(&o);
    set_road("HS-0002", 1500);
    struct stale moved = moved_of(code);
    assert_int_equal(moved.n, 0);
    stale_release(&moved);
    assert_true(sql_works("UPDATE request SET state = 'withdrawn' WHERE code = 'HS-0004'"));
    moved = moved_of(code);
    assert_int_equal(moved.n, 1);
    assert_int_equal(moved.items[0].change, STALE_GONE);
    stale_release(&moved);
    free(code);
}

/* ---- comparing ---- */

static void t_two_plans_compare_alike_from_both_sides(void **state)
{
    (void)state;
    char *closed[] = {lit("SV-101")};
    struct plan_options less = {.n_closed = 1, .closed = closed};
    char *a = solved(&(struct plan_options){0}), *b = solved(&less);
    struct comparison ab = {0}, ba = {0}, aa = {0};
    ok(compare_plans(store, &planner, a, b, &ab, &e));
    ok(compare_plans(store, &planner, b, a, &ba, &e));
    ok(compare_plans(store, &planner, a, a, &aa, &e));
    assert_true(aa.is_same_instance && aa.changes.n == 0 && !ab.is_same_instance);
    assert_int_equal(ab.changes.n, ba.changes.n);
    assert_true(ab.n_people[COMPARE_LOSES] >= 3);
    for (int k = 0; k < COMPARE_N_KINDS; k++) {
        int other = k == COMPARE_GAINS ? COMPARE_LOSES : k == COMPARE_LOSES ? COMPARE_GAINS : k;
        assert_int_equal(ab.n_people[k], ba.n_people[other]);
    }
    for (size_t i = 0; i < ab.changes.n; i++) {
        assert_string_equal(ab.changes.items[i].request, ba.changes.items[i].request);
        assert_string_equal(ab.changes.items[i].room_a, ba.changes.items[i].room_b);
        assert_string_equal(ab.changes.items[i].room_b, ba.changes.items[i].room_a);
    }
    assert_int_equal(ab.n_levels, ba.n_levels);
    bool is_worse = false;
    for (size_t i = 0; i < ab.n_levels; i++) {
        assert_string_equal(ab.levels[i].objective, ba.levels[i].objective);
        assert_int_equal(ab.levels[i].better, -ba.levels[i].better);
        assert_int_equal(aa.levels[i].better, 0);
        is_worse |= ab.levels[i].better < 0;
    }
    assert_true(is_worse); /* three beds less */
    char *queued = bed_ask(&less);
    struct comparison none;
    refused(compare_plans(store, &planner, a, queued, &none, &e), ERR_DATA);
    comparison_release(&ab);
    comparison_release(&ba);
    comparison_release(&aa);
    free(a);
    free(b);
    free(queued);
}

#define LAW(t) cmocka_unit_test_setup_teardown(t, bed_make, bed_remove)

int main(int argc, char **argv)
{
    if (argc > 2 && (strcmp(argv[1], "solve") == 0 || strcmp(argv[1], "explain") == 0))
        return real_engine(argc, argv);
    const struct CMUnitTest tests[] = {
        LAW(t_every_step_is_counted_and_leaves_its_row),
        LAW(t_who_made_it_does_not_decide),
        LAW(t_what_one_may_not_see_is_absent),
        LAW(t_no_step_out_of_turn),
        LAW(t_papers_are_judged),
        LAW(t_what_was_made_does_not_change),
        LAW(t_a_scenario_goes_no_further),
        LAW(t_options_read_what_they_write),
        LAW(t_facts_that_cannot_be_read_are_refused),
        LAW(t_every_offence_of_the_options_is_told),
        LAW(t_pins_bans_and_closed_rooms_hold_and_move_no_lot),
        LAW(t_a_fact_changes_one_party),
        LAW(t_a_refill_takes_no_place_and_gives_free_beds_to_the_next),
        LAW(t_stale_plans_need_a_reason_or_a_run_on_today),
        LAW(t_a_fact_that_the_register_has_by_now_has_not_moved),
        LAW(t_two_plans_compare_alike_from_both_sides),
    };
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
