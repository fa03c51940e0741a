/* Rounds (đợt bố trí): opened with what is promised beforehand, closed with what is frozen, drawn
 * by a number nobody here controls.
 *
 *     struct round_terms t = {.code = "2025-07", .name = "Đợt 1", .policy = "tam-thoi-2025-07",
 *                             .draw_source = "Xổ số miền Bắc, giải đặc biệt",
 *                             .draw_day = "2025-07-12", .names_public = 1};
 *     rc = round_open(s, &who, &t, now, &bad, &e);
 *     rc = round_close(s, &who, "2025-07", version, now, &e);     // the list and its hash stand
 *     rc = round_enter_draw(s, &who, "2025-07", version, "48213", now, &bad, &e);
 *     rc = round_confirm_draw(s, &another, "2025-07", version, "48213", now, &bad, &e);
 *
 * open → closed → planned → published → done, never back. While it is open its terms may change,
 * and what they will give can be looked at (preview.h). Closing freezes the register (freeze.h),
 * judges every request and publishes the hash of the list, before the day of the draw. Of two
 * rounds only one is between closing and publication: nobody stands on two lists that give out
 * rooms. Who has not been confirmed by the agency is not on the list.
 *
 * The draw: one person enters the number, another one the same number again. Until then it can be
 * entered anew, for it may be a slip of the pen; afterwards it stands.
 *
 * All that change run in the caller's transaction, add one audit row, and take the version that the
 * caller saw (0 = any): ERR_CHANGED where it is another by now. ERR_ABSENT where there is no such
 * round, ERR_DATA where its state or the calendar forbid it, ERR_INPUT with findings.
 */
#ifndef SERVICE_ROUND_H
#define SERVICE_ROUND_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/round.h"

struct store;

enum { ROUND_OFFER_DAYS = 7 };

/* What one says of a round. In a change, NULL, 0 and -1 leave it as it is. */
struct round_terms {
    const char *code; /* letters, digits and -, 1..32; of a new one only */
    const char *name;
    const char *policy;      /* code of a stored one */
    int policy_version;      /* 0 = the newest */
    const char *as_of;       /* NULL in a new one: the policy's own day */
    const char *draw_source; /* whose public number */
    const char *draw_day;    /* after the day of closing */
    int names_public;        /* readers without an account see: 1 names, 0 receipt codes */
    int offer_days;          /* 0 in a new one: ROUND_OFFER_DAYS */
};

/* The round, or ERR_ABSENT. */
int round_get(struct store *s, const char *code, struct store_round *out, struct err *e);

int round_open(struct store *s, const struct principal *by, const struct round_terms *t,
               int64_t now, struct solver_findings *bad, struct err *e);
int round_change(struct store *s, const struct principal *by, const char *code, int64_t version,
                 const struct round_terms *t, int64_t now, struct solver_findings *bad,
                 struct err *e);

/* Freezes the register and publishes the hash of the list. */
int round_close(struct store *s, const struct principal *by, const char *code, int64_t version,
                int64_t now, struct err *e);

/* The number drawn: digits, on its day or later. */
int round_enter_draw(struct store *s, const struct principal *by, const char *code, int64_t version,
                     const char *seed, int64_t now, struct solver_findings *bad, struct err *e);

/* A second planner, or the office of the People's Committee (a registrar of all agencies);
 * ERR_DENIED for whoever entered it. Requests get their places in the order. */
int round_confirm_draw(struct store *s, const struct principal *by, const char *code,
                       int64_t version, const char *seed, int64_t now, struct solver_findings *bad,
                       struct err *e);

/* Ends it. After a publication, who still waits has waited one round more; a closed one that comes
 * to nothing ends without that. */
int round_finish(struct store *s, const struct principal *by, const char *code, int64_t version,
                 struct err *e);

/* Moves it on to "planned" or "published" as its plans go; nothing where it is there or further.
 * The caller writes the audit row. */
int round_advance(struct store *s, int64_t round_id, const char *state, struct err *e);

#endif
