/* The engine's progress lines on a terminal, see the header. */
#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "base/json.h"
#include "base/text.h"
#include "service/summary.h"

void progress_init(struct progress *p, const char *lang)
{
    *p = (struct progress){.lang = lang, .is_terminal = isatty(STDERR_FILENO) != 0};
}

static int number(const struct json *line, const char *key, int otherwise)
{
    const struct json *j = json_get(line, key);
    return j != NULL && json_is_int(j) ? (int)json_int(j) : otherwise;
}

static const char *text_of(const struct json *line, const char *key)
{
    const struct json *j = json_get(line, key);
    return j != NULL && json_is_string(j) ? json_text(j) : "";
}

/* The level a line speaks of; false where it speaks of none. */
static bool level_of(const struct json *line, struct solver_level *level)
{
    const char *name = text_of(line, "objective");
    for (int o = 0; o < SOLVER_N_OBJECTIVES; o++)
        if (strcmp(solver_objective_name((enum solver_objective)o), name) == 0) {
            *level = (struct solver_level){.objective = (enum solver_objective)o,
                                           .band = number(line, "band", 0)};
            return true;
        }
    return false;
}

static void show(struct progress *p, const struct json *line)
{
    char text[256];
    struct solver_level level;
    const struct json *elapsed = json_get(line, "elapsed_s");
    bool is_done = strcmp(text_of(line, "phase"), "done") == 0;
    if (!level_of(line, &level) || (!p->is_terminal && !is_done))
        return;
    char *name = summary_level_name(&level, p->lang);
    int n =
        snprintf(text, sizeof text,
                 arguments_pick(p->lang, "%6.1f giây  mức %d/%d: %s", "%6.1f s  level %d/%d: %s"),
                 elapsed != NULL ? json_num(elapsed) : 0.0, number(line, "level", 0) + 1,
                 number(line, "levels", 0), name);
    if (is_done && n > 0 && (size_t)n < sizeof text)
        snprintf(text + n, sizeof text - (size_t)n, " = %d", number(line, "value", 0));
    free(name);
    int width = (int)text_width(text);
    if (p->is_terminal)
        fprintf(stderr, "\r%s%*s", text, p->n_last > width ? p->n_last - width : 0, "");
    else
        fprintf(stderr, "%s\n", text);
    p->n_last = width;
}

void progress_line(void *progress, const char *json_line)
{
    struct progress *p = progress;
    struct err e = {0};
    struct json *line = json_parse(json_line, strlen(json_line), &e);
    if (line != NULL && json_is_object(line))
        show(p, line);
    json_free(line);
}

void progress_end(struct progress *p)
{
    if (p->is_terminal && p->n_last > 0)
        fprintf(stderr, "\r%*s\r", p->n_last, "");
    p->n_last = 0;
}
