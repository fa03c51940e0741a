/* Laws of a plan's life: it goes one way, whoever made it does not decide it, what was made does
 * not change.
 */
#include "plan_life.h"

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
        return plan_discard(store, &planner, code, 0, &id, &e);
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
    };
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
