/* Repairs of the demo: what is reported each day, by whom, and what the crew does on it. */
#include "demo_repairs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "service/item_kind.h"
#include "service/repair.h"

static const struct principal NOBODY = {0};

struct repairs *repairs_open(struct life *l)
{
    struct repairs *r = mem_array(1, sizeof *r);
    r->l = l;
    return r;
}

void repairs_close(struct repairs *r)
{
    free(r->faults);
    free(r->steps);
    free(r);
}

static size_t add_fault(struct repairs *r, const struct repair_fault *f)
{
    r->faults = mem_grow(r->faults, r->n_faults + 1, sizeof *r->faults);
    r->faults[r->n_faults] = *f;
    return r->n_faults++;
}

/* Reports a fault now; false where a rule forbids it. */
static bool report(struct repairs *r, size_t fault, const char *answers, const char *description)
{
    struct life *l = r->l;
    struct repair_fault *f = &r->faults[fault];
    struct repair_view v = {0};
    struct json *given = json_parse(answers, strlen(answers), &l->e);
    const struct repair_new n = {.room = f->room->code,
                                 .category = f->category->code,
                                 .answers = given,
                                 .description = description,
                                 .source = f->source};
    life_must(l, given == NULL ? l->e.code : ERR_OK);
    life_try(l);
    const bool is =
        life_did(l, repair_report(l->store, &f->reporter, &n, l->at, &v, &l->bad, &l->e));
    if (is) {
        snprintf(f->number, sizeof f->number, "%s", v.repair.number);
        snprintf(f->severity, sizeof f->severity, "%s", v.repair.severity);
    }
    repair_view_release(&v);
    json_free(given);
    return is;
}

/* A new fault; who lives there says so, or whoever passes. */
static void break_something(struct repairs *r, struct lodging *g)
{
    static const struct fixture_word SOURCES[] = {
        {"card", 5}, {"open311", 2}, {"staff", 4}, {NULL, 0}};
    struct life *l = r->l;
    const struct store_room *room = fixture_chance(&l->rng, 720) ? lodging_lived_in(g) : NULL;
    if (room == NULL)
        room = &l->rooms.items[fixture_below(&l->rng, (int)l->rooms.n)];
    const struct principal *resident = lodging_resident(g, room->code);
    const char *source = fixture_draw(&l->rng, SOURCES);
    struct repair_fault f = {.room = room, .category = repair_draw(l)};
    if (resident != NULL) {
        f.reporter = *resident;
        f.source = "";
    } else {
        f.reporter = strcmp(source, "staff") == 0 ? l->crew : NOBODY;
        f.source = f.reporter.account_id != 0 ? "" : source;
    }
    struct buf answers = {0}, description = {0};
    repair_say(l, f.category, &answers, &description);
    size_t fault = add_fault(r, &f);
    if (report(r, fault, answers.data, description.data)) {
        repair_tell(r, fault, NULL);
        if (fixture_chance(&l->rng, 45)) { /* somebody else of the room reports it, too */
            snprintf(f.original, sizeof f.original, "%s", r->faults[fault].number);
            f.reporter = NOBODY;
            f.source = "card";
            fault = add_fault(r, &f);
            life_at(l, l->at + 2 * LIFE_HOUR_S);
            if (report(r, fault, answers.data, description.data))
                repair_tell(r, fault, NULL);
        }
    }
    buf_release(&answers);
    buf_release(&description);
}

int64_t repairs_works(struct repairs *r, const char *room, int days)
{
    static const struct fixture_word WORKS[] = {
        {"wall_ceiling", 4}, {"sanitary", 3}, {"water", 2}, {"electricity", 1}, {NULL, 0}};
    struct life *l = r->l;
    const struct repair_fault f = {.room = life_room(l, room),
                                   .category = repair_category(fixture_draw(&l->rng, WORKS)),
                                   .reporter = l->crew,
                                   .source = ""};
    struct buf answers = {0}, description = {0};
    repair_say(l, f.category, &answers, &description);
    const size_t fault = add_fault(r, &f);
    if (report(r, fault, answers.data, description.data))
        repair_tell_works(r, fault, days);
    buf_release(&answers);
    buf_release(&description);
    return store_repair_id(r->faults[fault].number);
}

void repairs_surveyed(struct repairs *r)
{
    struct life *l = r->l;
    const struct store_repair_query q = {.scope = {.sees = STORE_SEES_ALL},
                                         .now = l->at,
                                         .from = l->at,
                                         .until = l->at + 1,
                                         .after = ""};
    struct store_repairs all = {0};
    int64_t n;
    life_must(l, store_repair_list(l->store, &q, &all, &n, &l->e));
    for (size_t i = 0; i < all.n; i++) {
        struct repair_fault f = {.room = life_room(l, all.items[i].room),
                                 .category = repair_category(all.items[i].category),
                                 .reporter = l->crew,
                                 .source = "survey"};
        snprintf(f.number, sizeof f.number, "%s", all.items[i].number);
        snprintf(f.severity, sizeof f.severity, "%s", all.items[i].severity);
        repair_tell(r, add_fault(r, &f), NULL);
    }
    store_repairs_release(&all);
}

void repairs_broken(struct repairs *r, const char *room, const char *item)
{
    struct life *l = r->l;
    const struct item_kind *kind = NULL;
    int ix;
    struct buf answers = {0}, words = {0}, description = {0};
    if (!item_subject(item, &kind, &ix))
        return;
    buf_fmt(&description, "Hỏng khi trả phòng: %s %d.", kind->vi, ix);
    const struct repair_fault f = {.room = life_room(l, room),
                                   .category = repair_category(kind->category),
                                   .reporter = l->crew,
                                   .source = ""};
    repair_say(l, f.category, &answers, &words);
    const size_t fault = add_fault(r, &f);
    if (report(r, fault, answers.data, description.data))
        repair_tell(r, fault, "tenant");
    buf_release(&answers);
    buf_release(&words);
    buf_release(&description);
}

static int triage(struct repairs *r, const struct repair_fault *f)
{
    struct life *l = r->l;
    char day[11] = "";
    if (fixture_chance(&l->rng, 700))
        date_add(l->day, fixture_between(&l->rng, 0, 8), day);
    const struct repair_triage t = {.may_stay = fixture_chance(&l->rng, 900) ? 1 : 0,
                                    .planned_on = day,
                                    .estimate_dong =
                                        fixture_chance(&l->rng, 400)
                                            ? fixture_between(&l->rng, 2, 40) * INT64_C(50000)
                                            : REPAIR_AS_IS};
    return repair_triage(l->store, &l->crew, f->number, 0, &t, l->at, &l->bad, &l->e);
}

static int spend(struct repairs *r, const struct repair_fault *f, const struct repair_step *s)
{
    struct life *l = r->l;
    const struct store_repair_cost cost = {.day = l->day,
                                           .kind = (char *)(uintptr_t)s->kind,
                                           .amount_dong = s->amount_dong,
                                           .minutes = s->minutes,
                                           .note = ""};
    return repair_spend(l->store, &l->crew, f->number, 0, &cost, l->at, &l->bad, &l->e);
}

static void take_step(struct repairs *r, const struct repair_step *s)
{
    struct life *l = r->l;
    const struct repair_fault *f = &r->faults[s->fault];
    const struct repair_act act = {.action = s->action,
                                   .reason = s->reason,
                                   .note = s->note,
                                   .cause = s->cause,
                                   .duplicate_of = f->original};
    const bool is_theirs = strcmp(s->action, "confirm") == 0 ||
                           (strcmp(s->action, "reopen") == 0 && f->reporter.account_id != 0);
    life_at(l, s->at);
    life_try(l);
    if (strcmp(s->action, "triage") == 0)
        life_did(l, triage(r, f));
    else if (strcmp(s->action, "cost") == 0)
        life_did(l, spend(r, f, s));
    else
        life_did(l, repair_do(l->store, is_theirs ? &f->reporter : &l->crew, f->number, 0, &act,
                              l->at, &l->bad, &l->e));
}

/* What was to happen before an instant, in the order of time. */
static void go_on(struct repairs *r, int64_t until)
{
    for (;;) {
        size_t first = r->n_steps;
        for (size_t i = 0; i < r->n_steps; i++)
            if (r->steps[i].at < until &&
                (first == r->n_steps || r->steps[i].at < r->steps[first].at))
                first = i;
        if (first == r->n_steps)
            return;
        const struct repair_step s = r->steps[first];
        memmove(&r->steps[first], &r->steps[first + 1],
                (r->n_steps - first - 1) * sizeof *r->steps);
        r->n_steps--;
        take_step(r, &s);
    }
}

void repairs_day(struct repairs *r, struct lodging *g, int n_new)
{
    struct life *l = r->l;
    const int64_t midnight = clock_midnight(l->day, 0);
    for (int i = 0; i < n_new; i++) {
        const int64_t at = midnight + fixture_between(&l->rng, 6 * 60, 22 * 60) * INT64_C(60);
        go_on(r, at);
        life_at(l, at);
        break_something(r, g);
    }
    go_on(r, midnight + LIFE_DAY_S < l->now ? midnight + LIFE_DAY_S : l->now);
    life_at(l, midnight + LIFE_DAY_S - 1);
    life_must(l, repair_tick(l->store, l->at, &l->e));
}
