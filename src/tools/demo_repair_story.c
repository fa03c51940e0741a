/* The story of a fault of the demo: most is looked at and mended in time, some late, some waits for
 * a part, a contractor or a key; some of it comes back.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "demo_repairs.h"

static const struct fixture_word HOLDS[] = {{"parts", 9},    {"access", 5},  {"contractor", 5},
                                            {"approval", 3}, {"weather", 2}, {NULL, 0}};
static const struct fixture_word CAUSES[] = {
    {"wear", 74}, {"tenant", 14}, {"other", 12}, {NULL, 0}};
static const struct fixture_word ENDS[] = {
    {"not_needed", 5}, {"not_found", 6}, {"not_ours", 3}, {NULL, 0}};

static struct repair_step *step(struct repairs *r, size_t fault, int64_t at, const char *action)
{
    r->steps = mem_grow(r->steps, r->n_steps + 1, sizeof *r->steps);
    r->steps[r->n_steps] = (struct repair_step){.at = at, .fault = fault, .action = action};
    return &r->steps[r->n_steps++];
}

/* Crews work from half past seven to five; what is an emergency does not wait for them. */
static int64_t at_work(struct life *l, int64_t at)
{
    const int64_t of_day = (at + CLOCK_VIETNAM_S) % LIFE_DAY_S;
    const int64_t morning = at - of_day + 7 * LIFE_HOUR_S + LIFE_HOUR_S / 2;
    const int late = fixture_between(&l->rng, 5, 150) * 60;
    if (of_day < 7 * LIFE_HOUR_S + LIFE_HOUR_S / 2)
        return morning + late;
    return of_day > 17 * LIFE_HOUR_S ? morning + LIFE_DAY_S + late : at;
}

static int64_t after_hours(struct life *l, int64_t at, int low, int high)
{
    return at + fixture_between(&l->rng, low * 60, high * 60) * INT64_C(60);
}

/* When it is looked at, begun and mended, counted from the report. */
struct pace {
    int64_t seen, begun, done;
};

static struct pace pace_of(struct life *l, const char *severity, int64_t at)
{
    struct pace p;
    const bool is_late = fixture_chance(&l->rng, 150);
    if (strcmp(severity, "emergency") == 0) {
        p.begun = after_hours(l, at, is_late ? 4 : 0, is_late ? 8 : 3) + 900;
        p.seen = p.begun;
        p.done = after_hours(l, p.begun, is_late ? 18 : 1, is_late ? 40 : 12);
        return p;
    }
    const bool is_urgent = strcmp(severity, "urgent") == 0;
    const int slow = is_urgent ? 1 : 5; /* a routine fault may take that much longer */
    p.seen = at_work(
        l, after_hours(l, at, 1, is_late ? 30 * (slow - slow / 2) : 12 * (slow - slow / 2)));
    p.begun = is_late ? after_hours(l, p.seen, 50 * slow, 120 * slow)
                      : after_hours(l, p.seen, 2 * slow, 40 * slow);
    p.begun = at_work(l, p.begun);
    p.done = is_late ? after_hours(l, p.begun, 70 * slow, 150 * slow)
                     : after_hours(l, p.begun, 1, 45 * slow);
    p.done = at_work(l, p.done);
    return p;
}

/* Thousands of đồng, as bills have them. */
static int64_t dong(struct life *l, int low, int high)
{
    return fixture_between(&l->rng, low, high) * INT64_C(5000);
}

static void spend(struct repairs *r, size_t fault, int64_t at)
{
    struct life *l = r->l;
    const char *category = r->faults[fault].category->code;
    const bool is_large = strcmp(category, "wall_ceiling") == 0 ||
                          strcmp(category, "air_con") == 0 || strcmp(category, "fire_safety") == 0;
    struct repair_step *s = step(r, fault, at, "cost");
    s->kind = "labour";
    s->minutes = fixture_between(&l->rng, 3, 34) * 5;
    s->amount_dong = (s->minutes + 29) / 30 * INT64_C(40000);
    if (fixture_chance(&l->rng, 620)) {
        s = step(r, fault, at + 60, "cost");
        s->kind = "material";
        s->amount_dong = dong(l, 6, is_large ? 260 : 90);
    }
    if (fixture_chance(&l->rng, is_large ? 450 : 50)) {
        s = step(r, fault, at + 3 * LIFE_DAY_S, "cost");
        s->kind = "contractor";
        s->amount_dong = dong(l, 80, is_large ? 900 : 300);
    }
}

static int64_t wait_for_something(struct repairs *r, size_t fault, int64_t at)
{
    struct life *l = r->l;
    struct repair_step *s = step(r, fault, at, "hold");
    s->reason = fixture_draw(&l->rng, HOLDS);
    const int64_t until = at_work(l, after_hours(l, at, 20, 220));
    step(r, fault, until, "resume");
    return until - at;
}

/* Mended, for the first or the second time; the end of it, unless it comes back. */
static void mend(struct repairs *r, size_t fault, const char *cause, int64_t done, bool comes_back)
{
    struct life *l = r->l;
    const struct repair_fault *f = &r->faults[fault];
    struct repair_step *s = step(r, fault, done, "complete");
    s->cause = cause != NULL ? cause : fixture_draw(&l->rng, CAUSES);
    if (fixture_chance(&l->rng, 880))
        spend(r, fault, done + 600);
    if (comes_back) {
        const int64_t again = after_hours(l, done, 20, 160);
        s = step(r, fault, again, "reopen");
        s->note = "sửa xong vẫn bị lại";
        const int64_t begun = at_work(l, after_hours(l, again, 3, 40));
        step(r, fault, begun, "start");
        mend(r, fault, cause, at_work(l, after_hours(l, begun, 1, 30)), false);
    } else if (f->reporter.role == PRINCIPAL_OFFICIAL && fixture_chance(&l->rng, 700)) {
        step(r, fault, after_hours(l, done, 1, 60), "confirm");
    } else if (fixture_chance(&l->rng, 600)) {
        step(r, fault, at_work(l, after_hours(l, done, 20, 200)), "close");
    } /* else closed by itself */
}

void repair_tell(struct repairs *r, size_t fault, const char *cause)
{
    struct life *l = r->l;
    const struct repair_fault *f = &r->faults[fault];
    const bool is_emergency = strcmp(f->severity, "emergency") == 0;
    struct pace p = pace_of(l, f->severity, l->at);
    if (f->original[0] != '\0') {
        step(r, fault, p.seen, "duplicate");
        return;
    }
    if (!is_emergency)
        step(r, fault, p.seen, "triage");
    if (!is_emergency && cause == NULL && fixture_chance(&l->rng, 50)) {
        struct repair_step *s = step(r, fault, p.begun, "cancel");
        s->reason = fixture_draw(&l->rng, ENDS);
        return;
    }
    step(r, fault, p.begun, "start");
    if (!is_emergency && fixture_chance(&l->rng, l->at > l->now - 20 * LIFE_DAY_S ? 450 : 170))
        p.done += wait_for_something(r, fault, p.begun + 1800);
    mend(r, fault, cause, p.done > p.begun + 1800 ? p.done : p.begun + 3600,
         fixture_chance(&l->rng, 55));
}

void repair_tell_works(struct repairs *r, size_t fault, int days)
{
    struct life *l = r->l;
    const int64_t done = l->at + days * (int64_t)LIFE_DAY_S;
    step(r, fault, l->at + 600, "triage");
    step(r, fault, l->at + LIFE_DAY_S, "start");
    mend(r, fault, "wear", at_work(l, done), false);
}
