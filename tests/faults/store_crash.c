/* Power loss: at any moment of real work, whatever the disk kept of what was not synced, no
 * acknowledged piece of work is lost and every piece is whole. With synchronous=NORMAL the same
 * test must find losses: that is how we know that it can.
 */
#include "work.h"

#include <pthread.h>

#include "memory_vfs.h"

enum { N_PIECES = 110, N_CRASHES = 500 };

static struct work pieces[N_PIECES];

static int set_up(void **state)
{
    (void)state;
    bed_make();
    memory_vfs_install();
    make_template();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    memory_vfs_clear();
    assert_int_equal(sqlite3_vfs_register(sqlite3_vfs_find("unix"), 1), SQLITE_OK); /* as it was */
    bed_remove();
    return 0;
}

static int n_told;
static pthread_mutex_t told_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t told = PTHREAD_COND_INITIALIZER;

static void note(void *ctx, const struct err *outcome)
{
    const struct work *w = ctx;
    assert_int_equal(outcome->code, w->fails ? ERR_DATA : ERR_OK);
    if (outcome->code == ERR_OK)
        journal_ack(w->n);
    pthread_mutex_lock(&told_lock);
    n_told++;
    pthread_cond_signal(&told);
    pthread_mutex_unlock(&told_lock);
}

/* The handle of the writer, for the control: it is idle while nobody queues anything. */
static int borrow(void *ctx, struct store *s, struct err *err)
{
    (void)err;
    *(sqlite3 **)ctx = s->db;
    return ERR_OK;
}

/* All pieces, in bursts of 1 to 6 that share commits; some fail at their end. */
static void work(bool is_normal)
{
    struct store_writer *w = NULL;
    struct store_writer_options options = {.checkpoint_pages = 60, .free_min = -1};
    sqlite3 *db = NULL;
    ok(store_writer_start(&w, path, &KEY, &options, &e));
    ok(store_writer_run(w, borrow, 0, &db, &e));
    if (is_normal)
        assert_int_equal(sqlite3_exec(db, "PRAGMA synchronous=NORMAL", NULL, NULL, NULL),
                         SQLITE_OK);
    journal_begin();
    n_told = 0;
    for (int i = 0; i < N_PIECES;) {
        int burst = 1 + (int)crash_draw(6);
        for (; burst > 0 && i < N_PIECES; burst--, i++) {
            pieces[i] = (struct work){.n = i + 1, .fails = i % 9 == 8};
            ok(store_writer_add(w, do_work, 0, note, &pieces[i], &e));
        }
        pthread_mutex_lock(&told_lock);
        while (n_told < i)
            pthread_cond_wait(&told, &told_lock);
        pthread_mutex_unlock(&told_lock);
    }
    store_writer_stop(w);
    journal_end();
}

/* Loses power before entry k, starts again, checks; returns the acknowledged pieces that are lost.
 */
static int lose_power_at(size_t k)
{
    struct store *s = NULL;
    bool is_acked[WORK_MAX] = {false};
    for (size_t i = 0; i < k; i++)
        if (journal[i].kind == ENTRY_ACK)
            is_acked[journal[i].at] = true;
    crash_at(k);
    ok(store_open(&s, path, STORE_WRITE, &KEY, &e));
    int n_lost = check_whole(s, is_acked);
    store_close(s);
    return n_lost;
}

/* QUARTERS_CRASHES (make torture): at how many moments. */
static int n_crashes(void)
{
    const char *wanted = getenv("QUARTERS_CRASHES");
    return wanted != NULL ? (int)strtol(wanted, NULL, 10) : N_CRASHES;
}

/* Crashes spread over the whole journal, the last behind its end; returns the number with losses.
 */
static int lose_power_often(int n)
{
    int n_with_losses = 0;
    for (int i = 1; i <= n; i++)
        n_with_losses += lose_power_at(n_journal * (size_t)i / (size_t)n) > 0;
    return n_with_losses;
}

static void t_no_acknowledged_work_is_lost(void **state)
{
    (void)state;
    work(false);
    print_message("%zu operations\n", n_journal);
    assert_true(n_journal > N_CRASHES / 2); /* nearly each crash is at another operation */
    assert_int_equal(lose_power_often(n_crashes()), 0);
}

static void t_control_without_syncs_work_is_lost(void **state)
{
    (void)state;
    work(true);
    int n_with_losses = lose_power_often(N_CRASHES / 5);
    print_message("%d of %d lose acknowledged work\n", n_with_losses, N_CRASHES / 5);
    assert_true(n_with_losses > N_CRASHES / 50);
}

static int n_fails; /* calls of on_fail; the writer thread's until it was stopped */

static void count_fail(void *ctx)
{
    ++*(int *)ctx;
}

/* A sync that fails, at every index, once or from then on; power is lost right afterwards. */
static void fail_sync(int64_t first, int64_t n_failing, struct store_writer_stats *stats)
{
    struct store_writer *w = NULL;
    struct store_writer_options options = {
        .checkpoint_pages = 20, .free_min = -1, .on_fail = count_fail, .ctx = &n_fails};
    struct store *s = NULL;
    bool is_acked[WORK_MAX] = {false};
    memory_vfs_clear();
    bed_remove();
    bed_make();
    make_template();
    ok(store_writer_start(&w, path, &KEY, &options, &e));
    journal_begin();
    n_syncs = n_fails = 0;
    fail_sync_from = first;
    fail_sync_to = first + n_failing;
    for (int i = 1; i <= 12; i++) {
        bool was_failed = (store_writer_stats(w, stats), stats->state == STORE_WRITER_FAILED);
        struct err why = {0};
        int rc = store_writer_run(w, do_work, 0, &(struct work){.n = i}, &why);
        is_acked[i] = rc == ERR_OK;
        assert_true(rc == ERR_OK || rc == ERR_IO);
        assert_true(!was_failed || rc == ERR_IO); /* nothing goes on after a failure */
    }
    store_writer_stats(w, stats);
    store_writer_stop(w);
    assert_int_equal(n_fails, stats->state == STORE_WRITER_FAILED);
    journal_end();
    fail_sync_from = fail_sync_to = 0;
    crash_at(n_journal);
    ok(store_open(&s, path, STORE_WRITE, &KEY, &e));
    assert_int_equal(check_whole(s, is_acked), 0);
    store_close(s);
}

static void t_a_sync_that_fails_stops_the_writer(void **state)
{
    struct store_writer_stats stats;
    int n_failed = 0;
    (void)state;
    for (int64_t i = 1; i <= 16; i++) {
        fail_sync(i, 1, &stats);
        n_failed += stats.state == STORE_WRITER_FAILED;
        fail_sync(i, 1000, &stats);
        n_failed += stats.state == STORE_WRITER_FAILED;
    }
    assert_int_equal(n_failed, 32);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_no_acknowledged_work_is_lost),
        TEST(t_control_without_syncs_work_is_lost),
        TEST(t_a_sync_that_fails_stops_the_writer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
