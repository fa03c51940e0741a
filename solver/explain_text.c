/* One explanation as sentences. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain_parts.h"
#include "explain_words.h"

struct writer {
    const struct solver_explanation *e;
    const struct solver_instance *inst;
    const struct solver_plan *plan;
    const struct solver_party *party;
    struct sv_voice voice;
    struct sv_text *out;
};

struct number {
    char text[24];
};

static struct number number(int n)
{
    struct number out;
    (void)snprintf(out.text, sizeof out.text, "%d", n);
    return out;
}

static const char *pick(const struct writer *w, const char *vi, const char *en)
{
    return w->voice.is_en ? en : vi;
}

static const char *site_name(const struct writer *w, int site_ix)
{
    const struct solver_site *site = &w->inst->sites[site_ix];
    return site->name[0] ? site->name : site->id;
}

/* A sentence whose last argument is a list that was written into `list`; releases it. */
static void say_list(struct writer *w, enum sv_saying saying, const char *first,
                     struct sv_text *list)
{
    if (list->len && first)
        sv_say(w->out, &w->voice, saying, (const char *[]){first, list->data});
    else if (list->len)
        sv_say(w->out, &w->voice, saying, (const char *[]){list->data});
    w->out->is_out_of_memory |= list->is_out_of_memory;
    free(list->data);
    *list = (struct sv_text){0};
}

static void add_item(struct sv_text *list, const char *separator, const char *item)
{
    sv_text_add(list, "%s%s", list->len ? separator : "", item);
}

/* The kind of party that a cut-off compares with: who could be in a room together. */
static void write_group(const struct writer *w, struct sv_text *out)
{
    enum sv_sexes sexes = sv_sexes_of(w->party);
    if (w->party->is_private) {
        sv_text_add(out, "%s", pick(w, "ở riêng", "a room alone"));
        return;
    }
    sv_text_add(out, "%s", pick(w, "ở ghép", "sharing"));
    if (sexes != SV_BOTH)
        sv_text_add(out, ", %s",
                    sexes == SV_ONLY_F ? pick(w, "nữ", "women") : pick(w, "nam", "men"));
    if (w->inst->policy.n_pools > 1)
        sv_text_add(out, ", %s %s", pick(w, "nhóm hệ số", "rank group"),
                    w->inst->policy.pools[w->party->pool_ix].id);
}

static void write_cutoff(const struct writer *w, const struct solver_cutoff *c, struct sv_text *out)
{
    sv_text_add(out, "%s%s – ", out->len ? "; " : "", site_name(w, c->site_ix));
    if (c->last_ix < 0) {
        sv_text_add(out, "%s",
                    c->has_fitting ? pick(w, "không có ai, không kể hồ sơ đang ở",
                                          "nobody, those already living there aside")
                                   : pick(w, "không có phòng phù hợp", "no suitable room"));
        return;
    }
    const struct solver_party *last = &w->inst->parties[c->last_ix];
    bool is_other_sex = !last->is_private && sv_sexes_of(last) != sv_sexes_of(w->party);
    sv_text_add(out, "%d %s %d", last->points, pick(w, "điểm, thứ", "points, place"), last->order);
    if (last->n_members != w->party->n_members)
        sv_text_add(out, "%s", pick(w, ", khác số người", ", of another number of people"));
    if (is_other_sex) /* a room without a rule on sex */
        sv_text_add(out, "%s", pick(w, ", ở phòng chung nam nữ", ", in a room for women and men"));
    if (w->voice.is_planner)
        sv_text_add(out, " (%s)", last->id);
}

/* At the sites it would have liked better; of one without a room, at the acceptable sites that have
 * rooms for it. */
static void say_cutoffs(struct writer *w)
{
    struct sv_text group = {0}, list = {0};
    write_group(w, &group);
    for (int i = 0; i < w->e->n_cutoffs; i++)
        if (w->e->room_ix >= 0 || (w->e->cutoffs[i].is_accepted && w->e->cutoffs[i].has_fitting))
            write_cutoff(w, &w->e->cutoffs[i], &list);
    say_list(w, SV_SAY_CUTOFFS, group.data ? group.data : "", &list);
    w->out->is_out_of_memory |= group.is_out_of_memory;
    free(group.data);
}

static bool has_feature(const struct solver_room *room, int feature_ix)
{
    for (int i = 0; i < room->n_features; i++)
        if (room->feature_ixs[i] == feature_ix)
            return true;
    return false;
}

static void say_wishes(struct writer *w, bool is_met)
{
    struct sv_text list = {0};
    for (int i = 0; i < w->party->n_wishes; i++) {
        int feature = w->party->wishes[i].feature_ix;
        if (w->party->wishes[i].weight > 0 &&
            has_feature(&w->inst->rooms[w->e->room_ix], feature) == is_met)
            add_item(&list, ", ", sv_feature_words(w->inst->features[feature], w->voice.is_en));
    }
    say_list(w, is_met ? SV_SAY_WISHES_MET : SV_SAY_WISHES_UNMET, NULL, &list);
}

/* Of an incumbent that rule (5) leaves free: its home, kept, left or lost. */
static void say_home(struct writer *w)
{
    int home = w->party->current_room_ix;
    if (home < 0)
        return;
    bool is_kept = w->e->room_ix == home;
    sv_say(w->out, &w->voice,
           is_kept              ? SV_SAY_HOME_KEPT
           : w->e->room_ix >= 0 ? SV_SAY_HOME_LEFT
                                : SV_SAY_HOME_LOST,
           (const char *[]){w->inst->rooms[home].id});
}

static void say_placed(struct writer *w)
{
    const struct solver_room *room = &w->inst->rooms[w->e->room_ix];
    sv_say(w->out, &w->voice, SV_SAY_PLACED,
           (const char *[]){room->id, site_name(w, room->site_ix)});
    if (w->e->by == SOLVER_BY_PIN)
        sv_say(w->out, &w->voice, SV_SAY_PIN, NULL);
    if (w->e->by == SOLVER_BY_STAY)
        sv_say(w->out, &w->voice, SV_SAY_STAY, NULL);
    else
        say_home(w);
    if (w->e->n_cutoffs)
        sv_say(w->out, &w->voice, SV_SAY_BETTER_SITES,
               (const char *[]){number(w->e->n_cutoffs).text});
    else if (sv_penalty_of(w->party, room->site_ix) >= 0 && w->party->n_sites)
        sv_say(w->out, &w->voice, SV_SAY_BEST_SITE, NULL);
    say_cutoffs(w);
    say_wishes(w, true);
    say_wishes(w, false);
}

/* What a code's words need beside the count: features, people, a sex. */
static void write_detail(const struct writer *w, enum solver_shut code, struct sv_text *out)
{
    enum sv_sexes sexes = sv_sexes_of(w->party);
    if (code == SOLVER_SHUT_NEEDS)
        for (int i = 0; i < w->party->n_needs; i++)
            add_item(out, ", ",
                     sv_feature_words(w->inst->features[w->party->need_ixs[i]], w->voice.is_en));
    else if (code != SOLVER_SHUT_SEX)
        sv_text_add(out, "%d", w->party->n_members);
    else if (sexes == SV_BOTH)
        sv_text_add(out, "%s", pick(w, "không bố trí chung nam và nữ", "for one sex only"));
    else if (sexes == SV_ONLY_F)
        sv_text_add(out, "%s", pick(w, "chỉ dành cho nam", "for men only"));
    else
        sv_text_add(out, "%s", pick(w, "chỉ dành cho nữ", "for women only"));
}

static void say_rooms(struct writer *w)
{
    struct sv_text list = {0};
    for (int code = 0; code < SOLVER_N_SHUTS; code++) {
        struct sv_text detail = {0};
        if (!w->e->n_rooms[code])
            continue;
        write_detail(w, (enum solver_shut)code, &detail);
        add_item(&list, "; ", "");
        sv_expand(
            &list, &w->voice, sv_shut_words((enum solver_shut)code, w->voice.is_en),
            (const char *[]){number(w->e->n_rooms[code]).text, detail.data ? detail.data : ""});
        list.is_out_of_memory |= detail.is_out_of_memory;
        free(detail.data);
    }
    say_list(w, SV_SAY_CONSIDERED, number(w->inst->n_rooms).text, &list);
}

static void say_change(struct writer *w)
{
    const struct solver_change *c = &w->e->change;
    struct number place = number(c->order), now = number(w->party->order),
                  points = number(c->points), points_now = number(w->party->points);
    switch (c->kind) {
    case SOLVER_CHANGE_SITE:
        sv_say(w->out, &w->voice, SV_SAY_SITE, (const char *[]){site_name(w, c->site_ix)});
        break;
    case SOLVER_CHANGE_ORDER:
        sv_say(w->out, &w->voice,
               !w->inst->policy.n_bands        ? SV_SAY_ORDER
               : c->points == w->party->points ? SV_SAY_ORDER_TIE
                                               : SV_SAY_ORDER_POINTS,
               (const char *[]){place.text, now.text, points.text, points_now.text});
        break;
    case SOLVER_CHANGE_SHARING:
        sv_say(w->out, &w->voice, SV_SAY_SHARING, NULL);
        break;
    case SOLVER_CHANGE_ROOM:
        sv_say(w->out, &w->voice, SV_SAY_ROOM, (const char *[]){w->inst->rooms[c->room_ix].id});
        break;
    }
}

static void say_unplaced(struct writer *w)
{
    static const enum sv_saying STATES[] = {
        [SOLVER_CHANGE_NONE] = SV_SAY_NONE,
        [SOLVER_CHANGE_NO_LEVELS] = SV_SAY_NO_LEVELS,
        [SOLVER_CHANGE_NOT_OPTIMAL] = SV_SAY_NOT_OPTIMAL,
        [SOLVER_CHANGE_OPEN] = SV_SAY_OPEN,
    };
    sv_say(w->out, &w->voice, SV_SAY_UNPLACED,
           (const char *[]){number(w->party->points).text, number(w->party->band).text,
                            number(w->party->order).text, number(w->inst->n_parties).text});
    say_home(w);
    say_rooms(w);
    say_cutoffs(w);
    if (w->e->state == SOLVER_CHANGE_FOUND)
        say_change(w);
    else
        sv_say(w->out, &w->voice, STATES[w->e->state], NULL);
}

static void say_infeasible(struct writer *w)
{
    struct sv_text rooms = {0}, parties = {0};
    for (int i = 0; i < w->plan->n_conflict_rooms; i++)
        add_item(&rooms, ", ", w->inst->rooms[w->plan->conflict_rooms[i]].id);
    for (int i = 0; i < w->plan->n_conflict_parties && w->voice.is_planner; i++)
        add_item(&parties, ", ", w->inst->parties[w->plan->conflict_parties[i]].id);
    say_list(w, SV_SAY_INFEASIBLE, NULL, &rooms);
    if (w->e->is_in_conflict) {
        int room =
            w->party->pinned_room_ix >= 0 ? w->party->pinned_room_ix : w->party->current_room_ix;
        sv_say(w->out, &w->voice, SV_SAY_IN_CONFLICT, (const char *[]){w->inst->rooms[room].id});
    }
    say_list(w, SV_SAY_CONFLICT_OF, NULL, &parties);
}

void sv_explain_sentences(const struct solver_explanation *e, const struct solver_instance *inst,
                          const struct solver_plan *plan, const struct solver_explain_style *style,
                          struct sv_text *out)
{
    struct writer w = {.e = e,
                       .inst = inst,
                       .plan = plan,
                       .party = &inst->parties[e->party_ix],
                       .voice = {style->is_en, style->is_planner},
                       .out = out};
    if (plan->status == SOLVER_INFEASIBLE) {
        say_infeasible(&w);
        return;
    }
    if (plan->status != SOLVER_OPTIMAL)
        sv_say(out, &w.voice, SV_SAY_UNPROVEN_PLAN, NULL);
    if (e->room_ix >= 0)
        say_placed(&w);
    else
        say_unplaced(&w);
}
