/* `quarters report DB housed`, see the header. */
#include "housed.h"

#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "base/clock.h"
#include "base/file.h"
#include "report/render.h"
#include "service/housed.h"
#include "store/store.h"

bool report_is_housed(int argc, char **argv)
{
    int i = 1; /* the first is a database, whatever its name */
    while (i < argc && strcmp(argv[i], "housed") != 0)
        i++;
    return i < argc;
}

static int write_json(const struct housed *h, const char *out, struct err *e)
{
    struct buf json = {0};
    int rc = ERR_OK;
    housed_json(h, &json);
    if (out != NULL)
        rc = file_write(out, json.data, json.len, 0600, e);
    else if (fwrite(json.data, 1, json.len, stdout) != json.len || fflush(stdout) != 0)
        rc = err_set(e, ERR_IO, "không ghi được", "cannot write");
    buf_release(&json);
    return rc;
}

static int write_sheet(const struct housed *h, const char *lang, enum report_format format,
                       const char *out, struct err *e)
{
    struct grid g;
    housed_grid(h, lang, &g);
    const struct sheet sheet = grid_sheet(&g);
    int rc = report_write(&sheet, 1, format, out, e);
    grid_release(&g);
    return rc;
}

int report_housed(int argc, char **argv, const char *lang)
{
    static const char call[] = "report DB housed --from YYYY-MM --to YYYY-MM"
                               " [--format text|json|csv|xlsx] [-o F]";
    const char *from = "", *to = "", *format = "text", *out = NULL, *names[2], *wrong;
    const struct argument_option options[] = {{"--from", &from, NULL, NULL},
                                              {"--to", &to, NULL, NULL},
                                              {"--format", &format, NULL, NULL},
                                              {"-o", &out, NULL, NULL}};
    char today[11];
    size_t n = 2;
    enum report_format kind = REPORT_TEXT;
    struct store *store = NULL;
    struct housed h = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 4, names, &n, &wrong) || n != 2)
        return arguments_usage(lang, wrong, call);
    const bool is_json = strcmp(format, "json") == 0;
    if (!is_json && !report_format_of(format, &kind))
        return arguments_usage(lang, format, call);
    clock_today(today);
    int rc = store_open(&store, names[0], STORE_READ, NULL, &e);
    rc = rc != ERR_OK ? rc : housed_make(store, NULL, from, to, today, &h, &bad, &e);
    if (rc == ERR_OK)
        rc = is_json ? write_json(&h, out, &e) : write_sheet(&h, lang, kind, out, &e);
    if (rc != ERR_OK)
        rc = arguments_fail(&e, &bad, lang);
    housed_release(&h);
    solver_findings_release(&bad);
    store_close(store);
    return rc;
}
