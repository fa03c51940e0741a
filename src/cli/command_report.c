/* `quarters report DB needs`: the count of needs, agency by agency. */
#include <string.h>

#include "arguments.h"
#include "base/date.h"
#include "cli/command.h"
#include "housed.h"
#include "report/render.h"
#include "service/needs.h"
#include "store/store.h"

static int write_needs(struct store *store, const struct policy *p, const char *as_of,
                       const char *lang, enum report_format kind, const char *out, struct err *e)
{
    struct grid parts[NEEDS_N_PARTS] = {0};
    struct sheet sheets[NEEDS_N_PARTS];
    int rc = needs_build(store, NULL, p, as_of, lang, parts, e);
    for (size_t i = 0; i < NEEDS_N_PARTS; i++)
        sheets[i] = grid_sheet(&parts[i]);
    if (rc == ERR_OK)
        rc = report_write(sheets, NEEDS_N_PARTS, kind, out, e);
    needs_release(parts);
    return rc;
}

int command_report(int argc, char **argv, const char *lang)
{
    static const char call[] = "report DB needs [--policy F] [--as-of D] [--format text|csv|xlsx]"
                               " [-o F]";
    const char *policy = NULL, *as_of = NULL, *format = "text", *out = NULL, *names[2], *wrong;
    const struct argument_option options[] = {
        {"--policy", &policy, NULL, NULL},
        {"--as-of", &as_of, NULL, NULL},
        {"--format", &format, NULL, NULL},
        {"-o", &out, NULL, NULL},
    };
    size_t n = 2;
    enum report_format kind;
    struct store *store = NULL;
    struct policy rules = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    if (report_is_housed(argc, argv))
        return report_housed(argc, argv, lang);
    if (!arguments_read(argc, argv, options, 4, names, &n, &wrong) || n != 2)
        return arguments_usage(lang, wrong, call);
    if (strcmp(names[1], "needs") != 0)
        return arguments_usage(lang, names[1], call);
    if (!report_format_of(format, &kind))
        return arguments_usage(lang, format, call);
    if (as_of != NULL && !date_is_valid(as_of))
        return arguments_usage(lang, as_of, call);
    int rc = policy_load(&rules, policy, &bad, &e);
    if (rc == ERR_OK)
        rc = store_open(&store, names[0], STORE_READ, NULL, &e);
    if (rc == ERR_OK)
        rc = write_needs(store, &rules, as_of != NULL ? as_of : rules.as_of, lang, kind, out, &e);
    if (rc != ERR_OK)
        rc = arguments_fail(&e, &bad, lang);
    policy_release(&rules);
    solver_findings_release(&bad);
    store_close(store);
    return rc;
}
