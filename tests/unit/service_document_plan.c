/* Laws of the documents of a stored plan: they speak of those who stood in its round and of nobody
 * who came later; what the asker leaves out comes from the plan's own papers.
 */
#include "plan_bed.h"

#include "service/document.h"

static const struct plan_paper PAPER = {"12/TTr-SXD", "2025-07-12", "KT. GIÁM ĐỐC; Trần Văn B"};
static const struct plan_paper DECISION = {"45/QĐ-UBND", "2025-07-13", "Lê Thị C"};

/* A plan of the round, solved as a run does; its code is the caller's. */
static char *solved(void)
{
    struct plan_options none = {0};
    const struct allocate_options o = {.engine = engine};
    struct allocation a = {0};
    struct store_plan p = {0};
    char *code = bed_ask(&none);
    ok(plan_get(store, &planner, code, &p, &e));
    ok(store_begin(store, &e));
    ok(store_plan_move(store, p.id, "solving", 0, &e));
    ok(allocation_prepare_plan(&a, store, &p, &e));
    ok(allocation_solve(&a, &o, &e));
    ok(allocation_explain(&a, &o, &e));
    ok(allocation_store_requests(&a, store, p.id, 0, a.instance.n_parties, &e));
    ok(allocation_finish(&a, store, p.id, &e));
    ok(store_commit(store, &e));
    allocation_release(&a);
    store_plan_release(&p);
    return code;
}

static int build(const struct principal *by, const char *code, enum document_kind kind,
                 const struct document_facts *asked, struct paper *p)
{
    struct grid sheet;
    int rc = document_of_plan(store, by, code, kind, asked, p, &sheet, &e);
    assert_int_equal(sheet.n_cols > 0, rc == ERR_OK && kind == DOCUMENT_ANNEX);
    grid_release(&sheet);
    return rc;
}

static int count(const struct paper *p, const char *what)
{
    int n = 0;
    for (size_t i = 0; i < p->n_blocks; i++)
        for (size_t k = 0; k < PAPER_N_TEXTS; k++)
            n += strstr(p->blocks[i].texts[k], what) != NULL;
    return n;
}

/* One who files when the round is closed, and does not qualify. */
static void come_later(void)
{
    struct store_agency agency = {.code = lit("STC"), .name = lit("Sở Tài chính")};
    ok(store_agency_put(store, &agency, &e));
    struct store_official o = {.name = lit("Hồ Văn Muộn"),
                               .born = lit("1990-01-02"),
                               .sex = lit("M"),
                               .citizen_id = lit("034090999999"),
                               .agency_id = agency.id,
                               .coefficient_c = -1,
                               .owns_house = 0,
                               .road_km_t = 500,
                               .has_moved = 0,
                               .needs_housing = -1};
    ok(store_official_put(store, &o, &e));
    struct store_member self = {.relation = lit("self"), .official_id = o.id};
    struct store_request r = {.code = lit("HS-9999"),
                              .agency_id = agency.id,
                              .sharing = lit("shared"),
                              .filed = lit("2025-07-11"),
                              .scheme = lit("temporary"),
                              .n_members = 1,
                              .members = &self};
    ok(store_request_put(store, &r, &e));
    ok(store_request_move(store, r.id, "confirmed", NULL, NULL, &e));
}

static void t_letters_go_to_those_who_stood_in_the_round(void **state)
{
    (void)state;
    struct paper p = {0};
    char *code = solved();
    come_later();
    ok(build(&planner, code, DOCUMENT_REFUSALS, &(struct document_facts){0}, &p));
    assert_int_equal(count(&p, "Kính gửi: "), N_OFFICIALS - N_BEDS);
    assert_int_equal(count(&p, "Muộn"), 0);
    assert_int_equal(count(&p, "Đã xét tất cả 3 phòng"), N_OFFICIALS - N_BEDS);
    paper_release(&p);
    ok(build(&planner, code, DOCUMENT_AGENCY_LISTS, &(struct document_facts){0}, &p));
    assert_int_equal(count(&p, "KẾT QUẢ XÉT BỐ TRÍ CHỖ Ở"), 1);
    paper_release(&p);
    free(code);
}

static void t_number_day_and_signer_are_those_of_the_plans_papers(void **state)
{
    (void)state;
    struct paper p = {0};
    char *code = solved();
    ok(plan_submit(store, &planner, code, 0, &PAPER, DAY_13, &bad, &e));
    ok(build(&office, code, DOCUMENT_SUBMISSION, &(struct document_facts){.number = ""}, &p));
    assert_int_equal(count(&p, "Số: 12/TTr-SXD"), 1);
    assert_int_equal(count(&p, "Hưng Yên, ngày 12 tháng 7 năm 2025"), 1);
    assert_int_equal(count(&p, "Trần Văn B"), 1);
    paper_release(&p);
    ok(build(&office, code, DOCUMENT_ANNEX, &(struct document_facts){0}, &p));
    assert_int_equal(count(&p, "Quyết định số \u00a0"), 1); /* not decided: to be written by hand */
    paper_release(&p);
    ok(plan_decide(store, &office, code, 0, &DECISION, DAY_13, &bad, &e));
    ok(build(&office, code, DOCUMENT_ANNEX, &(struct document_facts){0}, &p));
    assert_int_equal(count(&p, "Quyết định số 45/QĐ-UBND ngày 13 tháng 7 năm 2025"), 1);
    paper_release(&p);
    ok(build(&office, code, DOCUMENT_ANNEX, &(struct document_facts){.number = "46"}, &p));
    assert_int_equal(count(&p, "Quyết định số 46/QĐ-UBND ngày 13 tháng 7 năm 2025"), 1);
    paper_release(&p);
    free(code);
}

static void t_who_does_not_see_all_sees_no_document(void **state)
{
    (void)state;
    struct paper p = {0};
    const struct document_facts none = {0};
    const struct principal nobody = {0};
    const struct principal registrar = {.account_id = office.account_id,
                                        .role = PRINCIPAL_REGISTRAR};
    char *code = solved();
    refused(build(&nobody, code, DOCUMENT_ANNEX, &none, &p), ERR_ABSENT);
    refused(build(&registrar, code, DOCUMENT_ANNEX, &none, &p), ERR_ABSENT);
    refused(build(&planner, "none", DOCUMENT_ANNEX, &none, &p), ERR_ABSENT);
    free(code);
    code = bed_ask(&(struct plan_options){0});
    refused(build(&planner, code, DOCUMENT_ANNEX, &none, &p), ERR_DATA); /* not solved yet */
    free(code);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, bed_make, bed_remove)

int main(int argc, char **argv)
{
    if (argc > 1 && (strcmp(argv[1], "solve") == 0 || strcmp(argv[1], "explain") == 0))
        return real_engine(argc, argv);
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    const struct CMUnitTest tests[] = {
        TEST(t_letters_go_to_those_who_stood_in_the_round),
        TEST(t_number_day_and_signer_are_those_of_the_plans_papers),
        TEST(t_who_does_not_see_all_sees_no_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
