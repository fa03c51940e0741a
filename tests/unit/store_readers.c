/* The pool of readers: one state of the data, nothing but reading, limits that hold. */
#include "store_bed.h"

#include <pthread.h>

#include "../../src/store/handle.h"
#include "base/clock.h"
#include "store/readers.h"
#include "store/writer.h"

static struct store_writer *writer;
static struct store_readers *readers;

static int set_up(void **state)
{
    struct store *s = NULL;
    struct store_writer_options options = {.free_min = -1};
    (void)state;
    bed_make();
    ok(store_open(&s, path, STORE_CREATE, &KEY, &e));
    store_close(s);
    ok(store_writer_start(&writer, path, &KEY, &options, &e));
    return store_readers_open(&readers, path, &KEY, 2, &e);
}

static int tear_down(void **state)
{
    (void)state;
    store_readers_close(readers);
    store_writer_stop(writer);
    bed_remove();
    return 0;
}

static int put_site(void *ctx, struct store *s, struct err *err)
{
    struct store_site site = {.code = ctx, .name = ctx};
    return store_site_put(s, &site, err);
}

static void put(const char *code)
{
    ok(store_writer_run(writer, put_site, STORE_UNAUDITED, lit(code), &e));
}

static size_t n_sites(struct store *s)
{
    struct store_sites sites = {0};
    ok(store_site_list(s, &sites, &e));
    size_t n = sites.n;
    store_sites_release(&sites);
    return n;
}

static void t_a_taken_handle_sees_one_state(void **state)
{
    (void)state;
    put("A");
    struct store *s = store_readers_take(readers, 0, &e);
    assert_int_equal(n_sites(s), 1);
    put("B");
    assert_int_equal(n_sites(s), 1);
    struct store *other = store_readers_take(readers, 0, &e);
    assert_int_equal(n_sites(other), 2);
    store_readers_give(readers, other);
    store_readers_give(readers, s);
    s = store_readers_take(readers, 0, &e);
    assert_int_equal(n_sites(s), 2);
    store_readers_give(readers, s);
}

static void t_a_reader_may_only_read(void **state)
{
    static const char *const sql[] = {
        "INSERT INTO setting VALUES ('a', 'b')",
        "DELETE FROM audit",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "ATTACH 'x.db' AS x",
        "PRAGMA query_only=0",
        "PRAGMA writable_schema=1",
        "PRAGMA wal_checkpoint",
        "VACUUM INTO 'x.db'",
        "SELECT load_extension('x')",
    };
    struct store *s = store_readers_take(readers, 0, &e);
    (void)state;
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
        assert_int_not_equal(sqlite3_exec(s->db, sql[i], NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(s->db, "SELECT * FROM setting", NULL, NULL, NULL), SQLITE_OK);
    store_readers_give(readers, s);
}

static void t_a_runaway_query_is_stopped(void **state)
{
    static const char endless[] =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\n"
        "SELECT count(*) FROM n";
    struct store *s = store_readers_take(readers, 30, &e);
    sqlite3_stmt *st = store_statement(s, endless, &e);
    double begin_s = clock_monotonic_s();
    (void)state;
    refused(store_run(s, st, &e), ERR_BUSY);
    assert_true(clock_monotonic_s() - begin_s >= 0.025); /* and it ended at all */
    store_readers_give(readers, s);
    s = store_readers_take(readers, 0, &e); /* the handle is as good as new */
    assert_int_equal(n_sites(s), 0);
    store_readers_give(readers, s);
}

static void t_a_pool_in_use_says_busy(void **state)
{
    struct store *a = store_readers_take(readers, 0, &e);
    struct store *b = store_readers_take(readers, 0, &e);
    (void)state;
    assert_true(a != b);
    assert_null(store_readers_take(readers, 0, &e));
    assert_int_equal(e.code, ERR_BUSY);
    e = (struct err){0};
    store_readers_give(readers, a);
    struct store *c = store_readers_take(readers, 0, &e);
    assert_ptr_equal(c, a);
    store_readers_give(readers, c);
    store_readers_give(readers, b);
}

static void t_a_handle_that_met_a_fault_is_replaced(void **state)
{
    struct store *s = store_readers_take(readers, 0, &e);
    (void)state;
    s->fault = SQLITE_IOERR;
    store_readers_give(readers, s);
    s = store_readers_take(readers, 0, &e);
    assert_int_equal(s->fault, SQLITE_OK);
    assert_int_equal(n_sites(s), 0);
    store_readers_give(readers, s);
}

static void *read_often(void *arg)
{
    int64_t *n_wrong = arg;
    size_t last = 0;
    for (int i = 0; i < 60; i++) {
        struct err mine = {0};
        struct store_sites sites = {0};
        struct store *s = store_readers_take(readers, 5000, &mine);
        int rc = s == NULL ? mine.code : store_site_list(s, &sites, &mine);
        if (s != NULL)
            *n_wrong += rc != ERR_OK || sites.n < last; /* what was seen stays */
        else
            *n_wrong += rc != ERR_BUSY;
        last = rc == ERR_OK ? sites.n : last;
        store_sites_release(&sites);
        store_readers_give(readers, s);
    }
    return NULL;
}

static void t_readers_and_the_writer_go_side_by_side(void **state)
{
    pthread_t threads[4];
    int64_t n_wrong[4] = {0};
    char code[8];
    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_often, &n_wrong[i]), 0);
    for (int i = 0; i < 60; i++) {
        snprintf(code, sizeof code, "S%d", i);
        put(code);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(n_wrong[i], 0);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_a_taken_handle_sees_one_state),
        TEST(t_a_reader_may_only_read),
        TEST(t_a_runaway_query_is_stopped),
        TEST(t_a_pool_in_use_says_busy),
        TEST(t_a_handle_that_met_a_fault_is_replaced),
        TEST(t_readers_and_the_writer_go_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
