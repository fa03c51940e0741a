/* `quarters generate`: a made-up instance, for tests and benches (include/solver/generate.h). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_file.h"
#include "solver/command.h"
#include "solver/generate.h"
#include "solver/instance.h"

struct options {
    const char *output;
    uint64_t n_rooms, seed;
};

static int usage(const char *lang, const char *what)
{
    fprintf(stderr,
            strcmp(lang, "en") ? "quarters generate: %s\nCách dùng: quarters generate --rooms N "
                                 "[--seed S] [-o TỆP]; N từ 1 đến %d\n"
                               : "quarters generate: %s\nUsage: quarters generate --rooms N "
                                 "[--seed S] [-o FILE]; N from 1 to %d\n",
            what, SOLVER_GENERATE_MAX_ROOMS);
    return 2;
}

/* A whole number of at most `most`. */
static bool parse_number(const char *text, uint64_t most, uint64_t *out)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    *out = value;
    return *text >= '0' && *text <= '9' && !*end && errno == 0 && value <= most;
}

/* 0, or the exit code. */
static int parse_options(struct options *o, int argc, char **argv, const char *lang)
{
    for (int i = 0; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (!strcmp(argv[i], "--rooms") &&
            parse_number(value, SOLVER_GENERATE_MAX_ROOMS, &o->n_rooms) && o->n_rooms)
            i++;
        else if (!strcmp(argv[i], "--seed") && parse_number(value, INT64_MAX, &o->seed))
            i++;
        else if (!strcmp(argv[i], "-o") && *value)
            o->output = argv[++i];
        else
            return usage(lang, argv[i]);
    }
    return o->n_rooms ? 0 : usage(lang, "--rooms");
}

int solver_command_generate(int argc, char **argv, const char *lang)
{
    struct options o = {.output = "-", .seed = 1};
    char *text = NULL;
    size_t len = 0;
    int code = parse_options(&o, argc, argv, lang);
    if (code)
        return code;
    if (solver_generate((int)o.n_rooms, o.seed, &text, &len) != SOLVER_OK) {
        fputs(strcmp(lang, "en") ? "hết bộ nhớ\n" : "out of memory\n", stderr);
        return 3;
    }
    code = solver_command_write(o.output, text, len, lang) ? 0 : 3;
    free(text);
    return code;
}
