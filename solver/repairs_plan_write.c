/* The rooms to repair as JSON and as lines for reading. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "level_words.h"
#include "solver/repairs_plan.h"
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

/* A member that is null where there is no limit. */
static void write_limit(struct sv_text *out, const char *name, int64_t value)
{
    if (value == INT64_MAX)
        sv_text_add(out, "\"%s\":null,", name);
    else
        sv_text_add(out, "\"%s\":%" PRId64 ",", name, value);
}

static void write_level(struct sv_text *out, const struct solver_level *level, int64_t value)
{
    sv_text_add(out, "{\"objective\":\"%s\"", solver_objective_name(level->objective));
    if (level->objective == SOLVER_HOUSED_BY_BAND)
        sv_text_add(out, ",\"band\":%d", level->band);
    sv_text_add(out, ",\"sense\":\"%s\",\"value\":%" PRId64,
                solver_objective_is_max(level->objective) ? "max" : "min", value);
}

/* Levels whose gain is known: up to the first that is not proven on both sides. */
static int n_known(const struct solver_repairs_plan *plan)
{
    int n = 0;
    while (plan->base && n < plan->n_levels && plan->levels[n].is_proven && plan->base[n].is_proven)
        n++;
    return n;
}

static int64_t gain_of(const struct solver_repairs_plan *plan, int j)
{
    int64_t more = plan->levels[j].value - plan->base[j].value;
    return solver_objective_is_max(plan->levels[j].objective) ? more : -more;
}

static void write_levels(struct sv_text *out, const struct solver_repairs_plan *plan)
{
    int n = n_known(plan);
    for (int j = 0; j < plan->n_levels; j++) {
        sv_text_add(out, "%s", j ? "," : "");
        write_level(out, &plan->levels[j], plan->levels[j].value);
        sv_text_add(out, ",\"bound\":%" PRId64 ",\"proven\":%s", plan->levels[j].bound,
                    plan->levels[j].is_proven ? "true" : "false");
        if (j < n)
            sv_text_add(out, ",\"gain\":%" PRId64 "}", gain_of(plan, j));
        else
            sv_text_add(out, ",\"gain\":null}");
    }
}

static void write_room(struct sv_text *out, const struct solver_repairs_plan *plan,
                       const struct solver_instance *inst, const struct solver_repair *w)
{
    const struct solver_room *room = &inst->rooms[w->room_ix];
    sv_text_add(out, "{\"room\":");
    sv_text_json(out, room->id);
    sv_text_add(out, ",\"site\":");
    sv_text_json(out, inst->sites[room->site_ix].id);
    sv_text_add(out, ",\"cost\":%" PRId64 ",\"needed\":%s,\"proven\":%s,\"without\":[", w->cost,
                w->is_needed ? "true" : "false", w->is_proven ? "true" : "false");
    for (int j = 0; j < w->n_gains; j++) {
        sv_text_add(out, "%s", j ? "," : "");
        write_level(out, &plan->levels[j], w->gains[j].value);
        sv_text_add(out, ",\"gain\":%" PRId64 "}", w->gains[j].gain);
    }
    sv_text_add(out, "]}");
}

static const char *status_of(const struct solver_repairs_plan *plan)
{
    return plan->is_infeasible ? "infeasible" : plan->is_complete ? "complete" : "stopped";
}

int solver_repairs_plan_format(const struct solver_repairs_plan *plan,
                               const struct solver_instance *inst,
                               const struct solver_repairs_ask *ask, char **text, size_t *len)
{
    struct sv_text out = {0};
    sv_text_add(&out, "{\"format\":\"quarters.repairs-plan/1\",\n\"instance_sha256\":\"%s\",\n",
                plan->instance_sha256);
    sv_text_add(&out, "\"status\":\"%s\",\n", status_of(plan));
    write_limit(&out, "max_rooms", ask->max_rooms);
    write_limit(&out, "budget", ask->budget);
    sv_text_add(&out, "\"candidates\":%d,\n\"levels\":[", plan->n_candidates);
    write_levels(&out, plan);
    sv_text_add(&out, "],\n\"cost\":{\"value\":%" PRId64 ",\"bound\":%" PRId64 ",\"proven\":%s},\n",
                plan->cost, plan->cost_bound, plan->is_cost_proven ? "true" : "false");
    sv_text_add(&out, "\"n_rooms\":{\"value\":%d,\"bound\":%d,\"proven\":%s},\n\"rooms\":[",
                plan->n_rooms, plan->n_rooms_bound,
                plan->n_rooms == plan->n_rooms_bound ? "true" : "false");
    for (int i = 0; i < plan->n_rooms; i++) {
        sv_text_add(&out, "%s\n", i ? "," : "");
        write_room(&out, plan, inst, &plan->rooms[i]);
    }
    sv_text_add(&out, "],\n\"engine\":{\"version\":\"%s\",\"glpk\":\"%s\"}}\n", SOLVER_VERSION,
                SOLVER_GLPK_VERSION);
    return finish(&out, text, len);
}

/* 1234567 as 1.234.567, or 1,234,567 in English. */
static void write_money(struct sv_text *out, int64_t dong, int lang)
{
    char digits[32];
    int n = 0;
    do {
        digits[n++] = (char)('0' + dong % 10);
        dong /= 10;
    } while (dong > 0);
    while (n-- > 0)
        sv_text_add(out, "%c%s", digits[n], n && n % 3 == 0 ? lang ? "," : "." : "");
    sv_text_add(out, " đ");
}

/* ", points +12" for each level that is another; true: there was one. */
static bool write_change(struct sv_text *out, const struct solver_level *level, int64_t change,
                         bool is_first, int lang)
{
    if (!change)
        return false;
    sv_text_add(out, "%s%s", is_first ? "" : ", ", sv_level_words(level->objective, lang));
    if (level->objective == SOLVER_HOUSED_BY_BAND)
        sv_text_add(out, " %d", level->band);
    sv_text_add(out, " %+" PRId64, change);
    return true;
}

static void write_row(struct sv_text *out, const struct solver_repairs_plan *plan,
                      const struct solver_instance *inst, const struct solver_repair *w, int lang)
{
    static const char *const NEEDED[2] = {"phải sửa: có người được chỉ định ở phòng này",
                                          "must be repaired: somebody is pinned to it"};
    static const char *const OPEN[2] = {"chưa tính hết", "the rest is not known"};
    bool is_first = true;
    sv_text_add(out, "%s", inst->rooms[w->room_ix].id);
    if (w->cost) {
        sv_text_add(out, ", ");
        write_money(out, w->cost, lang);
    }
    sv_text_add(out, ": ");
    for (int j = 0; j < w->n_gains; j++)
        is_first &= !write_change(out, &plan->levels[j], plan->levels[j].value - w->gains[j].value,
                                  is_first, lang);
    if (w->is_needed || !w->is_proven)
        sv_text_add(out, "%s%s", is_first ? "" : ", ", (w->is_needed ? NEEDED : OPEN)[lang]);
    sv_text_add(out, "\n");
}

static void write_total(struct sv_text *out, const struct solver_repairs_plan *plan, int lang)
{
    static const char *const ALL[2] = {"Cả kế hoạch so với không sửa phòng nào",
                                       "The whole plan against no repair"};
    static const char *const OPEN[2] = {" (chưa chứng minh là tốt nhất)",
                                        " (not proven to be the best)"};
    bool is_first = true, is_proven = true;
    sv_text_add(out, "\n%s: ", ALL[lang]);
    for (int j = 0; j < plan->n_levels; j++) {
        is_proven &= plan->levels[j].is_proven;
        if (plan->base)
            is_first &= !write_change(out, &plan->levels[j],
                                      plan->levels[j].value - plan->base[j].value, is_first, lang);
    }
    if (!plan->base)
        sv_text_add(out, lang ? "not known, or none" : "chưa tính, hoặc không có phương án");
    if (plan->cost) {
        sv_text_add(out, "; ");
        write_money(out, plan->cost, lang);
    }
    sv_text_add(out, "%s\n", is_proven ? "" : OPEN[lang]);
}

int solver_repairs_plan_table(const struct solver_repairs_plan *plan,
                              const struct solver_instance *inst, const char *lang, char **text,
                              size_t *len)
{
    static const char *const NONE[2] = {"Sửa phòng nào trong giới hạn này cũng không có lợi gì.",
                                        "No repair within these limits improves anything."};
    static const char *const INFEASIBLE[2] = {
        "Trong giới hạn này không có phương án nào: người được chỉ định phòng và người ở lại trái "
        "quy tắc, hoặc phòng được chỉ định không sửa được.",
        "Within these limits there is no plan: pinned and staying people break the rules, or a "
        "room that is named cannot be repaired."};
    static const char *const STOPPED[2] = {"Dừng giữa chừng: chưa tính hết.",
                                           "Stopped: not all is known."};
    struct sv_text out = {0};
    int at = strcmp(lang, "en") != 0 ? 0 : 1;
    if (plan->is_infeasible) {
        sv_text_add(&out, "%s\n", INFEASIBLE[at]);
        return finish(&out, text, len);
    }
    if (plan->n_rooms) {
        sv_text_add(&out,
                    at ? "Repair %d of %d closed rooms. What each adds, the others repaired:\n"
                       : "Nên sửa %d trong %d phòng đang đóng. Mỗi phòng thêm được gì, khi các "
                         "phòng kia cũng sửa:\n",
                    plan->n_rooms, plan->n_candidates);
        for (int i = 0; i < plan->n_rooms; i++)
            write_row(&out, plan, inst, &plan->rooms[i], at);
        write_total(&out, plan, at);
    } else if (plan->is_complete) {
        sv_text_add(&out, "%s\n", NONE[at]);
    }
    if (!plan->is_complete)
        sv_text_add(&out, "%s\n", STOPPED[at]);
    return finish(&out, text, len);
}
