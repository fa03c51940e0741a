/* Repairs: work orders with what happened to each, the times they stood still, and their costs.
 *
 *     struct store_repair_query q = {.scope = scope, .now = now, .is_open = true, .after = ""};
 *     rc = store_repair_list(s, &q, &list, &n, &e);
 *     r.state = "in_progress";
 *     rc = store_repair_save(s, &r, &e);                        // version + 1
 *     rc = store_repair_event_add(s, r.id, &event, &e);
 *
 * Whose rows one sees: STORE_SEES_ALL all; STORE_SEES_SELF those that the account reported and
 * those of the rooms where the official lives; else none. What depends on the moment (is it late,
 * when is it due) is worked out in SQL from `now`, so lists filter by what they show. Nothing is
 * deleted. See store.h for errors and ownership.
 */
#ifndef STORE_REPAIR_H
#define STORE_REPAIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/scope.h"

struct store;

/* Days after its completion in which a repair may be reopened, and in which a new report of the
 * same kind from the same room probably repeats it. Two weeks: a leak that was not mended shows
 * itself within days, and who comes back from a fortnight's leave still has a say. */
enum { STORE_REPAIR_REOPEN_DAYS = 14 };

struct store_repair {
    int64_t id;
    char *number; /* read only: SC-12, its id for those who have an account */
    char *code;   /* 32 hex digits, its id for those who have none; made by add */
    int64_t room_id;
    char *room;  /* read only: its code */
    char *site;  /* read only: code of the room's site */
    char *block; /* read only */
    int floor;   /* read only; -1 unknown */
    char *category;
    char *answers; /* JSON object */
    char *description;
    char *source;        /* resident | staff | card | open311 | survey */
    int64_t reporter_id; /* account; 0 = none */
    char *contact;
    char *severity; /* emergency | urgent | routine */
    char *state;
    int64_t duplicate_of_id; /* 0 = none */
    char *duplicate_of;      /* read only: its number */
    int may_stay;            /* -1 = not said */
    char *planned_on;
    int64_t estimate_dong; /* 0 = not estimated */
    char *cause;
    int64_t reported_at;
    int64_t reacted_at, started_at, completed_at, closed_at; /* 0 = not */
    int64_t react_by, resolve_by;
    int64_t paused_s; /* by which resolve_by was moved */
    int64_t version;

    /* read only, as of the query's `now` */
    int64_t held_since; /* of the hold that stands; 0 = none */
    char *hold_reason;
    int64_t due_at;       /* resolve_by, and the hold that stands */
    int react_is_overdue; /* 1: reacted after react_by, or not yet */
    int is_overdue;       /* 1: completed after it was due, or not yet */
    int64_t elapsed_s;    /* from the report to the completion, the end, or now */
    int64_t minutes;      /* hands-on, of all costs */
    int64_t cost_dong;    /* of all costs */
    int n_photos;
    int64_t updated_at; /* the last event */
    int is_own;         /* 1: the account of the scope reported it */
};

struct store_repairs {
    size_t n;
    struct store_repair *items; /* [n] */
};

/* What is asked for; NULL, 0 or false = all. */
struct store_repair_query {
    struct store_scope scope;
    int64_t now;
    const char *room, *site; /* codes */
    const char *state, *severity, *category;
    int64_t from, until; /* instants: reported_at is in [from, until) */
    bool is_open;        /* not closed, cancelled or found a duplicate */
    bool is_recent;      /* open, or completed within STORE_REPAIR_REOPEN_DAYS */
    bool is_overdue;     /* by one of the clocks */
    bool is_own;         /* that the account reported */
    bool by_queue;       /* emergencies, then by site, room and due; else the last reported first */
    bool by_value;       /* the room whose repair helps most first (value.h), then by queue */
    const char *after;   /* number of the last row of the page before; "" = from the start */
    int limit;           /* rows; 0 = all */
};

/* The id in a number: 12 of "SC-12"; 0 of what is none. */
int64_t store_repair_id(const char *number);

/* The repairs under a scope; `n` = how many there are in all. */
int store_repair_list(struct store *s, const struct store_repair_query *q,
                      struct store_repairs *out, int64_t *n, struct err *e);

/* The repair of that number or code under a scope; id 0 where there is none. */
int store_repair_get(struct store *s, const struct store_scope *scope, const char *code,
                     int64_t now, struct store_repair *out, struct err *e);

/* Numbers of at most `limit` repairs that were completed before an instant and not closed since,
 * the first completed first; only `number` is set. */
int store_repair_unanswered(struct store *s, int64_t before, int limit, struct store_repairs *out,
                            struct err *e);

/* Adds a repair; sets id and code, which the caller frees. */
int store_repair_add(struct store *s, struct store_repair *r, struct err *e);

/* Writes what of a repair may change, from contact and severity on; one version more. */
int store_repair_save(struct store *s, struct store_repair *r, struct err *e);

void store_repair_release(struct store_repair *r);
void store_repairs_release(struct store_repairs *l);

struct store_repair_event {
    int64_t at;
    int64_t account_id; /* 0 = somebody without an account, or the program */
    char *role;         /* read only: of the account; "" none */
    char *action;       /* report, triage, start … */
    char *state;        /* afterwards */
    char *reason;
    char *note;
};

struct store_repair_events {
    size_t n;
    struct store_repair_event *items; /* [n] as they happened */
};

int store_repair_event_add(struct store *s, int64_t repair_id, const struct store_repair_event *ev,
                           struct err *e);
int store_repair_events(struct store *s, int64_t repair_id, struct store_repair_events *out,
                        struct err *e);
void store_repair_events_release(struct store_repair_events *l);

/* The first event that was a reaction: start, resume, complete, and with `with_triage` a triage or
 * hold. 0 = none. */
int store_repair_reacted(struct store *s, int64_t repair_id, bool with_triage, int64_t *at,
                         struct err *e);

/* Begins a hold; ends the one that stands. */
int store_repair_hold_begin(struct store *s, int64_t repair_id, int64_t at, const char *reason,
                            struct err *e);
int store_repair_hold_end(struct store *s, int64_t repair_id, int64_t at, struct err *e);

struct store_repair_cost {
    char *day;
    char *kind; /* material | labour | contractor */
    int64_t amount_dong;
    int64_t minutes;
    char *note;
    int64_t account_id;
};

struct store_repair_costs {
    size_t n;
    struct store_repair_cost *items; /* [n] as they were written down */
};

int store_repair_cost_add(struct store *s, int64_t repair_id, const struct store_repair_cost *c,
                          struct err *e);
int store_repair_costs(struct store *s, int64_t repair_id, struct store_repair_costs *out,
                       struct err *e);
void store_repair_costs_release(struct store_repair_costs *l);

/* Whether an official lives in a room: by the register, or by a stay that has not ended. */
int store_lives_in(struct store *s, int64_t official_id, int64_t room_id, bool *lives_there,
                   struct err *e);

#endif
