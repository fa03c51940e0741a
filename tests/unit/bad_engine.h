/* Engines of all kinds, as a program of their own: what FAKE_ENGINE names (RELIABILITY T18). Each
 * takes the engine's arguments. Where ENGINE_PID names a file, it gets the process id; where
 * ENGINE_READY does, the slow one makes it once it hears.
 */
#ifndef TESTS_BAD_ENGINE_H
#define TESTS_BAD_ENGINE_H

#include "plan_bed.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "base/file.h"

static volatile sig_atomic_t is_told;

static inline void note_signal(int sig)
{
    (void)sig;
    is_told = 1;
}

/* Progress until it is told to end; then an honest plan of what there was time for: none placed. */
static inline int slow_engine(int argc, char **argv)
{
    const char *ready = getenv("ENGINE_READY");
    (void)signal(SIGTERM, note_signal);
    if (ready != NULL)
        (void)close(open(ready, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    for (int i = 0; !is_told; i++) {
        fprintf(stderr,
                "{\"elapsed_s\":%d.5,\"phase\":\"prove\",\"level\":0,\"levels\":8,"
                "\"objective\":\"keep_housed\",\"nodes\":%d}\n",
                i, i);
        usleep(20000);
    }
    return real_engine(argc, argv);
}

/* The honest plan with one byte changed: `from` becomes `to`. On descriptor 4 stands the proof. */
static inline int liar(int argc, char **argv, const char *from, const char *to)
{
    struct buf out = {0};
    char chunk[65536];
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(pipes[1], 1);
        _exit(real_engine(argc, argv));
    }
    close(pipes[1]);
    for (ssize_t n; (n = read(pipes[0], chunk, sizeof chunk)) > 0;)
        buf_add(&out, chunk, (size_t)n);
    waitpid(pid, NULL, 0);
    char *at = strstr(out.data, from);
    if (at != NULL)
        memcpy(at, to, strlen(to));
    fwrite(out.data, 1, out.len, stdout);
    fflush(stdout);
    _exit(0);
}

/* The honest plan with a proof of other values. */
static inline int prove_otherwise(int argc, char **argv)
{
    struct buf proof = {0};
    char path[] = "/tmp/quarters-proof-XXXXXX";
    struct err why = {0};
    assert_true(close(mkstemp(path)) == 0);
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], "/dev/fd/4") == 0)
            argv[i] = path;
    const int rc = real_engine(argc, argv);
    assert_int_equal(file_read(path, 1 << 20, &proof, &why), ERR_OK);
    (void)unlink(path);
    char *at = strstr(strstr(proof.data, "\"points\""), "\"value\":") + strlen("\"value\":");
    *at = *at == '9' ? '1' : (char)(*at + 1);
    assert_int_equal(file_put(4, proof.data, proof.len), 0);
    return rc;
}

static inline int flood(FILE *f)
{
    for (;;)
        if (fputs("{\"phase\":\"\\u0000\",\"level\":1e999,\"x\":[[[[[[[[[[]]]]]]]]]]}\xff\n", f) <
            0)
            return 3;
}

static inline int take_memory(void)
{
    enum { PIECE = 64 << 20, N = 32 };
    for (int i = 0; i < N; i++) {
        char *p = malloc(PIECE);
        if (p == NULL)
            abort(); /* as GLPK does */
        memset(p, 1, PIECE);
    }
    return 0;
}

static inline int fake_engine(int argc, char **argv, const char *kind)
{
    bool is_solve = strcmp(argv[1], "solve") == 0;
    const char *pid_file = getenv("ENGINE_PID");
    if (pid_file != NULL) {
        FILE *f = fopen(pid_file, "w");
        fprintf(f, "%ld", (long)getpid());
        fclose(f);
    }
    if (strcmp(kind, "no-words") == 0 && !is_solve)
        abort();
    if (strcmp(kind, "slow-words") == 0 && !is_solve)
        return slow_engine(argc, argv);
    if (!is_solve || strstr(kind, "-words") != NULL)
        return real_engine(argc, argv);
    if (strcmp(kind, "abort") == 0)
        abort();
    if (strcmp(kind, "hang") == 0) {
        (void)signal(SIGTERM, SIG_IGN);
        for (;;)
            pause();
    }
    if (strcmp(kind, "spin") == 0)
        for (volatile unsigned i = 0;; i++)
            ;
    if (strcmp(kind, "sigstop") == 0)
        raise(SIGSTOP);
    if (strcmp(kind, "slow") == 0)
        return slow_engine(argc, argv);
    if (strcmp(kind, "memory") == 0)
        return take_memory();
    if (strcmp(kind, "flood") == 0)
        return flood(stdout);
    if (strcmp(kind, "garbage") == 0) {
        for (int i = 0; i < 100000; i++)
            putchar(i * 7919 % 251);
        return 0;
    }
    if (strcmp(kind, "nan") == 0) {
        puts("{\"format\":\"quarters.plan/1\",\"levels\":[{\"value\":NaN,\"bound\":Infinity}]}");
        return 0;
    }
    if (strcmp(kind, "silent") == 0)
        return 0;
    if (strcmp(kind, "liar") == 0)
        return liar(argc, argv, "\"proven\":true", "\"proven\":null");
    if (strcmp(kind, "prover") == 0)
        return prove_otherwise(argc, argv);
    if (strcmp(kind, "mover") == 0)
        return liar(argc, argv, "CD-101", "SV-101");
    if (strcmp(kind, "no-proof") == 0) {
        char *const args[] = {argv[0], argv[1], argv[2], NULL};
        return real_engine(3, (char **)args);
    }
    return 3;
}

#endif
