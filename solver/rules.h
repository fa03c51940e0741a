/* The rules (ALLOCATION.md section 3) as the search sees them, with pins and stays already made.
 *
 *     struct sv_rules rules;
 *     sv_rules_init(&rules, &inst, &arena);
 *     if (rules.n_conflicts) …infeasible…
 *     if (sv_fits(&rules, p, r)) …
 *
 * Modes are numbered: pool k has F = 3k, M = 3k + 1, * (unrestricted room) = 3k + 2; private is
 * 3 n_pools. A fixed party is pinned or stays; the room of one has its mode and what is left of it.
 * Read-only after init.
 */
#ifndef SV_RULES_H
#define SV_RULES_H

#include "arena.h"
#include "solver/instance.h"

enum { SV_MIXED = 2 }; /* a sex beside SOLVER_F, SOLVER_M: members of both */

struct sv_rules {
    const struct solver_instance *inst;
    int n_modes;
    int private_mode;
    int *beds;       /* [n_rooms] beds(r) */
    int *sex;        /* [n_parties] SOLVER_F, SOLVER_M, SV_MIXED */
    int *own_room;   /* [n_parties] where an incumbent lives; -1 newcomers, all under compete */
    int *fixed_room; /* [n_parties] pinned or staying there; -1 free */
    int *room_mode;  /* [n_rooms] mode of the fixed parties in it; -1 none */
    int *room_left;  /* [n_rooms] people who may join the fixed ones; beds(r) where none */
    int *n_bound;    /* [n_rooms] parties that stay if this room is opened (repairs.h): free, but
                      * room_mode and room_left are what they leave of it; 0 elsewhere */
    bool *is_conflict_party; /* [n_parties] */
    bool *is_conflict_room;  /* [n_rooms] */
    int n_conflicts;         /* rooms in conflict: the instance is infeasible by rule (5) */
};

/* Builds all arrays in `arena`. `may_open` [n_rooms]: rooms that the run may open (repairs.h); NULL
 * none. */
void sv_rules_init(struct sv_rules *, const struct solver_instance *, const bool *may_open,
                   struct sv_arena *arena);

/* Must party p live in its own room if that is opened? */
static inline bool sv_is_bound(const struct sv_rules *ru, int p)
{
    return ru->fixed_room[p] < 0 && ru->own_room[p] >= 0 && ru->n_bound[ru->own_room[p]] > 0;
}

/* The mode party p would give room r; -1 when a party of both sexes that shares has none there. */
int sv_mode(const struct sv_rules *, int p, int r);

/* cap: people that a room with `beds` beds holds in `mode`. */
int sv_cap(const struct sv_rules *, int mode, int beds);

/* May the free party p live in room r beside r's fixed parties? Rules (2) to (6), other free
 * parties aside. */
bool sv_fits(const struct sv_rules *, int p, int r);

/* The same for a newcomer: nothing is waived for one's own room. */
bool sv_suits(const struct sv_rules *, int p, int r);

/* Rules (4), (6) and `usable` alone: whoever else is in the room, and however many people. */
bool sv_fits_alone(const struct sv_rules *, int p, int r);

/* Penalty of the site for party p; -1 = not acceptable. */
int sv_site_penalty(const struct sv_rules *, int p, int site_ix);

/* Level `preferences` of party p in room r: n × (site penalty + weights of wishes it lacks). A site
 * that is not acceptable (pins, stays, own room) counts no penalty. */
int64_t sv_preference(const struct sv_rules *, int p, int r);

static inline int sv_min(int a, int b)
{
    return a < b ? a : b;
}

/* Does the sorted list `ixs` [n] contain `ix`? */
bool sv_has(const int *ixs, int n, int ix);

#endif
