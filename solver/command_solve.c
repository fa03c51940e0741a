/* `quarters solve`: instance in, plan out (ALLOCATION.md section 7). */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_file.h"
#include "solver/command.h"
#include "solver/curve.h"
#include "solver/solve.h"

static volatile sig_atomic_t is_stopped;

static void on_signal(int sig)
{
    (void)sig;
    is_stopped = 1;
}

struct options {
    const char *instance, *plan, *proof;
    double time_limit_s;
    bool has_progress, wants_curve;
    long max_moves;
};

static bool is_vi(const char *lang)
{
    return strcmp(lang, "en") != 0;
}

static int usage(const char *lang, const char *what)
{
    fprintf(stderr,
            is_vi(lang) ? "quarters solve: %s\nCách dùng: quarters solve INSTANCE [-o PLAN] "
                          "[--proof FILE] [--max-moves SỐ | --moves-curve] "
                          "[--time-limit GIÂY] [--progress]\n"
                        : "quarters solve: %s\nUsage: quarters solve INSTANCE [-o PLAN] "
                          "[--proof FILE] [--max-moves NUMBER | --moves-curve] "
                          "[--time-limit SECONDS] [--progress]\n",
            what);
    return 2;
}

/* One would overwrite the other. */
static bool is_same_file(const char *a, const char *b)
{
    return a && b && strcmp(a, "-") != 0 && strcmp(a, b) == 0;
}

static bool parse_seconds(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return end != text && !*end && *out > 0 && *out < 1e7;
}

static bool parse_moves(const char *text, long *out)
{
    char *end;
    *out = strtol(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && *out <= 100000000;
}

/* 0, or the exit code. */
static int parse_options(struct options *o, int argc, char **argv, const char *lang)
{
    for (int i = 0; i < argc; i++) {
        bool has_value = i + 1 < argc;
        if (!strcmp(argv[i], "-o") && has_value)
            o->plan = argv[++i];
        else if (!strcmp(argv[i], "--proof") && has_value)
            o->proof = argv[++i];
        else if (!strcmp(argv[i], "--time-limit") && has_value) {
            if (!parse_seconds(argv[++i], &o->time_limit_s))
                return usage(lang, argv[i]);
        } else if (!strcmp(argv[i], "--max-moves") && has_value) {
            if (!parse_moves(argv[++i], &o->max_moves))
                return usage(lang, argv[i]);
        } else if (!strcmp(argv[i], "--moves-curve"))
            o->wants_curve = true;
        else if (!strcmp(argv[i], "--progress"))
            o->has_progress = true;
        else if ((argv[i][0] != '-' || !argv[i][1]) && !o->instance)
            o->instance = argv[i];
        else
            return usage(lang, argv[i]);
    }
    if (o->wants_curve && (o->max_moves || o->proof))
        return usage(lang, "--moves-curve");
    if (o->max_moves && o->proof) /* a plan with more moves than need be has no proof of `moves` */
        return usage(lang, "--max-moves, --proof");
    if (is_same_file(o->plan, o->instance) || is_same_file(o->proof, o->instance) ||
        is_same_file(o->proof, o->plan))
        return usage(lang, is_vi(lang) ? "hai tệp cùng một tên" : "two files of one name");
    return o->instance ? 0 : usage(lang, "INSTANCE");
}

/* One JSON line per step on standard error. */
static void print_progress(void *ctx, const struct solver_progress *p)
{
    (void)ctx;
    fprintf(stderr, "{\"elapsed_s\":%.3f,\"phase\":\"%s\",\"level\":%d,\"levels\":%d", p->elapsed_s,
            p->phase, p->level_ix, p->n_levels);
    if (p->level) {
        fprintf(stderr, ",\"objective\":\"%s\"", solver_objective_name(p->level->objective));
        if (p->level->band)
            fprintf(stderr, ",\"band\":%d", p->level->band);
        if (!strcmp(p->phase, "done"))
            fprintf(stderr, ",\"value\":%lld,\"bound\":%lld,\"proven\":%s",
                    (long long)p->level->value, (long long)p->level->bound,
                    p->level->is_proven ? "true" : "false");
    }
    fprintf(stderr, ",\"nodes\":%lld}\n", (long long)p->n_nodes);
}

static int exit_code(enum solver_status status)
{
    switch (status) {
    case SOLVER_OPTIMAL:
        return 0;
    case SOLVER_STOPPED:
    case SOLVER_FEASIBLE:
        return 10;
    case SOLVER_INFEASIBLE:
        return 11;
    }
    return 2;
}

static void say_out_of_memory(const char *lang)
{
    fputs(is_vi(lang) ? "quarters solve: hết bộ nhớ\n" : "quarters solve: out of memory\n", stderr);
}

static int solve_and_write(const struct options *o, const struct solver_instance *inst,
                           const char *lang)
{
    struct solver_plan plan = {0};
    struct solver_limits limits = {.time_limit_s = o->time_limit_s,
                                   .is_stopped = &is_stopped,
                                   .progress = o->has_progress ? print_progress : NULL,
                                   .max_moves = o->max_moves};
    char *text = NULL, *proof = NULL;
    size_t len = 0, proof_len = 0;
    int rc = o->proof ? solver_solve_and_prove(inst, &limits, &plan, &proof, &proof_len)
                      : solver_solve(inst, &limits, &plan);
    if (rc == SOLVER_OK)
        rc = solver_plan_format(&plan, inst, &text, &len);
    int code = 3;
    if (rc != SOLVER_OK)
        say_out_of_memory(lang);
    else if ((!proof || solver_command_write(o->proof, proof, proof_len, lang)) &&
             solver_command_write(o->plan ? o->plan : "-", text, len, lang))
        code = exit_code(plan.status);
    free(text);
    free(proof);
    solver_plan_release(&plan);
    return code;
}

/* The table, or with -o the JSON. */
static int trace_and_write(const struct options *o, const struct solver_instance *inst,
                           const char *lang)
{
    struct solver_curve curve = {0};
    struct solver_limits limits = {.time_limit_s = o->time_limit_s,
                                   .is_stopped = &is_stopped,
                                   .progress = o->has_progress ? print_progress : NULL};
    char *text = NULL;
    size_t len = 0;
    int rc = solver_curve_solve(inst, &limits, &curve), code = 3;
    if (rc == SOLVER_BAD)
        return usage(lang, is_vi(lang) ? "bài toán không có mức \"moves\""
                                       : "the instance has no level \"moves\"");
    if (rc == SOLVER_OK)
        rc = o->plan ? solver_curve_format(&curve, &text, &len)
                     : solver_curve_table(&curve, lang, &text, &len);
    bool is_proven = curve.is_complete;
    for (int i = 0; i < curve.n_points; i++)
        is_proven &= curve.points[i].is_proven;
    if (rc != SOLVER_OK)
        say_out_of_memory(lang);
    else if (solver_command_write(o->plan ? o->plan : "-", text, len, lang))
        code = curve.is_infeasible ? 11 : is_proven ? 0 : 10;
    free(text);
    solver_curve_release(&curve);
    return code;
}

int solver_command_solve(int argc, char **argv, const char *lang)
{
    struct options o = {0};
    struct sigaction sa = {.sa_handler = on_signal};
    struct solver_instance inst = {0};
    int rc = parse_options(&o, argc, argv, lang);
    if (rc)
        return rc;
    sigaction(SIGINT, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    rc = solver_command_read_instance(o.instance, &inst, lang);
    if (!rc)
        rc = o.wants_curve ? trace_and_write(&o, &inst, lang) : solve_and_write(&o, &inst, lang);
    solver_instance_release(&inst);
    return rc;
}
