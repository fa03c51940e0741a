/* `quarters export DB instance|plan|proof -o F`: the files of ALLOCATION.md, for whoever wants to
 * check or solve them elsewhere. `instance` is that of today's data unless --plan names the one a
 * plan was made of.
 */
#include <string.h>

#include "arguments.h"
#include "base/date.h"
#include "base/file.h"
#include "cli/command.h"
#include "service/allocate.h"
#include "store/store.h"

struct export_run {
    const char *plan, *out, *kind;
    struct allocate_options options;
};

static int run_export(const struct export_run *run, const char *db, struct solver_findings *bad,
                      struct err *e)
{
    struct store *store = NULL;
    struct allocation a = {0};
    int rc = store_open(&store, db, STORE_READ, NULL, e);
    const bool is_instance = strcmp(run->kind, "instance") == 0;
    if (rc == ERR_OK && is_instance && run->plan == NULL)
        rc = allocation_prepare(&a, store, &run->options, bad, e);
    else if (rc == ERR_OK)
        rc = allocation_load(&a, store, run->plan != NULL ? run->plan : "latest", bad, e);
    if (rc == ERR_OK) {
        const struct buf *text = is_instance                      ? &a.instance_text
                                 : strcmp(run->kind, "plan") == 0 ? &a.plan_text
                                                                  : &a.proof_text;
        rc = text->len > 0 ? file_write(run->out, text->data, text->len, 0600, e)
                           : err_set(e, ERR_INPUT, "phương án này không có chứng minh",
                                     "this plan has no proof");
    }
    allocation_release(&a);
    store_close(store);
    return rc;
}

int command_export(int argc, char **argv, const char *lang)
{
    static const char call[] = "export DB instance|plan|proof [--plan ID] [--policy F] [--as-of D]"
                               " [--seed S] -o F";
    struct export_run run = {0};
    const struct argument_option options[] = {
        {"--plan", &run.plan, NULL, NULL},
        {"--policy", &run.options.policy, NULL, NULL},
        {"--as-of", &run.options.as_of, NULL, NULL},
        {"--seed", &run.options.seed, NULL, NULL},
        {"-o", &run.out, NULL, NULL},
    };
    const char *names[2], *wrong;
    size_t n = 2;
    struct solver_findings bad = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 5, names, &n, &wrong) || n != 2 || run.out == NULL)
        return arguments_usage(lang, wrong, call);
    run.kind = names[1];
    if (strcmp(run.kind, "instance") != 0 && strcmp(run.kind, "plan") != 0 &&
        strcmp(run.kind, "proof") != 0)
        return arguments_usage(lang, names[1], call);
    if (run.options.as_of != NULL && !date_is_valid(run.options.as_of))
        return arguments_usage(lang, run.options.as_of, call);
    int rc = run_export(&run, names[0], &bad, &e);
    if (rc != ERR_OK)
        rc = arguments_fail(&e, &bad, lang);
    solver_findings_release(&bad);
    return rc;
}
