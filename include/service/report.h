/* Reports of the house, as of any day; every figure is a sum over rows that can be listed.
 *
 *     const struct report_ask ask = {.kind = REPORT_OCCUPANCY, .as_of = "2025-12-31",
 *                                    .from = "2025-07-01", .to = "2025-12-31"};
 *     struct report r;
 *     rc = report_make(s, &who, &ask, now, &r, &bad, &e);
 *     report_sum(&r, 0, &sums);                       // its first table
 *     report_free(&r);
 *
 * A report has sets of rows (`struct report_set`): a row has texts (site, room, agency …) and what
 * it counts for (`n`, whole numbers). A table groups the rows of one set by one or two of their
 * texts and adds up: so the lines of each table add up to its total, and what stands behind a
 * figure are the rows of that line in which it is not nought (report_is_of). Ratios are kept as
 * two whole numbers and printed with both.
 *
 * Time. Figures are of the state at the end of a day (of today: now). Stays, closures and costs
 * count by the days they say, whenever they were written down; offers, requests, work orders and
 * the states of rooms by the instants at which they happened. A period has both its days. No day
 * lies ahead. Of beds, areas, sites' requisitions, sex rules, pools, and of points and bands only
 * what they are today is kept.
 *
 * OCCUPANCY (sets nights, parties; with a period bed_nights, party_nights, turnaround)
 *   rooms             rooms whose site is requisitioned that day, or somebody sleeps there
 *   long_closed_rooms closed, at a stretch, for 183 days and more (half a year), and empty;
 *                     closures that meet or overlap count as one; without an end: what has passed
 *   available_rooms   rooms − long_closed_rooms: short closures stay in
 *   closed_rooms      closed that night, short or long; reason: of the closure that began first
 *   occupied_rooms    rooms where somebody sleeps
 *   beds              that stand there (of more people than beds: as many as people)
 *   usable_beds       beds(r): no more than the area holds at the policy's least area per person,
 *                     where both are known; closed rooms too
 *   available_beds    usable_beds of available rooms
 *   occupied_beds     somebody sleeps there; of them unrecorded_beds: by the register, without stay
 *   held_beds         nobody sleeps there and nobody else may: of a party that has its room alone,
 *                     or is elsewhere for a while
 *   reserved_beds     offered, or accepted and not moved in
 *   closed_beds       of the usable beds that are left, those of closed rooms
 *   vacant_beds       of the usable beds that are left, those of open rooms
 *   crowded_beds      the rest: stand there, but the area is too small for them
 *                     beds = occupied + held + reserved + closed + vacant + crowded, room by room
 *   occupancy_rate    occupied_rooms ÷ available_rooms
 *   bed_utilisation   occupied_beds ÷ available_beds; outside 65–105 % the data want a look
 *   area_per_person   m² of rooms with people ÷ people in a bed there; rooms without area are apart
 *                     (no_area_rooms, no_area_people); small_rooms, small_people: below the norm
 *   sex               whom a room is for that night: its rule, else the people in it; any = either
 *   period            the same counted night by night; bed_utilisation = bed-nights occupied ÷
 *                     available; vacancy_rate = nobody slept there ÷ available, less what was held:
 *                     (vacant + reserved + closed of available rooms) ÷ (that + occupied + held);
 *                     adjusted_vacancy_rate: the same without closed ones, above and below
 *   turnaround        for each bed taken in the period that somebody had before, by the nights
 *                     between: down (until the room was closed for works; 0 where it was not),
 *                     make_ready (from the first closed night to the last), lease_up (from then,
 *                     else from leaving, until it was taken); sum = nights between, exactly
 *
 * WAITING (set requests): who asks for a place, in the state of that day
 *   submitted … accepted  requests in this state; requests: all of them; waiting_people: the people
 *                     of those that wait (who has not agreed to be in a party is not counted)
 *   wait              days from filing to as_of, of those waiting whose filing day is known
 *   band              of the last scoring: earlier ones are not kept; "" = never scored
 *
 * REPAIRS (set repairs); a period, without one the year up to as_of. A repair's state on a day is
 * that of its last event by then; its severity, and so its target, is today's
 *   opened            reported in the period
 *   completed         work done, and not reopened by as_of; the last time counts; in the period
 *   closed            the same of confirmation; cancelled: ended without work, in the period
 *   open_repairs      at the end of as_of neither completed nor ended
 *   on_hold_repairs   of them on hold
 *   overdue_repairs   of them past what is due: the target, moved by all time in which the second
 *                     clock stood still (on hold, between a completion and its reopening)
 *   age               days from the day of the report to as_of, of open ones
 *   elapsed           hours from report to completion, of completed ones; net_elapsed: less what
 *                     stood still
 *   hands_on          hours written down as labour, of completed ones that have any
 *                     (hands_on_repairs)
 *   sla               completed by what was due ÷ due in the period (not cancelled, no duplicate)
 *   reaction          first reaction in time ÷ reaction due in the period
 *   no_target         opened in the period without a target: in neither
 *
 * COSTS (set costs); a period as for repairs
 *   amount_dong       đồng by the day of the cost, corrections below zero with it; tenant_dong: of
 *                     repairs whose cause is the tenant, wear_dong, other_dong (another cause, or
 *                     none said) the rest; minutes: hands-on
 *
 * Roles: planner, Office and auditor all; crews repairs and costs; a registrar of agencies the
 * waiting list of these. No rows name a person: they name the request.
 */
#ifndef SERVICE_REPORT_H
#define SERVICE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/paper.h"
#include "service/grid.h"
#include "service/policy.h"
#include "service/principal.h"
#include "solver/findings.h"

struct store;

/* A name of something for programs, and for people. */
struct report_word {
    const char *key, *vi, *en;
};

enum report_kind { REPORT_OCCUPANCY, REPORT_WAITING, REPORT_REPAIRS, REPORT_COSTS, REPORT_N_KINDS };

/* "occupancy" and back; false where there is none of that name. */
bool report_kind_of(const char *name, enum report_kind *out);
const struct report_word *report_kind_word(enum report_kind kind);

/* Texts of a row. The first ones can be asked for (report_filter); the others say which thing it
 * is. */
enum report_text {
    REPORT_SITE,
    REPORT_BLOCK,
    REPORT_POOL,
    REPORT_SEX,
    REPORT_AGENCY,
    REPORT_REASON,
    REPORT_BAND,
    REPORT_STATE,
    REPORT_CATEGORY,
    REPORT_SEVERITY,
    REPORT_CAUSE,
    REPORT_COST_KIND,
    REPORT_N_FILTERS,
    REPORT_ROOM = REPORT_N_FILTERS,
    REPORT_REQUEST,
    REPORT_REPAIR,
    REPORT_USE,
    REPORT_FROM,
    REPORT_TO,
    REPORT_N_TEXTS,
};

enum { REPORT_MAX_COUNTS = 25, REPORT_MAX_SETS = 5, REPORT_MAX_GROUPS = 2 };

struct report_row {
    char *texts[REPORT_N_TEXTS]; /* owned; NULL = the set has no such text */
    int64_t n[REPORT_MAX_COUNTS];
};

struct report_set {
    const struct report_word *name;
    size_t n_counts;
    const struct report_word *counts; /* [n_counts] */
    unsigned texts;                   /* bits of the texts its rows have */
    size_t n_rows;
    struct report_row *rows; /* [n_rows] */
};

enum report_figure_kind {
    REPORT_COUNT, /* n */
    REPORT_RATIO, /* n ÷ of, in per cent */
    REPORT_MEAN,  /* n ÷ of ÷ scale */
};

struct report_figure {
    struct report_word name; /* of a count: that of the set (report_figure_word) */
    enum report_figure_kind kind;
    int n, of;      /* counts of the set */
    int scale;      /* of a mean: 100 of hundredths */
    int low, high;  /* of a ratio: per cent outside of which the data want a look; 0 = none */
    bool is_detail; /* not on paper */
};

struct report_table {
    struct report_word name;
    int set;
    int n_groups;
    enum report_text groups[REPORT_MAX_GROUPS];
    bool is_of_named; /* leaves out rows without the first of these texts */
    size_t n_figures;
    const struct report_figure *figures; /* [n_figures] */
};

struct report_ask {
    enum report_kind kind;
    const char *as_of;           /* NULL or "" = today */
    const char *from, *to;       /* of a period; NULL or "" = none: see report_make */
    const struct policy *policy; /* NULL = that of the newest round */
};

struct report {
    enum report_kind kind;
    char as_of[11];
    char from[11], to[11]; /* "" = no period */
    char *policy;          /* id of the policy whose rules it goes by */
    int min_area_c;        /* its norm, hundredths of m²; 0 = none */
    bool is_demo;          /* of a database whose people are made up */
    struct report_set sets[REPORT_MAX_SETS];
    size_t n_tables;
    const struct report_table *tables; /* [n_tables] */
};

/* Makes a report. A period without a first day begins with the year of its last day, one without a
 * last day ends with as_of; occupancy has one only where a day of it is given, waiting none.
 * `by` NULL = everybody's (the command line). ERR_ABSENT where it is not for `by`; ERR_INPUT with
 * findings for days. */
int report_make(struct store *s, const struct principal *by, const struct report_ask *ask,
                int64_t now, struct report *out, struct solver_findings *bad, struct err *e);

/* Frees everything and zeroes; accepts a zeroed one. */
void report_free(struct report *r);

/* A line of a table: texts of its groups ("" in the total), counts added up. */
struct report_line {
    const char *texts[REPORT_MAX_GROUPS]; /* of the report's rows */
    int64_t n[REPORT_MAX_COUNTS];
};

struct report_sums {
    size_t n;
    struct report_line *lines; /* [n] ascending by their texts; the last is the total */
};

/* Adds up a table. The caller frees `lines`. */
void report_sum(const struct report *r, const struct report_table *t, struct report_sums *out);

/* What rows are asked for; NULL = any. */
struct report_filter {
    const char *texts[REPORT_N_FILTERS];
    int count; /* only rows that count for it; -1 = all */
};

bool report_is_of(const struct report_row *row, const struct report_filter *f);

/* Names, for programs and for people. */
const struct report_word *report_text_word(enum report_text t);
const struct report_word *report_figure_word(const struct report *r, const struct report_table *t,
                                             const struct report_figure *f);

/* The set of that key, the count of a set of that key; -1 = there is none. */
int report_set_of(const struct report *r, const char *key);
int report_count_of(const struct report_set *set, const char *key);

/* A figure of a line as a number of `places` decimals (per cent of a ratio: one; of a mean one, or
 * two where the scale is 100): the integer without its point. false where the denominator is 0. */
bool report_value(const struct report_figure *f, const int64_t n[REPORT_MAX_COUNTS], int *places,
                  int64_t *value);

/* For people: what the report is about (1 grid), its tables (n_tables); the rows of a set. Ratios
 * take two columns, n/of and per cent. The caller releases each grid. */
void report_grids(const struct report *r, const char *lang, struct grid *out);
void report_rows_grid(const struct report *r, int set, const struct report_filter *f,
                      const char *lang, struct grid *out);

/* As JSON (openapi.json: Report): its tables, each line with the address of its rows; or rows of a
 * set, `limit` of them (0 = all) behind the first `after`. Returns how many rows pass in all. */
void report_json(const struct report *r, const char *lang, struct buf *out);
int64_t report_rows_json(const struct report *r, int set, const struct report_filter *f,
                         const char *lang, int64_t after, int64_t limit, struct buf *out);

/* As a paper to sign: báo cáo of the Department of Construction, number, day and signer to be
 * written by hand. The caller releases it. */
void report_paper(const struct report *r, struct paper *out);

/* Whether a ratio lies outside of what is to be expected. */
bool report_is_suspect(const struct report_figure *f, const int64_t n[REPORT_MAX_COUNTS]);

#endif
