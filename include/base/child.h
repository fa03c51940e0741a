/* Child processes: the one way to run the engine, to read foreign files, to be rid of either.
 *
 *     struct child_spec s = {.argv = argv, .input = text, .input_len = n, .time_limit_s = 300,
 *                            .output_limit = 64 << 20};
 *     struct child_result r = {0};
 *     int rc = child_run(&s, &r, &e);       // ERR_OK even where the child failed: see r
 *     if (rc == ERR_OK && r.exit_code == 0) use(r.out.data, r.out.len);
 *     child_result_release(&r);
 *
 * The child gets three pipes and nothing else: no other descriptor, no way to gain rights, no core
 * file; it dies with the thread that started it. All pipes are served together, so that no order
 * of reading and writing can block. At the time limit: SIGTERM, one second later SIGKILL. It is
 * always waited for. Any thread may call; SIGPIPE is not raised.
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct child_spec {
    char *const *argv; /* NULL-terminated; argv[0] is the path of the program */
    const char *input; /* [input_len] its standard input */
    size_t input_len;
    double time_limit_s; /* wall time; 0 = none */
    size_t memory_limit; /* bytes of address space; 0 = none; ignored in sanitizer builds */
    size_t output_limit; /* bytes of standard output; 0 = none; beyond it the child is killed */
    void (*on_stderr_line)(void *ctx, const char *line); /* while it runs, without line end */
    void *ctx;
};

struct child_result {
    struct buf out; /* standard output */
    struct buf err; /* the first 64 KiB of standard error */
    int exit_code;  /* -1 where a signal ended it */
    int signal;     /* 0, or the signal that ended it */
    bool timed_out;
};

void child_result_release(struct child_result *r);

/* Runs a program to its end. ERR_OK whatever the program did; ERR_IO where it could not be started
 * or spoken to, ERR_INTERNAL where it wrote more than output_limit. `result` is to be released in
 * every case. */
int child_run(const struct child_spec *spec, struct child_result *result, struct err *e);

/* A function's work for child_call: adds its result to `out`, returns an exit code 0..125. Runs in
 * the child: what it changes in memory is lost. */
typedef int (*child_work)(void *ctx, struct buf *out);

struct child_call_spec {
    child_work work;
    void *ctx;
    double time_limit_s; /* wall and processor time; 0 = none */
    size_t memory_limit; /* bytes of address space beyond what the parent has; 0 = none */
    size_t output_limit;
};

/* Runs a function of ours in a child of its own (fork, no program started), under limits that the
 * child sets itself before it works. Errors as child_run. */
int child_call(const struct child_call_spec *spec, struct child_result *result, struct err *e);

/* Called by a child before it works: address space (bytes, 0 = none), processor seconds (0 = none),
 * no core file, no new rights, end with the parent. Address space is left alone in sanitizer
 * builds, which reserve terabytes. */
void child_limit_self(size_t memory, double cpu_s);

/* The path of the running program, for running it again. 0, or -1 where it does not fit. */
int child_self_path(char *out, size_t cap);

#endif
