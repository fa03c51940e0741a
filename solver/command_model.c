/* `quarters model`: one level as CPLEX LP (ALLOCATION.md section 7). */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_file.h"
#include "lp_model.h"
#include "solver/command.h"

struct options {
    const char *instance, *output, *values, *lang;
    int level_ix;
    bool is_by_class;
};

static const char *say(const char *lang, const char *vi, const char *en)
{
    return strcmp(lang, "en") != 0 ? vi : en;
}

static int usage(const char *lang, const char *what)
{
    fprintf(stderr, "quarters model: %s\n%s\n", what,
            say(lang,
                "Cách dùng: quarters model INSTANCE [--classes] [--level K] [--values V1,V2,…] [-o "
                "TỆP.lp]\n"
                "K đếm từ 0; cần giá trị của đúng K mức đứng trước",
                "Usage: quarters model INSTANCE [--classes] [--level K] [--values V1,V2,…] [-o "
                "FILE.lp]\n"
                "K counts from 0; the values of exactly the K levels before it are needed"));
    return 2;
}

/* A whole number that ends at `stop`; false: it is none. */
static bool parse_number(const char *text, char stop, const char **end, int64_t *out)
{
    char *after;
    errno = 0;
    long long value = strtoll(text, &after, 10);
    *out = value;
    *end = after;
    return after != text && errno == 0 && (*after == stop || !*after) && *text != ' ';
}

/* 0, or the exit code. */
static int parse_options(struct options *o, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        bool has_value = i + 1 < argc;
        if (!strcmp(argv[i], "--lang") && has_value) {
            o->lang = argv[++i];
        } else if (!strcmp(argv[i], "--classes")) {
            o->is_by_class = true;
        } else if (!strcmp(argv[i], "-o") && has_value) {
            o->output = argv[++i];
        } else if (!strcmp(argv[i], "--values") && has_value) {
            o->values = argv[++i];
        } else if (!strcmp(argv[i], "--level") && has_value) {
            const char *end;
            int64_t level;
            if (!parse_number(argv[++i], '\0', &end, &level) || level < 0 || level > INT_MAX)
                return usage(o->lang, argv[i]);
            o->level_ix = (int)level;
        } else if ((argv[i][0] != '-' || !argv[i][1]) && !o->instance) {
            o->instance = argv[i];
        } else {
            return usage(o->lang, argv[i]);
        }
    }
    return o->instance ? 0 : usage(o->lang, "INSTANCE");
}

/* Exactly n values from "V1,V2,…". */
static bool parse_values(const char *text, int n, int64_t *values)
{
    const char *at = text;
    for (int j = 0; j < n; j++) {
        if (!parse_number(at, ',', &at, &values[j]) || (j + 1 < n) != (*at == ','))
            return false;
        at += *at == ',';
    }
    return !*at;
}

/* Can that level be asked? */
static int judge(const struct options *o, const struct solver_instance *inst, int64_t *values)
{
    int n_levels = solver_levels_of(inst, NULL);
    struct solver_level *levels = calloc((size_t)n_levels + 1, sizeof *levels);
    if (!levels)
        return 3;
    (void)solver_levels_of(inst, levels);
    bool is_there = o->level_ix < n_levels;
    bool is_agencies = is_there && levels[o->level_ix].objective == SOLVER_AGENCIES;
    free(levels);
    if (!is_there)
        return usage(o->lang, say(o->lang, "không có mức thứ K", "there is no level K"));
    if (is_agencies)
        return usage(o->lang,
                     say(o->lang, "mức agencies xét trên một tập phương án, không có mô hình này",
                         "agencies is asked over a set of plans, not of this model"));
    if (!parse_values(o->values ? o->values : "", o->level_ix, values))
        return usage(o->lang, "--values");
    return 0;
}

static int write_model(const struct options *o, const struct solver_instance *inst,
                       const int64_t *values)
{
    struct sv_text out = {0};
    int rc = sv_lp_model_format(inst, o->is_by_class, o->level_ix, values, &out);
    int code = 3;
    if (rc == SOLVER_NOMEM)
        fputs(say(o->lang, "hết bộ nhớ\n", "out of memory\n"), stderr);
    else if (rc == SOLVER_BAD) {
        fputs(say(o->lang, "không khả thi theo quy tắc 5: không có mô hình\n",
                  "infeasible by rule 5: there is no model\n"),
              stderr);
        code = 11;
    } else if (solver_command_write(o->output, out.data, out.len, o->lang)) {
        code = 0;
    }
    free(out.data);
    return code;
}

int solver_command_model(int argc, char **argv, const char *lang)
{
    struct options o = {.output = "-", .lang = lang};
    struct solver_instance inst = {0};
    int code = parse_options(&o, argc, argv);
    if (!code)
        code = solver_command_read_instance(o.instance, &inst, o.lang);
    int64_t *values =
        code ? NULL : calloc((size_t)solver_levels_of(&inst, NULL) + 1, sizeof *values);
    if (!code && !values)
        code = 3;
    if (!code)
        code = judge(&o, &inst, values);
    if (!code)
        code = write_model(&o, &inst, values);
    free(values);
    solver_instance_release(&inst);
    return code;
}
