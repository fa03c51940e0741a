/* Handing a room over (bàn giao): the record of what is there, in what condition, as a party gets
 * its room and as it gives it back.
 *
 *     struct handover_view v;
 *     rc = handover_get(s, &who, stay, "in", &v, &e);          // the record, or a proposal of one
 *     rc = handover_add(s, &who, stay, "in", &said, today, &bad, &e);
 *     rc = handover_confirm(s, &who, stay, "in", version, on_paper, today, now, &e);
 *     handover_paper(&v, &paper);                              // the form to sign
 *     handover_view_release(&v);
 *
 * A planner or the Office fills it in and confirms it for the house; then the official who filed
 * the request confirms it, or the house notes that he or she has signed the printed form. What is
 * corrected before that wants both words anew; what both have confirmed stands for good, and the
 * equipment of the room is taken to be as the record says.
 *
 * A record of giving back is laid beside the one of moving in: what is in a worse condition now, is
 * missing, or is not listed any more. That list is where repairs, and who pays for them, begin.
 *
 * Who sees the stay reads its records: else ERR_ABSENT. Changes run in the caller's transaction and
 * add one audit row.
 */
#ifndef SERVICE_HANDOVER_H
#define SERVICE_HANDOVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/handover.h"
#include "store/stay.h"

struct paper;
struct store;

/* A piece that came back in a worse condition than it was given; texts of the two records. */
struct handover_difference {
    const char *kind;
    int ix;
    const char *was;
    const char *now; /* "" = not listed */
};

struct handover_view {
    struct store_stay stay;
    struct store_handover record; /* id 0: a proposal, from what stands in the room */
    struct store_handover before; /* of moving in, where this is of giving back; id 0 = none */
    size_t n_differences;
    struct handover_difference *differences; /* [n_differences] in the order of `before` */
    bool is_demo;                            /* all people are made up: the form says so */
};

/* `kind`: in | out, else ERR_ABSENT. */
int handover_get(struct store *s, const struct principal *by, const char *stay, const char *kind,
                 struct handover_view *out, struct err *e);
void handover_view_release(struct handover_view *v);

/* Compares two records; the caller frees `*out` [*n]. */
void handover_compare(const struct store_handover *before, const struct store_handover *after,
                      struct handover_difference **out, size_t *n);

/* Writes a record, or corrects one (`version` 0 = any): day, readings, keys, note and items of
 * `said`. ERR_DATA where there is one already, or both have confirmed it; ERR_ABSENT where there is
 * none; ERR_INPUT with findings at /day (not ahead; of giving back not before the stay, of moving
 * in not after it), /items/i. */
int handover_add(struct store *s, const struct principal *by, const char *stay, const char *kind,
                 const struct store_handover *said, const char *today, struct solver_findings *bad,
                 struct err *e);
int handover_correct(struct store *s, const struct principal *by, const char *stay,
                     const char *kind, int64_t version, const struct store_handover *said,
                     const char *today, struct solver_findings *bad, struct err *e);

/* The word of the house, or of the party once the house has spoken. `on_paper`: the house has the
 * form that the party signed; that is the word of both. */
int handover_confirm(struct store *s, const struct principal *by, const char *stay,
                     const char *kind, int64_t version, bool on_paper, int64_t now, struct err *e);

/* The form, filled in as far as it is known; rules to write on where it is not. */
void handover_paper(const struct handover_view *v, struct paper *out);

#endif
