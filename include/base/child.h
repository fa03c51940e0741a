/* Child processes with limits: another program (the engine), or one function of this one (a parser
 * of files from outside).
 *
 *     char *const argv[] = {"/usr/bin/quarters", "solve", "-", NULL};
 *     struct child_spec spec = {.argv = argv, .input = text, .input_len = len,
 *                               .time_limit_s = 60, .output_limit = 16 << 20};
 *     struct child_result r = {0};
 *     int rc = child_run(&spec, &r, &e);
 *     if (rc == ERR_OK && r.exit_code == 0) ...   // r.out
 *     child_result_release(&r);
 *
 * A child dies with the thread that started it (PDEATHSIG), inherits no descriptor but 0, 1, 2
 * (and 3, 4 where asked for), and gets its input while its output is read, so neither side waits
 * for ever. Both calls block; any thread may make them. Under AddressSanitizer or ThreadSanitizer
 * memory limits are not set, because shadow memory exceeds any.
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct child_spec {
    char *const *argv; /* argv[0] is the program's path; NULL at the end */
    const char *input; /* [input_len] its standard input */
    size_t input_len;
    const char *input2; /* [input2_len] read from /dev/fd/3; NULL = none */
    size_t input2_len;
    bool has_output2;    /* what it writes to /dev/fd/4 goes to result.out2 */
    double time_limit_s; /* wall clock; SIGTERM then, SIGKILL a second later; 0 = none */
    double cpu_limit_s;  /* of all its threads together; 0 = none */
    size_t memory_limit; /* address space in bytes; 0 = none */
    size_t output_limit; /* bytes of standard output, and of the second one; 0 = none */
    const atomic_bool *is_cancelled; /* true: SIGTERM within 50 ms, SIGKILL a second later; NULL */
    void (*on_stderr_line)(void *ctx, const char *line); /* while it runs, no line break; or NULL */
    void *ctx;
};

struct child_result {
    struct buf out;  /* standard output */
    struct buf out2; /* the second one */
    struct buf err;  /* standard error, at least its last 64 KiB */
    int exit_code;   /* where signal is 0 */
    int signal;      /* that ended it, or 0 */
    bool timed_out;  /* the time limit was reached, however it ended then */
    bool cancelled;  /* it was told to end, however it ended then */
};

/* Runs a program to its end and fills `r` (to be released by the caller in any case). ERR_OK
 * however it ended; ERR_IO where it cannot be started; ERR_DATA where it wrote more than the limit
 * (it is killed then). */
int child_run(const struct child_spec *spec, struct child_result *r, struct err *e);

/* Frees the texts and zeroes. */
void child_result_release(struct child_result *r);

/* Runs fn(ctx, &bytes) in a forked child under limits and appends its bytes to `out`. `fn` works on
 * a copy of this process: what it changes in memory is lost. It returns an err code; that code is
 * returned with the bytes (e is not set then: the bytes say what was wrong). ERR_DATA with `e` set
 * where the child broke down or went over a limit: memory in bytes, CPU time in seconds (wall clock
 * twice that), bytes of output; 0 = none. Fork copies only the calling thread: call it from a
 * process without other threads, or let `fn` take no locks. */
int child_call(int (*fn)(void *ctx, struct buf *out), void *ctx, size_t memory, double cpu_s,
               size_t output_limit, struct buf *out, struct err *e);

struct child_filter {
    const char *program; /* path of this program */
    const char *command; /* hidden command: bytes in, bytes out, what is wrong on standard error */
    const char *input;   /* [input_len] */
    size_t input_len;
    double time_limit_s; /* wall clock, and CPU time */
    size_t memory_limit; /* address space in bytes */
    size_t output_limit; /* bytes */
};

/* Runs the command over the input and appends what it writes. ERR_INPUT saying what it says is
 * wrong; ERR_DATA where it broke down or went over a limit (e is not set then, unless it wrote too
 * much); ERR_IO where it cannot be started. Any thread. */
int child_filter(const struct child_filter *f, struct buf *out, struct err *e);

/* Limits the calling process for good: address space in bytes and CPU seconds (0 = leave it), no
 * core files, no new privileges. */
void child_limit_self(size_t memory, double cpu_s);

/* The path of the running program; 0, or -1 where it is unknown or longer than `cap`. */
int child_self_path(char *out, size_t cap);

#endif
