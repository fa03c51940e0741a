/* The parties of the register: who registers together. Made by fixture_parties.c, written by
 * fixture_requests.c.
 */
#ifndef TOOLS_FIXTURE_PARTIES_H
#define TOOLS_FIXTURE_PARTIES_H

#include "fixture.h"

enum { FIXTURE_N_PARTIES = 1150, FIXTURE_MAX_MEMBERS = 4 };

enum fixture_kind {
    FIXTURE_ALONE,
    FIXTURE_COUPLE,        /* both work here */
    FIXTURE_WITH_SPOUSE,   /* who works elsewhere */
    FIXTURE_WITH_CHILD,    /* a mother alone with a child of 6 or more */
    FIXTURE_FAMILY,        /* a spouse and a child of 6 or more */
    FIXTURE_WITH_INFANT,   /* a mother with a child below 6 */
    FIXTURE_COUPLE_INFANT, /* both work here, with a child below 6 */
    FIXTURE_TWO_FRIENDS,
    FIXTURE_THREE_FRIENDS,
};

enum fixture_relation { FIXTURE_SELF, FIXTURE_SPOUSE, FIXTURE_CHILD, FIXTURE_COMPANION };

struct fixture_member {
    struct fixture_person person;
    enum fixture_relation relation;
    bool is_official; /* else only name, birth and sex are known */
};

struct fixture_party {
    enum fixture_kind kind;
    enum fixture_rank rank; /* of the applicant */
    int n_members;
    struct fixture_member members[FIXTURE_MAX_MEMBERS]; /* [n_members], the applicant first */
};

/* [FIXTURE_N_PARTIES], to be freed with free. */
struct fixture_party *fixture_parties_make(struct fixture_rng *r, struct fixture_used *u);

#endif
