/* The audit: rows are added in order and nothing else; whatever was done to the chain shows. */
#include "store_bed.h"

#include "../../src/store/handle.h"

enum { N_ROWS = 120, N_MUTATIONS = 1000 };

static struct store *store;
static uint64_t random_state = 20250701;

static uint64_t draw(uint64_t below)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (random_state >> 33) % below;
}

static void sql(const char *text)
{
    char *message = NULL;
    if (sqlite3_exec(store->db, text, NULL, NULL, &message) != SQLITE_OK)
        print_message("%s: %s\n", text, message);
    assert_null(message);
}

/* Runs a statement with up to three numbers as ?1, ?2, ?3. */
static void sql_with(const char *text, int64_t a, int64_t b, int64_t c)
{
    sqlite3_stmt *st = NULL;
    const int64_t values[] = {a, b, c};
    assert_int_equal(sqlite3_prepare_v2(store->db, text, -1, &st, NULL), SQLITE_OK);
    for (int i = 0; i < sqlite3_bind_parameter_count(st); i++)
        sqlite3_bind_int64(st, i + 1, values[i]);
    assert_int_equal(sqlite3_step(st), SQLITE_DONE);
    sqlite3_finalize(st);
}

static void add_rows(int n)
{
    for (int i = 0; i < n; i++) {
        struct buf fields = {0};
        char object[32];
        snprintf(object, sizeof object, "request/%d", i % 7);
        store_audit_field(store, "phone", i % 2 == 0 ? "0912345678" : "0987654321", &fields);
        buf_str(&fields, i % 3 == 0 ? "reason=kiểm tra" : "");
        struct store_audit a = {.actor = i % 2,
                                .action = lit(i % 5 == 0 ? "request.confirm" : "request.change"),
                                .object = object,
                                .fields = fields.data};
        ok(store_audit_add(store, &a, &e));
        buf_release(&fields);
    }
}

static int set_up(void **state)
{
    (void)state;
    bed_make();
    ok(store_open(&store, path, STORE_CREATE, &KEY, &e));
    put_account(store, "lan", "planner");
    ok(store_begin(store, &e));
    add_rows(N_ROWS);
    ok(store_commit(store, &e));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    bed_remove();
    return 0;
}

static struct store_audit_report verify(const struct store_audit_head *kept, size_t n_kept)
{
    struct store_audit_report r;
    struct err why = {0};
    int rc = store_audit_verify(store, kept, n_kept, &r, &why);
    assert_int_equal(rc, r.fault == STORE_AUDIT_WHOLE ? ERR_OK : ERR_DATA);
    return r;
}

static struct store_audit_head head(void)
{
    struct store_audit_head h;
    ok(store_audit_head(store, &h, &e));
    return h;
}

static void t_an_untouched_chain_holds(void **state)
{
    struct store_audit_head kept[2] = {{0}, head()};
    (void)state;
    struct store_audit_report r = verify(kept, 2);
    assert_int_equal(r.fault, STORE_AUDIT_WHOLE);
    assert_int_equal(r.n_rows, N_ROWS);
    assert_int_equal(r.head.seq, N_ROWS);
    assert_memory_equal(r.head.h, kept[1].h, 32);
    add_rows(10); /* and goes on behind a kept head */
    assert_int_equal(verify(kept, 2).fault, STORE_AUDIT_WHOLE);
}

static void t_rows_come_back(void **state)
{
    struct store_audits l;
    (void)state;
    ok(store_audit_list(store, NULL, 100, 5, &l, &e));
    assert_int_equal(l.n, 5);
    assert_int_equal(l.items[0].seq, 101);
    assert_int_equal(l.items[4].seq, 105);
    assert_string_equal(l.items[0].object, "request/2");
    store_audits_release(&l);
    ok(store_audit_list(store, "request/3", 0, 1000, &l, &e));
    assert_int_equal(l.n, 17);
    for (size_t i = 0; i < l.n; i++)
        assert_string_equal(l.items[i].object, "request/3");
    assert_null(strstr(l.items[0].fields, "09")); /* no value of a person */
    store_audits_release(&l);
}

static void t_equal_values_hash_alike_and_others_do_not(void **state)
{
    struct buf a = {0}, b = {0};
    (void)state;
    store_audit_field(store, "phone", "0912345678", &a);
    store_audit_field(store, "phone", "0912345678", &b);
    assert_string_equal(a.data, b.data);
    assert_int_equal(a.len, strlen("phone=") + 32 + 1);
    b.len = 0;
    store_audit_field(store, "phone", "0912345679", &b);
    assert_string_not_equal(a.data, b.data);
    b.len = 0;
    store_audit_field(store, "fax", "0912345678", &b);
    assert_string_not_equal(strchr(a.data, '='), strchr(b.data, '='));
    buf_release(&a);
    buf_release(&b);
}

static void t_the_schema_refuses_changes(void **state)
{
    static const char *const bad[] = {
        "UPDATE audit SET at = at + 1 WHERE seq = 5",
        "UPDATE audit SET fields = '' WHERE seq = 120",
        "DELETE FROM audit WHERE seq = 120",
        "DELETE FROM audit",
        "INSERT INTO audit SELECT 122, at, actor, action, object, fields, h, h FROM audit"
        " WHERE seq = 120",
        "INSERT INTO audit SELECT 121, at, actor, action, object, fields, prev, h FROM audit"
        " WHERE seq = 120",
        "INSERT OR REPLACE INTO audit SELECT 120, at, actor, action, object, '', prev, h"
        " FROM audit WHERE seq = 120",
        "INSERT INTO audit SELECT NULL, at, actor, action, object, fields, h, h FROM audit"
        " WHERE seq = 120",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(sqlite3_exec(store->db, bad[i], NULL, NULL, NULL) & 0xff,
                         SQLITE_CONSTRAINT);
    assert_int_equal(verify(NULL, 0).n_rows, N_ROWS);
}

static void t_without_the_key_nothing_is_added(void **state)
{
    struct store_audit a = {.action = lit("x"), .object = lit("y")};
    struct store_audit_report r;
    (void)state;
    store_close(store);
    ok(store_open(&store, path, STORE_WRITE, NULL, &e));
    refused(store_audit_add(store, &a, &e), ERR_INPUT);
    refused(store_audit_verify(store, NULL, 0, &r, &e), ERR_INPUT);
}

/* What somebody with the file, but without the key, may do to it. Each leaves another chain. */
static void mutate(void)
{
    static const char *const edits[] = {
        "UPDATE audit SET at = at + 1 + ?2 WHERE seq = ?1",
        "UPDATE audit SET actor = CASE WHEN actor IS NULL THEN 1 END WHERE seq = ?1",
        "UPDATE audit SET action = action || '.' WHERE seq = ?1",
        "UPDATE audit SET object = 'request/' || (100 + ?2) WHERE seq = ?1",
        "UPDATE audit SET fields = fields || ' ' WHERE seq = ?1",
        /* the same text, cut elsewhere */
        "UPDATE audit SET action = action || 'r', object = substr(object, 2) WHERE seq = ?1",
        "UPDATE audit SET h = randomblob(32) WHERE seq = ?1",
        "UPDATE audit SET prev = randomblob(32) WHERE seq = ?1",
    };
    int64_t at = 1 + (int64_t)draw(N_ROWS - 1); /* not the last: its loss is a truncation */
    int64_t to = 1 + (int64_t)draw(N_ROWS);
    uint64_t which = draw(12);
    if (which < 8) {
        sql_with(edits[which], at, to, 0);
    } else if (which == 8) { /* deleted */
        sql_with("DELETE FROM audit WHERE seq = ?1", at, 0, 0);
    } else if (which == 9) { /* deleted, and the rest moved up */
        sql_with("DELETE FROM audit WHERE seq = ?1", at, 0, 0);
        sql_with("UPDATE audit SET seq = -(seq - 1) WHERE seq > ?1", at, 0, 0);
        sql("UPDATE audit SET seq = -seq WHERE seq < 0");
    } else if (which == 10) { /* one put in, behind or between */
        sql_with("UPDATE audit SET seq = -(seq + 1) WHERE seq >= ?1", to, 0, 0);
        sql("UPDATE audit SET seq = -seq WHERE seq < 0");
        sql_with("INSERT INTO audit SELECT ?1, at, actor, 'forged', object, fields,"
                 " coalesce((SELECT h FROM audit WHERE seq = ?1 - 1), zeroblob(32)),"
                 " randomblob(32) FROM audit WHERE seq = ?2",
                 to, to == 1 ? 2 : to - 1, 0);
    } else { /* two change places */
        to = to == at ? N_ROWS : to;
        sql_with("UPDATE audit SET seq = -seq WHERE seq = ?1", at, 0, 0);
        sql_with("UPDATE audit SET seq = ?1 WHERE seq = ?2", at, to, 0);
        sql_with("UPDATE audit SET seq = ?2 WHERE seq = -?1", at, to, 0);
    }
}

static void drop_triggers(void)
{
    sql("DROP TRIGGER audit_follows");
    sql("DROP TRIGGER audit_stays");
    sql("DROP TRIGGER audit_is_kept");
}

static void t_every_mutation_of_the_chain_shows(void **state)
{
    (void)state;
    sql("BEGIN");
    drop_triggers();
    assert_int_equal(verify(NULL, 0).fault, STORE_AUDIT_WHOLE);
    for (int i = 0; i < N_MUTATIONS; i++) {
        sql("SAVEPOINT one");
        mutate();
        assert_int_not_equal(verify(NULL, 0).fault, STORE_AUDIT_WHOLE);
        sql("ROLLBACK TO one; RELEASE one");
    }
    assert_int_equal(verify(NULL, 0).fault, STORE_AUDIT_WHOLE);
    sql("ROLLBACK");
}

static void t_a_cut_end_shows_beside_a_kept_head(void **state)
{
    struct store_audit_head kept = head();
    (void)state;
    sql("BEGIN");
    drop_triggers();
    for (int64_t n = 1; n <= N_ROWS; n += 7) {
        sql("SAVEPOINT one");
        sql_with("DELETE FROM audit WHERE seq > ?1", N_ROWS - n, 0, 0);
        assert_int_equal(verify(NULL, 0).fault, STORE_AUDIT_WHOLE); /* the chain alone is blind */
        struct store_audit_report r = verify(&kept, 1);
        assert_int_equal(r.fault, STORE_AUDIT_SHORT);
        assert_int_equal(r.seq, N_ROWS - n + 1);
        sql("ROLLBACK TO one; RELEASE one");
    }
    sql("ROLLBACK");
}

static void t_an_end_chained_anew_shows_beside_a_kept_head(void **state)
{
    struct store_audit_head kept = head();
    (void)state;
    sql("BEGIN");
    drop_triggers();
    sql_with("DELETE FROM audit WHERE seq > ?1", N_ROWS - 5, 0, 0);
    add_rows(20); /* by somebody who has the key */
    assert_int_equal(verify(NULL, 0).fault, STORE_AUDIT_WHOLE);
    struct store_audit_report r = verify(&kept, 1);
    assert_int_equal(r.fault, STORE_AUDIT_OTHER);
    assert_int_equal(r.seq, N_ROWS);
    sql("ROLLBACK");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_an_untouched_chain_holds),
        TEST(t_rows_come_back),
        TEST(t_equal_values_hash_alike_and_others_do_not),
        TEST(t_the_schema_refuses_changes),
        TEST(t_without_the_key_nothing_is_added),
        TEST(t_every_mutation_of_the_chain_shows),
        TEST(t_a_cut_end_shows_beside_a_kept_head),
        TEST(t_an_end_chained_anew_shows_beside_a_kept_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
