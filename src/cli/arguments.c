/* Arguments of a command, see the header. */
#include "arguments.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

const char *arguments_pick(const char *lang, const char *vi, const char *en)
{
    return strcmp(lang, "en") == 0 ? en : vi;
}

/* The option an argument names; `*inline_value` is what stands behind "=". */
static const struct argument_option *option_of(const char *text,
                                               const struct argument_option *options, size_t n,
                                               const char **inline_value)
{
    size_t len = strcspn(text, "=");
    *inline_value = text[len] == '=' ? text + len + 1 : NULL;
    for (size_t i = 0; i < n; i++)
        if (strlen(options[i].name) == len && strncmp(options[i].name, text, len) == 0)
            return &options[i];
    return NULL;
}

static void take_value(const struct argument_option *o, const char *value)
{
    if (o->many == NULL) {
        *o->value = value;
        return;
    }
    o->many->values = mem_grow(o->many->values, o->many->n + 1, sizeof *o->many->values);
    o->many->values[o->many->n++] = value;
}

bool arguments_read(int argc, char **argv, const struct argument_option *options, size_t n_options,
                    const char **rest, size_t *n_rest, const char **wrong)
{
    size_t max = *n_rest;
    *n_rest = 0;
    *wrong = NULL;
    for (int i = 0; i < argc; i++) {
        const char *value;
        *wrong = argv[i];
        if (argv[i][0] != '-' || argv[i][1] == '\0') {
            if (*n_rest == max)
                return false;
            rest[(*n_rest)++] = argv[i];
            continue;
        }
        const struct argument_option *o = option_of(argv[i], options, n_options, &value);
        if (o == NULL || (o->flag != NULL && value != NULL))
            return false;
        if (o->flag != NULL) {
            *o->flag = true;
            continue;
        }
        if (value == NULL && i + 1 == argc)
            return false;
        take_value(o, value != NULL ? value : argv[++i]);
    }
    *wrong = NULL;
    return true;
}

int arguments_usage(const char *lang, const char *wrong, const char *call)
{
    if (wrong != NULL)
        fprintf(stderr, arguments_pick(lang, "Không hiểu: %s\n", "Not understood: %s\n"), wrong);
    fprintf(stderr, arguments_pick(lang, "Cách dùng: quarters %s\n", "Usage: quarters %s\n"), call);
    return ERR_INPUT;
}

int arguments_fail(const struct err *e, const struct solver_findings *bad, const char *lang)
{
    fprintf(stderr, "quarters: %s\n", err_text(e, lang));
    for (size_t i = 0; bad != NULL && i < bad->n; i++)
        fprintf(stderr, "  %s: %s\n", bad->items[i].where[0] != '\0' ? bad->items[i].where : "/",
                arguments_pick(lang, bad->items[i].vi, bad->items[i].en));
    return e->code;
}
