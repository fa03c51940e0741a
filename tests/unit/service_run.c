/* Laws of runs, with engines of all kinds (RELIABILITY T18): whatever an engine does, its plan
 * comes to a state that is true, others go on, nothing is left behind; a cancelled run keeps what
 * it has; a server that died goes on where it was.
 */
#include "bad_engine.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include "../sanitized.h"
#include "base/json.h"
#include "solver/solve.h"
#include "store/audit.h"
#include "store/readers.h"
#include "store/writer.h"

static struct store_writer *writer;
static struct store_readers *readers;
static struct run_manager *runs;

/* ---- the server ---- */

static void begin(double time_limit_s)
{
    store_close(store);
    store = NULL;
    const struct store_writer_options options = {.free_min = -1};
    ok(store_writer_start(&writer, db_path, &KEY, &options, &e));
    ok(store_readers_open(&readers, db_path, &KEY, 3, &e));
    const struct run_options o = {.engine = engine,
                                  .time_limit_s = time_limit_s,
                                  .cpu_limit_s = 20,
                                  .memory_limit = (size_t)512 << 20};
    ok(run_start(&runs, writer, readers, &o, &e));
}

static void end(void)
{
    run_stop(runs);
    store_readers_close(readers);
    store_writer_stop(writer);
    runs = NULL;
}

struct asking {
    const struct plan_options *o;
    struct store_plan plan;
};

static int ask_job(void *ctx, struct store *s, struct err *err)
{
    struct asking *a = ctx;
    return plan_ask(s, &planner, "2025-07", a->o, "thử", &a->plan, &bad, err);
}

/* Asks for a plan while the server runs; its number. */
static int64_t ask(const struct plan_options *o)
{
    static const struct plan_options none;
    struct asking a = {.o = o == NULL ? &none : o};
    ok(store_writer_run(writer, ask_job, 0, &a, &e));
    int64_t id = a.plan.id;
    store_plan_release(&a.plan);
    run_wake(runs);
    return id;
}

static struct store_plan look(int64_t id)
{
    struct store_plan p = {0};
    struct store *s = store_readers_take(readers, 0, &e);
    assert_non_null(s);
    ok(store_plan_get(s, id, &p, &e));
    store_readers_give(readers, s);
    return p;
}

static bool is_in(int64_t id, const char *state)
{
    struct store_plan p = look(id);
    bool is_it = strcmp(p.state, state) == 0;
    store_plan_release(&p);
    return is_it;
}

/* Waits until a plan is in neither of the states of a run. */
static struct store_plan settled(int64_t id)
{
    for (double end_s = clock_monotonic_s() + 60; clock_monotonic_s() < end_s; usleep(5000)) {
        struct store_plan p = look(id);
        if (strcmp(p.state, "queued") != 0 && strcmp(p.state, "solving") != 0)
            return p;
        store_plan_release(&p);
    }
    fail_msg("plan %lld hangs", (long long)id);
    return (struct store_plan){0};
}

static void wait_until_solving(int64_t id)
{
    for (int i = 0; i < 6000 && !is_in(id, "solving"); i++)
        usleep(5000);
    assert_true(is_in(id, "solving"));
}

/* Until the slow engine tells of its work: then it hears, too. */
static void wait_until_at_work(int64_t id)
{
    struct run_progress p = {0};
    for (int i = 0; i < 6000 && (!run_look(runs, id, &p) || p.n_levels == 0); i++)
        usleep(5000);
    assert_string_equal(p.phase, "prove");
    assert_int_equal(p.n_levels, 8);
}

static struct buf text_of(int64_t id, enum store_plan_text which)
{
    struct buf text = {0};
    struct store *s = store_readers_take(readers, 0, &e);
    ok(store_plan_text(s, id, which, &text, &e));
    store_readers_give(readers, s);
    return text;
}

/* ---- the laws ---- */

static void t_an_honest_engine_makes_a_plan_with_its_proof(void **state)
{
    (void)state;
    unsetenv("FAKE_ENGINE");
    begin(60);
    int64_t id = ask(NULL);
    struct store_plan p = settled(id);
    assert_string_equal(p.state, "solved");
    assert_string_equal(p.status, "optimal");
    assert_int_equal(p.is_scenario, 0);
    assert_int_equal(p.has_proof, 1);
    struct buf proof = text_of(id, STORE_PLAN_PROOF), words = {0};
    assert_non_null(strstr(proof.data, "quarters.proof/1"));
    struct store *s = store_readers_take(readers, 0, &e);
    ok(store_plan_explanation(s, id, "HS-0011", STORE_OFFICIAL_EN, &words, &e));
    store_readers_give(readers, s);
    assert_non_null(strstr(words.data, "\"placed\":true"));
    buf_release(&proof);
    buf_release(&words);
    store_plan_release(&p);
    end();
}

/* An engine that gets no further fails its plan, with words in both languages and nothing stored;
 * the next plan is none the worse. */
static void t_a_bad_engine_costs_its_plan_and_nothing_else(void **state)
{
    static const char *const kinds[] = {"abort", "garbage", "nan",      "silent", "liar",
                                        "mover", "flood",   "no-proof", "memory", "prover"};
    (void)state;
    begin(60);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (IS_SANITIZED && (strcmp(kinds[i], "memory") == 0 || strcmp(kinds[i], "flood") == 0))
            continue; /* no limit of memory there, and floods are slow */
        setenv("FAKE_ENGINE", kinds[i], 1);
        int64_t id = ask(NULL);
        struct store_plan p = settled(id);
        if (strcmp(p.state, "failed") != 0)
            fail_msg("%s: %s", kinds[i], p.state);
        assert_string_not_equal(p.failure_vi, "");
        assert_string_not_equal(p.failure_en, "");
        struct buf plan = text_of(id, STORE_PLAN_PLAN);
        assert_int_equal(plan.len, 0);
        buf_release(&plan);
        store_plan_release(&p);
        unsetenv("FAKE_ENGINE");
        p = settled(ask(NULL));
        assert_string_equal(p.state, "solved");
        store_plan_release(&p);
    }
    end();
}

static void t_a_plan_stands_without_its_explanations(void **state)
{
    (void)state;
    setenv("FAKE_ENGINE", "no-words", 1);
    begin(60);
    int64_t id = ask(NULL);
    struct store_plan p = settled(id);
    assert_string_equal(p.state, "solved");
    store_plan_release(&p);
    end();
}

static int cancel_job(void *ctx, struct store *s, struct err *err)
{
    int64_t *id = ctx, found = 0;
    struct store_plan p = {0};
    int rc = store_plan_get(s, *id, &p, err);
    if (rc == ERR_OK)
        rc = plan_cancel(s, &planner, p.code, 0, &found, err);
    assert_true(rc != ERR_OK || found == *id);
    store_plan_release(&p);
    return rc;
}

static void cancel(int64_t id)
{
    ok(store_writer_run(writer, cancel_job, 0, &id, &e));
    run_cancel(runs, id);
}

/* Who hears is believed to keep the best plan; who does not is ended a second later. */
static void t_cancel_ends_any_engine(void **state)
{
    static const struct {
        const char *kind, *state;
    } cases[] = {{"slow", "solved"}, {"hang", "failed"}, {"sigstop", "failed"}, {"spin", "failed"}};
    (void)state;
    begin(60);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("FAKE_ENGINE", cases[i].kind, 1);
        int64_t id = ask(NULL);
        wait_until_solving(id);
        if (i == 0)
            wait_until_at_work(id);
        else
            usleep(300000);
        double begin_s = clock_monotonic_s();
        cancel(id);
        struct store_plan p = settled(id);
        print_message("%s: %s after %.2f s\n", cases[i].kind, p.state,
                      clock_monotonic_s() - begin_s);
        assert_string_equal(p.state, cases[i].state);
        assert_int_equal(p.is_cancelled, 1);
        store_plan_release(&p);
    }
    end();
}

/* Cancelled while it is explained, a plan is whole already. */
static void t_cancel_cuts_explanations_short(void **state)
{
    struct run_progress now = {0};
    struct buf words = {0};
    char ready[96];
    (void)state;
    snprintf(ready, sizeof ready, "%s.ready", db_path);
    setenv("FAKE_ENGINE", "slow-words", 1);
    setenv("ENGINE_READY", ready, 1);
    begin(60);
    int64_t id = ask(NULL);
    for (int i = 0; i < 6000 && (!run_look(runs, id, &now) || strcmp(now.phase, "explain") != 0);
         i++)
        usleep(5000);
    assert_string_equal(now.phase, "explain");
    for (int i = 0; i < 6000 && access(ready, F_OK) != 0; i++)
        usleep(5000);
    assert_int_equal(unlink(ready), 0);
    unsetenv("ENGINE_READY");
    cancel(id);
    struct store_plan p = settled(id);
    assert_string_equal(p.state, "solved");
    assert_string_equal(p.status, "optimal");
    struct store *s = store_readers_take(readers, 0, &e);
    ok(store_plan_explanation(s, id, "HS-0001", STORE_OFFICIAL_VI, &words, &e));
    store_readers_give(readers, s);
    assert_true(words.len > 0);
    buf_release(&words);
    store_plan_release(&p);
    end();
}

static void t_time_is_up_for_an_engine_that_hangs(void **state)
{
    (void)state;
    setenv("FAKE_ENGINE", "spin", 1);
    store_close(store);
    store = NULL;
    const struct store_writer_options options = {.free_min = -1};
    ok(store_writer_start(&writer, db_path, &KEY, &options, &e));
    ok(store_readers_open(&readers, db_path, &KEY, 3, &e));
    const struct run_options o = {.engine = engine, .cpu_limit_s = 1};
    ok(run_start(&runs, writer, readers, &o, &e));
    struct store_plan p = settled(ask(NULL));
    assert_string_equal(p.state, "failed");
    assert_non_null(strstr(p.failure_en, "limit"));
    store_plan_release(&p);
    end();
}

static void t_the_queue_is_short_and_in_order(void **state)
{
    (void)state;
    int64_t ids[RUN_QUEUE + 1];
    struct asking late = {.o = &(struct plan_options){0}};
    setenv("FAKE_ENGINE", "slow", 1);
    begin(60);
    ids[0] = ask(NULL);
    wait_until_at_work(ids[0]);
    for (int i = 1; i <= RUN_QUEUE; i++)
        ids[i] = ask(NULL);
    refused(store_writer_run(writer, ask_job, 0, &late, &e), ERR_BUSY);
    cancel(ids[2]); /* one that waits is discarded at once */
    assert_true(is_in(ids[2], "discarded"));
    unsetenv("FAKE_ENGINE");
    cancel(ids[0]);
    for (int i = 0; i <= RUN_QUEUE; i++) {
        struct store_plan p = settled(ids[i]);
        assert_string_equal(p.state, i == 2 ? "discarded" : "solved");
        store_plan_release(&p);
    }
    end();
}

/* ---- listeners ---- */

struct heard {
    pthread_mutex_t lock;
    char states[256]; /* "1 queued,2 solving,…" */
    int n_progress, n_ends;
    bool is_after_end;
};

static int hear(void *ctx, const char *id, const char *event, const char *data)
{
    struct heard *h = ctx;
    struct json *json = json_parse(data, strlen(data), NULL);
    pthread_mutex_lock(&h->lock);
    h->is_after_end |= h->n_ends > 0 || json == NULL;
    if (strcmp(event, "progress") == 0)
        h->n_progress++;
    else
        snprintf(h->states + strlen(h->states), sizeof h->states - strlen(h->states), "%s %s,", id,
                 json_text(json_get(json, "state")));
    pthread_mutex_unlock(&h->lock);
    json_free(json);
    return 0;
}

static void hear_end(void *ctx)
{
    struct heard *h = ctx;
    pthread_mutex_lock(&h->lock);
    h->n_ends++;
    pthread_mutex_unlock(&h->lock);
}

static int n_ends(struct heard *h)
{
    pthread_mutex_lock(&h->lock);
    int n = h->n_ends;
    pthread_mutex_unlock(&h->lock);
    return n;
}

/* Everybody hears each state once, in order, whenever he or she came; then the end. */
static void t_who_listens_hears_every_state_once(void **state)
{
    enum { N = 6 };
    static const int64_t after[N] = {0, 1, 0, 2, 0, 3};
    static const char *const states[] = {"1 queued,2 solving,3 solved,", "2 solving,3 solved,",
                                         "3 solved,", ""};
    static struct heard heard[N];
    struct run_progress p;
    (void)state;
    setenv("FAKE_ENGINE", "slow", 1);
    begin(60);
    int64_t id = ask(NULL);
    for (int i = 0; i < N; i++) {
        pthread_mutex_init(&heard[i].lock, NULL);
        const struct run_listener l = {hear, hear_end, &heard[i]};
        if (i == 2)
            wait_until_solving(id);
        if (i == 4) { /* over: everything is read at once */
            wait_until_at_work(id);
            cancel(id);
            struct store_plan plan = settled(id);
            store_plan_release(&plan);
        }
        ok(run_listen(runs, id, after[i], &l, &e));
    }
    for (int i = 0; i < N; i++) {
        for (int k = 0; k < 2000 && n_ends(&heard[i]) == 0; k++)
            usleep(5000);
        assert_int_equal(heard[i].n_ends, 1);
        assert_false(heard[i].is_after_end);
        assert_string_equal(heard[i].states, states[after[i]]);
        assert_true(i >= 4 || heard[i].n_progress > 0);
    }
    assert_false(run_look(runs, id, &p));
    end();
}

static void t_the_end_of_the_server_ends_those_who_listen(void **state)
{
    static struct heard h = {.lock = PTHREAD_MUTEX_INITIALIZER};
    const struct run_listener l = {hear, hear_end, &h};
    (void)state;
    setenv("FAKE_ENGINE", "slow", 1);
    begin(60);
    int64_t id = ask(NULL);
    wait_until_solving(id);
    ok(run_listen(runs, id, 0, &l, &e));
    double begin_s = clock_monotonic_s();
    end();
    print_message("ended after %.2f s\n", clock_monotonic_s() - begin_s);
    assert_int_equal(h.n_ends, 1);
    assert_string_equal(h.states, "1 queued,2 solving,");
}

/* ---- deaths of the server ---- */

static void t_what_a_stop_interrupts_is_solved_at_the_next_start(void **state)
{
    (void)state;
    setenv("FAKE_ENGINE", "slow", 1);
    begin(60);
    int64_t first = ask(NULL), second = ask(NULL);
    wait_until_solving(first);
    end();
    unsetenv("FAKE_ENGINE");
    begin(60);
    int64_t ids[] = {first, second};
    for (int i = 0; i < 2; i++) {
        struct store_plan p = settled(ids[i]);
        assert_string_equal(p.state, "solved");
        store_plan_release(&p);
    }
    end();
}

/* What it had is lost, and nobody wants it solved to the end. */
static void t_a_cancelled_run_that_the_server_lost_has_failed(void **state)
{
    (void)state;
    char *code = bed_ask(&(struct plan_options){0});
    struct store_plan p = {0};
    int64_t id = 0;
    ok(plan_get(store, &planner, code, &p, &e));
    ok(store_plan_move(store, p.id, "solving", 0, &e));
    ok(plan_cancel(store, &planner, code, 0, &id, &e));
    store_plan_release(&p);
    free(code);
    begin(60);
    p = settled(id);
    assert_string_equal(p.state, "failed");
    assert_string_not_equal(p.failure_vi, "");
    store_plan_release(&p);
    end();
}

static pid_t read_pid(const char *path)
{
    for (int i = 0; i < 2000; i++, usleep(5000)) {
        long pid = 0;
        FILE *f = fopen(path, "r");
        int n = f == NULL ? 0 : fscanf(f, "%ld", &pid);
        if (f != NULL)
            fclose(f);
        if (n == 1 && pid > 0)
            return (pid_t)pid;
    }
    return 0;
}

/* Whether a process runs: one that ended and that nobody has asked after runs no more. */
static bool is_running(pid_t pid)
{
    char path[64], state = 'Z';
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return false;
    int n = fscanf(f, "%*d (%*[^)]) %c", &state);
    fclose(f);
    return n == 1 && state != 'Z';
}

/* A server that is killed leaves no engine behind, and its plan is solved after the restart. */
static void t_the_engine_dies_with_its_server(void **state)
{
    char pid_path[96];
    int told[2];
    int64_t id = 0;
    (void)state;
    snprintf(pid_path, sizeof pid_path, "%s.pid", db_path);
    setenv("FAKE_ENGINE", "hang", 1);
    setenv("ENGINE_PID", pid_path, 1);
    store_close(store);
    store = NULL;
    assert_int_equal(pipe(told), 0);
    pid_t server = fork();
    if (server == 0) {
        begin(60);
        id = ask(NULL);
        if (write(told[1], &id, sizeof id) != sizeof id)
            _exit(1);
        for (;;)
            pause();
    }
    assert_int_equal(read(told[0], &id, sizeof id), sizeof id);
    pid_t child = read_pid(pid_path);
    assert_true(child > 0);
    assert_true(is_running(child));
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    double begin_s = clock_monotonic_s();
    while (is_running(child) && clock_monotonic_s() < begin_s + 10)
        usleep(1000);
    assert_false(is_running(child));
    print_message("the engine is gone after %.3f s\n", clock_monotonic_s() - begin_s);
    unlink(pid_path);
    unsetenv("FAKE_ENGINE");
    unsetenv("ENGINE_PID");
    close(told[0]);
    close(told[1]);
    begin(60);
    struct store_plan p = settled(id);
    assert_string_equal(p.state, "solved");
    store_plan_release(&p);
    end();
}

int main(int argc, char **argv)
{
    const char *kind = getenv("FAKE_ENGINE");
    if (argc > 2 && (strcmp(argv[1], "solve") == 0 || strcmp(argv[1], "explain") == 0))
        return kind != NULL ? fake_engine(argc, argv, kind) : real_engine(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_an_honest_engine_makes_a_plan_with_its_proof, bed_make,
                                        bed_remove),
        cmocka_unit_test_setup_teardown(t_a_bad_engine_costs_its_plan_and_nothing_else, bed_make,
                                        bed_remove),
        cmocka_unit_test_setup_teardown(t_a_plan_stands_without_its_explanations, bed_make,
                                        bed_remove),
        cmocka_unit_test_setup_teardown(t_cancel_ends_any_engine, bed_make, bed_remove),
        cmocka_unit_test_setup_teardown(t_cancel_cuts_explanations_short, bed_make, bed_remove),
        cmocka_unit_test_setup_teardown(t_time_is_up_for_an_engine_that_hangs, bed_make,
                                        bed_remove),
        cmocka_unit_test_setup_teardown(t_the_queue_is_short_and_in_order, bed_make, bed_remove),
        cmocka_unit_test_setup_teardown(t_who_listens_hears_every_state_once, bed_make, bed_remove),
        cmocka_unit_test_setup_teardown(t_the_end_of_the_server_ends_those_who_listen, bed_make,
                                        bed_remove),
        cmocka_unit_test_setup_teardown(t_what_a_stop_interrupts_is_solved_at_the_next_start,
                                        bed_make, bed_remove),
        cmocka_unit_test_setup_teardown(t_a_cancelled_run_that_the_server_lost_has_failed, bed_make,
                                        bed_remove),
        cmocka_unit_test_setup_teardown(t_the_engine_dies_with_its_server, bed_make, bed_remove),
    };
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
