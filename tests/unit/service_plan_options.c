/* Laws of what a plan changes: options change what they say and nobody's lot; a refill takes no
 * place away; stale plans are found out; two plans compare alike from both sides.
 */
#include "plan_life.h"

#include "base/json.h"
#include "service/compare.h"
#include "service/plan_moved.h"

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
    ok(plan_moved(store, &p, p.created_at, &moved, &e));
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
