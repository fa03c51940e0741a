/* Explanations as text, or as `quarters.explanation/1`; one explanation a line in JSON, so that two
 * can be compared with diff. Same explanations, same bytes. */
#include <stdlib.h>
#include <string.h>

#include "explain_parts.h"
#include "plan_names.h"

static const char *const SHUT_NAMES[] = {
    [SOLVER_SHUT_CLOSED] = "closed",          [SOLVER_SHUT_SITE] = "site_not_accepted",
    [SOLVER_SHUT_POOL] = "pool_not_admitted", [SOLVER_SHUT_NEEDS] = "needs_unmet",
    [SOLVER_SHUT_BANNED] = "banned",          [SOLVER_SHUT_TOO_LARGE] = "too_large",
    [SOLVER_SHUT_SEX] = "other_sex",          [SOLVER_SHUT_HELD] = "held",
    [SOLVER_SHUT_BEFORE] = "full_before",     [SOLVER_SHUT_UNLIKE] = "full_unlike",
    [SOLVER_SHUT_LIKE_AFTER] = "full_after",  [SOLVER_SHUT_OTHER_USE] = "other_use",
    [SOLVER_SHUT_FEW_LEFT] = "too_few_left",  [SOLVER_SHUT_VACANT] = "vacant",
};
_Static_assert(sizeof SHUT_NAMES / sizeof *SHUT_NAMES == SOLVER_N_SHUTS, "every code has a name");

static const char *const STATE_NAMES[] = {
    [SOLVER_CHANGE_FOUND] = "found",
    [SOLVER_CHANGE_NONE] = "none",
    [SOLVER_CHANGE_NO_LEVELS] = "not_asked_levels",
    [SOLVER_CHANGE_NOT_OPTIMAL] = "not_asked_plan",
    [SOLVER_CHANGE_OPEN] = "open",
};

static const char *const BY_NAMES[] = {
    [SOLVER_BY_LEVELS] = "levels", [SOLVER_BY_PIN] = "pin", [SOLVER_BY_STAY] = "stay"};

static void write_member(struct sv_text *out, const char *key, const char *text)
{
    sv_text_add(out, ",\"%s\":", key);
    sv_text_json(out, text);
}

static void write_wishes(struct sv_text *out, const struct solver_instance *inst,
                         const struct solver_explanation *e)
{
    const struct solver_party *party = &inst->parties[e->party_ix];
    const struct solver_room *room = &inst->rooms[e->room_ix];
    sv_text_add(out, ",\"wishes\":[");
    for (int i = 0; i < party->n_wishes; i++) {
        bool is_met = false;
        for (int k = 0; k < room->n_features; k++)
            is_met |= room->feature_ixs[k] == party->wishes[i].feature_ix;
        sv_text_add(out, "%s{\"feature\":", i ? "," : "");
        sv_text_json(out, inst->features[party->wishes[i].feature_ix]);
        sv_text_add(out, ",\"weight\":%d,\"met\":%s}", party->wishes[i].weight,
                    is_met ? "true" : "false");
    }
    sv_text_add(out, "]");
}

static void write_cutoffs(struct sv_text *out, const struct solver_instance *inst,
                          const struct solver_explanation *e,
                          const struct solver_explain_style *style)
{
    sv_text_add(out, ",\"cutoffs\":[");
    for (int i = 0; i < e->n_cutoffs; i++) {
        const struct solver_cutoff *c = &e->cutoffs[i];
        sv_text_add(out, "%s{\"site\":", i ? "," : "");
        sv_text_json(out, inst->sites[c->site_ix].id);
        sv_text_add(out, ",\"accepted\":%s", c->is_accepted ? "true" : "false");
        if (c->is_accepted)
            sv_text_add(out, ",\"penalty\":%d", c->penalty);
        sv_text_add(out, ",\"fits\":%s,\"last\":", c->has_fitting ? "true" : "false");
        if (c->last_ix < 0) {
            sv_text_add(out, "null}");
            continue;
        }
        const struct solver_party *last = &inst->parties[c->last_ix];
        sv_text_add(out, "{\"points\":%d,\"order\":%d,\"band\":%d", last->points, last->order,
                    last->band);
        if (style->is_planner)
            write_member(out, "party", last->id);
        sv_text_add(out, "}}");
    }
    sv_text_add(out, "]");
}

static void write_change(struct sv_text *out, const struct solver_instance *inst,
                         const struct solver_explanation *e)
{
    sv_text_add(out, ",\"change\":{\"state\":\"%s\"", STATE_NAMES[e->state]);
    if (e->state == SOLVER_CHANGE_FOUND) {
        switch (e->change.kind) {
        case SOLVER_CHANGE_SITE:
            sv_text_add(out, ",\"kind\":\"site\"");
            write_member(out, "site", inst->sites[e->change.site_ix].id);
            break;
        case SOLVER_CHANGE_ORDER:
            sv_text_add(out, ",\"kind\":\"order\",\"order\":%d,\"points\":%d,\"band\":%d",
                        e->change.order, e->change.points, e->change.band);
            break;
        case SOLVER_CHANGE_SHARING:
            sv_text_add(out, ",\"kind\":\"sharing\"");
            break;
        case SOLVER_CHANGE_ROOM:
            sv_text_add(out, ",\"kind\":\"room\"");
            write_member(out, "room", inst->rooms[e->change.room_ix].id);
            break;
        }
    }
    sv_text_add(out, "}");
}

static void write_facts(struct sv_text *out, const struct solver_instance *inst,
                        const struct solver_plan *plan, const struct solver_explanation *e,
                        const struct solver_explain_style *style)
{
    const struct solver_party *party = &inst->parties[e->party_ix];
    sv_text_add(out, ",\"points\":%d,\"band\":%d,\"order\":%d", party->points, party->band,
                party->order);
    if (plan->status == SOLVER_INFEASIBLE) {
        sv_text_add(out, ",\"in_conflict\":%s", e->is_in_conflict ? "true" : "false");
    } else if (e->room_ix >= 0) {
        write_member(out, "room", inst->rooms[e->room_ix].id);
        write_member(out, "site", inst->sites[inst->rooms[e->room_ix].site_ix].id);
        sv_text_add(out, ",\"by\":\"%s\"", BY_NAMES[e->by]);
        int penalty = sv_penalty_of(party, inst->rooms[e->room_ix].site_ix);
        if (penalty >= 0)
            sv_text_add(out, ",\"penalty\":%d", penalty);
        write_wishes(out, inst, e);
        write_cutoffs(out, inst, e, style);
    } else {
        sv_text_add(out, ",\"rooms\":%d,\"shut\":[", inst->n_rooms);
        for (int code = 0, n = 0; code < SOLVER_N_SHUTS; code++)
            if (e->n_rooms[code])
                sv_text_add(out, "%s{\"code\":\"%s\",\"rooms\":%d}", n++ ? "," : "",
                            SHUT_NAMES[code], e->n_rooms[code]);
        sv_text_add(out, "]");
        write_cutoffs(out, inst, e, style);
        write_change(out, inst, e);
    }
}

static void write_sentences(struct sv_text *out, const struct sv_text *lines)
{
    sv_text_add(out, ",\"sentences\":[");
    for (char *at = lines->data; at && *at;) {
        char *end = at + strcspn(at, "\n");
        *end = '\0'; /* every line has its newline */
        sv_text_add(out, "%s", at == lines->data ? "" : ",");
        sv_text_json(out, at);
        at = end + 1;
    }
    sv_text_add(out, "]");
}

static void write_one(struct sv_text *out, const struct solver_instance *inst,
                      const struct solver_plan *plan, const struct solver_explanation *e,
                      const struct solver_explain_style *style)
{
    struct sv_text lines = {0};
    sv_explain_sentences(e, inst, plan, style, &lines);
    if (style->is_json) {
        sv_text_add(out, "{\"party\":");
        sv_text_json(out, inst->parties[e->party_ix].id);
        sv_text_add(out, ",\"placed\":%s", e->room_ix >= 0 ? "true" : "false");
        write_facts(out, inst, plan, e, style);
        write_sentences(out, &lines);
        sv_text_add(out, "}");
    } else {
        sv_text_add(out, "%s\n%s", inst->parties[e->party_ix].id, lines.data ? lines.data : "");
    }
    out->is_out_of_memory |= lines.is_out_of_memory;
    free(lines.data);
}

int solver_explanations_format(const struct solver_explanations *ex,
                               const struct solver_instance *inst, const struct solver_plan *plan,
                               const struct solver_explain_style *style, char **text, size_t *len)
{
    struct sv_text out = {0};
    if (style->is_json)
        sv_text_add(&out,
                    "{\"format\":\"quarters.explanation/1\",\n\"instance_sha256\":\"%s\",\n"
                    "\"status\":\"%s\",\"reader\":\"%s\",\"lang\":\"%s\",\n\"explanations\":[",
                    inst->sha256, sv_status_names[plan->status],
                    style->is_planner ? "planner" : "official", style->is_en ? "en" : "vi");
    for (int i = 0; i < ex->n; i++) {
        sv_text_add(&out, "%s", style->is_json ? (i ? ",\n" : "\n") : (i ? "\n" : ""));
        write_one(&out, inst, plan, &ex->items[i], style);
    }
    if (style->is_json)
        sv_text_add(&out, "]}\n");
    if (out.is_out_of_memory) {
        free(out.data);
        return SOLVER_NOMEM;
    }
    *text = out.data;
    *len = out.len;
    return SOLVER_OK;
}
