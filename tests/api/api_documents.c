/* Documents of a plan over the API: who may have them, and that they say what the plan does. The
 * test program is its own engine: called with `solve` it solves.
 */
#include "../unit/printed.h"

#include "asked.h"

#include "base/child.h"
#include "service/allocate.h"
#include "solver/command.h"
#include "store/plan.h"

static char engine[4096];
static char plan_code[64];

static int fill(struct store *s, struct err *e)
{
    struct allocate_options o = {.engine = engine, .time_limit_s = 60};
    struct allocation a = {0};
    struct solver_findings bad = {0};
    struct store_plan plan = {0};
    int rc = people_fill(s, e);
    rc = rc != ERR_OK ? rc : allocation_prepare(&a, s, &o, &bad, e);
    rc = rc != ERR_OK ? rc : allocation_solve(&a, &o, e);
    rc = rc != ERR_OK ? rc : allocation_store(&a, s, e);
    rc = rc != ERR_OK ? rc : store_plan_get(s, 0, &plan, e);
    snprintf(plan_code, sizeof plan_code, "%s", plan.code == NULL ? "" : plan.code);
    store_plan_release(&plan);
    allocation_release(&a);
    solver_findings_release(&bad);
    return rc;
}

static int get(enum who who, const char *plan, const char *rest, const char *head)
{
    char path[256];
    snprintf(path, sizeof path, "/api/v1/plans/%s/documents/%s", plan, rest);
    return people_ask(&server, who, "GET", path, head, NULL, &in);
}

static char *text(void)
{
    const char *body = api_body(&in);
    struct buf pdf = {0};
    buf_add(&pdf, body, in.len - (size_t)(body - in.data));
    char *said = printed_text(&pdf, "");
    buf_release(&pdf);
    return said;
}

static void t_those_who_see_all_may_print_the_rest_sees_no_plan(void **state)
{
    (void)state;
    static const int status[N_WHO] = {
        [WHO_NOBODY] = 401, [WHO_ADMIN] = 404,    [WHO_PLANNER] = 200,     [WHO_REGISTRAR] = 404,
        [WHO_OFFICE] = 200, [WHO_OFFICIAL] = 404, [WHO_MAINTENANCE] = 404, [WHO_AUDITOR] = 200};
    for (int w = 0; w < N_WHO; w++) {
        assert_int_equal(get((enum who)w, plan_code, "annex", ""), status[w]);
        if (status[w] != 200)
            assert_null(strstr(in.data, "Một")); /* a name */
    }
}

static void t_each_document_is_a_pdf_of_that_plan(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *says;
    } documents[] = {{"submission", "TỜ TRÌNH"},
                     {"annex", "Vũ Thị Một"},
                     {"agency-lists", "KẾT QUẢ XÉT BỐ TRÍ CHỖ Ở"}};
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        char name[64];
        assert_int_equal(get(WHO_PLANNER, plan_code, documents[i].kind, ""), 200);
        char *type = api_header(&in, "Content-Type");
        char *file = api_header(&in, "Content-Disposition");
        snprintf(name, sizeof name, "attachment; filename=\"%s.pdf\"", documents[i].kind);
        assert_string_equal(type, "application/pdf");
        assert_string_equal(file, name);
        char *said = text();
        assert_non_null(strstr(said, documents[i].says));
        assert_null(strstr(said, "034183002329"));
        free(said);
        free(type);
        free(file);
    }
}

static void t_the_annex_is_a_sheet_too(void **state)
{
    (void)state;
    assert_int_equal(get(WHO_PLANNER, plan_code, "annex?format=xlsx", ""), 200);
    assert_memory_equal(api_body(&in), "PK", 2);
    assert_int_equal(get(WHO_PLANNER, plan_code, "annex", "Accept: text/html, */*;q=0.8\r\n"), 200);
    assert_memory_equal(api_body(&in), "%PDF", 4);
    assert_int_equal(get(WHO_PLANNER, plan_code, "refusals?format=xlsx", ""), 406);
}

static void t_number_day_and_signer_are_the_askers(void **state)
{
    (void)state;
    assert_int_equal(get(WHO_PLANNER, plan_code,
                         "submission?number=7&date=2025-07-03&signer=L%C3%AA%20V%C4%83n%20A", ""),
                     200);
    char *said = text();
    assert_non_null(strstr(said, "Số: 07/TTr-SXD"));
    assert_non_null(strstr(said, "ngày 03 tháng 7 năm 2025"));
    assert_non_null(strstr(said, "Lê Văn A"));
    free(said);
    assert_int_equal(get(WHO_PLANNER, plan_code, "annex?date=2025-02-30", ""), 422);
    assert_int_equal(get(WHO_PLANNER, plan_code, "annex?signed=me", ""), 422);
}

static void t_the_same_document_is_not_sent_twice(void **state)
{
    (void)state;
    char head[256];
    assert_int_equal(get(WHO_PLANNER, plan_code, "annex", ""), 200);
    char *etag = api_header(&in, "ETag");
    assert_string_not_equal(etag, "");
    snprintf(head, sizeof head, "If-None-Match: %s\r\n", etag);
    assert_int_equal(get(WHO_PLANNER, plan_code, "annex", head), 304);
    free(etag);
}

static void t_what_there_is_not_is_said(void **state)
{
    (void)state;
    assert_int_equal(get(WHO_PLANNER, "0123456789abcdef0123456789abcdef", "annex", ""), 404);
    assert_int_equal(get(WHO_PLANNER, plan_code, "letter", ""), 404);
    assert_int_equal(get(WHO_PLANNER, plan_code, "refusals", ""), 409); /* all are housed */
    assert_int_equal(get(WHO_PLANNER, plan_code, "annex", "Accept: text/csv\r\n"), 406);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "solve") == 0)
        return solver_command_solve(argc - 2, argv + 2, "en");
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_those_who_see_all_may_print_the_rest_sees_no_plan),
        cmocka_unit_test(t_each_document_is_a_pdf_of_that_plan),
        cmocka_unit_test(t_the_annex_is_a_sheet_too),
        cmocka_unit_test(t_number_day_and_signer_are_the_askers),
        cmocka_unit_test(t_the_same_document_is_not_sent_twice),
        cmocka_unit_test(t_what_there_is_not_is_said),
    };
    house = fill;
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
