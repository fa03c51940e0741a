/* Scoring: eligibility, points, pool, band and tie class of one request under a policy. Pure
 * computation on plain structs: no store, no clock, no order among requests (service/snapshot.h
 * makes that).
 *
 *     struct score s;
 *     score_request(&policy, "2025-07-10", &request, &s);
 *     if (s.n_faults > 0) … score_fault_text(s.faults[0].code, "vi") …
 *
 * Unknown is never a point or a right: moved workplace unknown means not eligible until the agency
 * confirms; own house unknown counts as owning one; road km unknown gives no points.
 */
#ifndef SERVICE_SCORE_H
#define SERVICE_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "service/policy.h"

enum score_answer { SCORE_NO, SCORE_YES, SCORE_UNKNOWN };

enum score_relation { SCORE_SELF, SCORE_SPOUSE, SCORE_CHILD, SCORE_COMPANION };

struct score_person {
    enum score_relation relation;
    bool is_official; /* else a family member: the rest below does not count for it */
    char sex;         /* 'M', 'F' */
    const char *born; /* YYYY-MM-DD, YYYY or "" */
    enum score_answer moved;
    enum score_answer owns_house;
    int road_km_t;           /* tenths; -1 = unknown */
    int coefficient_c;       /* hundredths; -1 = none */
    unsigned groups;         /* bits 1 << enum policy_group, as confirmed by the agency */
    const char *agency;      /* code; "" = none */
    const char *agency_name; /* as lists print it; never NULL */
    int unit_urgency;        /* of the agency, 0..10 */
};

struct score_request {
    size_t n_people;
    const struct score_person *people; /* [n_people] one of them SCORE_SELF */
    bool wants_private;
    int n_rounds_waited;
};

enum score_fault {
    SCORE_NO_APPLICANT,
    SCORE_NOT_MOVED,
    SCORE_MOVED_UNKNOWN,
    SCORE_HOUSE_NEAR,
    SCORE_HOUSE_UNKNOWN,
    SCORE_KM_UNKNOWN,
    SCORE_TWICE, /* set by the snapshot: an official of this request stands in an earlier one */
    SCORE_NOT_CONFIRMED, /* set by the snapshot of a round: its agency has not confirmed it */
    SCORE_N_FAULTS,
};

/* The five blocks of the points. */
struct score_parts {
    int housing;
    int road_km;
    int family;
    int urgency;
    int waiting;
};

enum { SCORE_MAX_FAULTS = 16 };

struct score {
    bool is_eligible;
    size_t n_faults; /* 0 where eligible */
    struct {
        enum score_fault code;
        size_t person_ix;
    } faults[SCORE_MAX_FAULTS]; /* [n_faults] at most one per person */
    int points; /* of the best eligible official; of the applicant where not eligible */
    struct score_parts parts;
    int family_group; /* enum policy_group that gave the family points; -1 = none */
    size_t scored_ix; /* the official whose points these are */
    size_t pool_ix;
    int band;
    int tie_class; /* index in policy.legal_groups; n_legal_groups = in none */
    bool is_private;
    bool is_mixed;    /* members of both sexes */
    size_t n_members; /* people who need a bed */
};

void score_request(const struct policy *p, const char *as_of, const struct score_request *r,
                   struct score *out);

/* Whether a person needs a bed at `as_of`: all but children younger than child_bed_age. A child of
 * unknown age needs one; of a birth year alone the age counts as reached in that year. */
bool score_needs_bed(const struct policy *p, const char *as_of, const struct score_person *person);

/* What is missing, as a sentence, and a code for the store ("moved_unknown"). */
const char *score_fault_text(enum score_fault f, const char *lang);
const char *score_fault_code(enum score_fault f);

/* Whether a word of the agency may still settle it ("must confirm"), rather than a plain no. */
bool score_fault_is_open(enum score_fault f);

#endif
