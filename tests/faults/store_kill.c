/* SIGKILL at a random moment while several threads write: what was acknowledged is there, every
 * piece is whole, and sending again what had no answer has one effect.
 */
#include "work.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

#include "base/clock.h"

enum { N_KILLS = 10, N_THREADS = 8, EACH = WORK_MAX / N_THREADS };

static struct store_writer *writer;
static int report_fd;

struct report {
    int32_t n;
    int32_t is_acked; /* 0 = about to be sent */
};

/* Sends pieces one after another, each once it has the answer to the last; says so on the pipe. */
static void *send_pieces(void *arg)
{
    int base = *(const int *)arg * EACH;
    for (int i = 1; i < EACH; i++) {
        struct report r = {.n = base + i};
        struct err why = {0};
        if (write(report_fd, &r, sizeof r) != sizeof r)
            _exit(1);
        if (store_writer_run(writer, do_work, 0, &(struct work){.n = r.n}, &why) != ERR_OK)
            _exit(1);
        r.is_acked = 1;
        if (write(report_fd, &r, sizeof r) != sizeof r)
            _exit(1);
    }
    for (;;)
        pause();
}

static void child(void)
{
    struct store_writer_options options = {.checkpoint_pages = 100, .free_min = -1};
    pthread_t thread;
    int numbers[N_THREADS];
    if (store_writer_start(&writer, path, &KEY, &options, NULL) != ERR_OK)
        _exit(1);
    for (int i = 0; i < N_THREADS; i++) {
        numbers[i] = i;
        if (pthread_create(&thread, NULL, send_pieces, &numbers[i]) != 0)
            _exit(1);
    }
    for (;;)
        pause();
}

/* Lets a child work for a while, kills it, and reads what it said. */
static int kill_once(int run_ms, bool is_sent[WORK_MAX], bool is_acked[WORK_MAX])
{
    int pipe_fds[2], status, n_acked = 0;
    struct report r;
    assert_int_equal(pipe(pipe_fds), 0);
    pid_t pid = fork();
    if (pid == 0) {
        close(pipe_fds[0]);
        report_fd = pipe_fds[1];
        child();
    }
    close(pipe_fds[1]);
    double until_s = 0;
    while (read(pipe_fds[0], &r, sizeof r) == sizeof r) {
        if (r.is_acked)
            is_acked[r.n] = true;
        else
            is_sent[r.n] = true;
        n_acked += r.is_acked;
        if (until_s == 0) /* from the first piece on: starting may take its time */
            until_s = clock_monotonic_s() + run_ms / 1000.0;
        if (clock_monotonic_s() > until_s)
            kill(pid, SIGKILL);
    }
    close(pipe_fds[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return n_acked;
}

/* Starts again; returns the pieces that were there without an answer. */
static int check_after_kill(const bool is_sent[WORK_MAX], const bool is_acked[WORK_MAX])
{
    struct store *s = NULL;
    int n_sent = 0, n_acked = 0;
    ok(store_open(&s, path, STORE_WRITE, &KEY, &e));
    assert_int_equal(check_whole(s, is_acked), 0);
    int n_there = (int)number(s->db, "SELECT count(*) FROM site");
    for (int i = 0; i < WORK_MAX; i++) {
        n_sent += is_sent[i];
        n_acked += is_acked[i];
        if (is_sent[i] && !is_acked[i]) /* the client sends it again under the same key */
            ok(store_do(s, do_work, &(struct work){.n = i}, &e));
    }
    assert_true(n_there >= n_acked && n_there <= n_sent);
    assert_int_equal(check_whole(s, is_sent), 0);
    assert_int_equal(number(s->db, "SELECT count(*) FROM site"), n_sent);
    store_close(s);
    return n_there - n_acked;
}

static void t_nothing_acknowledged_dies_with_the_process(void **state)
{
    int n_acked = 0, n_unknown = 0;
    (void)state;
    for (int i = 0; i < N_KILLS; i++) {
        bool is_sent[WORK_MAX] = {false}, is_acked[WORK_MAX] = {false};
        bed_make();
        make_template();
        n_acked += kill_once(10 + 13 * i, is_sent, is_acked);
        n_unknown += check_after_kill(is_sent, is_acked);
        bed_remove();
    }
    print_message("%d acknowledged, none missing; %d there without an answer\n", n_acked,
                  n_unknown);
    assert_true(n_acked > N_KILLS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_nothing_acknowledged_dies_with_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
