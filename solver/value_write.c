/* The value of a bed as JSON and as lines for reading. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "level_words.h"
#include "solver/value.h"
#include "text.h"
#include "version.h"

static const char SEX_OF_MODE[] = {
    [SOLVER_BED_F] = 'F', [SOLVER_BED_M] = 'M', [SOLVER_BED_UNRESTRICTED] = '*'};

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

static void write_level(struct sv_text *out, const struct solver_level *level, int64_t value)
{
    sv_text_add(out, "{\"objective\":\"%s\"", solver_objective_name(level->objective));
    if (level->objective == SOLVER_HOUSED_BY_BAND)
        sv_text_add(out, ",\"band\":%d", level->band);
    sv_text_add(out, ",\"sense\":\"%s\",\"value\":%" PRId64,
                solver_objective_is_max(level->objective) ? "max" : "min", value);
}

/* As the modes of a proof are written: "F/pool", "M/pool", "*" "/pool", "private". */
static void write_mode(struct sv_text *out, const struct solver_instance *inst,
                       const struct solver_worth *w)
{
    if (w->mode == SOLVER_BED_PRIVATE) {
        sv_text_add(out, "\"private\"");
        return;
    }
    struct sv_text mode = {0};
    sv_text_add(&mode, "%c/%s", SEX_OF_MODE[w->mode], inst->policy.pools[w->pool_ix].id);
    if (mode.is_out_of_memory)
        out->is_out_of_memory = true;
    else
        sv_text_json(out, mode.data);
    free(mode.data);
}

static void write_worth(struct sv_text *out, const struct solver_value *v,
                        const struct solver_instance *inst, const struct solver_worth *w)
{
    if (w->room_ix >= 0) {
        sv_text_add(out, "{\"room\":");
        sv_text_json(out, inst->rooms[w->room_ix].id);
        sv_text_add(out, ",\"site\":");
    } else {
        sv_text_add(out, "{\"site\":");
    }
    sv_text_json(out, inst->sites[w->site_ix].id);
    if (w->room_ix < 0) {
        sv_text_add(out, ",\"mode\":");
        write_mode(out, inst, w);
    }
    sv_text_add(out, ",\"infeasible\":%s,\"proven\":%s,\"levels\":[",
                w->is_infeasible ? "true" : "false", w->is_proven ? "true" : "false");
    for (int j = 0; j < w->n_gains; j++) {
        sv_text_add(out, "%s", j ? "," : "");
        write_level(out, &v->base[j], w->gains[j].value);
        sv_text_add(out, ",\"gain\":%" PRId64 "}", w->gains[j].gain);
    }
    sv_text_add(out, "]}");
}

int solver_value_format(const struct solver_value *v, const struct solver_instance *inst,
                        char **text, size_t *len)
{
    struct sv_text out = {0};
    sv_text_add(&out, "{\"format\":\"quarters.value/1\",\n\"instance_sha256\":\"%s\",\n",
                v->instance_sha256);
    sv_text_add(&out, "\"status\":\"%s\",\n\"levels\":[", v->is_complete ? "complete" : "stopped");
    for (int j = 0; j < v->n_levels; j++) {
        sv_text_add(&out, "%s", j ? "," : "");
        write_level(&out, &v->base[j], v->base[j].value);
        sv_text_add(&out, ",\"bound\":%" PRId64 ",\"proven\":%s}", v->base[j].bound,
                    v->base[j].is_proven ? "true" : "false");
    }
    sv_text_add(&out, "],\n\"rooms\":[");
    for (int i = 0; i < v->n_rooms; i++) {
        sv_text_add(&out, "%s\n", i ? "," : "");
        write_worth(&out, v, inst, &v->rooms[i]);
    }
    sv_text_add(&out, "],\n\"beds\":[");
    for (int i = 0; i < v->n_beds; i++) {
        sv_text_add(&out, "%s\n", i ? "," : "");
        write_worth(&out, v, inst, &v->beds[i]);
    }
    sv_text_add(&out, "],\n\"engine\":{\"version\":\"%s\",\"glpk\":\"%s\"}}\n", SOLVER_VERSION,
                SOLVER_GLPK_VERSION);
    return finish(&out, text, len);
}

static void write_name(struct sv_text *out, const struct solver_instance *inst,
                       const struct solver_worth *w, int lang)
{
    static const char *const MODES[][2] = {
        [SOLVER_BED_F] = {"nữ, diện", "women, pool"},
        [SOLVER_BED_M] = {"nam, diện", "men, pool"},
        [SOLVER_BED_UNRESTRICTED] = {"nam nữ ở chung, diện", "women and men, pool"},
        [SOLVER_BED_PRIVATE] = {"phòng đơn", "a single room"},
    };
    if (w->room_ix >= 0)
        sv_text_add(out, "%s", inst->rooms[w->room_ix].id);
    else
        sv_text_add(out, "%s, %s%s%s", inst->sites[w->site_ix].id, MODES[w->mode][lang],
                    w->pool_ix >= 0 ? " " : "",
                    w->pool_ix >= 0 ? inst->policy.pools[w->pool_ix].id : "");
}

static bool is_idle(const struct solver_worth *w)
{
    for (int j = 0; j < w->n_gains; j++)
        if (w->gains[j].gain)
            return false;
    return w->is_proven && !w->is_infeasible;
}

static void write_row(struct sv_text *out, const struct solver_value *v,
                      const struct solver_instance *inst, const struct solver_worth *w, int lang)
{
    static const char *const OPEN[2] = {"chưa tính hết", "the rest is not known"};
    static const char *const INFEASIBLE[2] = {
        "không có phương án: người phải ở phòng này trái quy tắc",
        "no plan: those who must live there break the rules"};
    const char *comma = "";
    write_name(out, inst, w, lang);
    sv_text_add(out, ": ");
    for (int j = 0; j < w->n_gains; j++) {
        if (!w->gains[j].gain)
            continue;
        sv_text_add(out, "%s%s", comma, sv_level_words(v->base[j].objective, lang));
        if (v->base[j].objective == SOLVER_HOUSED_BY_BAND)
            sv_text_add(out, " %d", v->base[j].band);
        sv_text_add(out, " %+" PRId64, w->gains[j].value - v->base[j].value);
        comma = ", ";
    }
    if (w->is_infeasible || !w->is_proven)
        sv_text_add(out, "%s%s", comma, (w->is_infeasible ? INFEASIBLE : OPEN)[lang]);
    sv_text_add(out, "\n");
}

static void write_list(struct sv_text *out, const struct solver_value *v,
                       const struct solver_instance *inst, const struct solver_worth *items, int n,
                       int lang)
{
    static const char *const IDLE[2] = {"không thay đổi gì", "changes nothing"};
    const char *separator = "";
    for (int i = 0; i < n; i++)
        if (!is_idle(&items[i]))
            write_row(out, v, inst, &items[i], lang);
    for (int i = 0; i < n; i++) {
        if (!is_idle(&items[i]))
            continue;
        sv_text_add(out, "%s", separator);
        write_name(out, inst, &items[i], lang);
        separator = "; ";
    }
    if (*separator)
        sv_text_add(out, ": %s\n", IDLE[lang]);
}

int solver_value_table(const struct solver_value *v, const struct solver_instance *inst,
                       const char *lang, char **text, size_t *len)
{
    static const char *const ROOMS[2] = {"Nếu sửa xong một phòng đang đóng, có lợi nhất trước:",
                                         "If a closed room were repaired, best first:"};
    static const char *const NO_ROOMS[2] = {"Không có phòng nào đang đóng.", "No room is closed."};
    static const char *const BEDS[2] = {"Nếu có thêm một chỗ, có lợi nhất trước:",
                                        "If there were one bed more, best first:"};
    static const char *const END[2] = {
        "Mục tiêu đứng trước được xét trước; mục tiêu đứng sau có thể giảm để mục tiêu trước tăng.",
        "Earlier levels count first; later ones may get worse so that an earlier one gets better."};
    static const char *const STOPPED[2] = {"Dừng giữa chừng: chưa tính hết.",
                                           "Stopped: not all is known."};
    struct sv_text out = {0};
    int at = strcmp(lang, "en") != 0 ? 0 : 1;
    sv_text_add(&out, "%s\n", (v->n_rooms ? ROOMS : NO_ROOMS)[at]);
    write_list(&out, v, inst, v->rooms, v->n_rooms, at);
    if (v->n_beds)
        sv_text_add(&out, "\n%s\n", BEDS[at]);
    write_list(&out, v, inst, v->beds, v->n_beds, at);
    sv_text_add(&out, "\n%s\n", (v->is_complete ? END : STOPPED)[at]);
    return finish(&out, text, len);
}
