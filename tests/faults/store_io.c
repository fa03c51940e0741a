/* System calls that fail: every write, cut, allocation and opening of a file in turn, once and from
 * then on, for want of room, by a failing disk, or by half. Nothing is damaged, nothing that was
 * acknowledged is lost, a failing disk stops the writer for good, a full one does not.
 *
 * SQLite lets its system calls be replaced (xSetSystemCall). fdatasync is not among them: see
 * store_crash.c. In half of the runs the database lacks the last two migrations, so that these are
 * under fire, too; with QUARTERS_MIGRATIONS=all (make torture) it lacks all but the first: the cost
 * grows with the square of their number.
 */
#include "work.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "../../src/store/schema.h"
#include "../sanitized.h"
#include "base/file.h"
#include "store/readers.h"

enum fault { FAULT_EIO, FAULT_ENOSPC, FAULT_SHORT, N_FAULTS };

static atomic_int n_calls;    /* of those that may fail */
static atomic_int fails_from; /* the calls with these numbers fail */
static atomic_int fails_to;
static atomic_int fault;
static atomic_int n_hits;

/* 0 = go on; else what to do. */
static int strikes(void)
{
    int n = ++n_calls;
    bool is_hit = n >= fails_from && n < fails_to;
    n_hits += is_hit;
    return is_hit;
}

static int fail_with_errno(void)
{
    errno = fault == FAULT_ENOSPC ? ENOSPC : EIO;
    return -1;
}

static ssize_t faulty_pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    if (!strikes())
        return pwrite(fd, bytes, n, at);
    return fault == FAULT_SHORT ? pwrite(fd, bytes, n / 2, at) : fail_with_errno();
}

/* A full disk lets a file stay as long as it is, and grow shorter. */
static int faulty_ftruncate(int fd, off_t size)
{
    struct stat now;
    if (fault == FAULT_ENOSPC && fstat(fd, &now) == 0 && size <= now.st_size)
        return ftruncate(fd, size);
    return strikes() ? fail_with_errno() : ftruncate(fd, size);
}

static int faulty_open(const char *name, int flags, int mode)
{
    return strikes() ? fail_with_errno() : open(name, flags, mode);
}

static const struct {
    const char *name;
    sqlite3_syscall_ptr call;
} CALLS[] = {
    {"pwrite", (sqlite3_syscall_ptr)faulty_pwrite},
    {"pwrite64", (sqlite3_syscall_ptr)faulty_pwrite},
    {"ftruncate", (sqlite3_syscall_ptr)faulty_ftruncate},
    {"open", (sqlite3_syscall_ptr)faulty_open},
};

static void arm(bool is_armed)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find("unix");
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++)
        (void)vfs->xSetSystemCall(vfs, CALLS[i].name, is_armed ? CALLS[i].call : NULL);
}

static struct buf template_1, template_2; /* the bytes of an old database, and of a new one */

/* A database as the program left it when it knew fewer migrations. */
static void make_old(const char *name)
{
    enum { LAST = 2 };
    const size_t n = getenv("QUARTERS_MIGRATIONS") != NULL ? 1 : STORE_N_MIGRATIONS - LAST;
    sqlite3 *db = NULL;
    char version[64];
    assert_int_equal(sqlite3_open(name, &db), SQLITE_OK);
    assert_int_equal(store_add_collation(db), SQLITE_OK);
    for (size_t i = 0; i < n; i++)
        for (const char *const *sql = STORE_MIGRATIONS[i].statements; *sql != NULL; sql++)
            assert_int_equal(sqlite3_exec(db, *sql, NULL, NULL, NULL), SQLITE_OK);
    snprintf(version, sizeof version, "PRAGMA user_version=%zu", n);
    assert_int_equal(sqlite3_exec(db, "PRAGMA application_id=0x51545253; PRAGMA journal_mode=WAL",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, version, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static int set_up_all(void **state)
{
    char name[160];
    (void)state;
    bed_make();
    snprintf(name, sizeof name, "%s.1", path);
    make_old(name);
    make_template();
    ok(file_read(name, 1 << 24, &template_1, &e));
    ok(file_read(path, 1 << 24, &template_2, &e));
    unlink(name);
    bed_remove();
    return 0;
}

static int tear_down_all(void **state)
{
    (void)state;
    buf_release(&template_1);
    buf_release(&template_2);
    return 0;
}

/* A folder in memory where there is one: thousands of syncs are not what is tested here. */
static void make_bed(const struct buf *bytes)
{
    e = (struct err){0};
    snprintf(folder, sizeof folder, "%s/quarters-io-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.db", folder);
    ok(file_write(path, bytes->data, bytes->len, 0600, &e));
}

struct outcome {
    int n_ok, n_full, n_failed;
    bool is_started;
    bool is_hit;
    bool ends_failed;
    bool is_acked[WORK_MAX];
};

/* An account where the database is an old one, then six pieces. */
static int put_first_account(void *ctx, struct store *s, struct err *err)
{
    struct store_account a = {0};
    (void)ctx;
    int rc = store_account_get(s, 1, &a, err);
    bool is_there = a.id != 0;
    store_account_release(&a);
    if (rc != ERR_OK || is_there)
        return rc;
    struct store_account in = {.login = lit("lan"), .name = lit("Lan"), .role = lit("planner")};
    rc = store_account_put(s, &in, err);
    free(in.code);
    return rc;
}

static void note(struct outcome *o, int rc)
{
    o->n_ok += rc == ERR_OK;
    o->n_full += rc == ERR_FULL;
    o->n_failed += rc == ERR_IO;
}

static void work_under_fire(struct outcome *o)
{
    struct store_writer *w = NULL;
    struct store_writer_stats stats;
    struct store_writer_options options = {.checkpoint_pages = 12, .free_min = -1};
    struct err why = {0};
    o->is_started = store_writer_start(&w, path, &KEY, &options, &why) == ERR_OK;
    assert_true(o->is_started || why.code == ERR_IO || why.code == ERR_FULL);
    if (!o->is_started)
        return;
    note(o, store_writer_run(w, put_first_account, STORE_UNAUDITED, NULL, &why));
    for (int i = 1; i <= 6; i++) {
        bool was_failed = (store_writer_stats(w, &stats), stats.state == STORE_WRITER_FAILED);
        why = (struct err){0};
        int rc = store_writer_run(w, do_work, 0, &(struct work){.n = i}, &why);
        /* without its account a piece breaks a foreign key */
        assert_true(rc == ERR_OK || rc == ERR_IO || rc == ERR_FULL ||
                    (rc == ERR_DATA && o->n_ok == 0));
        assert_true(!was_failed || rc == ERR_IO);
        o->is_acked[i] = rc == ERR_OK;
        note(o, rc);
    }
    store_writer_stats(w, &stats);
    o->ends_failed = stats.state == STORE_WRITER_FAILED;
    store_writer_stop(w);
}

/* Starts again with a disk in order: everything whole, and the rest of the work can be done. */
static void check_after(const struct outcome *o)
{
    struct store *s = NULL;
    ok(store_open(&s, path, STORE_WRITE, &KEY, &e));
    assert_int_equal(check_whole(s, o->is_acked), 0);
    ok(store_do(s, put_first_account, NULL, &e));
    for (int i = 1; i <= 6; i++)
        ok(store_do(s, do_work, &(struct work){.n = i}, &e));
    assert_int_equal(number(s->db, "SELECT count(*) FROM site"), 6);
    assert_int_equal(number(s->db, HALVES), 0);
    store_close(s);
}

/* One run; false where there are fewer calls than `first`. */
static bool run_one(const struct buf *bytes, enum fault kind, int first, bool is_for_ever,
                    struct outcome *o)
{
    *o = (struct outcome){0};
    make_bed(bytes);
    fault = (int)kind;
    n_calls = n_hits = 0;
    fails_from = first;
    fails_to = is_for_ever ? INT32_MAX : first + 1;
    arm(true);
    work_under_fire(o);
    arm(false);
    o->is_hit = n_hits > 0;
    check_after(o);
    bed_remove();
    return o->is_hit;
}

/* Every call of the migrations is struck in the plain build; under a sanitizer, where a run takes
 * five times as long, one in so many. */
enum { STEP_1 = IS_SANITIZED ? 7 : 1, STEP_2 = IS_SANITIZED ? 3 : 1 };

static int n_runs;

/* Faults from every `step`-th call on, in an old database or a new one; `sum` says what came of it.
 */
static void fail_everywhere(const struct buf *bytes, enum fault kind, bool is_for_ever, int step,
                            struct outcome *sum)
{
    struct outcome o;
    int first = 1;
    for (; run_one(bytes, kind, first, is_for_ever, &o); first += step) {
        n_runs++;
        sum->n_ok += o.n_ok;
        sum->n_full += o.n_full;
        sum->n_failed += o.n_failed;
        sum->ends_failed |= o.ends_failed;
    }
    assert_int_equal(o.n_ok, 7); /* and without a fault all is well */
    assert_true(first > 30);
}

static void t_a_failing_disk_stops_the_writer(void **state)
{
    struct outcome once = {0}, ever = {0};
    (void)state;
    fail_everywhere(&template_1, FAULT_EIO, false, STEP_1, &once);
    fail_everywhere(&template_2, FAULT_EIO, false, STEP_2, &once);
    fail_everywhere(&template_1, FAULT_EIO, true, 9 * STEP_1, &ever);
    fail_everywhere(&template_2, FAULT_EIO, true, 3 * STEP_2, &ever);
    assert_true(once.n_failed > 0 && ever.n_failed > 0);
    assert_true(once.ends_failed && ever.ends_failed);
    assert_int_equal(once.n_full + ever.n_full, 0);
}

static void t_a_full_disk_refuses_and_goes_on(void **state)
{
    struct outcome once = {0}, ever = {0};
    (void)state;
    fail_everywhere(&template_2, FAULT_ENOSPC, false, STEP_2, &once);
    fail_everywhere(&template_1, FAULT_ENOSPC, false, 5 * STEP_1, &once);
    fail_everywhere(&template_2, FAULT_ENOSPC, true, 3 * STEP_2, &ever);
    assert_true(once.n_full > 0 && ever.n_full > 0);
    assert_true(once.n_ok > 6 * once.n_full); /* one refusal, then all goes on */
}

static void t_half_writes_are_noticed(void **state)
{
    struct outcome once = {0}, ever = {0};
    (void)state;
    fail_everywhere(&template_2, FAULT_SHORT, false, 2 * STEP_2, &once);
    fail_everywhere(&template_2, FAULT_SHORT, true, 2 * STEP_2, &ever);
    assert_true(ever.n_full > 0);
    print_message("%d runs\n", n_runs);
}

/* How many sites a reader sees; it goes on while the disk is full. */
static size_t n_sites(struct store_readers *readers)
{
    struct store_sites sites = {0};
    struct store *s = store_readers_take(readers, 5000, &e);
    assert_non_null(s);
    ok(store_site_list(s, &sites, &e));
    size_t n = sites.n;
    store_sites_release(&sites);
    store_readers_give(readers, s);
    return n;
}

/* The disk is full from the n-th call on, for some pieces of work, and then no more. */
static int fill_and_free(int nth)
{
    struct store_writer *w = NULL;
    struct store_readers *readers = NULL;
    struct store_writer_stats stats;
    struct store_writer_options options = {.checkpoint_pages = 12, .free_min = -1};
    int n_full = 0, n_ok = 0;
    make_bed(&template_2);
    ok(store_writer_start(&w, path, &KEY, &options, &e));
    ok(store_readers_open(&readers, path, &KEY, 1, &e));
    fault = FAULT_ENOSPC;
    n_calls = 0;
    fails_from = nth;
    fails_to = INT32_MAX;
    arm(true);
    for (int i = 1; i <= 4; i++) {
        struct err why = {0};
        int rc = store_writer_run(w, do_work, 0, &(struct work){.n = i}, &why);
        assert_true(rc == ERR_OK || rc == ERR_FULL);
        assert_true(rc == ERR_FULL || n_full == 0); /* full is full */
        n_full += rc == ERR_FULL;
        n_ok += rc == ERR_OK;
        assert_int_equal(n_sites(readers), n_ok);
    }
    fails_from = 0;
    fails_to = 0;
    for (int i = 1; i <= 6; i++)
        ok(store_writer_run(w, do_work, 0, &(struct work){.n = i}, &e));
    store_writer_stats(w, &stats);
    assert_int_equal(stats.state, STORE_WRITER_WORKS);
    assert_int_equal(n_sites(readers), 6);
    store_readers_close(readers);
    store_writer_stop(w);
    arm(false);
    check_after(&(struct outcome){.is_acked = {false, true, true, true, true, true, true}});
    bed_remove();
    return n_full;
}

static void t_a_freed_disk_is_written_again(void **state)
{
    int n_full = 0;
    (void)state;
    for (int nth = 1; nth <= 60; nth += 3)
        n_full += fill_and_free(nth);
    assert_true(n_full >= 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_a_failing_disk_stops_the_writer),
        cmocka_unit_test(t_a_full_disk_refuses_and_goes_on),
        cmocka_unit_test(t_a_freed_disk_is_written_again),
        cmocka_unit_test(t_half_writes_are_noticed),
    };
    return cmocka_run_group_tests(tests, set_up_all, tear_down_all);
}
