/* Who was housed from when to when, month by month: for the Department of Finance, which supports
 * the rent of officials who moved to the centre and are not housed.
 *
 *     struct housed h;
 *     rc = housed_make(s, NULL, "2025-07", "2025-12", today, &h, &bad, &e);
 *     housed_grid(&h, "vi", &grid);
 *     housed_release(&h);
 *
 * The rule as it is read here: the support is for a month in which one worked at the centre for 14
 * days and more; so, alike, a month counts as housed, and is not supported, when the official
 * slept in a bed of the house on 14 of its nights or more (HOUSED_NIGHTS), on end or not. Days at
 * work are not known here: that other half of the rule is the Department's.
 *
 * A night counts once, in however many stays it lies: with a room for a while beside the own one it
 * belongs to whichever was begun first; of a transfer the day is a night in the new room. Stays
 * that follow each other at one site are one interval. Who has not left is housed until the night
 * before `today`: a month that is not over is as it stands. Family members are not listed;
 * officials who came along are. What came before stays were kept is not known.
 */
#ifndef SERVICE_HOUSED_H
#define SERVICE_HOUSED_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "service/grid.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/housed.h"

struct store;

enum { HOUSED_NIGHTS = 14, HOUSED_MONTHS = 24 }; /* a period is no longer: two budget years */

/* The night of from_day is in it, that of to_day is not. Texts of the rows. */
struct housed_interval {
    const char *from_day;
    const char *to_day; /* "" = has not left */
    const char *site;
    const char *site_name;
};

struct housed_person {
    const struct store_housed *who; /* one of the rows */
    size_t n_intervals;
    struct housed_interval *intervals; /* [n_intervals] one after another */
    int nights[HOUSED_MONTHS];         /* [n_months] */
    int n_housed;                      /* months with HOUSED_NIGHTS or more */
};

struct housed {
    struct store_housed_rows rows;
    char as_of[11]; /* who has not left is housed until the night before */
    size_t n_months;
    char months[HOUSED_MONTHS][8]; /* [n_months] YYYY-MM */
    size_t n;
    struct housed_person *people; /* [n] who slept there on a night of the period */
};

/* From the first day of a month to the last of another; `by` NULL = all agencies. ERR_INPUT with
 * findings at ?from, ?to. */
int housed_make(struct store *s, const struct principal *by, const char *from, const char *to,
                const char *today, struct housed *out, struct solver_findings *bad, struct err *e);

/* As a sheet: a row for each official, a column of nights for each month. */
void housed_grid(const struct housed *h, const char *lang, struct grid *out);

/* As JSON: {"from", "to", "as_of", "min_nights", "months", "items", "n"}. */
void housed_json(const struct housed *h, struct buf *out);

/* Frees everything and zeroes; accepts a zeroed one. */
void housed_release(struct housed *h);

#endif
