/* Who lodges in the demo, see demo_guests.c. */
#ifndef TOOLS_DEMO_GUESTS_H
#define TOOLS_DEMO_GUESTS_H

#include "demo_life.h"

struct guest {
    int64_t official_id, agency_id;
    char sex;
    const char *pool; /* by the coefficient: A, B, C */
    char *official, *name;
    struct principal account; /* account_id 0 = has none */
    bool is_alone;            /* has the room alone: with a child, or somebody ill */
    bool lives;
    char request[16]; /* the last one; "" none */
    char until[11];   /* day of leaving */
};

struct guests {
    size_t n;
    struct guest *items; /* [n] */
};

/* Puts the officials of the agencies' list (requests.csv) into the register. */
void guests_register(struct life *l, const char *list);
void guests_choose(struct life *l, struct guests *out);
void guests_release(struct guests *g);

#endif
