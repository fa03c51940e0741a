/* Three rooms, and what a naive twin says of them: the pieces that stand there, the survey that is
 * open in each, those that are done, the repairs that came of them.
 */
#ifndef SURVEY_BED_H
#define SURVEY_BED_H

#include "store_bed.h"

#include "../../src/store/handle.h"

#include "base/date.h"
#include "base/mem.h"
#include "service/inventory.h"
#include "service/item_kind.h"
#include "service/repair.h"
#include "service/repair_category.h"
#include "service/survey.h"
#include "service/upload.h"

enum { N_ROOMS = 3, N_PIECES = 4, N_PARTS = 11, N_SUBJECTS = N_PARTS + N_PIECES, N_CONDITIONS = 4 };
enum { NONE = -1, MOST = 512 };

static const char *const ROOMS[N_ROOMS] = {"SV-101", "SV-102", "SV-103"};
static const char *const CONDITIONS[N_CONDITIONS] = {"good", "worn", "broken", "missing"};
static const char *const KIND_OF[N_PIECES] = {"bed", "bed", "fan", "fan"};
static const int IX_OF[N_PIECES] = {1, 2, 1, 2};
static const char *const SUBJECTS[N_SUBJECTS] = {
    "electricity", "lights",      "water",    "wc",    "door_lock", "window", "ceiling", "wall",
    "floor",       "fire_safety", "internet", "bed 1", "bed 2",     "fan 1",  "fan 2"};

struct piece {
    int now; /* condition, NONE = does not stand there */
    char seen[11];
};

struct twin {
    bool is_open;
    char code[33];
    int room;
    char day[11];
    bool is_asked[N_SUBJECTS];
    int was[N_SUBJECTS], found[N_SUBJECTS];
    int repair[N_SUBJECTS]; /* 0 = none */
};

static struct store *store;
#include "asked_sql.h"
static struct solver_findings bad;
static struct principal keepers[3];
static char today[11];
static int64_t now;
static unsigned seed;

static struct piece pieces[N_ROOMS][N_PIECES];
static struct twin open[N_ROOMS]; /* the last survey of each room */
static size_t n_done;
static struct twin done[MOST]; /* [n_done] in the order they were done */
static int n_repairs;
static bool repair_is_open[MOST * N_SUBJECTS];

static inline int draw(int n)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16) % n;
}

static inline void next_day(void)
{
    char day[11];
    date_add(today, draw(3), day);
    snprintf(today, sizeof today, "%s", day);
    now += 86400;
}

static inline int set_up(void **state)
{
    struct store_site site = {.code = lit("SV"), .name = lit("Khu SV")};
    static const enum principal_role roles[3] = {PRINCIPAL_MAINTENANCE, PRINCIPAL_PLANNER,
                                                 PRINCIPAL_REGISTRAR};
    (void)state;
    bed_make();
    seed = 11;
    n_done = 0;
    n_repairs = 0;
    now = 1754000000;
    snprintf(today, sizeof today, "2025-08-01");
    memset(open, 0, sizeof open);
    ok(store_open(&store, path, STORE_CREATE, &KEY, &e));
    ok(store_begin(store, &e));
    ok(store_site_put(store, &site, &e));
    for (int r = 0; r < N_ROOMS; r++) {
        struct store_room room = {.site_id = site.id,
                                  .code = lit(ROOMS[r]),
                                  .floor = -1,
                                  .beds = 2,
                                  .area_c = -1,
                                  .sex = lit("any"),
                                  .state = lit("usable")};
        ok(store_room_put(store, &room, &e));
        for (int p = 0; p < N_PIECES; p++)
            pieces[r][p] = (struct piece){.now = NONE};
    }
    for (int i = 0; i < 3; i++)
        keepers[i] =
            (struct principal){.account_id = put_account(store, principal_role_name(roles[i]),
                                                         principal_role_name(roles[i])),
                               .role = roles[i],
                               .all_agencies = roles[i] == PRINCIPAL_REGISTRAR};
    return 0; /* all acts are parts of this transaction: no disk is waited for */
}

static inline int tear_down(void **state)
{
    (void)state;
    solver_findings_release(&bad);
    store_close(store);
    bed_remove();
    return 0;
}

/* An act is a transaction: what fails leaves nothing. */
static inline void begin(void)
{
    solver_findings_release(&bad);
    ok(store_begin(store, &e));
}

static inline void end(int rc, int expected)
{
    if (rc != expected)
        print_message("%s\n", err_text(&e, "en"));
    assert_int_equal(rc, expected);
    assert_int_equal(bad.n > 0, rc == ERR_INPUT);
    if (rc == ERR_OK)
        ok(store_commit(store, &e));
    else
        store_rollback(store);
    e = (struct err){0};
}

static inline int64_t version_of(int r)
{
    return number("SELECT version FROM room WHERE code = '%s'", ROOMS[r]);
}

/* ---- the twin ---- */

static inline void keep_done(const struct twin *t)
{
    assert_true(n_done < MOST);
    done[n_done++] = *t;
}

/* The survey of a room that is the last by its day, then by when it was begun. All of a room come
 * one after another, so that is the last one done. */
static inline const struct twin *last_done(int r)
{
    const struct twin *last = NULL;
    for (size_t i = 0; i < n_done; i++)
        if (done[i].room == r && (last == NULL || strcmp(done[i].day, last->day) >= 0))
            last = &done[i];
    return last;
}

static inline int last_found(int r, int subject)
{
    const struct twin *t = last_done(r);
    return t == NULL ? NONE : t->found[subject];
}

static inline int under_way(int r, int subject)
{
    int last = 0;
    for (size_t i = 0; i < n_done; i++) {
        const int id = done[i].repair[subject];
        if (done[i].room == r && id > last && repair_is_open[id])
            last = id;
    }
    return last;
}

/* ---- comparing ---- */

static inline void compare_pieces(int r)
{
    struct inventory_room v;
    size_t at = 0;
    ok(inventory_get(store, &keepers[0], ROOMS[r], &v, &e));
    for (int p = 0; p < N_PIECES; p++) {
        if (pieces[r][p].now == NONE)
            continue;
        assert_true(at < v.items.n);
        const struct store_item *item = &v.items.items[at++];
        assert_string_equal(item->kind, KIND_OF[p]);
        assert_int_equal(item->ix, IX_OF[p]);
        assert_string_equal(item->condition, CONDITIONS[pieces[r][p].now]);
        assert_string_equal(item->seen_on, pieces[r][p].seen);
    }
    assert_int_equal(at, v.items.n);
    inventory_room_release(&v);
}

static inline const char *condition_name(int condition)
{
    return condition == NONE ? "" : CONDITIONS[condition];
}

static inline void compare_survey(const struct twin *t)
{
    struct survey_view v;
    size_t at = 0;
    int n_looked = 0, n_faults = 0, n_in_repair = 0;
    ok(survey_get(store, &keepers[0], t->code, &v, &e));
    assert_string_equal(v.survey.state, t->is_open ? "open" : "done");
    assert_string_equal(v.survey.day, t->day);
    assert_string_equal(v.survey.room, ROOMS[t->room]);
    for (int i = 0; i < N_SUBJECTS; i++) {
        if (!t->is_asked[i])
            continue;
        assert_true(at < v.lines.n);
        const struct store_survey_line *l = &v.lines.items[at++];
        assert_string_equal(l->subject, SUBJECTS[i]);
        assert_string_equal(l->was, condition_name(t->was[i]));
        assert_string_equal(l->condition, condition_name(t->found[i]));
        assert_int_equal(l->repair_id, t->repair[i]);
        n_looked += t->found[i] != NONE;
        n_faults += t->found[i] >= 2;
        n_in_repair += t->repair[i] != 0;
    }
    assert_int_equal(at, v.lines.n);
    assert_int_equal(v.survey.n_lines, v.lines.n);
    assert_int_equal(v.survey.n_looked, n_looked);
    assert_int_equal(v.survey.n_faults, n_faults);
    assert_int_equal(v.survey.n_repairs, n_in_repair);
    survey_view_release(&v);
}

static inline void compare_progress(void)
{
    struct store_survey_progresses sites = {0};
    struct store_survey_rooms never = {0};
    int64_t n_rooms_done = 0, n_faults = 0, n_open = 0;
    ok(survey_progress(store, &keepers[0], &sites, &never, &e));
    for (int r = 0; r < N_ROOMS; r++) {
        const struct twin *t = last_done(r);
        n_rooms_done += t != NULL;
        n_open += open[r].is_open;
        for (int i = 0; t != NULL && i < N_SUBJECTS; i++)
            n_faults += t->is_asked[i] && t->found[i] >= 2;
    }
    assert_int_equal(sites.n, 1);
    assert_int_equal(sites.items[0].n_rooms, N_ROOMS);
    assert_int_equal(sites.items[0].n_done, n_rooms_done);
    assert_int_equal(sites.items[0].n_open, n_open);
    assert_int_equal(sites.items[0].n_faults, n_faults);
    assert_int_equal(never.n, N_ROOMS - n_rooms_done);
    store_survey_progresses_release(&sites);
    store_survey_rooms_release(&never);
}

#endif
