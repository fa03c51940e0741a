/* A certificate in the making: what prove_leaf.c and prove_fixed.c share. */
#ifndef SV_PROVE_LEAF_H
#define SV_PROVE_LEAF_H

#include "prove.h"

enum { SV_SIZES = 16, SV_BEDS = 64 }; /* the most people of a party, beds of a room */

/* Beyond this a multiplier or weight is wild: no certificate. Sums of 10^6 of them stay in 128
 * bits. */
#define SV_WILD ((sv_wide)1 << 60)

struct sv_leaf {
    const struct sv_prove_level *lv;
    const struct sv_prove_model *pm;
    const struct sv_run *run;
    struct sv_arena *mem;
    const struct sv_dual *dual;
    sv_wide *level_mu;          /* [level_ix + 1] signed: what a unit of level j's value is worth */
    int64_t (*w)[SV_SIZES + 1]; /* [n_slots] price of a party of a size */
    bool *is_people;            /* [n_slots] w is a price a person: R2 */
    int64_t *link;              /* [n_profiles * n_classes] R4 */
    sv_wide *best;              /* [n_profiles] the most a pair adds, party values aside */
    sv_wide *r1;                /* [n_parties] */
    sv_wide *y;                 /* [n_slots] reduced cost of y, R3 aside */
    bool is_wild;
    sv_wide bound;
    int n_rows, cap_rows;
    struct sv_prove_row *rows;
};

/* v in 64 bits; 0, and the leaf is wild, where it is SV_WILD. */
int64_t sv_leaf_narrow(struct sv_leaf *, sv_wide v);

/* What p adds to objective and R5 by being housed; what a party of profile f adds in class c. */
sv_wide sv_leaf_party(const struct sv_leaf *, int p);
sv_wide sv_leaf_place(const struct sv_leaf *, int f, int c);

/* The slot of profile f in class c, a pair of the model. */
int sv_leaf_slot(const struct sv_leaf *, int f, int c);

/* The most that parties with weights w pay in a room of W = `people`: every multiset of sizes but
 * `without` (0: none left out), by dynamic program. people <= SV_BEDS. */
sv_wide sv_leaf_most(const int64_t w[SV_SIZES + 1], int people, int without);

/* prove_fixed.c: pairs that rules (2) and (3) forbid beside fixed parties are in the model: their
 * price is raised until nobody wants them. In a full room that is free: R2 is met with equality.
 * With `leaves_tight` not where beds are left. Then those who stay pay what they can. */
void sv_leaf_fixed(struct sv_leaf *, bool leaves_tight);

/* The pairs left unpriced that would pay, after all rows but R1 stand. */
void sv_leaf_pairs(struct sv_leaf *, sv_wide target, struct sv_prove_pairs *);

#endif
