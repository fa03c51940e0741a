/* Laws of a round: it goes one way; what closing froze and what was drawn cannot change, not even
 * by SQL; the draw needs its day and two people; every change counts the version up and leaves one
 * row in the audit.
 */
#include "whole_house.h"

#include "../../src/store/handle.h"
#include "base/crypto.h"
#include "service/freeze.h"
#include "service/policies.h"
#include "service/round.h"
#include "store/audit.h"

/* Instants: 10, 12 and 13 July 2025, eight o'clock in Vietnam. */
static const int64_t DAY_10 = 1752109200, DAY_12 = 1752282000, DAY_13 = 1752368400;

static struct solver_findings bad;

static const struct round_terms TERMS = {.code = "2025-07",
                                         .name = "Đợt 1, tháng 7 năm 2025",
                                         .policy = "tam-thoi-2025-07",
                                         .draw_source = "Xổ số miền Bắc, giải đặc biệt",
                                         .draw_day = "2025-07-12",
                                         .names_public = 1};

/* A change that says nothing. */
static const struct round_terms SAME = {.names_public = -1};

static void open_round(const char *code)
{
    struct round_terms t = TERMS;
    t.code = code;
    ok(round_open(store, &planner, &t, DAY_10, &bad, &e));
}

static void close_round(const char *code)
{
    ok(round_close(store, &planner, code, 0, DAY_10, &e));
}

static void draw_round(const char *code, const char *seed)
{
    ok(round_enter_draw(store, &planner, code, 0, seed, DAY_12, &bad, &e));
    ok(round_confirm_draw(store, &office, code, 0, seed, DAY_12, &bad, &e));
}

static struct store_round round_of(const char *code)
{
    struct store_round r = {0};
    ok(round_get(store, code, &r, &e));
    return r;
}

static int64_t n_audit(void)
{
    struct store_audit_report whole = {0};
    ok(store_audit_verify(store, NULL, 0, &whole, &e));
    return whole.n_rows;
}

/* One statement more on the same handle, as a program gone wrong would do it. */
static bool sql_works(const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool has_finding(const char *where)
{
    for (size_t i = 0; i < bad.n; i++)
        if (strcmp(bad.items[i].where, where) == 0)
            return true;
    return false;
}

static void forget(void)
{
    solver_findings_release(&bad);
}

static void t_it_goes_one_way_and_every_step_is_counted(void **state)
{
    static const char *const states[] = {"open",   "open",    "closed",    "closed",
                                         "closed", "planned", "published", "done"};
    (void)state;
    int64_t rows = n_audit();
    for (size_t step = 0; step < 8; step++) {
        struct round_terms t = SAME;
        t.offer_days = 5;
        struct store_round r = {0};
        if (step > 0)
            r = round_of("2025-07");
        switch (step) {
        case 0:
            open_round("2025-07");
            break;
        case 1:
            ok(round_change(store, &planner, "2025-07", 1, &t, DAY_10, &bad, &e));
            break;
        case 2:
            close_round("2025-07");
            break;
        case 3:
            ok(round_enter_draw(store, &planner, "2025-07", 3, "00123", DAY_12, &bad, &e));
            break;
        case 4:
            ok(round_confirm_draw(store, &second_planner, "2025-07", 4, "00123", DAY_13, &bad, &e));
            break;
        case 5:
        case 6:
            ok(round_advance(store, r.id, states[step], &e));
            ok(round_advance(store, r.id, "closed", &e)); /* never back */
            break;
        case 7:
            ok(round_finish(store, &planner, "2025-07", 7, &e));
        }
        store_round_release(&r);
        r = round_of("2025-07");
        assert_string_equal(r.state, states[step]);
        assert_int_equal(r.version, step + 1);
        rows += step == 5 || step == 6 ? 0 : 1; /* there the caller writes it */
        assert_int_equal(n_audit(), rows);
        if (step >= 3)
            assert_string_equal(r.seed, "00123");
        assert_int_equal(r.confirmed_at, step >= 4 ? DAY_13 : 0);
        store_round_release(&r);
    }
}

/* Each function once with a version that is not the round's. */
static void t_who_saw_another_version_changes_nothing(void **state)
{
    (void)state;
    open_round("A");
    refused(round_change(store, &planner, "A", 2, &SAME, DAY_10, &bad, &e), ERR_CHANGED);
    refused(round_close(store, &planner, "A", 2, DAY_10, &e), ERR_CHANGED);
    close_round("A");
    refused(round_enter_draw(store, &planner, "A", 1, "1", DAY_12, &bad, &e), ERR_CHANGED);
    ok(round_enter_draw(store, &planner, "A", 2, "1", DAY_12, &bad, &e));
    refused(round_confirm_draw(store, &office, "A", 2, "1", DAY_12, &bad, &e), ERR_CHANGED);
    refused(round_finish(store, &planner, "A", 2, &e), ERR_CHANGED);
    struct store_round r = round_of("A");
    assert_int_equal(r.version, 3);
    assert_string_equal(r.state, "closed");
    store_round_release(&r);
}

static void t_what_is_not_there_is_absent(void **state)
{
    (void)state;
    struct store_round r;
    refused(round_get(store, "B", &r, &e), ERR_ABSENT);
    refused(round_change(store, &planner, "B", 0, &SAME, DAY_10, &bad, &e), ERR_ABSENT);
    refused(round_close(store, &planner, "B", 0, DAY_10, &e), ERR_ABSENT);
    refused(round_enter_draw(store, &planner, "B", 0, "1", DAY_12, &bad, &e), ERR_ABSENT);
    refused(round_confirm_draw(store, &office, "B", 0, "1", DAY_12, &bad, &e), ERR_ABSENT);
    refused(round_finish(store, &planner, "B", 0, &e), ERR_ABSENT);
    refused(round_advance(store, 77, "planned", &e), ERR_ABSENT);
}

static void t_every_offence_of_the_terms_is_told(void **state)
{
    (void)state;
    struct round_terms t = {.code = "Đợt 1",
                            .name = "",
                            .policy = "none",
                            .as_of = "2025-02-30",
                            .draw_source = "",
                            .draw_day = "2025-07-10", /* today */
                            .offer_days = 61};
    refused(round_open(store, &planner, &t, DAY_10, &bad, &e), ERR_INPUT);
    assert_true(has_finding("/code") && has_finding("/name") && has_finding("/policy"));
    assert_true(has_finding("/as_of") && has_finding("/draw_source") && has_finding("/draw_day"));
    assert_true(has_finding("/offer_days"));
    assert_int_equal(bad.n, 7);
    forget();
    t = (struct round_terms){.code = "A"};
    refused(round_open(store, &planner, &t, DAY_10, &bad, &e), ERR_INPUT);
    assert_int_equal(bad.n, 4);
    forget();
    open_round("A");
    t = TERMS;
    t.code = "A";
    refused(round_open(store, &planner, &t, DAY_10, &bad, &e), ERR_INPUT);
    assert_true(bad.n == 1 && has_finding("/code"));
    forget();
    t = SAME;
    t.draw_day = "2025-07-09";
    refused(round_change(store, &planner, "A", 0, &t, DAY_10, &bad, &e), ERR_INPUT);
    assert_true(bad.n == 1 && has_finding("/draw_day"));
    forget();
}

/* As many lines as eligible requests, and the hash of just these bytes. */
static void t_closing_publishes_the_hash_of_the_list(void **state)
{
    char *snapshot;
    char *list;
    char hash[65];
    int n = 0;
    (void)state;
    open_round("A");
    close_round("A");
    struct store_round r = round_of("A");
    ok(store_round_frozen(store, r.id, &snapshot, &list, &e));
    for (const char *at = list; (at = strchr(at, '\n')) != NULL; at++)
        n++;
    assert_true(n > 100);
    assert_int_equal(r.n_eligible, n);
    assert_true(r.n_requests > n);
    assert_int_equal(r.closed_at, DAY_10);
    crypto_sha256(list, strlen(list), hash);
    assert_string_equal(r.list_sha256, hash);
    free(snapshot);
    free(list);
    store_round_release(&r);
}

static void t_a_closed_round_cannot_change(void **state)
{
    (void)state;
    open_round("A");
    close_round("A");
    struct round_terms t = SAME;
    t.name = "Đợt khác";
    refused(round_change(store, &planner, "A", 0, &t, DAY_10, &bad, &e), ERR_DATA);
    refused(round_close(store, &planner, "A", 0, DAY_10, &e), ERR_DATA);
    static const char *const frozen[] = {
        "UPDATE round SET as_of = '2025-07-11'",
        "UPDATE round SET draw_day = '2025-07-20'",
        "UPDATE round SET draw_source = 'another'",
        "UPDATE round SET list_sha256 = replace(list_sha256, 'a', 'b')",
        "UPDATE round SET n_eligible = n_eligible + 1",
        "UPDATE round SET closed_at = closed_at - 1",
        "UPDATE round SET policy_id = (SELECT max(id) + min(id) - policy_id FROM policy)",
        "UPDATE round SET state = 'open'",
        "DELETE FROM round",
        "UPDATE round_frozen SET list = ''",
        "DELETE FROM round_frozen",
        "UPDATE policy SET json = '{}' WHERE id = (SELECT policy_id FROM round)",
    };
    for (size_t i = 0; i < sizeof frozen / sizeof *frozen; i++) {
        if (sql_works(frozen[i]))
            print_message("%s\n", frozen[i]);
        assert_false(sql_works(frozen[i]));
    }
    assert_true(sql_works("UPDATE round SET name = name"));
}

static void t_the_draw_has_its_day(void **state)
{
    (void)state;
    open_round("A");
    refused(round_enter_draw(store, &planner, "A", 0, "1", DAY_12, &bad, &e), ERR_DATA);
    refused(round_close(store, &planner, "A", 0, DAY_12, &e), ERR_DATA); /* it is that day */
    struct round_terms t = SAME;
    t.draw_day = "2025-07-13";
    ok(round_change(store, &planner, "A", 0, &t, DAY_12, &bad, &e));
    ok(round_close(store, &planner, "A", 0, DAY_12, &e));
    refused(round_enter_draw(store, &planner, "A", 0, "1", DAY_12, &bad, &e), ERR_DATA);
    ok(round_enter_draw(store, &planner, "A", 0, "1", DAY_13, &bad, &e));
}

static void t_the_draw_needs_two_people_and_one_number(void **state)
{
    static const char *const wrong[] = {"",   "12 3", "0x1",
                                        "-1", "1\n",  "123456789012345678901234567890123"};
    (void)state;
    open_round("A");
    close_round("A");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        refused(round_enter_draw(store, &planner, "A", 0, wrong[i], DAY_12, &bad, &e), ERR_INPUT);
    assert_int_equal(bad.n, sizeof wrong / sizeof *wrong);
    forget();
    refused(round_confirm_draw(store, &office, "A", 0, "48213", DAY_12, &bad, &e), ERR_DATA);
    ok(round_enter_draw(store, &planner, "A", 0, "48231", DAY_12, &bad, &e));
    refused(round_confirm_draw(store, &planner, "A", 0, "48231", DAY_12, &bad, &e), ERR_DENIED);
    refused(round_confirm_draw(store, &registrar, "A", 0, "48231", DAY_12, &bad, &e), ERR_DENIED);
    refused(round_confirm_draw(store, &office, "A", 0, "48213", DAY_12, &bad, &e), ERR_INPUT);
    assert_true(bad.n == 1 && has_finding("/seed"));
    forget();
    ok(round_enter_draw(store, &planner, "A", 0, "48213", DAY_12, &bad, &e)); /* a slip, mended */
    ok(round_confirm_draw(store, &office, "A", 0, "48213", DAY_12, &bad, &e));
    refused(round_enter_draw(store, &planner, "A", 0, "1", DAY_12, &bad, &e), ERR_DATA);
    refused(round_confirm_draw(store, &second_planner, "A", 0, "48213", DAY_12, &bad, &e),
            ERR_DATA);
    assert_false(sql_works("UPDATE round SET seed = '1'"));
    assert_false(sql_works("UPDATE round SET confirmed_at = NULL, confirmed_by = NULL"));
}

/* What the requests hear is what the frozen data give under the number drawn. */
static void t_the_draw_gives_every_party_its_place(void **state)
{
    struct frozen f = {0};
    struct store_requests all = {0};
    size_t n = 0;
    (void)state;
    open_round("A");
    close_round("A");
    ok(store_request_list(store, &all, &e));
    for (size_t i = 0; i < all.n; i++)
        assert_int_equal(all.items[i].list_order, -1);
    store_requests_release(&all);
    draw_round("A", "48213");
    ok(round_snapshot(store, "A", NULL, &f, &e));
    assert_string_equal(frozen_seed(&f), "48213");
    snapshot_score(&f.snapshot, &f.policy, f.round.as_of);
    snapshot_draw(&f.snapshot, &f.policy, "48213");
    ok(store_request_list(store, &all, &e));
    for (size_t i = 0; i < all.n; i++) {
        size_t at = snapshot_request_ix(&f.snapshot, all.items[i].code);
        const struct snapshot_request *r = &f.snapshot.requests[at];
        assert_int_equal(all.items[i].list_order, r->order > 0 ? r->order : -1);
        assert_int_equal(all.items[i].points, r->score.points);
        n += r->order > 0;
    }
    assert_int_equal(n, f.snapshot.n_parties);
    store_requests_release(&all);
    frozen_release(&f);
}

/* One request that its agency has not confirmed: off the list, and it says why. */
static void t_the_agency_must_have_confirmed(void **state)
{
    struct store_requests all = {0};
    (void)state;
    open_round("A");
    ok(store_request_list(store, &all, &e));
    ok(store_request_move(store, all.items[0].id, "submitted", NULL, NULL, &e));
    close_round("A");
    store_requests_release(&all);
    ok(store_request_list(store, &all, &e));
    assert_string_equal(all.items[0].state, "submitted");
    assert_non_null(strstr(all.items[0].breakdown, "\"not_confirmed\""));
    size_t n_eligible = 0;
    for (size_t i = 0; i < all.n; i++)
        n_eligible += strcmp(all.items[i].state, "eligible") == 0;
    struct store_round r = round_of("A");
    assert_int_equal(r.n_eligible, n_eligible);
    for (int is_today = 0; is_today <= 1; is_today++) { /* nor for a plan of the round */
        struct frozen f = {0};
        ok(round_snapshot(store, "A", is_today ? "2025-07-20" : NULL, &f, &e));
        snapshot_score(&f.snapshot, &f.policy, f.round.as_of);
        assert_false(f.snapshot.requests[0].score.is_eligible);
        assert_true(f.snapshot.requests[1].score.is_eligible);
        frozen_release(&f);
    }
    store_round_release(&r);
    store_requests_release(&all);
}

static void t_one_list_at_a_time_gives_out_rooms(void **state)
{
    (void)state;
    open_round("A");
    open_round("B");
    close_round("A");
    refused(round_close(store, &planner, "B", 0, DAY_10, &e), ERR_DATA);
    struct store_round r = round_of("A");
    ok(round_advance(store, r.id, "planned", &e));
    refused(round_close(store, &planner, "B", 0, DAY_10, &e), ERR_DATA);
    ok(round_advance(store, r.id, "published", &e));
    close_round("B");
    store_round_release(&r);
    refused(round_finish(store, &planner, "C", 0, &e), ERR_ABSENT);
    ok(round_finish(store, &planner, "B", 0, &e)); /* came to nothing */
    refused(round_finish(store, &planner, "B", 0, &e), ERR_DATA);
}

/* Waiting counts for who waits when a published round ends, and for nobody else. */
static void t_who_waits_has_waited_a_round(void **state)
{
    struct store_requests all = {0};
    (void)state;
    open_round("A");
    open_round("B");
    refused(round_finish(store, &planner, "A", 0, &e), ERR_DATA); /* still open */
    ok(store_request_list(store, &all, &e));
    ok(store_request_move(store, all.items[0].id, "waiting", NULL, NULL, &e));
    close_round("B");
    ok(round_finish(store, &planner, "B", 0, &e)); /* closed, but nothing was published */
    close_round("A");
    struct store_round r = round_of("A");
    ok(round_advance(store, r.id, "published", &e));
    ok(round_finish(store, &planner, "A", 0, &e));
    store_requests_release(&all);
    ok(store_request_list(store, &all, &e));
    for (size_t i = 0; i < all.n; i++)
        assert_int_equal(all.items[i].n_rounds_waited, i == 0);
    store_requests_release(&all);
    store_round_release(&r);
}

static void t_a_policy_once_stored_never_changes(void **state)
{
    struct policy p = {0};
    struct store_policy row = {0};
    struct store_policy other = {0};
    (void)state;
    ok(policies_load(store, "tam-thoi-2025-07", 0, &p, &e));
    ok(policies_add(store, &planner, p.text, p.text_len, &row, &bad, &e));
    assert_int_equal(row.version, 1); /* the same content is the same version */
    char *text = strdup(p.text);
    char *at = strstr(text, "\"no_own_house\": 40");
    assert_non_null(at);
    memcpy(at, "\"no_own_house\": 39", 18);
    ok(policies_add(store, &planner, text, strlen(text), &other, &bad, &e));
    assert_int_equal(other.version, 2);
    store_policy_release(&other);
    open_round("A"); /* takes the newest */
    struct store_round r = round_of("A");
    assert_int_equal(r.policy_version, 2);
    memcpy(at, "\"no_own_house\": -9", 18);
    refused(policies_add(store, &planner, text, strlen(text), &other, &bad, &e), ERR_INPUT);
    assert_true(bad.n == 1 && has_finding("/scoring/housing/no_own_house"));
    forget();
    policy_release(&p);
    refused(policies_load(store, "tam-thoi-2025-07", 3, &p, &e), ERR_ABSENT);
    free(text);
    store_round_release(&r);
    store_policy_release(&row);
}

#define LAW(t) cmocka_unit_test_setup_teardown(t, house_make, house_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAW(t_it_goes_one_way_and_every_step_is_counted),
        LAW(t_who_saw_another_version_changes_nothing),
        LAW(t_what_is_not_there_is_absent),
        LAW(t_every_offence_of_the_terms_is_told),
        LAW(t_closing_publishes_the_hash_of_the_list),
        LAW(t_a_closed_round_cannot_change),
        LAW(t_the_draw_has_its_day),
        LAW(t_the_draw_needs_two_people_and_one_number),
        LAW(t_the_draw_gives_every_party_its_place),
        LAW(t_the_agency_must_have_confirmed),
        LAW(t_one_list_at_a_time_gives_out_rooms),
        LAW(t_who_waits_has_waited_a_round),
        LAW(t_a_policy_once_stored_never_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
