/* The writer thread: what lasts, what is refused, and who is told. */
#include "store_bed.h"

#include <pthread.h>
#include <stdatomic.h>

#include "store/idempotency.h"
#include "store/writer.h"

static struct store_writer *writer;

static void start(const struct store_writer_options *options)
{
    ok(store_writer_start(&writer, path, &KEY, options, &e));
}

static int set_up(void **state)
{
    struct store *s = NULL;
    (void)state;
    bed_make();
    ok(store_open(&s, path, STORE_CREATE, &KEY, &e));
    put_account(s, "lan", "planner");
    store_close(s);
    writer = NULL;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_writer_stop(writer);
    bed_remove();
    return 0;
}

/* Outcomes of jobs added without waiting. */
struct tally {
    atomic_int n_ok, n_busy, n_full, n_other;
};

/* A job that puts a site and says so in the audit. */
struct put {
    const char *code;
    struct tally *tally;
    int fails_with;   /* after its changes */
    bool is_silent;   /* leaves out the audit */
    bool ends_outer;  /* tries to end the transaction it stands in */
    bool leaves_open; /* begins one of its own and forgets it */
    bool is_nested;   /* works in one of its own, as a service does */
};

static int put_site(void *ctx, struct store *s, struct err *err)
{
    const struct put *p = ctx;
    struct store_site site = {.code = lit(p->code), .name = lit("Khu")};
    struct store_audit a = {.action = lit("site.add"), .object = lit(p->code)};
    int rc = p->is_nested ? store_begin(s, err) : ERR_OK;
    rc = rc != ERR_OK ? rc : store_site_put(s, &site, err);
    if (rc == ERR_OK && !p->is_silent)
        rc = store_audit_add(s, &a, err);
    if (p->is_nested) {
        rc = rc != ERR_OK ? rc : store_commit(s, err);
        store_rollback(s);
    }
    if (p->ends_outer) {
        struct err ignored = {0};
        store_rollback(s);
        assert_int_equal(store_commit(s, &ignored), ERR_INTERNAL);
    }
    if (rc == ERR_OK && p->leaves_open)
        rc = store_begin(s, err);
    return p->fails_with != 0 ? err_set(err, p->fails_with, "thôi", "no") : rc;
}

static void count(void *ctx, const struct err *outcome)
{
    struct tally *t = ((const struct put *)ctx)->tally;
    atomic_int *of = outcome->code == ERR_OK     ? &t->n_ok
                     : outcome->code == ERR_BUSY ? &t->n_busy
                     : outcome->code == ERR_FULL ? &t->n_full
                                                 : &t->n_other;
    (*of)++;
}

static int run(struct put p)
{
    return store_writer_run(writer, put_site, 0, &p, &e);
}

static void add(struct put *p)
{
    ok(store_writer_add(writer, put_site, 0, count, p, &e));
}

static void stop(void)
{
    store_writer_stop(writer);
    writer = NULL;
}

/* How many sites a fresh reader sees. */
static size_t n_sites(void)
{
    struct store *s = NULL;
    struct store_sites sites = {0};
    ok(store_open(&s, path, STORE_READ, &KEY, &e));
    ok(store_site_list(s, &sites, &e));
    size_t n = sites.n;
    store_sites_release(&sites);
    store_close(s);
    return n;
}

static void audit_holds(int64_t n_rows)
{
    struct store *s = NULL;
    struct store_audit_report report;
    ok(store_open(&s, path, STORE_READ, &KEY, &e));
    ok(store_audit_verify(s, NULL, 0, &report, &e));
    assert_int_equal(report.n_rows, n_rows);
    store_close(s);
}

/* The writer stands still in this job until the gate is opened. */
static atomic_int gate_is_shut, gate_is_reached;

static int wait_at_gate(void *ctx, struct store *s, struct err *err)
{
    (void)ctx, (void)s, (void)err;
    gate_is_reached = 1;
    while (gate_is_shut)
        usleep(200);
    return ERR_OK;
}

static void shut_gate(struct put *p)
{
    gate_is_shut = 1;
    gate_is_reached = 0;
    ok(store_writer_add(writer, wait_at_gate, 0, count, p, &e));
    while (!gate_is_reached)
        usleep(200);
}

static const struct store_writer_options PLAIN = {.free_min = -1};

static void t_what_is_done_can_be_read_and_lasts(void **state)
{
    (void)state;
    start(&PLAIN);
    ok(run((struct put){.code = "A"}));
    assert_int_equal(n_sites(), 1);
    ok(run((struct put){.code = "B"}));
    assert_int_equal(n_sites(), 2);
    stop();
    assert_int_equal(n_sites(), 2);
    audit_holds(2);
}

static void t_a_job_that_fails_takes_nobody_with_it(void **state)
{
    struct tally t = {0};
    struct put gate = {.tally = &t};
    struct put puts[] = {
        {.code = "A", .tally = &t},
        {.code = "B", .tally = &t, .fails_with = ERR_DATA},
        {.code = "A", .tally = &t}, /* there is one already */
        {.code = "C", .tally = &t, .ends_outer = true},
        {.code = "D", .tally = &t, .leaves_open = true, .fails_with = ERR_DATA},
        {.code = "E", .tally = &t, .leaves_open = true},
        {.code = "F", .tally = &t, .is_silent = true},
        {.code = "G", .tally = &t, .is_nested = true},
        {.code = "G", .tally = &t, .is_nested = true},
        {.code = "H", .tally = &t},
    };
    (void)state;
    start(&PLAIN);
    shut_gate(&gate); /* so that all the rest stands in one group */
    for (size_t i = 0; i < sizeof puts / sizeof *puts; i++)
        add(&puts[i]);
    gate_is_shut = 0;
    stop();
    assert_int_equal(n_sites(), 5); /* A, C, E, G, H */
    assert_int_equal(t.n_ok, 1 + 5);
    assert_int_equal(t.n_other, 5);
    audit_holds(5);
}

static void t_a_change_without_audit_is_refused(void **state)
{
    struct put silent = {.code = "A", .is_silent = true};
    (void)state;
    start(&PLAIN);
    refused(run(silent), ERR_INTERNAL);
    assert_int_equal(n_sites(), 0);
    ok(store_writer_run(writer, put_site, STORE_UNAUDITED, &silent, &e));
    assert_int_equal(n_sites(), 1);
}

static void t_many_jobs_share_a_commit(void **state)
{
    enum { N = 300 };
    struct tally t = {0};
    struct put gate = {.tally = &t}, puts[N];
    char codes[N][8];
    struct store_writer_stats stats;
    (void)state;
    start(&PLAIN);
    shut_gate(&gate);
    for (int i = 0; i < N; i++) {
        snprintf(codes[i], sizeof codes[i], "S%d", i);
        puts[i] = (struct put){.code = codes[i], .tally = &t};
        add(&puts[i]);
    }
    store_writer_stats(writer, &stats);
    assert_int_equal(stats.n_waiting, N);
    gate_is_shut = 0;
    while (t.n_ok < N + 1)
        usleep(200);
    store_writer_stats(writer, &stats);
    assert_int_equal(stats.n_committed, N + 1);
    assert_true(stats.n_groups >= (N + 1) / 64); /* never more than 64 */
    assert_true(stats.n_groups < N);
    assert_int_equal(n_sites(), N);
    audit_holds(N);
}

static void t_a_full_queue_refuses_at_once(void **state)
{
    struct tally t = {0};
    struct put gate = {.tally = &t}, a = {.code = "A", .tally = &t}, b = {.code = "B", .tally = &t};
    struct store_writer_options two = {.queue_max = 2, .free_min = -1};
    (void)state;
    start(&two);
    shut_gate(&gate);
    add(&a);
    add(&b);
    refused(store_writer_add(writer, put_site, 0, count, &a, &e), ERR_BUSY);
    gate_is_shut = 0;
    stop();
    assert_int_equal(t.n_ok, 3); /* the one refused is told once, not twice */
    assert_int_equal(t.n_busy, 0);
    assert_int_equal(n_sites(), 2);
}

static void t_a_job_that_waited_too_long_is_refused(void **state)
{
    struct tally t = {0};
    struct put gate = {.tally = &t}, a = {.code = "A", .tally = &t};
    struct store_writer_options brief = {.age_max_s = 0.01, .free_min = -1};
    (void)state;
    start(&brief);
    shut_gate(&gate);
    add(&a);
    usleep(20000);
    gate_is_shut = 0;
    stop();
    assert_int_equal(t.n_ok, 1);
    assert_int_equal(t.n_busy, 1);
    assert_int_equal(n_sites(), 0);
}

static void t_a_disk_below_the_limit_refuses_and_recovers(void **state)
{
    struct store_writer_options huge = {.free_min = INT64_MAX};
    struct store_writer_stats stats;
    (void)state;
    start(&huge);
    refused(run((struct put){.code = "A"}), ERR_FULL);
    store_writer_stats(writer, &stats);
    assert_int_equal(stats.state, STORE_WRITER_FULL);
    assert_int_equal(n_sites(), 0); /* readers go on */
    stop();
    start(&PLAIN);
    ok(run((struct put){.code = "A"}));
    store_writer_stats(writer, &stats);
    assert_int_equal(stats.state, STORE_WRITER_WORKS);
}

static void t_the_guard_keeps_commands_out(void **state)
{
    struct store *s = NULL;
    struct store_writer *second = NULL;
    (void)state;
    start(&PLAIN);
    refused(store_open(&s, path, STORE_WRITE, &KEY, &e), ERR_BUSY);
    refused(store_writer_start(&second, path, &KEY, &PLAIN, &e), ERR_BUSY);
    assert_null(second);
    stop();
    ok(store_open(&s, path, STORE_WRITE, &KEY, &e));
    ok(store_do(s, put_site, &(struct put){.code = "A"}, &e));
    refused(store_do(s, put_site, &(struct put){.code = "B", .fails_with = ERR_DATA}, &e),
            ERR_DATA);
    store_close(s);
    assert_int_equal(n_sites(), 1);
    audit_holds(1);
}

struct retry {
    int64_t account;
    const char *key;
    int n_effects;
    int status;
};

static int add_once(void *ctx, struct store *s, struct err *err)
{
    struct retry *r = ctx;
    struct store_reply kept = {0};
    char hash[65] = {0};
    memset(hash, 'a', 64);
    int rc = store_idempotency_find(s, r->account, r->key, hash, &kept, err);
    if (rc != ERR_OK || kept.status != 0) {
        r->status = kept.status;
        store_reply_release(&kept);
        return rc;
    }
    r->n_effects++;
    r->status = 201;
    rc = put_site(&(struct put){.code = r->key}, s, err);
    struct store_reply reply = {.status = 201, .head = lit(""), .body = lit("{}"), .body_len = 2};
    memcpy(reply.request_sha256, hash, sizeof hash);
    return rc != ERR_OK ? rc : store_idempotency_add(s, r->account, r->key, &reply, err);
}

static void *send_often(void *arg)
{
    struct retry *r = arg;
    char key[16];
    for (int i = 0; i < 25; i++) {
        struct err mine = {0};
        snprintf(key, sizeof key, "K%d", i);
        struct retry one = {.account = r->account, .key = key};
        int rc = store_writer_run(writer, add_once, 0, &one, &mine);
        r->n_effects += one.n_effects;
        r->status += rc == ERR_OK && one.status == 201;
    }
    return NULL;
}

static void t_a_retry_has_one_effect(void **state)
{
    enum { N = 8 };
    pthread_t threads[N];
    struct retry each[N];
    int n_effects = 0;
    (void)state;
    start(&PLAIN);
    for (int i = 0; i < N; i++) {
        each[i] = (struct retry){.account = 1};
        assert_int_equal(pthread_create(&threads[i], NULL, send_often, &each[i]), 0);
    }
    for (int i = 0; i < N; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(each[i].status, 25); /* all get the answer of the first */
        n_effects += each[i].n_effects;
    }
    assert_int_equal(n_effects, 25);
    assert_int_equal(n_sites(), 25);
    audit_holds(25);
}

static void t_the_log_is_moved_into_the_file(void **state)
{
    struct store_writer_options often = {.checkpoint_pages = 20, .free_min = -1};
    struct store_writer_stats stats;
    char code[8];
    (void)state;
    start(&often);
    for (int i = 0; i < 60; i++) {
        snprintf(code, sizeof code, "S%d", i);
        ok(run((struct put){.code = code}));
    }
    store_writer_stats(writer, &stats);
    assert_in_range(stats.n_wal, 1, 60); /* some 300 pages were written */
    stop();
    assert_int_equal(n_sites(), 60);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_what_is_done_can_be_read_and_lasts),
        TEST(t_a_job_that_fails_takes_nobody_with_it),
        TEST(t_a_change_without_audit_is_refused),
        TEST(t_many_jobs_share_a_commit),
        TEST(t_a_full_queue_refuses_at_once),
        TEST(t_a_job_that_waited_too_long_is_refused),
        TEST(t_a_disk_below_the_limit_refuses_and_recovers),
        TEST(t_the_guard_keeps_commands_out),
        TEST(t_a_retry_has_one_effect),
        TEST(t_the_log_is_moved_into_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
