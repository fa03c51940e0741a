/* `quarters list DB PLAN`: who is housed where, for the public or for the staff. */
#include <string.h>

#include "arguments.h"
#include "cli/command.h"
#include "report/render.h"
#include "service/list.h"
#include "store/store.h"

static int write_list(const struct allocation *a, enum list_audience audience,
                      enum report_format kind, const char *out, struct err *e)
{
    struct grid parts[LIST_MAX_PARTS] = {0};
    struct sheet sheets[LIST_MAX_PARTS];
    size_t n = list_build(a, audience, parts);
    for (size_t i = 0; i < n; i++)
        sheets[i] = grid_sheet(&parts[i]);
    int rc = report_write(sheets, n, kind, out, e);
    list_release(parts, n);
    return rc;
}

int command_list(int argc, char **argv, const char *lang)
{
    static const char call[] = "list DB PLAN|latest|published --audience public|staff"
                               " [--format text|csv|xlsx] [-o F]";
    const char *audience = NULL, *format = "text", *out = NULL, *files[2], *wrong;
    const struct argument_option options[] = {
        {"--audience", &audience, NULL, NULL},
        {"--format", &format, NULL, NULL},
        {"-o", &out, NULL, NULL},
    };
    size_t n = 2;
    enum report_format kind;
    struct store *store = NULL;
    struct allocation a = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 3, files, &n, &wrong) || n != 2 || audience == NULL)
        return arguments_usage(lang, wrong, call);
    if (!report_format_of(format, &kind))
        return arguments_usage(lang, format, call);
    bool is_public = strcmp(audience, "public") == 0;
    if (!is_public && strcmp(audience, "staff") != 0)
        return arguments_usage(lang, audience, call);
    int rc = store_open(&store, files[0], STORE_READ, NULL, &e);
    if (rc == ERR_OK)
        rc = allocation_load(&a, store, files[1], &bad, &e);
    if (rc == ERR_OK)
        rc = write_list(&a, is_public ? LIST_PUBLIC : LIST_STAFF, kind, out, &e);
    if (rc != ERR_OK)
        rc = arguments_fail(&e, &bad, lang);
    allocation_release(&a);
    solver_findings_release(&bad);
    store_close(store);
    return rc;
}
