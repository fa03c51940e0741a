/* Requests as people make them: who may, from which state, on which papers, with whose consent. */
#include "needs_bed.h"

#include "service/life.h"
#include "store/audit.h"

static int set_up(void **state)
{
    (void)state;
    bed_fill();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

static void say(char **at, const char *text)
{
    free(*at);
    *at = mem_dup(text);
}

static void add_member(struct store_request *r, const char *relation, const char *official)
{
    r->members = mem_grow(r->members, r->n_members + 1, sizeof *r->members);
    r->members[r->n_members++] =
        (struct store_member){.relation = mem_dup(relation), .official_code = mem_dup(official)};
}

/* A draft of the applicant, with a friend or "". */
static char *file_draft(const struct principal *by, const struct store_official *applicant,
                        const char *friend)
{
    struct store_request r = {0};
    add_member(&r, "self", applicant->code);
    if (friend[0] != '\0')
        add_member(&r, "companion", friend);
    ok(registration_file(store, by, &r, TODAY, &bad, &e));
    char *code = mem_dup(r.code);
    store_request_release(&r);
    return code;
}

static struct store_request read_back(const char *code)
{
    struct store_request r = {0};
    ok(store_request_by_code(store, &ALL, code, &r, &e));
    assert_true(r.id != 0);
    return r;
}

static void expect_state(const char *code, const char *state)
{
    struct store_request r = read_back(code);
    assert_string_equal(r.state, state);
    store_request_release(&r);
}

static const struct registration_papers PAPER = {.document = "12/GXN-SXD",
                                                 .document_day = "2025-07-08"};

static void t_an_official_files_and_the_agency_confirms(void **state)
{
    (void)state;
    char *code = file_draft(&an_self, &an, "");
    expect_state(code, "draft");
    ok(registration_submit(store, &an_self, code, 1, TODAY, &e));
    struct store_request r = read_back(code);
    assert_string_equal(r.state, "submitted");
    assert_string_equal(r.filed, TODAY);
    assert_string_equal(r.submitted_on, TODAY);
    assert_int_equal(r.version, 2);
    store_request_release(&r);
    refused(registration_confirm(store, &an_self, code, 0, &PAPER, TODAY, NOW, &bad, &e),
            ERR_DENIED);
    ok(registration_confirm(store, &lan, code, 2, &PAPER, TODAY, NOW, &bad, &e));
    r = read_back(code);
    assert_string_equal(r.state, "confirmed");
    assert_string_equal(r.confirmed_on, TODAY);
    store_request_release(&r);
    free(code);
}

static void t_every_fact_needs_a_paper(void **state)
{
    (void)state;
    char *code = file_draft(&an_self, &an, "");
    struct registration_paper papers[] = {{an.code, "has_moved", "1/QD", "2025-07-01"},
                                          {an.code, "owns_house", "2/GXN", "2025-07-01"},
                                          {an.code, "road_km", "3/GXN", "2025-07-01"},
                                          {an.code, "disabled", "4/GXN", "2025-07-01"}};
    struct registration_papers p = {.items = papers};
    ok(registration_submit(store, &an_self, code, 0, TODAY, &e));
    for (p.n = 0; p.n < 4; p.n++) {
        ok(store_begin(store, &e));
        wrong(registration_confirm(store, &lan, code, 0, &p, TODAY, NOW, &bad, &e), "/facts");
        store_rollback(store);
    }
    papers[1].document = "";
    wrong(registration_confirm(store, &lan, code, 0, &p, TODAY, NOW, &bad, &e),
          "/facts/1/document");
    papers[1].document = "2/GXN";
    papers[2].document_day = "2025-07-11";
    wrong(registration_confirm(store, &lan, code, 0, &p, TODAY, NOW, &bad, &e),
          "/facts/2/document_day");
    papers[2].document_day = "2025-07-10";
    papers[3].fact = "pregnant";
    wrong(registration_confirm(store, &lan, code, 0, &p, TODAY, NOW, &bad, &e), "/facts/3/fact");
    papers[3].fact = "disabled";
    ok(registration_confirm(store, &lan, code, 0, &p, TODAY, NOW, &bad, &e));
    free(code);
}

static void t_a_changed_fact_asks_for_the_agency_again(void **state)
{
    (void)state;
    char *code = file_draft(&an_self, &an, "");
    ok(registration_submit(store, &an_self, code, 0, TODAY, &e));
    ok(registration_confirm(store, &lan, code, 0, &PAPER, TODAY, NOW, &bad, &e));
    say(&an.phone, "0987654321");
    ok(official_change(store, &an_self, &an, 0, NULL, TODAY, NOW, &bad, &e));
    expect_state(code, "confirmed");
    an.road_km_t = 300;
    ok(official_change(store, &an_self, &an, 0, NULL, "2025-07-20", NOW, &bad, &e));
    struct store_request r = read_back(code);
    assert_string_equal(r.state, "submitted");
    assert_string_equal(r.submitted_on, "2025-07-20");
    assert_string_equal(r.confirmed_on, "");
    store_request_release(&r);
    wrong(registration_confirm(store, &lan, code, 0, &(struct registration_papers){0}, TODAY, NOW,
                               &bad, &e),
          "/facts");
    free(code);
}

/* What each action of this service answers in a state. */
static int try_action(enum life_action action, struct store_request *r)
{
    switch ((int)action) {
    case LIFE_CORRECT:
        return registration_correct(store, &lan, r, 0, TODAY, &bad, &e);
    case LIFE_SUBMIT:
        return registration_submit(store, &lan, r->code, 0, TODAY, &e);
    case LIFE_CONFIRM:
        return registration_confirm(store, &lan, r->code, 0, &PAPER, TODAY, NOW, &bad, &e);
    case LIFE_WITHDRAW:
        return registration_withdraw(store, &lan, r->code, 0, &e);
    default:
        return -1;
    }
}

static void t_every_state_takes_the_steps_of_the_table_alone(void **state)
{
    (void)state;
    char *code = file_draft(&lan, &an, "");
    for (int from = 0; from < LIFE_N_STATES; from++)
        for (int action = LIFE_CORRECT; action <= LIFE_WITHDRAW; action++) {
            enum life_state to;
            const bool may = life_next((enum life_state)from, (enum life_action)action, &to);
            ok(store_begin(store, &e));
            struct store_request r = read_back(code);
            ok(store_request_move(store, r.id, life_state_name((enum life_state)from), NULL, NULL,
                                  &e));
            const int rc = try_action((enum life_action)action, &r);
            if (rc != (may ? ERR_OK : ERR_DATA))
                fail_msg("%s, action %d: %d", life_state_name((enum life_state)from), action, rc);
            if (may)
                expect_state(code, life_state_name(to));
            store_rollback(store);
            e = (struct err){0};
            store_request_release(&r);
        }
    free(code);
}

static void t_for_another_agency_it_is_not_there(void **state)
{
    (void)state;
    char *code = file_draft(&lan, &an, "");
    struct store_request r = read_back(code);
    struct store_request none = {0};
    refused(registration_get(store, &mai, code, &none, &e), ERR_ABSENT);
    refused(registration_correct(store, &mai, &r, 0, TODAY, &bad, &e), ERR_ABSENT);
    refused(registration_submit(store, &mai, code, 0, TODAY, &e), ERR_ABSENT);
    refused(registration_withdraw(store, &mai, code, 0, &e), ERR_ABSENT);
    refused(registration_confirm(store, &mai, code, 0, &PAPER, TODAY, NOW, &bad, &e), ERR_ABSENT);
    refused(registration_consent(store, &mai, code, 0, chi.code, true, &e), ERR_ABSENT);
    refused(registration_submit(store, &binh_self, code, 0, TODAY, &e), ERR_ABSENT);
    refused(registration_submit(store, &planner, code, 0, TODAY, &e), ERR_DENIED);
    refused(registration_submit(store, &an_self, "YC-99999", 0, TODAY, &e), ERR_ABSENT);
    store_request_release(&r);
    struct store_request theirs = {0};
    add_member(&theirs, "self", chi.code);
    wrong(registration_file(store, &lan, &theirs, TODAY, &bad, &e), "/official");
    refused(registration_file(store, &planner, &theirs, TODAY, &bad, &e), ERR_DENIED);
    store_request_release(&theirs);
    free(code);
}

static void t_a_friend_is_in_the_party_after_a_word(void **state)
{
    (void)state;
    char *code = file_draft(&an_self, &an, chi.code);
    ok(registration_submit(store, &an_self, code, 0, TODAY, &e));
    refused(registration_confirm(store, &lan, code, 0, &PAPER, TODAY, NOW, &bad, &e), ERR_DATA);
    /* who is named may look, and say yes or no, and do nothing else */
    refused(registration_withdraw(store, &chi_self, code, 0, &e), ERR_DENIED);
    ok(registration_consent(store, &chi_self, code, 0, NULL, true, &e));
    /* the facts of another agency's official are for that agency */
    wrong(registration_confirm(store, &lan, code, 0, &PAPER, TODAY, NOW, &bad, &e), "/facts");
    const struct registration_paper papers[] = {{chi.code, "has_moved", "1/QD", "2025-07-01"},
                                                {chi.code, "owns_house", "2/GXN", "2025-07-01"},
                                                {chi.code, "road_km", "3/GXN", "2025-07-01"},
                                                {chi.code, "disabled", "4/GXN", "2025-07-01"}};
    const struct registration_papers theirs = {.n = 4, .items = papers};
    ok(official_change(store, &mai, &chi, 0, &theirs, TODAY, NOW, &bad, &e));
    ok(registration_confirm(store, &lan, code, 0, &PAPER, TODAY, NOW, &bad, &e));
    struct store_request r = read_back(code);
    assert_string_equal(r.members[1].consent, "own");
    store_request_release(&r);
    free(code);
}

static void t_a_no_takes_the_friend_out(void **state)
{
    (void)state;
    char *code = file_draft(&an_self, &an, chi.code);
    /* by the agency, which sees nothing else of that request */
    refused(registration_consent(store, &mai, code, 0, NULL, false, &e), ERR_ABSENT);
    refused(registration_consent(store, &lan, code, 0, chi.code, false, &e), ERR_ABSENT);
    ok(registration_consent(store, &mai, code, 0, chi.code, false, &e));
    struct store_request r = read_back(code);
    assert_int_equal(r.n_members, 1);
    store_request_release(&r);
    refused(registration_consent(store, &chi_self, code, 0, NULL, true, &e), ERR_ABSENT);
    free(code);
}

static void t_somebody_new_asks_all_again(void **state)
{
    (void)state;
    char *code = file_draft(&an_self, &an, chi.code);
    ok(registration_consent(store, &chi_self, code, 0, NULL, true, &e));
    struct store_request r = read_back(code);
    say(&r.note, "gần nhau");
    ok(registration_correct(store, &an_self, &r, 0, TODAY, &bad, &e));
    assert_string_equal(r.members[1].consent, "own");
    add_member(&r, "companion", binh.code);
    ok(registration_correct(store, &an_self, &r, 0, TODAY, &bad, &e));
    assert_string_equal(r.members[1].consent, "");
    assert_string_equal(r.members[2].consent, "");
    /* the agency's registrar speaks for its own people */
    ok(registration_correct(store, &lan, &r, 0, TODAY, &bad, &e));
    assert_string_equal(r.members[1].consent, "");
    assert_string_equal(r.members[2].consent, "agency");
    store_request_release(&r);
    free(code);
}

static void t_nobody_stands_in_two_live_requests(void **state)
{
    (void)state;
    char *first = file_draft(&an_self, &an, chi.code);
    struct store_request again = {0};
    add_member(&again, "self", an.code);
    refused(registration_file(store, &an_self, &again, TODAY, &bad, &e), ERR_DATA);
    store_request_release(&again);
    char *own = file_draft(&chi_self, &chi, ""); /* only named: free to file */
    refused(registration_consent(store, &chi_self, first, 0, NULL, true, &e), ERR_DATA);
    ok(registration_withdraw(store, &chi_self, own, 0, &e));
    ok(registration_consent(store, &chi_self, first, 0, NULL, true, &e));
    free(own);
    free(first);
}

static void t_faults_of_the_content_are_told_all_together(void **state)
{
    struct store_request r = {.needs = mem_dup("ground_floor swimming_pool"),
                              .from_day = mem_dup("2025-08-01"),
                              .to_day = mem_dup("2025-07-01"),
                              .filed = mem_dup("2025-07-01"),
                              .current_room = mem_dup("SV-A-101"),
                              .note = mem_dup("\x01")};
    (void)state;
    add_member(&r, "self", "");
    add_member(&r, "companion", "ffffffffffffffffffffffffffffffff");
    r.members = mem_grow(r.members, 3, sizeof *r.members);
    r.members[2] = (struct store_member){.relation = mem_dup("child"), .name = mem_dup("Bé 1")};
    r.n_members = 3;
    r.choices = mem_array(2, sizeof *r.choices);
    r.choices[0].site_code = mem_dup("XX");
    r.choices[1].site_code = mem_dup("SV");
    r.n_choices = 2;
    static const char *const where[] = {"/needs",          "/to_day",         "/filed",
                                        "/current_room",   "/note",           "/members/0/official",
                                        "/members/1/name", "/members/1/born", "/members/1/sex",
                                        "/sites/0"};
    refused(registration_file(store, &an_self, &r, TODAY, &bad, &e), ERR_INPUT);
    for (size_t i = 0; i < sizeof where / sizeof *where; i++)
        if (!is_bad(where[i]))
            fail_msg("no finding at %s", where[i]);
    assert_int_equal(bad.n, sizeof where / sizeof *where);
    store_request_release(&r);
}

static void t_another_version_changes_nothing(void **state)
{
    (void)state;
    char *code = file_draft(&an_self, &an, "");
    struct store_request r = read_back(code);
    refused(registration_correct(store, &an_self, &r, 2, TODAY, &bad, &e), ERR_CHANGED);
    refused(registration_submit(store, &an_self, code, 7, TODAY, &e), ERR_CHANGED);
    refused(registration_withdraw(store, &an_self, code, 7, &e), ERR_CHANGED);
    ok(registration_correct(store, &an_self, &r, 1, TODAY, &bad, &e));
    assert_int_equal(r.version, 2);
    store_request_release(&r);
    free(code);
}

static void t_each_change_leaves_its_row_without_names(void **state)
{
    struct store_audits rows = {0};
    char object[64];
    (void)state;
    char *code = file_draft(&an_self, &an, "");
    ok(registration_submit(store, &an_self, code, 0, TODAY, &e));
    ok(registration_withdraw(store, &an_self, code, 0, &e));
    snprintf(object, sizeof object, "request/%s", code);
    ok(store_audit_list(store, object, 0, 10, &rows, &e));
    assert_int_equal(rows.n, 3);
    assert_string_equal(rows.items[0].action, "request.file");
    assert_string_equal(rows.items[2].fields, "state=withdrawn");
    assert_int_equal(rows.items[2].actor, an_self.account_id);
    for (size_t i = 0; i < rows.n; i++)
        assert_null(strstr(rows.items[i].fields, "Nguy"));
    store_audits_release(&rows);
    free(code);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_an_official_files_and_the_agency_confirms),
        TEST(t_every_fact_needs_a_paper),
        TEST(t_a_changed_fact_asks_for_the_agency_again),
        TEST(t_every_state_takes_the_steps_of_the_table_alone),
        TEST(t_for_another_agency_it_is_not_there),
        TEST(t_a_friend_is_in_the_party_after_a_word),
        TEST(t_a_no_takes_the_friend_out),
        TEST(t_somebody_new_asks_all_again),
        TEST(t_nobody_stands_in_two_live_requests),
        TEST(t_faults_of_the_content_are_told_all_together),
        TEST(t_another_version_changes_nothing),
        TEST(t_each_change_leaves_its_row_without_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
