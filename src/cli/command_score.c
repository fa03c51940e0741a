/* `quarters score DB`: eligibility, points, pools, bands and the order, by a policy; shown and
 * stored on the requests.
 */
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "base/date.h"
#include "cli/command.h"
#include "report/render.h"
#include "service/allocate.h"
#include "service/audit.h"
#include "service/scoring.h"
#include "store/store.h"
#include "write.h"

struct score_run {
    const char *policy, *as_of, *seed, *format, *out, *key;
    bool is_dry;
    enum report_format kind;
    struct policy rules;
    struct snapshot house;
};

/* Points and order on the requests, with the row of the audit. */
static int store_scores(struct score_run *run, struct store *store, const char *as_of,
                        struct err *e)
{
    char fields[128];
    snprintf(fields, sizeof fields, "policy=%s as_of=%s", run->rules.id, as_of);
    int rc = store_begin(store, e);
    rc = rc != ERR_OK ? rc : scoring_store(store, &run->rules, &run->house, e);
    rc = rc != ERR_OK ? rc : audit_add(store, 0, "score", fields, e, "requests");
    return rc != ERR_OK ? rc : store_commit(store, e);
}

static int run_score(struct score_run *run, const char *db, const char *lang,
                     struct solver_findings *bad, struct err *e)
{
    struct store *store = NULL;
    struct grid grid = {0};
    int rc = policy_load(&run->rules, run->policy, bad, e);
    const char *as_of = run->as_of != NULL ? run->as_of : run->rules.as_of;
    if (rc == ERR_OK)
        rc = run->is_dry ? store_open(&store, db, STORE_READ, NULL, e)
                         : write_open(&store, db, run->key, e);
    if (rc == ERR_OK)
        rc = snapshot_load(&run->house, store, as_of, e);
    if (rc == ERR_OK) {
        snapshot_score(&run->house, &run->rules, as_of);
        snapshot_draw(&run->house, &run->rules, run->seed != NULL ? run->seed : ALLOCATE_NO_SEED);
        if (!run->is_dry)
            rc = store_scores(run, store, as_of, e);
    }
    if (rc == ERR_OK) {
        scoring_grid(&run->house, &run->rules, lang, &grid);
        struct sheet sheet = grid_sheet(&grid);
        rc = report_write(&sheet, 1, run->kind, run->out, e);
    }
    grid_release(&grid);
    store_close(store);
    return rc;
}

int command_score(int argc, char **argv, const char *lang)
{
    static const char call[] = "score DB [--policy F] [--as-of D] [--seed S] [--dry-run]"
                               " [--format text|csv|xlsx] [-o F] [--key F]";
    struct score_run run = {.format = "text"};
    const struct argument_option options[] = {
        {"--policy", &run.policy, NULL, NULL}, {"--as-of", &run.as_of, NULL, NULL},
        {"--seed", &run.seed, NULL, NULL},     {"--format", &run.format, NULL, NULL},
        {"-o", &run.out, NULL, NULL},          {"--dry-run", NULL, NULL, &run.is_dry},
        {"--key", &run.key, NULL, NULL},
    };
    const char *db[1], *wrong;
    size_t n = 1;
    struct solver_findings bad = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, sizeof options / sizeof *options, db, &n, &wrong) ||
        n != 1)
        return arguments_usage(lang, wrong, call);
    if (!report_format_of(run.format, &run.kind))
        return arguments_usage(lang, run.format, call);
    if (run.as_of != NULL && !date_is_valid(run.as_of))
        return arguments_usage(lang, run.as_of, call);
    int rc = run_score(&run, db[0], lang, &bad, &e);
    if (rc != ERR_OK)
        rc = arguments_fail(&e, &bad, lang);
    solver_findings_release(&bad);
    snapshot_release(&run.house);
    policy_release(&run.rules);
    return rc;
}
