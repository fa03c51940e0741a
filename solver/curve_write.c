/* The curve of moves as JSON and as a table. */
#include <stdlib.h>
#include <string.h>

#include "level_words.h"
#include "solver/curve.h"
#include "text.h"
#include "version.h"

static int finish(struct sv_text *out, char **text, size_t *len)
{
    if (out->is_out_of_memory) {
        free(out->data);
        return SOLVER_NOMEM;
    }
    *text = out->data;
    *len = out->len;
    return SOLVER_OK;
}

static void write_level(struct sv_text *out, const struct solver_level *level)
{
    sv_text_add(out, "{\"objective\":\"%s\"", solver_objective_name(level->objective));
    if (level->objective == SOLVER_HOUSED_BY_BAND)
        sv_text_add(out, ",\"band\":%d", level->band);
    sv_text_add(out, ",\"sense\":\"%s\",\"value\":%lld,\"bound\":%lld,\"proven\":%s}",
                solver_objective_is_max(level->objective) ? "max" : "min", (long long)level->value,
                (long long)level->bound, level->is_proven ? "true" : "false");
}

int solver_curve_format(const struct solver_curve *c, char **text, size_t *len)
{
    struct sv_text out = {0};
    sv_text_add(&out, "{\"format\":\"quarters.moves-curve/1\",\n\"instance_sha256\":\"%s\",\n",
                c->instance_sha256);
    sv_text_add(&out, "\"status\":\"%s\",\n\"points\":[",
                c->is_infeasible ? "infeasible"
                : c->is_complete ? "complete"
                                 : "stopped");
    for (int i = 0; i < c->n_points; i++) {
        const struct solver_curve_point *p = &c->points[i];
        sv_text_add(&out, "%s\n{\"moves\":%lld,\"proven\":%s,\"levels\":[", i ? "," : "",
                    (long long)p->moves, p->is_proven ? "true" : "false");
        for (int k = 0; k < c->n_after; k++) {
            sv_text_add(&out, "%s", k ? "," : "");
            write_level(&out, &p->after[k]);
        }
        sv_text_add(&out, "]}");
    }
    sv_text_add(&out, "],\n\"engine\":{\"version\":\"%s\",\"glpk\":\"%s\"}}\n", SOLVER_VERSION,
                SOLVER_GLPK_VERSION);
    return finish(&out, text, len);
}

static void write_row(struct sv_text *out, const struct solver_curve *c, int i, int lang)
{
    static const char *const OPEN[2] = {" (chưa chứng minh)", " (not proven)"};
    const struct solver_curve_point *p = &c->points[i];
    sv_text_add(out, "%lld %s:", (long long)p->moves, sv_level_words(SOLVER_MOVES, lang));
    for (int k = 0; k < c->n_after; k++) {
        const struct solver_level *level = &p->after[k];
        sv_text_add(out, "%s %s", k ? "," : "", sv_level_words(level->objective, lang));
        if (level->objective == SOLVER_HOUSED_BY_BAND)
            sv_text_add(out, " %d", level->band);
        sv_text_add(out, " %lld", (long long)level->value);
        if (i)
            sv_text_add(out, " (%+lld)",
                        (long long)(level->value - c->points[i - 1].after[k].value));
    }
    sv_text_add(out, "%s\n", p->is_proven ? "" : OPEN[lang]);
}

int solver_curve_table(const struct solver_curve *c, const char *lang, char **text, size_t *len)
{
    static const char *const INFEASIBLE[2] = {
        "không có phương án nào: người được chỉ định phòng và người ở lại trái quy tắc",
        "no plan: pinned and staying people break the rules"};
    static const char *const STOPPED[2] = {"dừng giữa chừng: có thể còn mức khác ở sau",
                                           "stopped: there may be more steps"};
    static const char *const END[2] = {
        "chuyển thêm người không được lợi gì nữa. Lấy phương án của một dòng: --max-moves SỐ",
        "moving more people gains nothing. For the plan of a line: --max-moves NUMBER"};
    struct sv_text out = {0};
    int at = strcmp(lang, "en") ? 0 : 1;
    for (int i = 0; i < c->n_points; i++)
        write_row(&out, c, i, at);
    sv_text_add(&out, "%s\n", (c->is_infeasible ? INFEASIBLE : c->is_complete ? END : STOPPED)[at]);
    return finish(&out, text, len);
}
