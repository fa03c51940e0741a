/* Work taken back as a whole: every row as it was, or nothing where something rests on it. */
#include "needs_bed.h"

#include "store/changes.h"

static int64_t request;

static int64_t put_request(const char *code, const struct store_official *applicant,
                           const char *note)
{
    struct store_request known = {0};
    struct store_member member = {.relation = lit("self"), .official_id = applicant->id};
    struct store_wish wish = {.feature = lit("balcony"), .weight = 2};
    ok(store_request_by_code(store, &ALL, code, &known, &e));
    struct store_request r = {.id = known.id,
                              .code = lit(code),
                              .agency_id = applicant->agency_id,
                              .sharing = lit("shared"),
                              .scheme = lit("temporary"),
                              .note = lit(note),
                              .n_members = 1,
                              .members = &member,
                              .n_wishes = note[0] == '\0' ? 0 : 1,
                              .wishes = &wish};
    ok(store_request_put(store, &r, &e));
    store_request_release(&known);
    return r.id;
}

static int set_up(void **state)
{
    (void)state;
    bed_fill();
    request = put_request("HS-1", &an, "");
    ok(store_fact_put(store, an.id,
                      &(struct store_fact){.fact = lit("road_km"),
                                           .document = lit("1"),
                                           .document_day = lit("2025-07-01"),
                                           .confirmed_at = 1},
                      &e));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

/* All of the register but versions, as one text. */
static char *picture(void)
{
    struct store_officials officials = {0};
    struct store_requests requests = {0};
    struct buf out = {0};
    ok(store_official_list(store, &officials, &e));
    ok(store_request_list(store, &requests, &e));
    for (size_t i = 0; i < officials.n; i++) {
        const struct store_official *o = &officials.items[i];
        struct store_facts facts = {0};
        buf_fmt(&out, "%s %s %s %s %d %d %d %s\n", o->code, o->name, o->lookup, o->phone,
                o->road_km_t, o->has_moved, o->owns_house, o->groups);
        ok(store_fact_list(store, o->id, &facts, &e));
        for (size_t f = 0; f < facts.n; f++)
            buf_fmt(&out, "  %s %s\n", facts.items[f].fact, facts.items[f].document);
        store_facts_release(&facts);
    }
    for (size_t i = 0; i < requests.n; i++) {
        const struct store_request *r = &requests.items[i];
        buf_fmt(&out, "%s %s %s %zu %zu\n", r->code, r->state, r->note, r->n_members, r->n_wishes);
    }
    store_requests_release(&requests);
    store_officials_release(&officials);
    return buf_take(&out);
}

/* New people and requests, changed ones, a fact that falls, a fact that comes. */
static void work(struct buf *bytes)
{
    struct store_changes *c = NULL;
    ok(store_begin(store, &e));
    ok(store_changes_begin(store, &c, &e));
    struct store_official o = an;
    o.road_km_t = 600;
    o.phone = lit("0900000000");
    ok(store_official_put(store, &o, &e));
    ok(store_fact_put(store, an.id,
                      &(struct store_fact){.fact = lit("road_km"),
                                           .document = lit("2"),
                                           .document_day = lit("2025-07-02"),
                                           .confirmed_at = 2},
                      &e));
    put_request("HS-1", &an, "gần bến xe");
    struct store_official fresh = bed_official("Hồ Văn Em", an.agency_id, 5);
    put_request("HS-2", &fresh, "mới");
    store_official_release(&fresh);
    ok(store_changes_end(c, bytes, &e));
    ok(store_commit(store, &e));
}

static int undo(const struct buf *bytes)
{
    ok(store_begin(store, &e));
    int rc = store_changes_undo(store, bytes->data, bytes->len, &e);
    if (rc == ERR_OK)
        ok(store_commit(store, &e));
    else
        store_rollback(store);
    return rc;
}

static void t_every_row_is_as_it_was(void **state)
{
    struct buf bytes = {0};
    struct store_official o = {0};
    (void)state;
    char *before = picture();
    work(&bytes);
    char *between = picture();
    assert_string_not_equal(before, between);
    ok(undo(&bytes));
    char *after = picture();
    assert_string_equal(before, after);
    /* but no ETag of the time between fits */
    ok(store_official_get(store, &ALL, an.id, &o, &e));
    assert_int_equal(o.version, an.version + 2);
    store_official_release(&o);
    free(before);
    free(between);
    free(after);
    buf_release(&bytes);
}

static void t_it_can_be_done_and_undone_again(void **state)
{
    (void)state;
    char *before = picture();
    for (int i = 0; i < 3; i++) {
        struct buf bytes = {0};
        work(&bytes);
        ok(undo(&bytes));
        refused(undo(&bytes), ERR_DATA); /* twice is once too often */
        buf_release(&bytes);
    }
    char *after = picture();
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void touch_official(void)
{
    struct store_official o = {0};
    ok(store_official_get(store, &ALL, an.id, &o, &e));
    ok(store_official_put(store, &o, &e));
    store_official_release(&o);
}

static void touch_request(void)
{
    ok(store_request_move(store, request, "confirmed", NULL, TODAY, &e));
}

static void withdraw_new(void)
{
    int64_t id;
    ok(store_request_id_of(store, "HS-2", &id, &e));
    ok(store_request_move(store, id, "withdrawn", NULL, NULL, &e));
}

static void add_account(void)
{
    struct store_request r = {0};
    ok(store_request_by_code(store, &ALL, "HS-2", &r, &e));
    bed_principal("em", PRINCIPAL_OFFICIAL, "", r.members[0].official_id);
    store_request_release(&r);
}

static void t_what_something_rests_on_stays(void **state)
{
    static void (*const since[])(void) = {touch_official, touch_request, withdraw_new, add_account};
    (void)state;
    for (size_t i = 0; i < sizeof since / sizeof *since; i++) {
        struct buf bytes = {0};
        work(&bytes);
        since[i]();
        char *before = picture();
        refused(undo(&bytes), ERR_DATA);
        char *after = picture();
        assert_string_equal(before, after);
        free(before);
        free(after);
        buf_release(&bytes);
        tear_down(state);
        set_up(state);
    }
}

static void t_work_that_is_rolled_back_leaves_no_changes(void **state)
{
    struct store_changes *c = NULL;
    struct buf bytes = {0};
    (void)state;
    ok(store_begin(store, &e));
    ok(store_changes_begin(store, &c, &e));
    ok(store_begin(store, &e));
    touch_official();
    store_rollback(store);
    ok(store_changes_end(c, &bytes, &e));
    assert_int_equal(bytes.len, 0);
    store_rollback(store);
    refused(store_changes_undo(store, "not a changeset", 15, &e), ERR_DATA);
    buf_release(&bytes);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_every_row_is_as_it_was),
        TEST(t_it_can_be_done_and_undone_again),
        TEST(t_what_something_rests_on_stays),
        TEST(t_work_that_is_rolled_back_leaves_no_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
