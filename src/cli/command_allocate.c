/* `quarters allocate DB`: snapshot, engine, check, store; and `quarters summary DB PLAN`, which
 * prints the same summary of a plan stored earlier.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "base/child.h"
#include "base/date.h"
#include "base/file.h"
#include "cli/command.h"
#include "progress.h"
#include "report/render.h"
#include "service/allocate.h"
#include "service/audit.h"
#include "service/summary.h"
#include "store/store.h"
#include "write.h"

/* The engine's address space: enough for ten thousand parties, far below what hurts a small server.
 */
static const size_t ENGINE_MEMORY = (size_t)2 << 30;

static const double DEFAULT_TIME_LIMIT_S = 600;

static void print_summary(const struct allocation *a, const char *lang)
{
    struct buf out = {0};
    struct grid parts[SUMMARY_N_PARTS] = {0};
    summary_head(a, lang, &out);
    summary_build(a, lang, parts);
    for (size_t i = 0; i < SUMMARY_N_PARTS; i++) {
        struct sheet sheet = grid_sheet(&parts[i]);
        buf_char(&out, '\n');
        report_text(&sheet, &out);
    }
    fputs(out.data, stdout);
    summary_release(parts);
    buf_release(&out);
}

struct allocate_run {
    const char *db, *plan_path, *key;
    struct allocate_options options;
    struct allocation a;
    struct solver_findings bad;
    struct err e;
};

/* The plan, with the row of the audit. */
static int keep(struct allocation *a, struct store *store, struct err *e)
{
    char fields[128];
    snprintf(fields, sizeof fields, "policy=%s as_of=%s", a->policy.id, a->as_of);
    int rc = store_begin(store, e);
    rc = rc != ERR_OK ? rc : allocation_store(a, store, e);
    rc = rc != ERR_OK
             ? rc
             : audit_add(store, 0, "allocate", fields, e, "plan/%lld", (long long)a->plan_id);
    return rc != ERR_OK ? rc : store_commit(store, e);
}

/* ERR_OK, or the exit code; the check's verdict is 1. */
static int run_allocate(struct allocate_run *run, const char *lang)
{
    struct store *store = NULL;
    struct progress progress;
    struct err *e = &run->e;
    progress_init(&progress, lang);
    run->options.progress = progress_line;
    run->options.progress_ctx = &progress;
    int rc = write_open(&store, run->db, run->key, e);
    if (rc == ERR_OK)
        rc = allocation_prepare(&run->a, store, &run->options, &run->bad, e);
    if (rc == ERR_OK && run->a.instance.n_parties == 0)
        fputs(arguments_pick(lang,
                             "Chú ý: không có hồ sơ nào đủ điều kiện để xếp phòng; đã nhập "
                             "danh sách đăng ký chưa?\n",
                             "Note: no request qualifies for a room; has the register been "
                             "imported?\n"),
              stderr);
    if (rc == ERR_OK)
        rc = allocation_solve(&run->a, &run->options, e);
    if (rc == ERR_OK && run->a.faults.n == 0)
        (void)allocation_explain(&run->a, &run->options, NULL); /* the plan stands without */
    progress_end(&progress);
    if (rc == ERR_OK && run->plan_path != NULL)
        rc = file_write(run->plan_path, run->a.plan_text.data, run->a.plan_text.len, 0600, e);
    if (rc == ERR_OK) {
        print_summary(&run->a, lang);
        rc = keep(&run->a, store, e);
    }
    if (rc == ERR_OK)
        printf(arguments_pick(lang, "\nĐã lưu: phương án số %lld\n", "\nStored as plan %lld\n"),
               (long long)run->a.plan_id);
    store_close(store);
    return rc;
}

/* Plain or decimal seconds; 0 = no limit. */
static bool parse_seconds(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return end != text && *end == '\0' && *out >= 0 && *out < 1e7;
}

int command_allocate(int argc, char **argv, const char *lang)
{
    static const char call[] = "allocate DB [--policy F] [--as-of D] [--seed S] [--close ROOM]..."
                               " [--time-limit S] [-o PLAN] [--key F]";
    char engine[4096];
    struct allocate_run run = {.options = {.engine = engine,
                                           .time_limit_s = DEFAULT_TIME_LIMIT_S,
                                           .memory_limit = ENGINE_MEMORY}};
    struct allocate_options *o = &run.options;
    struct argument_list closed = {0};
    const char *limit = NULL, *wrong;
    const struct argument_option options[] = {
        {"--policy", &o->policy, NULL, NULL}, {"--as-of", &o->as_of, NULL, NULL},
        {"--seed", &o->seed, NULL, NULL},     {"--close", NULL, &closed, NULL},
        {"--time-limit", &limit, NULL, NULL}, {"-o", &run.plan_path, NULL, NULL},
        {"--key", &run.key, NULL, NULL},
    };
    size_t n = 1;
    int rc = ERR_OK;
    if (!arguments_read(argc, argv, options, sizeof options / sizeof *options, &run.db, &n,
                        &wrong) ||
        n != 1)
        rc = arguments_usage(lang, wrong, call);
    else if (o->as_of != NULL && !date_is_valid(o->as_of))
        rc = arguments_usage(lang, o->as_of, call);
    else if (limit != NULL && !parse_seconds(limit, &o->time_limit_s))
        rc = arguments_usage(lang, limit, call);
    else if (child_self_path(engine, sizeof engine) != 0)
        rc = arguments_usage(lang, "/proc/self/exe", call);
    if (rc == ERR_OK) {
        o->n_closed = closed.n;
        o->closed = closed.values;
        rc = run_allocate(&run, lang);
        if (rc != ERR_OK)
            rc = arguments_fail(&run.e, &run.bad, lang);
        else if (run.a.plan.status != SOLVER_OPTIMAL)
            rc = run.a.plan.status == SOLVER_INFEASIBLE ? 11 : 10; /* as the engine's own codes */
    }
    free(closed.values);
    allocation_release(&run.a);
    solver_findings_release(&run.bad);
    return rc;
}

int command_summary(int argc, char **argv, const char *lang)
{
    static const char call[] = "summary DB PLAN|latest|published";
    const char *files[2], *wrong;
    size_t n = 2;
    struct store *store = NULL;
    struct allocation a = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, NULL, 0, files, &n, &wrong) || n != 2)
        return arguments_usage(lang, wrong, call);
    int rc = store_open(&store, files[0], STORE_READ, NULL, &e);
    if (rc == ERR_OK)
        rc = allocation_load(&a, store, files[1], &bad, &e);
    if (rc == ERR_OK)
        print_summary(&a, lang);
    else
        rc = arguments_fail(&e, &bad, lang);
    bool is_wrong = a.faults.n > 0;
    allocation_release(&a);
    solver_findings_release(&bad);
    store_close(store);
    return rc != ERR_OK ? rc : is_wrong ? 1 : 0;
}
