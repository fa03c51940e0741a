/* Uploads: nothing of others is there for a list, what was shown is what is written, and all of it
 * comes back. */
#include "upload_bed.h"

#include "service/life.h"
#include "base/child.h"
#include "base/file.h"
#include "base/table.h"

/* an of the bed with another road, a new one, and one who needs nothing */
#define LIST                                                                                              \
    HEAD "Nguyễn Văn An,09/05/1980,Nam,034080000001,SXD,Không,60,Có,,Có\n"                          \
         "Đỗ Thị Em,01/02/1990,Nữ,034190000005,SXD,Không,\"45,5\",Có,phụ nữ mang thai,Có\n" \
         "Trần Văn Bình,09/05/1980,Nam,034080000002,SXD,Không,\"45,5\",Có,,Không\n"
#define THEIRS HEAD "Vũ Văn Gấm,01/02/1990,Nam,034090000006,STC,Không,40,Có,,Có\n"
#define CHIS   HEAD "Lê Văn Chi,09/05/1980,Nam,034080000003,SXD,Không,40,Có,,Có\n"

static void t_applied_and_undone_every_row_is_as_it_was(void **state)
{
    static const char *const documents[] = {NULL, "45/SXD-VP"};
    (void)state;
    char *before = picture();
    for (int i = 0; i < 4; i++) {
        char *code = send(&lan, LIST, documents[i % 2]);
        char *judged = picture();
        assert_string_equal(before, judged); /* judging writes nothing */
        ok(apply(&lan, code, false));
        char *applied = picture();
        assert_string_not_equal(before, applied);
        refused(apply(&lan, code, false), ERR_DATA);
        ok(undo(&lan, code));
        char *undone = picture();
        assert_string_equal(before, undone);
        refused(undo(&lan, code), ERR_DATA);
        free(undone);
        free(applied);
        free(judged);
        free(code);
    }
    free(before);
}

static void t_a_paper_confirms_what_came_with_it(void **state)
{
    struct store_facts facts = {0};
    (void)state;
    char *plain = send(&lan, LIST, NULL);
    ok(apply(&lan, plain, false));
    expect_state(&an, "submitted");
    ok(store_fact_list(store, an.id, &facts, &e));
    assert_int_equal(facts.n, 0);
    store_facts_release(&facts);
    /* the same list again, now on paper: no row changes, all are confirmed */
    char *paper = send(&lan, LIST, "45/SXD-VP");
    ok(apply(&lan, paper, false));
    expect_state(&an, "confirmed");
    ok(store_fact_list(store, an.id, &facts, &e));
    assert_int_equal(facts.n, 4);
    assert_string_equal(facts.items[0].document, "45/SXD-VP");
    store_facts_release(&facts);
    ok(undo(&lan, paper));
    expect_state(&an, "submitted");
    refused(undo(&lan, plain), ERR_DATA); /* an undo is a change, too */
    free(paper);
    free(plain);
}

static void t_a_list_that_changes_a_fact_asks_for_a_confirmation(void **state)
{
    (void)state;
    char *paper = send(&lan, LIST, "45/SXD-VP");
    ok(apply(&lan, paper, false));
    char *other =
        send(&lan, HEAD "Nguyễn Văn An,09/05/1980,Nam,034080000001,SXD,Không,30,Có,,Có\n", NULL);
    ok(apply(&lan, other, false));
    expect_state(&an, "submitted");
    refused(undo(&lan, paper), ERR_DATA); /* something was changed since */
    ok(undo(&lan, other));
    expect_state(&an, "confirmed");
    free(other);
    free(paper);
}

static int n_bad(const struct principal *by, const char *csv)
{
    struct import_report report = {0};
    ok(upload_judge(store, by, IMPORT_OFFICIALS, csv, &report, &e));
    int n = (int)report.n_of[IMPORT_BAD];
    for (size_t i = 0; i < report.n_findings;
         i++) { /* no name or code of another agency's people */
        assert_null(strstr(report.findings[i].vi, "Chi"));
        assert_null(strstr(report.findings[i].vi, "YC-"));
    }
    import_report_release(&report);
    return n;
}

static void t_another_agencys_people_cannot_be_written(void **state)
{
    (void)state;
    assert_int_equal(n_bad(&lan, LIST), 0);
    assert_int_equal(n_bad(&lan, THEIRS), 1);
    assert_int_equal(n_bad(&mai, THEIRS), 0);
    assert_int_equal(n_bad(&mai, LIST), 3);
    assert_int_equal(n_bad(&lan, CHIS), 1);
    struct principal office = lan; /* the Office of the People's Committee */
    office.all_agencies = true;
    assert_int_equal(n_bad(&office, CHIS), 0);
}

static void t_a_request_of_another_agency_holds_its_people(void **state)
{
    struct store_request r = {0};
    (void)state;
    /* an lives with chi, in a request of STC: the list of SXD cannot file another for an */
    struct store_member members[] = {
        {.relation = lit("self"), .official_id = chi.id},
        {.relation = lit("companion"), .official_id = an.id, .consent = lit("own")}};
    r = (struct store_request){.code = lit("YC-00001"),
                               .agency_id = chi.agency_id,
                               .sharing = lit("shared"),
                               .scheme = lit("temporary"),
                               .n_members = 2,
                               .members = members};
    ok(store_request_put(store, &r, &e));
    assert_int_equal(n_bad(&lan, LIST), 0); /* an officials' list leaves who has one alone */
    struct import_report report = {0};
    ok(upload_judge(store, &lan, IMPORT_REQUESTS,
                    "Mã hồ sơ,Quan hệ,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Đơn vị công tác\n"
                    "HS-7,bản thân,Nguyễn Văn An,09/05/1980,Nam,034080000001,SXD\n"
                    "YC-00001,bản thân,Trần Văn Bình,09/05/1980,Nam,034080000002,SXD\n",
                    &report, &e));
    assert_int_equal(report.n_of[IMPORT_BAD], 2);
    import_report_release(&report);
}

static void t_bad_rows_hold_the_rest_back_unless_told(void **state)
{
    struct store_upload_rows rows = {0};
    struct store_upload u = {0};
    int64_t n;
    (void)state;
    char *code = send(&lan, LIST "Lỗi,1/1/1990,Nam,034090000009,Sở Gì Đó,,,,,Có\n", NULL);
    ok(upload_get(store, &lan, code, &u, &e));
    assert_int_equal(u.n_bad, 1);
    assert_int_equal(u.n_new + u.n_changed, 3);
    ok(store_upload_row_page(store, u.id, "bad", "", -1, 10, &rows, &n, &e));
    assert_int_equal(n, 1);
    assert_int_equal(rows.items[0].number, 5);
    assert_non_null(strstr(rows.items[0].findings, "\"level\":\"error\""));
    store_upload_rows_release(&rows);
    refused(apply(&lan, code, false), ERR_DATA);
    ok(apply(&lan, code, true));
    expect_state(&an, "submitted");
    store_upload_release(&u);
    free(code);
}

static void t_other_verdicts_than_shown_write_nothing(void **state)
{
    (void)state;
    char *first = send(&lan, LIST, NULL);
    char *second = send(&lan, LIST, NULL);
    ok(apply(&lan, first, false));
    char *before = picture();
    refused(apply(&lan, second, false), ERR_DATA);
    char *after = picture();
    assert_string_equal(before, after);
    free(before);
    free(after);
    free(second);
    free(first);
}

static void t_one_sees_ones_own_uploads(void **state)
{
    struct store_upload u = {0};
    struct store_uploads page = {0};
    struct store_scope scope = principal_scope(&mai);
    int64_t n;
    (void)state;
    char *code = send(&lan, LIST, NULL);
    refused(upload_get(store, &mai, code, &u, &e), ERR_ABSENT);
    refused(apply(&mai, code, false), ERR_ABSENT);
    refused(undo(&mai, code), ERR_ABSENT);
    ok(store_upload_page(store, &scope, "", 10, &page, &n, &e));
    assert_int_equal(n, 0);
    store_uploads_release(&page);
    ok(upload_get(store, &planner, code, &u, &e));
    store_upload_release(&u);
    refused(apply(&planner, code, false), ERR_DENIED);
    refused(upload_may(&lan, IMPORT_ROOMS, &e), ERR_DENIED);
    refused(upload_may(&planner, IMPORT_OFFICIALS, &e), ERR_DENIED);
    refused(upload_may(&an_self, IMPORT_OFFICIALS, &e), ERR_DENIED);
    ok(upload_may(&planner, IMPORT_ROOMS, &e));
    free(code);
}

static void t_the_list_is_sealed_and_wiped(void **state)
{
    struct store_upload u = {0};
    struct buf csv = {0}, bytes = {0};
    (void)state;
    char *code = send(&lan, LIST, NULL);
    ok(upload_get(store, &lan, code, &u, &e));
    ok(store_upload_list(store, &u, &csv, &e));
    assert_string_equal(csv.data, LIST);
    buf_release(&csv);
    ok(apply(&lan, code, false));
    refused(store_upload_list(store, &u, &csv, &e), ERR_DATA);
    store_close(store);
    ok(file_read(path, 1 << 26, &bytes, &e));
    assert_null(memmem(bytes.data, bytes.len, "034190000005", 12));
    ok(store_open(&store, path, STORE_WRITE, &KEY, &e));
    buf_release(&bytes);
    store_upload_release(&u);
    free(code);
}

static void t_what_is_never_applied_is_forgotten(void **state)
{
    struct store_upload u = {0};
    (void)state;
    char *applied = send(&lan, LIST, NULL);
    ok(apply(&lan, applied, false));
    char *left = send(&lan, LIST, NULL);
    ok(store_upload_purge(store, NOW, 10, &e));
    ok(upload_get(store, &lan, left, &u, &e));
    const struct store_upload_cell cell = {.number = 2,
                                           .before = lit("a"),
                                           .after = lit("b"),
                                           .text = lit("b"),
                                           .account_id = lan.account_id};
    ok(store_upload_cell_put(store, &u, &cell, &e));
    store_upload_release(&u);
    ok(store_upload_purge(store, NOW + 1, 10, &e));
    refused(upload_get(store, &lan, left, &u, &e), ERR_ABSENT);
    ok(undo(&lan, applied));
    free(left);
    free(applied);
}

/* How many rows of a list that changes HS-7 are bad, for a request in that state. */
static size_t n_bad_in(const char *state_name)
{
    struct import_report report = {0};
    int64_t id;
    ok(store_request_id_of(store, "HS-7", &id, &e));
    ok(store_request_move(store, id, state_name, NULL, NULL, &e));
    ok(upload_judge(store, &lan, IMPORT_REQUESTS,
                    "Mã hồ sơ,Quan hệ,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Đơn vị công tác,"
                    "Hình thức ở\n"
                    "HS-7,bản thân,Nguyễn Văn An,09/05/1980,Nam,034080000001,SXD,ở riêng\n",
                    &report, &e));
    const size_t n = report.n_of[IMPORT_BAD];
    import_report_release(&report);
    return n;
}

static void t_a_list_corrects_what_one_by_one_may_be_corrected(void **state)
{
    struct store_member an_self_member = {.relation = lit("self"), .official_id = an.id};
    struct store_request r = {.code = lit("HS-7"),
                              .agency_id = an.agency_id,
                              .sharing = lit("shared"),
                              .scheme = lit("temporary"),
                              .n_members = 1,
                              .members = &an_self_member};
    (void)state;
    ok(store_request_put(store, &r, &e));
    for (int s = 0; s < LIFE_N_STATES; s++) {
        enum life_state to;
        const bool may = life_next((enum life_state)s, LIFE_CORRECT, &to);
        if (n_bad_in(life_state_name((enum life_state)s)) != (may ? 0 : 1))
            fail_msg("%s", life_state_name((enum life_state)s));
    }
}

/* BUILD/quarters, beside which this test was built. */
static void find_program(char out[512])
{
    assert_int_equal(child_self_path(out, 512), 0);
    for (int i = 0; i < 3; i++) /* tests/unit/service_upload */
        *strrchr(out, '/') = '\0';
    const size_t n = strlen(out);
    snprintf(out + n, 512 - n, "/quarters");
}

static void t_a_workbook_is_read_by_the_program(void **state)
{
    char program[512];
    struct buf bytes = {0}, csv = {0};
    struct table t = {0};
    (void)state;
    find_program(program);
    ok(file_read("fixtures/dirty/hai-co-quan.xlsx", TABLE_MAX_BYTES, &bytes, &e));
    ok(upload_read(program, bytes.data, bytes.len, &csv, &e));
    ok(csv_parse(csv.data, csv.len, ',', &t, &e));
    assert_true(t.n_rows > 3);
    assert_non_null(strstr(table_cell(&t, 1, 0), "ĐĂNG KÝ CHỖ Ở"));
    assert_int_equal(t.rows[1].number, 3);
    table_release(&t);
    buf_release(&csv);
    /* what is wrong with it is what the reader says, in both languages */
    refused(upload_read(program, "PK\3\4 no workbook", 16, &csv, &e), ERR_INPUT);
    assert_int_equal(upload_read(program, bytes.data, bytes.len / 2, &csv, &e), ERR_INPUT);
    assert_string_not_equal(e.vi, "");
    assert_string_not_equal(e.vi, e.en);
    assert_int_equal(csv.len, 0);
    buf_release(&bytes);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_applied_and_undone_every_row_is_as_it_was),
        TEST(t_a_paper_confirms_what_came_with_it),
        TEST(t_a_list_that_changes_a_fact_asks_for_a_confirmation),
        TEST(t_another_agencys_people_cannot_be_written),
        TEST(t_a_request_of_another_agency_holds_its_people),
        TEST(t_bad_rows_hold_the_rest_back_unless_told),
        TEST(t_other_verdicts_than_shown_write_nothing),
        TEST(t_one_sees_ones_own_uploads),
        TEST(t_the_list_is_sealed_and_wiped),
        TEST(t_what_is_never_applied_is_forgotten),
        TEST(t_a_list_corrects_what_one_by_one_may_be_corrected),
        TEST(t_a_workbook_is_read_by_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
